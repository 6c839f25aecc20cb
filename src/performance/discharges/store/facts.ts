// The facts in the column engine: their shape, how parts become the published whole, and the queries over them.

import type { Cell, Columns, Part, Shape } from '../../../core/columns/index.ts'
import { type Flag, flags } from '../rules/derive.ts'
import type { Indicator, Measure } from '../rules/indicators.ts'

/** A row as the import writes it. */
export const factShape: Shape = {
  line: 'integer',
  stay: 'key',
  /** Where the record number stands among the sealed ones of its run. */
  record: 'integer',
  month: 'integer',
  discharged: 'date',
  department: 'text',
  los_days: 'integer',
  cost_fen: 'bigint',
  drug_fen: 'bigint',
  material_fen: 'bigint',
  diseases: 'text',
  bits: 'integer',
}
const plainColumns = Object.keys(factShape).filter((name) => name !== 'line' && name !== 'bits')
const factColumns = [...plainColumns, ...flags].join(', ')

export const faultShape: Shape = { line: 'integer', place: 'integer', code: 'text', value: 'text' }
export const faultQuery = 'select * from {rows} order by line, place'

/** The part of a run: bits spread into columns; of a stay that the file has twice, only the last line is kept. */
export const runPartQuery = `select line, ${plainColumns.join(', ')},
  ${flags.map((flag, at) => `(bits & ${1 << at}) <> 0 as ${flag}`).join(', ')},
  row_number() over (partition by stay order by line desc) = 1 as kept
  from {rows}`

/** Lines of a run whose stay comes again further down. */
export async function repeatedLines(columns: Columns, part: Part): Promise<readonly number[]> {
  const rows = await columns.read('select line from {run} where not kept order by line', { run: [part] })
  return rows.map((row) => Number(row['line']))
}

/** How many stays of a run are in the published whole already. */
export async function countReplaced(columns: Columns, part: Part, whole: Part | null): Promise<number> {
  if (whole === null) return 0
  const query = 'select count(*) as n from {run} where kept and stay in (select stay from {whole})'
  const [row] = await columns.read(query, { run: [part], whole: [whole] })
  return Number(row?.['n'] ?? 0)
}

/** The whole with a run added: its stays replace the same stays of before. */
export function addRun(
  columns: Columns,
  target: Part,
  whole: Part | null,
  run: { readonly part: Part; readonly sequence: number },
): Promise<number> {
  const added = `select ${factColumns}, ${run.sequence} as sequence from {run} where kept`
  if (whole === null) {
    return columns.derive(target, `${added} order by department, month`, { run: [run.part] })
  }
  return columns.derive(
    target,
    `select * from (
       select ${factColumns}, sequence from {whole} where stay not in (select stay from {run} where kept)
       union all ${added}) as facts order by department, month`,
    { whole: [whole], run: [run.part] },
  )
}

/** The whole made anew from all its runs: of the same stay the newest run's. */
export function rebuild(
  columns: Columns,
  target: Part,
  runs: readonly { readonly part: Part; readonly sequence: number }[],
): Promise<number> {
  const each = runs.map(
    ({ sequence }, at) => `select ${factColumns}, ${sequence} as sequence from {run${at}} where kept`,
  )
  return columns.derive(
    target,
    `select ${factColumns}, sequence from (
       select *, row_number() over (partition by stay order by sequence desc) as place
       from (${each.join(' union all ')}) as runs) as ranked
     where place = 1 order by department, month`,
    Object.fromEntries(runs.map(({ part }, at) => [`run${at}`, [part]])),
  )
}

export type FaultLine = {
  readonly line: number
  readonly place: number
  readonly code: string
  readonly value: string | null
}

