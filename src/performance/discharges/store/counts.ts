// Counting: measures over the published whole by department and month, single diseases, and the extent.

import type { Cell, Columns, Part } from '../../../core/columns/index.ts'
import type { Flag } from '../rules/derive.ts'
import type { Indicator, Measure } from '../rules/indicators.ts'
import { columnsFrom, cubeOf } from './facts.ts'

export const dimensions = ['department', 'month'] as const
export type Dimension = (typeof dimensions)[number]

export type Scope = {
  /** yyyymm, both included. */
  readonly from: number
  readonly to: number
  readonly department?: string | null
  /** Several departments, by their codes in the file (B16C). */
  readonly departments?: readonly string[]
}

/** The condition of a scope, its values bound to $1, $2 … . */
export function scopeFilter(scope: Scope): { readonly where: string; readonly values: readonly Cell[] } {
  const all = ['month between $1 and $2']
  const values: Cell[] = [scope.from, scope.to]
  const { department = null, departments } = scope
  if (department !== null) all.push(`department = $${values.push(department)}`)
  if (departments !== undefined) {
    const places = departments.map((each) => `$${values.push(each)}`)
    all.push(places.length === 0 ? '1 = 0' : `department in (${places.join(', ')})`)
  }
  return { where: all.join(' and '), values }
}

/** Flags that parts of before do not have: there they are missing, and so is what is counted by them. */
const later: ReadonlySet<Flag> = new Set<Flag>(['level3'])

export function condition(measure: Measure): string {
  const all = [...(measure.where ?? []), ...(measure.not ?? []).map((flag) => `not ${flag}`)]
  return all.join(' and ')
}

/** A measure over facts, or over a cube, whose sums are called all_… . */
function aggregate(measure: Measure, cube: boolean): string {
  const filter = condition(measure)
  const value = cube ? `all_${measure.of}` : measure.of === 'stays' ? '1' : measure.of
  const sum = `sum(${filter === '' ? value : `case when ${filter} then ${value} else 0 end`})`
  const unknown = [...(measure.where ?? []), ...(measure.not ?? [])]
    .filter((flag) => later.has(flag))
    .map((flag) => `${flag} is null`)
  if (measure.of === 'drug_fen' || measure.of === 'material_fen') {
    unknown.push(`${filter === '' ? '' : `${filter} and `}${value} is null`)
  }
  if (unknown.length === 0) return `coalesce(${sum}, 0)`
  const missing = `sum(case when ${unknown.join(' or ')} then 1 else 0 end)`
  return `case when coalesce(${missing}, 0) = 0 then coalesce(${sum}, 0) end`
}

/** Where figures are counted: in the cube of a whole; of a whole that was published before there were cubes, in its facts. */
async function sourceOf(columns: Columns, whole: Part) {
  const cube = (await columns.columnsOf(cubeOf(whole))) !== null
  if (cube) return { cube, from: '{whole}', parts: { whole: [cubeOf(whole)] } }
  return { cube, ...(await factsOf(columns, whole)) }
}

/** The facts of a whole as something to select from; every fact column is there. */
export async function factsOf(columns: Columns, whole: Part) {
  const from = `(select ${await columnsFrom(columns, whole)}, sequence from {whole}) as facts`
  return { from, parts: { whole: [whole] } }
}

export type Measured<Name extends string = string> = {
  readonly department: string | null
  readonly month: number | null
  /** Exact sums; null when what is added up is not stated by every stay that counts. */
  readonly values: Readonly<Record<Name, number | null>>
}

/**
 * Any measures at once, in one pass; equal ones are added up once. A group without any stay is absent, not zero; without
 * groups there is one row. `over` 'facts' counts anew instead of reading the cube.
 */
export async function countMeasures<Name extends string>(
  columns: Columns,
  whole: Part,
  measures: Readonly<Record<Name, Measure>>,
  by: readonly Dimension[],
  scope: Scope,
  over: 'cube' | 'facts' = 'cube',
): Promise<readonly Measured<Name>[]> {
  const source =
    over === 'cube' ? await sourceOf(columns, whole) : { cube: false, ...(await factsOf(columns, whole)) }
  const columnOf = new Map<string, string>()
  const named = Object.entries<Measure>(measures).map(([name, measure]) => {
    const text = aggregate(measure, source.cube)
    const column = columnOf.get(text) ?? `m${columnOf.size}`
    columnOf.set(text, column)
    return [name, column] as const
  })
  const { where, values } = scopeFilter(scope)
  const selected = [...by, ...[...columnOf].map(([text, name]) => `${text} as ${name}`)].join(', ')
  const grouped = by.length === 0 ? '' : ` group by ${by.join(', ')} order by ${by.join(', ')}`
  const query = `select ${selected} from ${source.from} where ${where}${grouped}`
  const rows = await columns.read(query, source.parts, values)
  return rows.map((row) => ({
    department: by.includes('department') ? String(row['department']) : null,
    month: by.includes('month') ? Number(row['month']) : null,
    values: Object.fromEntries(named.map(([name, column]) => [name, numberOrNull(row[column])])) as Record<
      Name,
      number | null
    >,
  }))
}

