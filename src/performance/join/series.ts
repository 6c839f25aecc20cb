// The series that actions aim at: the indicators that have months, and their values for a hospital or a department.

import { indicators, type Reading, readSeries } from '../indicators/index.ts'
import { isMonthly } from '../indicators/rules.ts'
import type { Point } from './rules.ts'
import { monthOfNumber, monthsBetween, numberOfMonth } from './rules.ts'

export type IndicatorHead = {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly unit: string
  readonly direction: 'up' | 'down' | 'compare'
  readonly monitored: boolean
  /** What 1 of numerator ÷ denominator is in the unit of the values: 100 for percent. */
  readonly scale: number
}

/** The indicators with a value for each month; what two lists call alike is there once, as the first has it. */
export const monthly: readonly IndicatorHead[] = [
  ...new Map(
    indicators
      .filter((each) => isMonthly(each) && (each.formula?.as === 'ratio' || each.formula?.as === 'count'))
      .toReversed()
      .map((each) => [each.zh, each]),
  ).values(),
]
  .toReversed()
  .map(({ id, zh, en, unit, direction, monitored, formula }) => ({
    id,
    zh,
    en,
    unit,
    direction: direction === 'up' || direction === 'down' ? direction : 'compare',
    monitored,
    scale: formula?.as === 'ratio' ? formula.factor : 1,
  }))

const byId = new Map(monthly.map((indicator) => [indicator.id, indicator]))
export const indicatorOf = (id: string): IndicatorHead | null => byId.get(id) ?? null

export type SeriesPoint = Point & {
  /** Known, and not shown because the base is small. */
  readonly hidden: boolean
}

/** What a series is of: the whole hospital, or the departments that these codes of the front pages mean. */
export type SeriesOf = {
  readonly institutionId: string
  readonly codes: readonly string[] | null
  /** yyyy-mm, both included. */
  readonly from: string
  readonly to: string
}

/** The monthly values of indicators, by id: every month is there, without a value where nothing is known of it. */
export async function readMonths(
  work: Reading,
  ids: readonly string[],
  of: SeriesOf,
): Promise<ReadonlyMap<string, readonly SeriesPoint[]>> {
  const range = { institutionId: of.institutionId, from: numberOfMonth(of.from), to: numberOfMonth(of.to) }
  const found = new Map<string, readonly SeriesPoint[]>()
  for (const id of new Set(ids)) {
    const indicator = indicatorOf(id)
    if (indicator === null) continue
    const points = []
    for (const department of of.codes ?? [null])
      points.push(...(await readSeries(work, { ...range, indicatorId: id, by: 'month', department })))
    const byMonth = Map.groupBy(points, ({ period }) => monthOfNumber(period ?? 0))
    const months = monthsBetween(of.from, of.to)
    found.set(
      id,
      months.map((period) => together(period, byMonth.get(period) ?? [], indicator.scale)),
    )
  }
  return found
}

type Part = Pick<Point, 'numerator' | 'denominator' | 'value'> & { readonly hidden: boolean }

/** Several codes of one department as one point: sum over sum. One that is hidden hides the whole. */
function together(period: string, parts: readonly Part[], scale: number): SeriesPoint {
  const [only, ...others] = parts
  const nothing = { period, numerator: null, denominator: null, value: null }
  if (only === undefined) return { ...nothing, hidden: false }
  if (parts.some(({ hidden }) => hidden)) return { ...nothing, hidden: true }
  const { numerator, denominator, value } = only
  if (others.length === 0) return { period, numerator, denominator, value, hidden: false }
  if (parts.some((part) => part.numerator === null)) return { ...nothing, hidden: false }
  const sum = (side: 'numerator' | 'denominator') =>
    parts.reduce((total, part) => total + (part[side] ?? 0), 0)
  if (denominator === null)
    return {
      period,
      numerator: sum('numerator'),
      denominator,
      value: sum('numerator') * scale,
      hidden: false,
    }
  const [top, base] = [sum('numerator'), sum('denominator')]
  return {
    period,
    numerator: top,
    denominator: base,
    value: base === 0 ? null : (top / base) * scale,
    hidden: false,
  }
}
