// Where the facts of formulas come from: records of care, yearly figures, the grouping, Party work; later rooms hand in theirs.

import type { Work } from '../../core/pipeline.ts'
import { ratesByYear } from '../../foundation/duties/index.ts'
import { rootUnit } from '../../foundation/org/index.ts'
import { lifeMeasures } from '../../party/life/index.ts'
import {
  countIndicators,
  type Flag,
  flags,
  type Indicator as Definition,
  indicators as definitions,
  wholePart,
} from '../discharges/index.ts'
import { groupingMeasures } from '../grouping/index.ts'
import { groupingSource } from './grouping.ts'
import { countedFigures, type FigureId } from './rules/figures.ts'
import { type Fact, keyOf, type Known, type Origin, records } from './rules/formula.ts'
import { readFigures } from './store.ts'

/** What reading needs of a request. */
export type Reading = Pick<Work, 'tx' | 'columns' | 'today' | 'principal' | 'widen'>

export type Asked = {
  readonly institutionId: string
  /** yyyymm, both included; whole years where `by` is 'year'. */
  readonly from: number
  readonly to: number
  readonly by: 'month' | 'year' | 'department'
  /** One department by its code on the front page; null for the whole hospital. */
  readonly department: string | null
}

/** The facts of one month (yyyymm), one year, or one department. A fact that is absent is missing, not zero. */
export type Group = {
  readonly period: number | null
  readonly department: string | null
  readonly facts: ReadonlyMap<string, number>
  /** Results in words, by figure. */
  readonly words?: ReadonlyMap<string, string>
}

/** Gives the facts of one origin; keys as `keyOf` names them. What it does not know by month or department it leaves out. */
export type MeasureSource = {
  readonly origin: Origin
  readonly read: (work: Reading, asked: Asked) => Promise<readonly Group[]>
}

/** Yearly figures that another room keeps already: read there, not typed twice. */
export type FigureSource = {
  readonly figures: readonly FigureId[]
  /** By year; values in the smallest unit of the figure. */
  readonly read: (
    work: Pick<Work, 'tx'>,
    institutionId: string,
  ) => Promise<ReadonlyMap<number, ReadonlyMap<FigureId, number>>>
}

const sources = new Map<Origin, MeasureSource>()
const figureSources: FigureSource[] = []

/** Takes over the facts of an origin. */
export function provideMeasures(source: MeasureSource): void {
  sources.set(source.origin, source)
}

/** Takes over yearly figures that an entered one does not replace. */
export function provideFigures(source: FigureSource): void {
  figureSources.push(source)
}

/** The figures that other rooms give. */
export const providedFigures = (): ReadonlySet<FigureId> =>
  new Set(figureSources.flatMap(({ figures }) => figures))

// A flag that newer records carry: without it the share of level-III surgery is missing.
const level3: Definition | null = (flags as readonly string[]).includes('level3')
  ? {
      ...(definitions.find(({ id }) => id === 'GK3-06') as Definition),
      id: 'GK2-03',
      numerator: { of: 'stays', where: ['level3' as string as Flag] },
    }
  : null
const counted: readonly Definition[] = level3 === null ? definitions : [...definitions, level3]

const yearOf = (month: number): number => Math.floor(month / 100)

/** The key under which records tell how many months of a year they cover. */
export const monthsKey = 'records/months'

const ofRecords: MeasureSource = {
  origin: 'records',
  read: async (work, { institutionId, from, to, by, department }) => {
    const part = await wholePart(work.tx, institutionId)
    if (part === null) return []
    const dimension = by === 'department' ? 'department' : 'month'
    const rows = await countIndicators(work.columns, part, counted, [dimension], { from, to, department })
    const groups = new Map<number | string, Map<string, number>>()
    for (const row of rows) {
      const group = by === 'department' ? row.department : by === 'year' ? yearOf(row.month ?? 0) : row.month
      if (group === null) continue
      const facts = groups.getOrInsertComputed(group, () => new Map())
      const add = (key: string, value: number | null): void => {
        if (value !== null) facts.set(key, (facts.get(key) ?? 0) + value)
      }
      add(monthsKey, 1)
      for (const [id, { numerator, denominator }] of Object.entries(row.cells)) {
        add(keyOf(records(id, 'numerator')), numerator)
        add(keyOf(records(id, 'denominator')), denominator)
      }
    }
    return [...groups].map(([group, facts]) =>
      typeof group === 'string'
        ? { period: null, department: group, facts }
        : { period: group, department: null, facts },
    )
  },
}

