// Every kind of meeting as law, in one table: the units it suits, who is due, its rhythm, its quorum and majority. No I/O.

import type { Every } from '../../../core/calendar.ts'
import type { Citation, Share } from '../../../core/law.ts'
import { branchRegulations } from '../../../core/regulations.ts'

export const meetingKinds = [
  'general_meeting',
  'committee_meeting',
  'group_meeting',
  'theme_day',
  'lecture',
  'organizational_life_meeting',
  'joint_activity',
  'democratic_life_meeting',
  'study_group',
  'governance_meeting',
  'ideology_meeting',
] as const
export type MeetingKind = (typeof meetingKinds)[number]

export type KindLaw = {
  readonly zh: string
  readonly en: string
  /** Kinds of units that hold it. */
  readonly units: readonly string[]
  /** Who is due: the members of the unit, or those who hold a post in its committee. */
  readonly roll: 'members' | 'committee'
  /** How often it falls due; null: whenever there is need. */
  readonly every: Every | null
  readonly cite: Citation
  /** Null: no article sets a quorum for this kind. */
  readonly quorum: Share | null
  /** Null: this kind takes no votes. */
  readonly majority: Share | null
  /** What one event of this kind may also have been, when the secretary says so. */
  readonly alsoAs: readonly MeetingKind[]
}

const half = { numerator: 1, denominator: 2 } as const

/** A source whose text was not read in full: it ships unverified, and `note` says what is missing. */
const unread = (source: string, article: string, from: string, note: string): Citation => ({
  source,
  article,
  level: 'national',
  verified: false,
  from,
  note,
})

const convention = (article: string, note: string): Citation => ({
  source: '本单位约定',
  article,
  level: 'institution',
  verified: false,
  from: '2018-10-28',
  note,
})

/** Bases differ and are named; ≥ (半数以上) and > (超过半数) are kept apart. */
export const kindLaw: Readonly<Record<MeetingKind, KindLaw>> = {
  general_meeting: {
    zh: '党员大会',
    en: 'General meeting',
    units: ['branch'],
    roll: 'members',
    every: 'quarter',
    cite: branchRegulations('第十一条', { note: '一般每季度召开1次' }),
    quorum: { base: 'due_with_vote', compare: 'at_least', ...half },
    majority: { base: 'due_with_vote', compare: 'more_than', ...half },
    alsoAs: ['organizational_life_meeting', 'lecture'],
  },
  committee_meeting: {
    zh: '支部委员会会议',
    en: 'Branch committee meeting',
    units: ['branch'],
    roll: 'committee',
    every: 'month',
    cite: branchRegulations('第十二条', { note: '一般每月召开1次' }),
    quorum: { base: 'committee_members', compare: 'at_least', ...half },
    majority: { base: 'committee_members', compare: 'more_than', ...half },
    alsoAs: [],
  },
  group_meeting: {
    zh: '党小组会',
    en: 'Party group meeting',
    units: ['group'],
    roll: 'members',
    every: 'month',
    cite: branchRegulations('第十三条', { note: '一般每月召开1次' }),
    quorum: null,
    majority: null,
    alsoAs: [],
  },
  theme_day: {
    zh: '主题党日',
    en: 'Theme Party day',
    units: ['branch'],
    roll: 'members',
    every: 'month',
    cite: branchRegulations('第十六条', { note: '每月相对固定1天开展主题党日' }),
    quorum: null,
    majority: null,
    alsoAs: ['lecture', 'organizational_life_meeting'],
  },
  lecture: {
    zh: '党课',
    en: 'Party lecture',
    units: ['branch'],
    roll: 'members',
    every: 'quarter',
    cite: convention(
      '每季度一次党课',
      '《支部工作条例》第十六条只要求党课“按期”进行，没有规定次数；每季度一次是各地常见做法，不是全国规定。',
    ),
    quorum: null,
    majority: null,
    alsoAs: ['theme_day'],
  },
  organizational_life_meeting: {
    zh: '组织生活会',
    en: 'Organizational life meeting',
    units: ['branch'],
    roll: 'members',
    every: 'year',
    cite: branchRegulations('第十七条', { note: '每年至少召开1次，一般安排在第四季度' }),
    quorum: null,
    majority: null,
    alsoAs: ['theme_day'],
  },
  joint_activity: {
    zh: '支部共建活动',
    en: 'Joint activity',
    units: ['branch', 'general_branch', 'committee'],
    roll: 'members',
    every: null,
    cite: convention('支部共建', '支部共建、联合主题党日没有全国统一的次数要求，由各单位自定。'),
    quorum: null,
    majority: null,
    alsoAs: ['theme_day', 'lecture'],
  },
  democratic_life_meeting: {
    zh: '民主生活会',
    en: 'Democratic life meeting',
    units: ['committee'],
    roll: 'committee',
    every: 'year',
    cite: unread(
      '县以上党和国家机关党员领导干部民主生活会若干规定',
      '民主生活会每年召开1次，到会人数须达应到会人数的三分之二以上',
      '2016-12-23',
      '只见到节选，条次待核对；医院党委是否直接适用，须按上级规定。提前或者推迟召开须报上级同意。',
    ),
    quorum: { base: 'committee_members', compare: 'at_least', numerator: 2, denominator: 3 },
    majority: null,
    alsoAs: [],
  },
  study_group: {
    zh: '理论学习中心组学习',
    en: 'Theory study of the central group',
    units: ['committee'],
    roll: 'committee',
    every: 'quarter',
    cite: unread(
      '中国共产党党委（党组）理论学习中心组学习规则',
      '每季度不少于1次集体学习研讨',
      '2017-01-30',
      '多地文件一致，官方全文与条次待核对。',
    ),
    quorum: null,
    majority: null,
    alsoAs: [],
  },
  governance_meeting: {
    zh: '全面从严治党专题会议',
    en: 'Meeting on strict Party governance',
    units: ['committee'],
    roll: 'committee',
    every: 'half_year',
    cite: unread(
      '党委（党组）落实全面从严治党主体责任规定',
      '每半年至少召开1次会议专题研究全面从严治党工作',
      '2020-03-09',
      '见于报刊摘要，官方全文与条次待核对。',
    ),
    quorum: { base: 'committee_members', compare: 'at_least', ...half },
    majority: null,
    alsoAs: ['ideology_meeting'],
  },
  ideology_meeting: {
    zh: '意识形态工作专题会议',
    en: 'Meeting on ideological work',
    units: ['committee'],
    roll: 'committee',
    every: 'half_year',
    cite: unread(
      '党委（党组）意识形态工作责任制实施办法',
      '每半年至少专题研究1次意识形态工作',
      '2015-10-03',
      '凭记忆，官方全文与条次待核对。',
    ),
    quorum: { base: 'committee_members', compare: 'at_least', ...half },
    majority: null,
    alsoAs: ['governance_meeting'],
  },
}

export const kindWords = meetingKinds.map((value) => ({
  value,
  zh: kindLaw[value].zh,
  en: kindLaw[value].en,
}))

/** Whether a unit of this kind holds meetings of this kind. */
export const kindSuits = (kind: MeetingKind, unitKind: string): boolean =>
  kindLaw[kind].units.includes(unitKind)

/** Whether resolutions are put before this kind of meeting. */
export const takesVotes = (kind: MeetingKind): boolean => kindLaw[kind].majority !== null

/** The kinds whose duties one event fulfils: its own and those it was also held as, each once. */
export const heldAs = (kind: MeetingKind, alsoAs: readonly string[]): readonly MeetingKind[] => [
  kind,
  ...kindLaw[kind].alsoAs.filter((other) => alsoAs.includes(other)),
]
