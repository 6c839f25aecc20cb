// Puts a resolution before an open meeting.

import type { Handlers } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { takesVotes } from '../rules.ts'
import { changeMeeting, insertResolution, readAgenda } from '../store/index.ts'
import { begin, invalid, report } from './begin.ts'

export const propose: Handlers<typeof meetingsContract>['propose'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'propose' })
  if (!takesVotes(meeting.kind)) throw invalid('no_votes', { kind: meeting.kind })
  const { text, agendaItemId } = input
  if (agendaItemId !== null) {
    const agenda = await readAgenda(work.tx, meeting)
    if (!agenda.some((item) => item.id === agendaItemId)) throw invalid('agenda_item', { count: 1 })
  }
  const id = await insertResolution(work.tx, meeting, { text, agendaItemId })
  await changeMeeting(work.tx, meeting)
  report(work, meeting, { after: { resolution: id, text, agendaItemId } })
  return { id }
}
