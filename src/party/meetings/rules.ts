// The law of meetings: the rhythms they owe; their life, their rolls and their votes are in rules/. No I/O.

import { type Rhythm, rhythm } from '../../foundation/duties/rules.ts'
import { periodOf } from '../../core/calendar.ts'
import { kindLaw, type MeetingKind, meetingKinds } from './rules/kinds.ts'

export * from './rules/kinds.ts'
export * from './rules/life.ts'
export * from './rules/ballots.ts'
export * from './rules/matters.ts'
export * from './rules/setting.ts'
export * from './rules/recount.ts'
export * from './rules/talks.ts'
export * from './rules/votes.ts'

/** A committee has three to five members (Article 20); fewer posts than three are no committee. */
const premises: Partial<Record<MeetingKind, Rhythm['premise']>> = {
  committee_meeting: (unit) => unit.committeeMembers >= 3,
  democratic_life_meeting: (unit) => unit.committeeMembers >= 3,
}

/** What duties call a kind: the general meeting is named with its branch. */
const longNames: Partial<Record<MeetingKind, { readonly zh: string; readonly en: string }>> = {
  general_meeting: { zh: '支部党员大会', en: 'General meeting of the Party branch' },
}

/** The rhythms of meetings, from the table of kinds. Twice a year waits until the engine of duties knows half-years. */
export const rhythms: readonly Rhythm[] = meetingKinds.flatMap((kind) => {
  const law = kindLaw[kind]
  const [unitKind] = law.units
  if (law.every === null || law.every === 'half_year' || unitKind === undefined) return []
  return [
    rhythm({
      id: kind,
      zh: longNames[kind]?.zh ?? law.zh,
      en: longNames[kind]?.en ?? law.en,
      every: law.every,
      cites: [law.cite],
      unitKind,
      premise: premises[kind] ?? (() => true),
    }),
  ]
})

/**
 * Whether a meeting on `day` may make up for one of the day `makeUpFor`: a day of an earlier period. Within the same
 * period nothing needs to be made up, the meeting is simply in time.
 */
export function mayMakeUpFor(kind: MeetingKind, makeUpFor: string, day: string): boolean {
  const every = everyOf(kind)
  return makeUpFor < periodOf(every, day).from
}

/** The period of a kind; without a rhythm of its own, the month. Half-years are counted as quarters until duties know them. */
export function everyOf(kind: MeetingKind): 'month' | 'quarter' | 'year' {
  const { every } = kindLaw[kind]
  return every === 'half_year' ? 'quarter' : (every ?? 'month')
}