export type Counted = {
  readonly department: string | null
  readonly month: number | null
  /** By indicator id; null as in `Measured`. */
  readonly cells: Readonly<
    Record<string, { readonly numerator: number | null; readonly denominator: number | null }>
  >
}

/** Counts indicators: numerators and denominators of all of them at once. */
export async function countIndicators(
  columns: Columns,
  whole: Part,
  indicators: readonly Pick<Indicator, 'id' | 'numerator' | 'denominator'>[],
  by: readonly Dimension[],
  scope: Scope,
  over: 'cube' | 'facts' = 'cube',
): Promise<readonly Counted[]> {
  const measures = Object.fromEntries(
    indicators.flatMap(({ id, numerator, denominator }) => [
      [`${id} numerator`, numerator] as const,
      ...(denominator === null ? [] : [[`${id} denominator`, denominator] as const]),
    ]),
  )
  const rows = await countMeasures(columns, whole, measures, by, scope, over)
  return rows.map(({ department, month, values }) => ({
    department,
    month,
    cells: Object.fromEntries(
      indicators.map(({ id }) => [
        id,
        { numerator: values[`${id} numerator`] ?? null, denominator: values[`${id} denominator`] ?? null },
      ]),
    ),
  }))
}

export type DiseaseCount = {
  readonly disease: string
  readonly stays: number
  readonly losDays: number
  readonly costFen: number
  readonly deaths: number
}

/** The four figures of each single disease, in the order of their ids; a stay may belong to several. */
export async function countDiseases(
  columns: Columns,
  whole: Part,
  scope: Scope,
): Promise<readonly DiseaseCount[]> {
  const { cube, from, parts } = await sourceOf(columns, whole)
  const { where, values } = scopeFilter(scope)
  const [stays, los, cost] = cube
    ? ['all_stays', 'all_los_days', 'all_cost_fen']
    : ['1', 'los_days', 'cost_fen']
  // Combinations are few; each is taken apart here.
  const rows = await columns.read(
    `select diseases, sum(${stays}) as n, sum(${los}) as los, sum(${cost}) as cost,
       sum(case when death then ${stays} else 0 end) as deaths
     from ${from} where diseases is not null and ${where} group by diseases`,
    parts,
    values,
  )
  const found = new Map<string, { stays: number; losDays: number; costFen: number; deaths: number }>()
  for (const row of rows) {
    for (const disease of String(row['diseases']).split(',')) {
      const sum = found.get(disease) ?? { stays: 0, losDays: 0, costFen: 0, deaths: 0 }
      found.set(disease, sum)
      sum.stays += Number(row['n'])
      sum.losDays += Number(row['los'])
      sum.costFen += Number(row['cost'])
      sum.deaths += Number(row['deaths'])
    }
  }
  return [...found]
    .map(([disease, sum]) => ({ disease, ...sum }))
    .sort((a, b) => (a.disease < b.disease ? -1 : 1))
}

/** The months and departments that the whole holds. */
export async function readExtent(columns: Columns, whole: Part) {
  const { cube, from, parts } = await sourceOf(columns, whole)
  const rows = await columns.read(
    `select department, min(month) as first, max(month) as last, sum(${cube ? 'all_stays' : '1'}) as n
     from ${from} group by department order by department`,
    parts,
  )
  return {
    first: rows.length === 0 ? null : Math.min(...rows.map((row) => Number(row['first']))),
    last: rows.length === 0 ? null : Math.max(...rows.map((row) => Number(row['last']))),
    stays: rows.reduce((sum, row) => sum + Number(row['n']), 0),
    departments: rows.map((row) => ({ code: String(row['department']), stays: Number(row['n']) })),
  }
}

const numberOrNull = (cell: Cell | undefined): number | null =>
  cell === null || cell === undefined ? null : Number(cell)