const ofYears: MeasureSource = {
  origin: 'yearly',
  read: async (work, { institutionId, from, to, by, department }) => {
    if (by !== 'year' || department !== null) return []
    const years = new Map<number, { facts: Map<string, number>; words: Map<string, string> }>()
    const of = (year: number) =>
      years.getOrInsertComputed(year, () => ({ facts: new Map(), words: new Map() }))
    const within = (year: number): boolean => year >= yearOf(from) && year <= yearOf(to)
    for (const source of figureSources) {
      for (const [year, values] of await source.read(work, institutionId)) {
        if (!within(year)) continue
        for (const [id, value] of values) of(year).facts.set(`yearly/${id}`, value)
      }
    }
    for (const { year, figure, value, words } of await readFigures(
      work.tx,
      institutionId,
      yearOf(from),
      yearOf(to),
    )) {
      if (value !== null) of(year).facts.set(`yearly/${figure}`, value)
      if (words !== null) of(year).words.set(figure, words)
    }
    return [...years].map(([period, { facts, words }]) => ({ period, department: null, facts, words }))
  },
}

const ofPartyWork: MeasureSource = {
  origin: 'party_work',
  read: async (work, { institutionId, from, to, by, department }) => {
    if (by !== 'year' || department !== null) return []
    const root = await rootUnit(work.tx, institutionId)
    const rates = await ratesByYear(work.tx, root.id, work.today)
    const groups: Group[] = []
    for (let year = yearOf(from); year <= Math.min(yearOf(to), Number(work.today.slice(0, 4))); year += 1) {
      const rate = rates.get(year)
      // A year in which nothing was asked of anybody has no figures, not zeros.
      if (rate === undefined || rate.denominator === 0) continue
      const { lectures, coverage } = await lifeMeasures(work, root, year)
      const facts = new Map([
        ['party_work/duties_done', rate.numerator],
        ['party_work/duties_due', rate.denominator],
        ['party_work/lectures', lectures],
      ])
      if (coverage !== null) {
        facts.set('party_work/parts_covered', coverage.covered)
        facts.set('party_work/parts_due', coverage.due)
      }
      groups.push({ period: year, department: null, facts })
    }
    return groups
  },
}

provideMeasures(ofRecords)
provideMeasures(ofYears)
provideMeasures(ofPartyWork)
provideMeasures(groupingSource(groupingMeasures))

/** The facts of these origins, merged by period or department, in order. */
export async function readFacts(
  work: Reading,
  asked: Asked,
  origins: readonly Origin[],
): Promise<readonly Group[]> {
  type Merged = {
    period: number | null
    department: string | null
    facts: Map<string, number>
    words: Map<string, string>
  }
  const merged = new Map<number | string, Merged>()
  // A yearly figure that nobody entered may be counted from records of all twelve months.
  const wanted = new Set<Origin>(
    asked.by === 'year' && origins.includes('yearly') ? [...origins, 'records'] : origins,
  )
  for (const origin of wanted) {
    for (const group of (await sources.get(origin)?.read(work, asked)) ?? []) {
      const key = group.department ?? group.period
      if (key === null) continue
      const into = merged.getOrInsertComputed(key, () => ({
        period: group.period,
        department: group.department,
        facts: new Map(),
        words: new Map(),
      }))
      for (const [name, value] of group.facts) into.facts.set(name, value)
      for (const [name, words] of group.words ?? []) into.words.set(name, words)
    }
  }
  if (asked.by === 'year') for (const { facts } of merged.values()) fillCounted(facts)
  return [...merged.values()].sort((a, b) =>
    a.department === null || b.department === null
      ? (a.period ?? 0) - (b.period ?? 0)
      : a.department.localeCompare(b.department, 'en'),
  )
}

function fillCounted(facts: Map<string, number>): void {
  if (facts.get(monthsKey) !== 12) return
  for (const [figure, { indicator, part }] of Object.entries(countedFigures)) {
    const value = facts.get(keyOf(records(indicator, part)))
    if (!facts.has(`yearly/${figure}`) && value !== undefined) facts.set(`yearly/${figure}`, value)
  }
}

/** Looks facts up in a group; without the group all of them are missing. */
export const knownIn =
  (group: Pick<Group, 'facts' | 'words'> | undefined): Known =>
  (fact: Fact) =>
    group?.facts.get(keyOf(fact)) ?? null
