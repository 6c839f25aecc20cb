// Replaces the agenda; an item that a resolution rests on stays.

import { newId } from '../../../core/ids.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { changeMeeting, readAgenda, readResolutions, replaceAgenda } from '../store/index.ts'
import { begin, invalid, refuseTwice, report } from './begin.ts'

export const setAgenda: Handlers<typeof meetingsContract>['setAgenda'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'agenda' })
  const before = await readAgenda(work.tx, meeting)
  const known = new Map(before.map((item) => [item.id, item.speakerIds]))
  const kept = input.items.flatMap((item) => item.id ?? [])
  refuseTwice(kept)
  const unknown = kept.filter((id) => !known.has(id))
  if (unknown.length > 0) throw invalid('agenda_item', { count: unknown.length })
  const resolutions = await readResolutions(work.tx, meeting)
  const lost = resolutions.filter(({ agendaItemId }) => agendaItemId !== null && !kept.includes(agendaItemId))
  if (lost.length > 0) throw invalid('agenda_in_use', { count: lost.length })
  const items = input.items.map(({ id, title, notes, firstTopic }) => ({
    id: id ?? newId(),
    title,
    notes,
    firstTopic,
    // The agenda says what is spoken about; who spoke stays with an item that is kept.
    speakerIds: known.get(id ?? '') ?? [],
  }))
  await replaceAgenda(work.tx, meeting, items)
  report(work, meeting, {
    before: { agenda: before.map((item) => item.title) },
    after: { agenda: items.map((item) => item.title) },
  })
  return { version: await changeMeeting(work.tx, meeting) }
}
