// Before and after with 95 % intervals: two proportions after Newcombe, two means after Welch. No I/O.

import { student95, z95 } from './distributions.ts'

export type Interval = { readonly low: number; readonly high: number }

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** The unbiased variance; NaN for fewer than two. */
function variance(values: readonly number[]): number {
  const centre = mean(values)
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1)
}

/** Wilson's score interval of count ÷ base; base > 0. */
export function wilson(count: number, base: number): Interval {
  const share = count / base
  const square = z95 * z95
  const middle = share + square / (2 * base)
  const reach = z95 * Math.sqrt((share * (1 - share)) / base + square / (4 * base * base))
  const whole = 1 + square / base
  // At the ends the two terms are equal and leave dust.
  return {
    low: count === 0 ? 0 : (middle - reach) / whole,
    high: count === base ? 1 : (middle + reach) / whole,
  }
}

export type Compared = {
  readonly before: number
  readonly after: number
  readonly difference: number
  readonly interval: Interval
}

/**
 * after − before of two independent proportions with Newcombe's hybrid score interval (Newcombe 1998, Statistics in
 * Medicine 17: 873–890, method 10); null where a base is zero.
 */
export function compareShares(
  before: { readonly count: number; readonly base: number },
  after: { readonly count: number; readonly base: number },
): Compared | null {
  if (before.base <= 0 || after.base <= 0) return null
  const [p1, p2] = [after.count / after.base, before.count / before.base]
  const [i1, i2] = [wilson(after.count, after.base), wilson(before.count, before.base)]
  const difference = p1 - p2
  return {
    before: p2,
    after: p1,
    difference,
    interval: {
      low: difference - Math.sqrt((p1 - i1.low) ** 2 + (i2.high - p2) ** 2),
      high: difference + Math.sqrt((i1.high - p1) ** 2 + (p2 - i2.low) ** 2),
    },
  }
}

/**
 * after − before of two means with Welch's t interval; null for fewer than two values on a side. Where neither side
 * varies the interval has no width.
 */
export function compareMeans(before: readonly number[], after: readonly number[]): Compared | null {
  if (before.length < 2 || after.length < 2) return null
  const [b, a] = [variance(before) / before.length, variance(after) / after.length]
  const difference = mean(after) - mean(before)
  const df = (a + b) ** 2 / (a ** 2 / (after.length - 1) + b ** 2 / (before.length - 1))
  const reach = a + b === 0 ? 0 : student95(df) * Math.sqrt(a + b)
  return {
    before: mean(before),
    after: mean(after),
    difference,
    interval: { low: difference - reach, high: difference + reach },
  }
}
