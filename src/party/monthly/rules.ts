// The law of the monthly report: its life, who reports to whom, when it is due, and what may be accepted unseen. No I/O.

import { type Holidays, isWorkingDay } from '../../core/calendar.ts'
import { type Citation, rule } from '../../core/law.ts'
import { workflow } from '../../core/workflow.ts'
import { rateOf } from './rules/figures.ts'
import type { Content } from './contract/content.ts'

export * from './rules/difference.ts'
export * from './rules/figures.ts'
export * from './rules/layout.ts'

/** Which definition of the report a snapshot follows; counted on whenever a figure changes its meaning. */
export const edition = 1

// --- The life of a report --------------------------------------------------------------------------------------------

export const reportStates = ['due', 'prepared', 'submitted', 'accepted', 'returned'] as const
export type ReportState = (typeof reportStates)[number]
export const reportMoves = ['prepare', 'submit', 'withdraw', 'accept', 'return'] as const
export type ReportMove = (typeof reportMoves)[number]

export const reportLife = workflow({
  name: 'monthly report',
  initial: 'due',
  states: reportStates,
  moves: {
    prepare: { from: ['due', 'prepared', 'returned'], to: 'prepared' },
    submit: { from: ['due', 'prepared', 'returned'], to: 'submitted' },
    withdraw: { from: ['submitted'], to: 'prepared' },
    accept: { from: ['submitted'], to: 'accepted' },
    // What turns out wrong after it was accepted goes back as well.
    return: { from: ['submitted', 'accepted'], to: 'returned' },
  },
})

export const uploadStates = ['made', 'uploaded', 'receipted', 'rejected'] as const
export type UploadState = (typeof uploadStates)[number]

/** A file for an outside platform; one that was rejected is made anew, and the rejected one stays to be seen. */
export const uploadLife = workflow({
  name: 'platform file',
  initial: 'made',
  states: uploadStates,
  moves: {
    upload: { from: ['made'], to: 'uploaded' },
    // The number often comes at once: it needs no step before it.
    receive: { from: ['made', 'uploaded'], to: 'receipted' },
    reject: { from: ['made', 'uploaded', 'receipted'], to: 'rejected' },
  },
})

// --- Who reports to whom ---------------------------------------------------------------------------------------------

/** A committee is its institution's head: the institution reports, and the committee in between passes on. */
export const reporterKinds = ['branch', 'general_branch', 'institution', 'commission'] as const
export type ReporterKind = (typeof reporterKinds)[number]
export const isReporter = (kind: string): kind is ReporterKind =>
  (reporterKinds as readonly string[]).includes(kind)

/** The nearest unit above that reports itself: who receives the report; null at the top of the tree. */
export function upperOf(
  path: readonly string[],
  kindOf: (unitId: string) => string | undefined,
): string | null {
  return path.slice(0, -1).findLast((unitId) => isReporter(kindOf(unitId) ?? '')) ?? null
}

// --- When it is due --------------------------------------------------------------------------------------------------

export const shifts = ['next', 'previous', 'none'] as const
export type Settings = {
  readonly branchDay: number
  readonly generalDay: number
  readonly institutionDay: number
  readonly shift: (typeof shifts)[number]
  /** In thousandths. */
  readonly goal: number
  readonly firstMonth: string | null
  readonly version: number
}

/** Before an institution settles its own; 98 % is the goal of S4's hospital, no rule. */
export const plainSettings: Settings = {
  branchDay: 3,
  generalDay: 5,
  institutionDay: 8,
  shift: 'next',
  goal: 980,
  firstMonth: null,
  version: 0,
}

export type Month = { readonly from: string; readonly to: string }

/** The first and the last day of a month given as 2026-10. */
export function daysOfMonth(month: string): Month {
  const first = Temporal.PlainYearMonth.from(month)
  return { from: `${month}-01`, to: first.toPlainDate({ day: first.daysInMonth }).toString() }
}

export const monthOf = (day: string): string => day.slice(0, 7)
export const monthAfter = (month: string, by = 1): string =>
  Temporal.PlainYearMonth.from(month).add({ months: by }).toString()

/** The months from one to another, both included. */
export function monthsFrom(first: string, last: string): readonly string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month)
  return months
}

/**
 * The day a report of this month is due: the day set for the level in the month after, moved to a working day.
 * `certain` is false when the holidays of a year that was looked at are not known.
 */
export function dueDay(
  month: string,
  kind: string,
  settings: Settings,
  holidays: Holidays,
): { readonly date: string; readonly certain: boolean } {
  const { branchDay, generalDay, institutionDay, shift } = settings
  const wanted = kind === 'branch' ? branchDay : kind === 'general_branch' ? generalDay : institutionDay
  let day = Temporal.PlainYearMonth.from(month).add({ months: 1 }).toPlainDate({ day: wanted })
  const step = shift === 'previous' ? -1 : 1
  let certain = holidays.years.has(day.year)
  while (shift !== 'none' && !isWorkingDay(holidays, day.toString())) {
    day = day.add({ days: step })
    certain &&= holidays.years.has(day.year)
  }
  return { date: day.toString(), certain }
}

/** Whether a unit owes a report of a month: it stood the whole month before its end, and somebody or something was there. */
export function owesReport(
  unit: { readonly foundedOn: string | null; readonly dissolvedOn: string | null },
  month: string,
  there: { readonly duties: number; readonly members: number; readonly below: number },
): boolean {
  const { from, to } = daysOfMonth(month)
  if (unit.foundedOn !== null && unit.foundedOn > from) return false
  if (unit.dissolvedOn !== null && unit.dissolvedOn < to) return false
  return there.duties > 0 || there.members > 0 || there.below > 0
}

// --- Rules -----------------------------------------------------------------------------------------------------------

const upload: Citation = {
  source: '甘肃省中医院党建工作典型材料',
  article: '支部组织生活情况每月及时上传',
  level: 'institution',
  verified: false,
  from: '2023-09-01',
  note: '一家医院的做法，不是规定；报送日期由各单位自定。',
}

/** A month is reported when it is over: until then its figures still move. */
export const monthOver = rule<{ readonly month: string; readonly ends: string; readonly today: string }>({
  id: 'R-MTG-15',
  zh: '月报在当月结束以后报送',
  en: 'A monthly report is submitted after its month has ended',
  severity: 'block',
  cites: [upload],
  holds: ({ ends, today }) => today > ends,
})

/** What keeps a submitted report from being accepted together with others; empty: it is fine. */
export const obstacles = ['rate', 'differences', 'missing', 'broken'] as const
export type Obstacle = (typeof obstacles)[number]

/** Accepted without being opened is only what is whole: full rate, nothing changed, nothing missing, seal unbroken. */
export function obstaclesOf(report: {
  readonly content: Content
  readonly differences: number
  readonly intact: boolean
}): readonly Obstacle[] {
  const { numerator, denominator } = rateOf(report.content.figures)
  return [
    ...(numerator < denominator ? (['rate'] as const) : []),
    ...(report.differences > 0 ? (['differences'] as const) : []),
    ...(report.content.missing.length > 0 ? (['missing'] as const) : []),
    ...(report.intact ? [] : (['broken'] as const)),
  ]
}

/** Whole days from the meeting to its recording; 0 on the same day. */
export function daysLate(happenedOn: string, recordedOn: string): number {
  return Math.max(0, Temporal.PlainDate.from(recordedOn).since(happenedOn, { largestUnit: 'day' }).days)
}
