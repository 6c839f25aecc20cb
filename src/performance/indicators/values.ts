// Values of indicators: a year beside the year before, and series by month, year or department; small bases hidden.

import { may } from '../../core/access.ts'
import { rootUnit } from '../../foundation/org/index.ts'
import { smallestShown } from '../discharges/index.ts'
import { type Asked, type Group, knownIn, monthsKey, type Reading, readFacts } from './facts.ts'
import { indicatorOf, indicators, isMonthly, originsOf } from './rules/catalogue.ts'
import { compute, type Origin, type Value } from './rules/formula.ts'
import type { Indicator } from './rules/indicator.ts'
import { readSetting } from './store.ts'

export type Point = Value & {
  /** yyyymm or yyyy; null where departments are told apart. */
  readonly period: number | null
  readonly department: string | null
  /** The base is so small that a person could be recognised: the numbers are left out. */
  readonly hidden: boolean
}

export type YearValue = Value & {
  readonly hidden: boolean
  /** A result in words. */
  readonly words: string | null
  /** The value of the year before; null where it is missing, hidden, or its base is empty. */
  readonly before: number | null
  /** The values of five years, the year itself last. */
  readonly trend: readonly (number | null)[]
  /** Months of the year that records cover; null where it does not come from records. */
  readonly months: number | null
}

/** How small bases are treated for this reader. */
type Shown = { readonly all: boolean; readonly smallest: number }

/** The smallest base that is shown: the institution's own, or the product's. */
export async function smallestOf(work: Pick<Reading, 'tx'>, institutionId: string): Promise<number> {
  return (await readSetting(work.tx, institutionId))?.smallestShown ?? smallestShown
}

async function shownTo(work: Reading, institutionId: string): Promise<Shown> {
  const { path } = await rootUnit(work.tx, institutionId)
  return {
    all: may(work.principal, 'record.read', path),
    smallest: await smallestOf(work, institutionId),
  }
}

const nothing = { numerator: null, denominator: null, value: null } as const

function judged(
  indicator: Indicator,
  { all, smallest }: Shown,
  group: Group | undefined,
  before: Group | undefined,
): Value & { readonly hidden: boolean; readonly words: string | null } {
  const { formula } = indicator
  if (formula === null) return { ...nothing, missing: [], hidden: false, words: null }
  if (formula.as === 'words') {
    const words = group?.words?.get(formula.figure) ?? null
    return { ...nothing, missing: words === null ? [`yearly/${formula.figure}`] : [], hidden: false, words }
  }
  const value = compute(formula, knownIn(group), knownIn(before))
  // Persons are behind what records and grouping count, not behind revenue or staff.
  const base = isMonthly(indicator) ? (value.denominator ?? value.numerator) : null
  const hidden = !all && base !== null && base > 0 && base < smallest
  return { ...value, ...(hidden ? nothing : {}), hidden, words: null }
}

/** Why a caller asked for an indicator that does not exist is a fault of the program: contracts take known ids only. */
function known(id: string): Indicator {
  const indicator = indicatorOf(id)
  if (indicator === null) throw new Error(`No indicator ${id}`)
  return indicator
}

/**
 * An indicator over time, oldest first, without periods of which nothing is known. By month there are only those that
 * records alone give. `from` and `to` are yyyymm by month and yyyy by year, both included.
 */
export async function readSeries(
  work: Reading,
  asked: {
    readonly institutionId: string
    readonly indicatorId: string
    readonly by: 'month' | 'year'
    readonly department: string | null
    readonly from: number
    readonly to: number
  },
): Promise<readonly Point[]> {
  const indicator = known(asked.indicatorId)
  const { by, department } = asked
  if ((by === 'month' || department !== null) && !isMonthly(indicator)) return []
  const year = by === 'year'
  const grows = indicator.formula?.as === 'growth'
  const range: Asked = {
    institutionId: asked.institutionId,
    by,
    department,
    from: year ? (grows ? asked.from - 1 : asked.from) * 100 + 1 : asked.from,
    to: year ? asked.to * 100 + 12 : asked.to,
  }
  const groups = await readFacts(work, range, originsOf(indicator))
  const shown = await shownTo(work, asked.institutionId)
  const byPeriod = new Map(groups.map((group) => [group.period, group]))
  return groups.flatMap((group) => {
    if (group.period === null || (year && group.period < asked.from)) return []
    const { words: _, ...value } = judged(indicator, shown, group, byPeriod.get(group.period - 1))
    // A year that only other indicators know of is no point of this one.
    if (value.value === null && value.missing.length > 0 && value.numerator === null) return []
    return [{ ...value, period: group.period, department }]
  })
}

/** One indicator by department, between two months; only of those that records alone give. */
export async function readDepartments(
  work: Reading,
  asked: {
    readonly institutionId: string
    readonly indicatorId: string
    readonly from: number
    readonly to: number
  },
): Promise<readonly Point[]> {
  const indicator = known(asked.indicatorId)
  if (!isMonthly(indicator)) return []
  const { institutionId, from, to } = asked
  const groups = await readFacts(
    work,
    { institutionId, from, to, by: 'department', department: null },
    originsOf(indicator),
  )
  const shown = await shownTo(work, institutionId)
  return groups.flatMap((group) => {
    const { words: _, ...value } = judged(indicator, shown, group, undefined)
    return group.department === null || value.missing.length > 0
      ? []
      : [{ ...value, period: null, department: group.department }]
  })
}

const allOrigins: readonly Origin[] = ['records', 'yearly', 'grouping', 'party_work']
const trendYears = 5

/** The facts of a year and of those before it that values, changes and trends need, by year. */
export async function readYears(
  work: Reading,
  institutionId: string,
  year: number,
): Promise<ReadonlyMap<number | null, Group>> {
  const groups = await readFacts(
    work,
    {
      institutionId,
      from: (year - trendYears) * 100 + 1,
      to: year * 100 + 12,
      by: 'year',
      department: null,
    },
    allOrigins,
  )
  return new Map(groups.map((group) => [group.period, group]))
}

/** All indicators of a year, by id, each with its numerator, its denominator and the year before. */
export async function readValues(
  work: Reading,
  institutionId: string,
  year: number,
): Promise<ReadonlyMap<string, YearValue>> {
  const years = await readYears(work, institutionId, year)
  const shown = await shownTo(work, institutionId)
  return new Map(
    indicators.map((indicator) => {
      const of = (each: number) => judged(indicator, shown, years.get(each), years.get(each - 1))
      const trend = Array.from({ length: trendYears }, (_, at) => of(year - trendYears + 1 + at).value)
      return [
        indicator.id,
        {
          ...of(year),
          before: of(year - 1).value,
          trend,
          months: originsOf(indicator).includes('records')
            ? (years.get(year)?.facts.get(monthsKey) ?? null)
            : null,
        },
      ]
    }),
  )
}
