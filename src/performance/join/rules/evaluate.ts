// What a series says before and after an action: both sides of equal rights, with an interval, and never a cause. No I/O.

import { isProportion, type Point } from './control.ts'
import { compareMeans, compareShares, mean } from './difference.ts'
import { addMonths, divideAt } from './months.ts'
import { interrupted, type NoEstimate, type Segmented } from './segmented.ts'

export type Side = {
  /** First and last month of the side. */
  readonly from: string
  readonly to: string
  /** Months with a value. */
  readonly months: number
  readonly numerator: number | null
  readonly denominator: number | null
  /** Of a proportion the sum over the sum; of values their mean. */
  readonly value: number | null
}

export type BeforeAfter = {
  readonly method: 'newcombe' | 'welch'
  /** The month within which the action began, which is on neither side. */
  readonly between: string | null
  readonly before: Side
  readonly after: Side
  /** after − before in the unit of the values, with a 95 % interval; null where a side has too little. */
  readonly difference: number | null
  readonly low: number | null
  readonly high: number | null
}

/**
 * The months of `window` before an action and of up to `window` from its first whole month on. Months without a value
 * are left out, and both sides say how many there were.
 */
export function beforeAndAfter(
  points: readonly Point[],
  day: string,
  window: number,
  scale: number,
): BeforeAfter {
  const { start, between } = divideAt(day)
  const whole = points.filter((point) => point.value !== null)
  const firstBefore = addMonths(between ?? start, -window)
  const lastBefore = addMonths(between ?? start, -1)
  const lastAfter = addMonths(start, window - 1)
  const before = whole.filter(({ period }) => period >= firstBefore && period <= lastBefore)
  const after = whole.filter(({ period }) => period >= start && period <= lastAfter)
  const shares = isProportion(whole)
  const side = (months: readonly Point[], from: string, to: string): Side => {
    const sum = (of: 'numerator' | 'denominator') =>
      months.length === 0 || months.some((point) => point[of] === null)
        ? null
        : months.reduce((total, point) => total + (point[of] ?? 0), 0)
    const [numerator, denominator] = [sum('numerator'), sum('denominator')]
    const pooled = numerator !== null && denominator ? (numerator / denominator) * scale : null
    const value = months.length === 0 ? null : shares ? pooled : mean(months.map((point) => point.value ?? 0))
    return { from, to, months: months.length, numerator, denominator, value }
  }
  const sides = { before: side(before, firstBefore, lastBefore), after: side(after, start, lastAfter) }
  const base = ({ numerator, denominator }: Side) => ({ count: numerator ?? 0, base: denominator ?? 0 })
  const found = shares
    ? compareShares(base(sides.before), base(sides.after))
    : compareMeans(
        before.map((point) => point.value ?? 0),
        after.map((point) => point.value ?? 0),
      )
  const by = shares ? scale : 1
  return {
    method: shares ? 'newcombe' : 'welch',
    between,
    ...sides,
    difference: found === null ? null : found.difference * by,
    low: found === null ? null : found.interval.low * by,
    high: found === null ? null : found.interval.high * by,
  }
}

/** The segmented regression at the first whole month of an action; the month it began within is left out. */
export function interruptedAt(points: readonly Point[], day: string): Segmented | NoEstimate {
  const { start, between } = divideAt(day)
  const at = points.findIndex(({ period }) => period >= start)
  const values = points.map(({ period, value }) => (period === between ? null : value))
  return interrupted(values, at === -1 ? values.length : at)
}