/** Faults in the order of the file. */
export async function readFaults(
  columns: Columns,
  part: Part,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly FaultLine[]> {
  const rows = await columns.read(
    'select line, place, code, value from {faults} order by line, place limit $1 offset $2',
    { faults: [part] },
    [page.limit, page.offset],
  )
  return rows.map(({ line, place, code, value }) => ({
    line: Number(line),
    place: Number(place),
    code: String(code),
    value: value === null || value === undefined ? null : String(value),
  }))
}

/** How often each column has each fault, the most frequent first. */
export async function countFaults(columns: Columns, part: Part) {
  const rows = await columns.read(
    'select place, code, count(*) as n from {faults} group by place, code order by n desc, place, code limit 200',
    { faults: [part] },
  )
  return rows.map(({ place, code, n }) => ({ place: Number(place), code: String(code), count: Number(n) }))
}

export const dimensions = ['department', 'month'] as const
export type Dimension = (typeof dimensions)[number]

export type Scope = {
  /** yyyymm, both included. */
  readonly from: number
  readonly to: number
  readonly department: string | null
}

export type Counted = {
  readonly department: string | null
  readonly month: number | null
  /** By indicator id. */
  readonly cells: Readonly<
    Record<string, { readonly numerator: number; readonly denominator: number | null }>
  >
}

function condition(measure: Measure): string {
  const all = [...(measure.where ?? []), ...(measure.not ?? []).map((flag) => `not ${flag}`)]
  return all.join(' and ')
}

/** Adding ones is a third quicker than `count(*) filter`: the engine need not select rows anew for each measure. */
function aggregate(measure: Measure): string {
  const filter = condition(measure)
  if (measure.of === 'stays') {
    return filter === '' ? 'count(*)' : `coalesce(sum(cast((${filter}) as integer)), 0)`
  }
  const value = filter === '' ? measure.of : `case when ${filter} then ${measure.of} end`
  return `coalesce(sum(${value}), 0)`
}

/** The query over all indicators at once, in one pass; equal measures are counted once. */
export function indicatorQuery(indicators: readonly Indicator[], by: readonly Dimension[]) {
  const measures = new Map<string, string>()
  const nameOf = (measure: Measure): string => {
    const text = aggregate(measure)
    const name = measures.get(text) ?? `m${measures.size}`
    measures.set(text, name)
    return name
  }
  const names = indicators.map(({ id, numerator, denominator }) => ({
    id,
    numerator: nameOf(numerator),
    denominator: denominator === null ? null : nameOf(denominator),
  }))
  const columns = [...by, ...[...measures].map(([text, name]) => `${text} as ${name}`)].join(', ')
  const grouped = by.length === 0 ? '' : ` group by ${by.join(', ')} order by ${by.join(', ')}`
  const query = `select ${columns} from {whole}
    where month between $1 and $2 and ($3::varchar is null or department = $3)${grouped}`
  return { query, names }
}

/** Counts the indicators over the published whole; a group without any stay is absent, not zero. */
export async function countIndicators(
  columns: Columns,
  whole: Part,
  indicators: readonly Indicator[],
  by: readonly Dimension[],
  scope: Scope,
): Promise<readonly Counted[]> {
  const { query, names } = indicatorQuery(indicators, by)
  const rows = await columns.read(query, { whole: [whole] }, [scope.from, scope.to, scope.department])
  return rows.map((row) => ({
    department: by.includes('department') ? String(row['department']) : null,
    month: by.includes('month') ? Number(row['month']) : null,
    cells: Object.fromEntries(
      names.map(({ id, numerator, denominator }) => [
        id,
        {
          numerator: Number(row[numerator]),
          denominator: denominator === null ? null : Number(row[denominator]),
        },
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

/** The four figures of each single disease; a stay may belong to several. */
export async function countDiseases(
  columns: Columns,
  whole: Part,
  scope: Scope,
): Promise<readonly DiseaseCount[]> {
  const rows = await columns.read(
    `select disease, count(*) as n, sum(los_days) as los, sum(cost_fen) as cost, count(*) filter (where death) as deaths
     from (select unnest(string_split(diseases, ',')) as disease, los_days, cost_fen, death from {whole}
       where diseases is not null and month between $1 and $2 and ($3::varchar is null or department = $3)) as each
     group by disease order by disease`,
    { whole: [whole] },
    [scope.from, scope.to, scope.department],
  )
  return rows.map((row) => ({
    disease: String(row['disease']),
    stays: Number(row['n']),
    losDays: Number(row['los']),
    costFen: Number(row['cost']),
    deaths: Number(row['deaths']),
  }))
}

/** The months and departments that the whole holds. */
export async function readExtent(columns: Columns, whole: Part) {
  const [months] = await columns.read(
    'select min(month) as first, max(month) as last, count(*) as n from {whole}',
    { whole: [whole] },
  )
  const departments = await columns.read(
    'select department, count(*) as n from {whole} group by department order by department',
    { whole: [whole] },
  )
  return {
    first: numberOrNull(months?.['first']),
    last: numberOrNull(months?.['last']),
    stays: Number(months?.['n'] ?? 0),
    departments: departments.map((row) => ({ code: String(row['department']), stays: Number(row['n']) })),
  }
}

export type Stay = {
  readonly stay: string
  readonly discharged: string
  readonly department: string
  readonly losDays: number
  readonly costFen: number
  readonly flags: readonly Flag[]
  readonly diseases: readonly string[]
}

/** The stays behind a number, newest first, without anything that names a person. */
export async function readStays(
  columns: Columns,
  whole: Part,
  scope: Scope,
  measure: Measure,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly stays: readonly Stay[]; readonly total: number }> {
  const extra = condition(measure)
  const where = `month between $1 and $2 and ($3::varchar is null or department = $3)${extra === '' ? '' : ` and ${extra}`}`
  const values: Cell[] = [scope.from, scope.to, scope.department]
  const [count] = await columns.read(
    `select count(*) as n from {whole} where ${where}`,
    { whole: [whole] },
    values,
  )
  const rows = await columns.read(
    `select stay, discharged, department, los_days, cost_fen, diseases, ${flags.join(', ')} from {whole}
     where ${where} order by discharged desc, stay limit $4 offset $5`,
    { whole: [whole] },
    [...values, page.limit, page.offset],
  )
  return {
    total: Number(count?.['n'] ?? 0),
    stays: rows.map((row) => ({
      stay: String(row['stay']),
      discharged: String(row['discharged']),
      department: String(row['department']),
      losDays: Number(row['los_days']),
      costFen: Number(row['cost_fen']),
      flags: flags.filter((flag) => row[flag] === true),
      diseases: typeof row['diseases'] === 'string' ? row['diseases'].split(',') : [],
    })),
  }
}

/** Record numbers are sealed many at a time. */
export const recordShape: Shape = { block: 'integer', sealed: 'text' }
export const recordQuery = 'select * from {rows} order by block'
export const recordsInBlock = 256

/** Which run a stay came with, and the place of its record number there; null when there is no such stay. */
export async function findStay(columns: Columns, whole: Part, stay: string) {
  const [row] = await columns.read(
    'select sequence, record from {whole} where stay = $1::uuid',
    { whole: [whole] },
    [stay],
  )
  return row === undefined ? null : { sequence: Number(row['sequence']), record: Number(row['record']) }
}

export async function readBlock(columns: Columns, part: Part, block: number): Promise<string | null> {
  const [row] = await columns.read('select sealed from {records} where block = $1', { records: [part] }, [
    block,
  ])
  return row === undefined ? null : String(row['sealed'])
}

const numberOrNull = (cell: Cell | undefined): number | null =>
  cell === null || cell === undefined ? null : Number(cell)
