// What a meeting covered: the schemes in force on its day, what its titles suggest, and the marks themselves.

import { may } from '../../../core/access.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import type { schemesContract } from '../contract/schemes.ts'
import { mayMark, suggestParts, versionOn } from '../rules.ts'
import {
  coveredBy,
  type MeetingFacts,
  meetingFacts,
  readMarks,
  readSchemes,
  writeMarks,
} from '../store/index.ts'
import { invalid, seeAbove, wrongState } from './above.ts'

/** The schemes that judge a meeting, each in the version of its day. */
export async function schemesFor(work: Work, meeting: MeetingFacts) {
  await seeAbove(work, meeting)
  const schemes = await readSchemes(work.tx, meeting.unitPath)
  return schemes.flatMap((scheme) => {
    const version = versionOn(scheme.versions, scheme.endedOn, meeting.on)
    return version === null || !scheme.kinds.includes(meeting.kind) ? [] : [{ scheme, version }]
  })
}

export const themeHandlers: Pick<Handlers<typeof schemesContract>, 'meetingThemes' | 'markThemes'> = {
  meetingThemes: async (work, { meetingId }) => {
    const target = targetOf(work)
    const meeting = await meetingFacts(work.tx, target.institutionId, meetingId)
    const held = await schemesFor(work, meeting)
    const marks = new Map(
      (await readMarks(work.tx, meeting.institutionId, meeting.id)).map((mark) => [
        `${mark.schemeId} ${mark.partId}`,
        mark,
      ]),
    )
    const before = await coveredBy(work.tx, meeting)
    const titles = [
      ...meeting.agenda.map((item) => ({ agendaItemId: item.id, title: item.title })),
      { agendaItemId: null, title: meeting.title },
    ]
    const here = new Set(meeting.agenda.map((item) => item.id))
    return {
      mayWrite: may(work.principal, 'meeting.write', target.path) && mayMark(meeting),
      schemes: held.map(({ scheme, version }) => {
        const suggested = new Map(suggestParts(version.parts, titles).map((each) => [each.partId, each]))
        const parts = version.parts.map((part) => {
          const mark = marks.get(`${scheme.id} ${part.id}`)
          const item = mark === undefined ? suggested.get(part.id)?.agendaItemId : mark.agendaItemId
          return {
            ...part,
            marked: mark !== undefined,
            // An item that was taken off the agenda since leaves the part with the whole meeting.
            agendaItemId: item !== undefined && item !== null && here.has(item) ? item : null,
            note: mark?.note ?? '',
            suggested: suggested.has(part.id),
            before: before.get(`${scheme.id} ${part.id}`) ?? 0,
          }
        })
        return {
          id: scheme.id,
          name: scheme.name,
          source: scheme.source,
          unitName: scheme.unitName,
          note: version.note,
          parts,
          missingCore: parts.filter((part) => part.kind === 'core' && !part.marked).map((part) => part.name),
        }
      }),
    }
  },

  markThemes: async (work, { meetingId, marks }) => {
    const target = targetOf(work)
    const meeting = await meetingFacts(work.tx, target.institutionId, meetingId, true)
    if (!mayMark(meeting)) throw wrongState(meeting.archived ? 'archived' : meeting.state, 'mark_themes')
    const held = await schemesFor(work, meeting)
    const names = new Map<string, string>(
      held.flatMap(({ scheme, version }) =>
        version.parts.map((part) => [`${scheme.id} ${part.id}`, `${scheme.name}: ${part.name}`] as const),
      ),
    )
    const keys = marks.map((mark) => `${mark.schemeId} ${mark.partId}`)
    if (new Set(keys).size < keys.length) throw invalid('twice')
    const unknown = keys.filter((key) => !names.has(key))
    if (unknown.length > 0) throw invalid('theme_part', { count: unknown.length })
    const items = new Set(meeting.agenda.map((item) => item.id))
    const lost = marks.filter((mark) => mark.agendaItemId !== null && !items.has(mark.agendaItemId))
    if (lost.length > 0) throw invalid('agenda_item', { count: lost.length })
    const before = await readMarks(work.tx, meeting.institutionId, meeting.id)
    // What was marked by a scheme that no longer judges this meeting stays written.
    const schemes = new Set(held.map(({ scheme }) => scheme.id))
    const kept = before.filter((mark) => !schemes.has(mark.schemeId))
    await writeMarks(work.tx, meeting, [...kept, ...marks], {
      at: work.now.toString(),
      accountId: work.principal.accountId,
    })
    const inWords = (list: readonly { readonly schemeId: string; readonly partId: string }[]) =>
      list.flatMap((mark) => names.get(`${mark.schemeId} ${mark.partId}`) ?? [])
    work.changed({
      subject: 'meeting',
      id: meeting.id,
      unitId: meeting.unitId,
      before: { themes: inWords(before) },
      after: { themes: inWords(marks) },
    })
    return {}
  },
}
