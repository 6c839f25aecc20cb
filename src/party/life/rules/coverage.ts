// Coverage: what a branch owes by a scheme in a year, what its meetings covered, and what is still missing. No I/O.

import type { Part, SchemePeriod } from './scheme.ts'

export const coverStates = ['done', 'due', 'overdue', 'free'] as const
/** done: as asked; due: still time; overdue: its time is over, or a meeting went without the core; free: nothing asked. */
export type CoverState = (typeof coverStates)[number]

export type Cover = {
  readonly state: CoverState
  /** Meetings held that covered the part. */
  readonly held: number
  /** What is asked for so far in the year: of a core part the meetings held, of a required one its minimum for each period begun. */
  readonly asked: number
  /** Planned meetings that are marked to cover it. */
  readonly planned: number
}

const monthsIn: Readonly<Record<SchemePeriod, number>> = { month: 1, quarter: 3, year: 12 }

/**
 * Judges one part for one branch and year.
 * @param held meetings that covered the part, by month (12 numbers)
 * @param meetings meetings of the scheme's kinds held, by month
 * @param span the months of the year in which the scheme holds and the branch owes (1 to 12, both included); null: none
 * @param month the month that is going on (1 to 12); 13 when the year is over, 0 when it has not begun
 */
export function judgeCover(
  part: Pick<Part, 'kind' | 'minimum'>,
  every: SchemePeriod,
  counts: {
    readonly held: readonly number[]
    readonly meetings: readonly number[]
    readonly planned: number
  },
  span: { readonly from: number; readonly to: number } | null,
  month: number,
): Cover {
  const sum = (list: readonly number[], from = 1, to = 12): number =>
    list.slice(from - 1, to).reduce((total, count) => total + count, 0)
  const held = sum(counts.held)
  const { planned } = counts
  if (part.kind === 'free' || span === null) return { state: 'free', held, asked: 0, planned }
  if (part.kind === 'core') {
    const asked = sum(counts.meetings, span.from, span.to)
    const state = asked === 0 ? (month > span.to ? 'overdue' : 'due') : held >= asked ? 'done' : 'overdue'
    return { state, held, asked, planned }
  }
  if (part.minimum === 0) return { state: 'free', held, asked: 0, planned }
  const length = monthsIn[every]
  let asked = 0
  let state: CoverState = 'done'
  for (let first = 1; first <= 12; first += length) {
    const last = first + length - 1
    // Half a period owes nothing, except the year itself: a scheme that begins in March still asks for its year.
    const whole = span.from <= first && span.to >= last
    if (length === 12 ? span.to < first || span.from > last : !whole) continue
    if (first > month) break
    asked += part.minimum
    if (sum(counts.held, first, last) >= part.minimum) continue
    if (last < month || span.to < month) state = 'overdue'
    else if (state !== 'overdue') state = 'due'
  }
  return asked === 0 ? { state: 'due', held, asked: part.minimum, planned } : { state, held, asked, planned }
}

export const isGap = (cover: Pick<Cover, 'state'>): boolean =>
  cover.state === 'due' || cover.state === 'overdue'

/** The month that is going on in a year: 0 before it, 13 after it. */
export function monthOf(year: number, today: string): number {
  const now = Number(today.slice(0, 4))
  return now < year ? 0 : now > year ? 13 : Number(today.slice(5, 7))
}

/**
 * The months of a year within days (both included; null: open). A scheme that begins within a month holds from that
 * month on; a branch owes from the first month that it has whole.
 */
export function monthsWithin(
  year: number,
  scheme: { readonly from: string; readonly to: string | null },
  branch: { readonly foundedOn: string | null; readonly dissolvedOn: string | null },
): { readonly from: number; readonly to: number } | null {
  const at = (day: string): number => (Number(day.slice(0, 4)) - year) * 12 + Number(day.slice(5, 7))
  const founded = branch.foundedOn
  const begun = founded === null ? 1 : founded.endsWith('-01') ? at(founded) : at(founded) + 1
  const from = Math.max(1, at(scheme.from), begun)
  const ends = [scheme.to, branch.dissolvedOn].flatMap((day) => (day === null ? [] : [at(day)]))
  const to = Math.min(12, ...ends)
  return from <= to ? { from, to } : null
}
