// Who spoke to an item of the agenda: people on the roll who took part, in the order in which they spoke.

import type { Handlers } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { tookPart } from '../rules.ts'
import { changeMeeting, readAgenda, readRoll, writeSpeakers } from '../store/index.ts'
import { begin, invalid, refuseTwice, report } from './begin.ts'

export const setSpeakers: Handlers<typeof meetingsContract>['setSpeakers'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'speakers' })
  const { agendaItemId, personIds } = input
  const item = (await readAgenda(work.tx, meeting)).find(({ id }) => id === agendaItemId)
  if (item === undefined) throw invalid('agenda_item', { count: 1 })
  refuseTwice(personIds)
  const there = new Set(
    (await readRoll(work.tx, meeting)).flatMap((line) => (tookPart(line.attendance) ? [line.personId] : [])),
  )
  // Whoever was written down before stays, though somebody marked them absent since: the roll says so beside it.
  const strange = personIds.filter((id) => !there.has(id) && !item.speakerIds.includes(id))
  if (strange.length > 0) throw invalid('not_present', { count: strange.length })
  await writeSpeakers(work.tx, meeting, agendaItemId, personIds)
  report(work, meeting, {
    before: { item: item.title, speakers: item.speakerIds.length },
    after: { item: item.title, speakers: personIds.length },
  })
  return { version: await changeMeeting(work.tx, meeting) }
}
