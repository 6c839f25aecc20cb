// An indicator in one line: this year so far, the same months of the year before, and the months that stand out. No I/O.

import { controlChart, isProportion, type Point } from './control.ts'
import { compareShares } from './difference.ts'
import { addMonths, monthsBetween } from './months.ts'

export type Summary = {
  readonly kind: 'xmr' | 'p'
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly before: number | null
  readonly difference: number | null
  /** The 95 % interval of the difference; of proportions only. */
  readonly low: number | null
  readonly high: number | null
  /** Months of this year that signal on the control chart of all points. */
  readonly signals: readonly string[]
}

/**
 * Sums January to `to` and the same months of the year before. A year before of which a month is missing that this
 * year has is no base for a change: its value is shown, the difference is null.
 */
export function summaryOf(points: readonly Point[], to: string, scale: number): Summary {
  const months = monthsBetween(`${to.slice(0, 4)}-01`, to)
  const earlier = months.map((month) => addMonths(month, -12))
  const known = points.filter((point) => point.value !== null)
  const proportion = isProportion(known)
  const kind = proportion ? 'p' : 'xmr'
  const [now, then] = [sumOf(known, months, scale), sumOf(known, earlier, scale)]
  const comparable = now.months
    .map((month) => addMonths(month, -12))
    .every((month) => then.months.includes(month))
  const shares =
    proportion && comparable
      ? compareShares(
          { count: then.numerator ?? 0, base: then.denominator ?? 0 },
          { count: now.numerator ?? 0, base: now.denominator ?? 0 },
        )
      : null
  const { points: charted } = controlChart(kind, points, [], scale)
  return {
    kind,
    value: now.value,
    numerator: now.numerator,
    denominator: now.denominator,
    before: then.value,
    difference: comparable && now.value !== null && then.value !== null ? now.value - then.value : null,
    low: shares === null ? null : shares.interval.low * scale,
    high: shares === null ? null : shares.interval.high * scale,
    signals: charted.flatMap((point) =>
      point.signals.length > 0 && months.includes(point.period) ? [point.period] : [],
    ),
  }
}

function sumOf(known: readonly Point[], months: readonly string[], scale: number) {
  const own = known.filter((point) => months.includes(point.period))
  const sum = (of: 'numerator' | 'denominator') =>
    own.length === 0 || own.some((point) => point[of] === null)
      ? null
      : own.reduce((total, point) => total + (point[of] ?? 0), 0)
  const [numerator, denominator] = [sum('numerator'), sum('denominator')]
  // A count has no denominator; an empty one gives no value.
  const value =
    numerator === null || denominator === 0
      ? null
      : denominator === null
        ? numerator
        : (numerator / denominator) * scale
  return { months: own.map((point) => point.period), numerator, denominator, value }
}
