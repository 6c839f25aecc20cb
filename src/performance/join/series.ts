// The series that actions aim at: the indicators that have months, and their values by department.

import { may } from '../../core/access.ts'
import type { Work } from '../../core/pipeline.ts'
import { rootUnit } from '../../foundation/org/index.ts'
import { countIndicators, smallestShown, wholePart } from '../discharges/index.ts'
import { indicators, valueOf } from '../discharges/rules.ts'
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

const scaleOf = (unit: string): number => (unit === 'percent' ? 100 : unit === 'yuan' ? 0.01 : 1)

/** The indicators with a value for each month. */
export const monthly: readonly IndicatorHead[] = indicators.map(
  ({ id, zh, en, unit, direction, monitored }) => ({
    id,
    zh,
    en,
    unit,
    direction,
    monitored,
    scale: scaleOf(unit),
  }),
)

export const indicatorOf = (id: string): IndicatorHead | null =>
  monthly.find((each) => each.id === id) ?? null

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
  work: Pick<Work, 'tx' | 'columns' | 'principal'>,
  ids: readonly string[],
  of: SeriesOf,
): Promise<ReadonlyMap<string, readonly SeriesPoint[]>> {
  const wanted = indicators.filter(({ id }) => ids.includes(id))
  const part = await wholePart(work.tx, of.institutionId)
  const scope = { from: numberOfMonth(of.from), to: numberOfMonth(of.to) }
  const counted = []
  if (part !== null && wanted.length > 0) {
    for (const department of of.codes ?? [null])
      counted.push(
        ...(await countIndicators(work.columns, part, [...wanted, stays], ['month'], {
          ...scope,
          department,
        })),
      )
  }
  const root = await rootUnit(work.tx, of.institutionId)
  const all = may(work.principal, 'record.read', root.path)
  const byMonth = Map.groupBy(counted, (row) => monthOfNumber(row.month ?? 0))
  return new Map(
    wanted.map((indicator) => [
      indicator.id,
      monthsBetween(of.from, of.to).map((period): SeriesPoint => {
        const cells = (byMonth.get(period) ?? []).flatMap((row) => row.cells[indicator.id] ?? [])
        const base = (byMonth.get(period) ?? []).reduce(
          (sum, row) => sum + (row.cells[stays.id]?.numerator ?? 0),
          0,
        )
        if (base === 0) return { period, numerator: null, denominator: null, value: null, hidden: false }
        if (cells.some((cell) => cell.numerator === null))
          return { period, numerator: null, denominator: null, value: null, hidden: false }
        const numerator = cells.reduce((sum, cell) => sum + (cell.numerator ?? 0), 0)
        const denominator =
          indicator.denominator === null
            ? null
            : cells.reduce((sum, cell) => sum + (cell.denominator ?? 0), 0)
        const small = denominator ?? base
        if (!all && small > 0 && small < smallestShown)
          return { period, numerator: null, denominator: null, value: null, hidden: true }
        return {
          period,
          numerator,
          denominator,
          value: valueOf(indicator, numerator, denominator),
          hidden: false,
        }
      }),
    ]),
  )
}

const stays = firstOf('discharges')
function firstOf(id: string) {
  const found = indicators.find((each) => each.id === id)
  if (found === undefined) throw new Error(`No indicator ${id}`)
  return found
}
