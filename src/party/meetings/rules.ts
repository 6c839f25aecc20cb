// The law of meetings: the rhythms they owe; their life, their rolls and their votes are in rules/. No I/O.

import { type Rhythm, rhythm } from '../../foundation/duties/rules.ts'
import { type Every, periodOf } from '../../core/calendar.ts'
import { kindLaw, type MeetingKind, meetingKinds } from './rules/kinds.ts'
import { talkArticle } from './rules/talks.ts'

export * from './rules/kinds.ts'
export * from './rules/life.ts'
export * from './rules/ballots.ts'
export * from './rules/matters.ts'
export * from './rules/setting.ts'
export * from './rules/recount.ts'
export * from './rules/talks.ts'
export * from './rules/votes.ts'

/** A committee has three to five members (Article 20); fewer posts than three are no committee. */
const hasCommittee: Rhythm['premise'] = (unit) => unit.committeeMembers >= 3

/** What duties call a kind: the general meeting is named with its branch. */
const longNames: Partial<Record<MeetingKind, { readonly zh: string; readonly en: string }>> = {
  general_meeting: { zh: '支部党员大会', en: 'General meeting of the Party branch' },
}

/**
 * What a Party committee owes, and talks, are counted from this day on: in the years before, the product did not ask
 * for them, and nobody shall be found to have missed them.
 */
const newSince = '2026-01-01'

/** The rhythms of meetings, from the table of kinds; those of a committee presume one. */
const meetingRhythms: readonly Rhythm[] = meetingKinds.flatMap((kind) => {
  const law = kindLaw[kind]
  const [unitKind] = law.units
  if (law.every === null || unitKind === undefined) return []
  return [
    rhythm({
      id: kind,
      zh: longNames[kind]?.zh ?? law.zh,
      en: longNames[kind]?.en ?? law.en,
      every: law.every,
      ...(unitKind === 'committee' ? { since: newSince } : {}),
      cites: [law.cite],
      unitKind,
      start: { to: `/meetings/new?kind=${kind}`, meeting: true },
      premise: law.roll === 'committee' ? hasCommittee : () => true,
    }),
  ]
})

/** A branch has held its talks of a year when nobody of those whom the article means is without one. */
export const talkRhythm: Rhythm = rhythm({
  id: 'heart_talks',
  zh: '谈心谈话',
  en: 'Heart-to-heart talks',
  every: 'year',
  since: newSince,
  cites: [talkArticle],
  unitKind: 'branch',
  start: { to: '/talks', meeting: false },
  premise: (unit) => unit.members >= 2,
})

export const rhythms: readonly Rhythm[] = [...meetingRhythms, talkRhythm]

/**
 * Whether a meeting on `day` may make up for one of the day `makeUpFor`: a day of an earlier period. Within the same
 * period nothing needs to be made up, the meeting is simply in time.
 */
export function mayMakeUpFor(kind: MeetingKind, makeUpFor: string, day: string): boolean {
  return makeUpFor < periodOf(everyOf(kind), day).from
}

/** The period of a kind; without a rhythm of its own, the month. */
export const everyOf = (kind: MeetingKind): Every => kindLaw[kind].every ?? 'month'
