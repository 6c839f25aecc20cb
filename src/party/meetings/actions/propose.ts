// Puts a resolution before an open meeting.

import { refuse } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { judgeForm, matterLaw, takesVotes } from '../rules.ts'
import { changeMeeting, insertResolution, openBox, readAgenda } from '../store/index.ts'
import { begin, invalid, report } from './begin.ts'

export const propose: Handlers<typeof meetingsContract>['propose'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'propose' })
  if (!takesVotes(meeting.kind)) throw invalid('no_votes', { kind: meeting.kind })
  const { text, agendaItemId, matter, ballot } = input
  if (!matterLaw[matter].kinds.includes(meeting.kind)) throw invalid('matter', { kind: meeting.kind, matter })
  refuse(judgeForm(matter, ballot))
  // Whom a resolution admits is named; other matters have no candidate.
  const candidate = matter === 'admission' ? input.candidate : null
  if (matter === 'admission' && candidate === null) throw invalid('candidate')
  if (agendaItemId !== null) {
    const agenda = await readAgenda(work.tx, meeting)
    if (!agenda.some((item) => item.id === agendaItemId)) throw invalid('agenda_item', { count: 1 })
  }
  const id = await insertResolution(work.tx, meeting, { text, agendaItemId, matter, ballot, candidate })
  if (ballot === 'secret') await openBox(work.tx, work.vault, meeting, id)
  await changeMeeting(work.tx, meeting)
  report(work, meeting, { after: { resolution: id, text, agendaItemId, matter, ballot, candidate } })
  return { id }
}
