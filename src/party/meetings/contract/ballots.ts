// Endpoints of one vote besides the open one: paper, written opinions, recusal.

import * as z from 'zod'
import { endpoint, id, isoMinute, line } from '../../../core/contract.ts'
import { changed, choice, ground, totals, write } from './shapes.ts'

export const ballotEndpoints = {
  countPaper: endpoint({
    method: 'PUT',
    path: '/meetings/{meetingId}/resolutions/{resolutionId}/paper',
    summary: 'What two tellers counted of a ballot on paper',
    ...write,
  })
    .input(z.object({ meetingId: id, resolutionId: id, totals, tellerIds: z.array(id).length(2) }))
    .output(changed),

  writeOpinion: endpoint({
    method: 'PUT',
    path: '/meetings/{meetingId}/resolutions/{resolutionId}/opinions/{personId}',
    summary: 'Record the written opinion of an absent voter, with the time it was given; null removes it',
    ...write,
  })
    .input(
      z.object({
        meetingId: id,
        resolutionId: id,
        personId: id,
        opinion: z.object({ choice, givenAt: isoMinute }).nullable(),
      }),
    )
    .output(changed),

  setAside: endpoint({
    method: 'PUT',
    path: '/meetings/{meetingId}/resolutions/{resolutionId}/aside/{personId}',
    summary:
      'Leave somebody out of one vote: recused, or not counted as due on a listed ground; null takes it back',
    ...write,
  })
    .input(
      z.object({
        meetingId: id,
        resolutionId: id,
        personId: id,
        aside: z.object({ ground, reason: line(200) }).nullable(),
      }),
    )
    .output(changed),
}
