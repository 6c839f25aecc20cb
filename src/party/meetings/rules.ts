// The law of meetings: the rhythms they owe; their life, their rolls and their votes are in rules/. No I/O.

import { type Rhythm, rhythm } from '../../foundation/duties/rules.ts'
import { periodOf } from '../../core/calendar.ts'
import { branchRegulations } from '../../core/regulations.ts'
import type { MeetingKind } from './rules/life.ts'

export * from './rules/life.ts'
export * from './rules/votes.ts'

// --- Rhythms ---------------------------------------------------------------------------------------------------------

export const rhythms: readonly Rhythm[] = [
  rhythm({
    id: 'general_meeting',
    zh: '支部党员大会',
    en: 'General meeting of the Party branch',
    every: 'quarter',
    cites: [branchRegulations('第十一条', { note: '一般每季度召开1次' })],
    unitKind: 'branch',
    premise: () => true,
  }),
  rhythm({
    id: 'committee_meeting',
    zh: '支部委员会会议',
    en: 'Branch committee meeting',
    every: 'month',
    cites: [branchRegulations('第十二条', { note: '一般每月召开1次' })],
    unitKind: 'branch',
    // A committee has three to five members (Article 20); fewer posts than three are no committee.
    premise: (unit) => unit.committeeMembers >= 3,
  }),
  rhythm({
    id: 'group_meeting',
    zh: '党小组会',
    en: 'Party group meeting',
    every: 'month',
    cites: [branchRegulations('第十三条', { note: '一般每月召开1次' })],
    unitKind: 'group',
    premise: () => true,
  }),
  rhythm({
    id: 'theme_day',
    zh: '主题党日',
    en: 'Theme Party day',
    every: 'month',
    cites: [branchRegulations('第十六条', { note: '每月相对固定1天开展主题党日' })],
    unitKind: 'branch',
    premise: () => true,
  }),
  rhythm({
    id: 'lecture',
    zh: '党课',
    en: 'Party lecture',
    every: 'quarter',
    cites: [
      {
        source: '本单位约定',
        article: '每季度一次党课',
        level: 'institution',
        verified: false,
        from: '2018-10-28',
        note: '《支部工作条例》第十六条只要求党课“按期”进行，没有规定次数；每季度一次是各地常见做法，不是全国规定。',
      },
    ],
    unitKind: 'branch',
    premise: () => true,
  }),
]

/**
 * Whether a meeting on `day` may make up for one of the day `makeUpFor`: a day of an earlier period. Within the same
 * period nothing needs to be made up, the meeting is simply in time.
 */
export function mayMakeUpFor(kind: MeetingKind, makeUpFor: string, day: string): boolean {
  const every = rhythms.find((each) => each.id === kind)?.every ?? 'month'
  return makeUpFor < periodOf(every, day).from
}
