// Records open votes: only those present with a vote, only while the resolution is open.

import { AppError } from '../../../core/errors.ts'
import type { Handlers, Work } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { isThere, resolutionLife } from '../rules.ts'
import {
  changeMeeting,
  type MeetingRecord,
  readAsides,
  readResolutions,
  readRoll,
  readVotes,
  type Resolution,
  setVotes,
} from '../store/index.ts'
import { begin, invalid, refuseTwice, report, wrongState } from './begin.ts'

/** A resolution of the locked meeting that is still open. Throws not_found or wrong_state. */
export async function openResolution(
  work: Work,
  meeting: MeetingRecord,
  resolutionId: string,
  move: string,
): Promise<Resolution> {
  const resolution = (await readResolutions(work.tx, meeting)).find(({ id }) => id === resolutionId)
  if (resolution === undefined) throw new AppError('not_found', { kind: 'resolution' })
  // A decided resolution has no moves left.
  if (resolutionLife.movesFrom(resolution.state).length === 0) throw wrongState(resolution.state, move)
  return resolution
}

export const vote: Handlers<typeof meetingsContract>['vote'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'vote' })
  const { id, ballot } = await openResolution(work, meeting, input.resolutionId, 'vote')
  if (ballot !== 'open') throw invalid('secret', { ballot })
  const aside = new Set(((await readAsides(work.tx, meeting)).get(id) ?? []).map((each) => each.personId))
  const { votes } = input
  refuseTwice(votes.map((entry) => entry.personId))
  const roll = new Map((await readRoll(work.tx, meeting)).map((line) => [line.personId, line]))
  const counts = { not_on_roll: 0, no_vote: 0, not_present: 0 }
  for (const { personId } of votes) {
    const line = roll.get(personId)
    if (line === undefined) counts.not_on_roll += 1
    else if (!line.hasVote || line.guest || aside.has(personId)) counts.no_vote += 1
    else if (!isThere(line.attendance, meeting.onlineCounts)) counts.not_present += 1
  }
  const count = counts.not_on_roll + counts.no_vote + counts.not_present
  if (count > 0) throw invalid('may_not_vote', { count, ...counts })
  const given = new Map(
    (await readVotes(work.tx, meeting)).get(id)?.map((each) => [each.personId, each.choice]),
  )
  const changed = votes.filter((entry) => (given.get(entry.personId) ?? null) !== entry.choice)
  await setVotes(work.tx, meeting, id, changed)
  report(work, meeting, {
    before: {
      resolution: id,
      votes: changed.map(({ personId }) => ({ personId, choice: given.get(personId) ?? null })),
    },
    after: { resolution: id, votes: changed },
  })
  return { version: await changeMeeting(work.tx, meeting) }
}
