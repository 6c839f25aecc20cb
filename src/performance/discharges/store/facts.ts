// The facts in the column engine: their shape, and how the parts of imports become the published whole with its cube.

import type { ColumnKind, Columns, Part, Shape } from '../../../core/columns/index.ts'
import { flags } from '../rules/derive.ts'

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
  main_dx: 'text',
  other_dx: 'text',
  main_op: 'text',
  other_ops: 'text',
  sex: 'integer',
  age_years: 'integer',
  age_days: 'integer',
  birth_weight: 'integer',
  leaving: 'integer',
  bits: 'integer',
}
const plainColumns = Object.keys(factShape).filter((name) => name !== 'line' && name !== 'bits')
/** The columns of a published whole besides `sequence`, the run that a row came with. */
export const factColumns: readonly string[] = [...plainColumns, ...flags]

export const faultShape: Shape = { line: 'integer', place: 'integer', code: 'text', value: 'text' }
export const faultQuery = 'select * from {rows} order by line, place'

/** The part of a run: bits spread into columns. */
export const runPartQuery = `select line, ${plainColumns.join(', ')},
  ${flags.map((flag, at) => `bits % ${2 << at} >= ${1 << at} as ${flag}`).join(', ')} from {rows}`

/** Lines of a run whose stay comes again further down: of a stay that a file has twice, only the last line counts. */
export async function repeatedLines(columns: Columns, part: Part): Promise<readonly number[]> {
  const rows = await columns.read(
    `select line from {run} where stay in (select stay from {run} group by stay having count(*) > 1)
       and (stay, line) not in (select stay, max(line) from {run} group by stay) order by line`,
    { run: [part] },
  )
  return rows.map((row) => Number(row['line']))
}

/** How many stays of a run are in the published whole already. */
export async function countReplaced(columns: Columns, part: Part, whole: Part | null): Promise<number> {
  if (whole === null) return 0
  const query = 'select count(distinct stay) as n from {run} where stay in (select stay from {whole})'
  const [row] = await columns.read(query, { run: [part], whole: [whole] })
  return Number(row?.['n'] ?? 0)
}

/** The cube of a whole: written before the whole is published, visible by the same row. */
export const cubeOf = (whole: Part): Part => `${whole}-cube`

/** What a cube adds up, besides counting stays. */
export const sums = ['los_days', 'cost_fen', 'drug_fen', 'material_fen'] as const

/**
 * Facts are immutable once published, so what is asked of them again and again is added up once: stays and sums for each
 * department, month and combination of flags and diseases that occurs. Any measure over flags can be told from it. A sum
 * is missing where one stay of the combination does not state it.
 */
export function deriveCube(columns: Columns, whole: Part): Promise<number> {
  const keys = ['department', 'month', 'diseases', ...flags].join(', ')
  const added = sums.map(
    (name) =>
      `case when count(${name}) = count(*) then cast(coalesce(sum(${name}), 0) as bigint) end as all_${name}`,
  )
  return columns.derive(
    cubeOf(whole),
    `select ${keys}, cast(count(*) as bigint) as all_stays, ${added.join(', ')} from {whole}
     group by ${keys} order by department, month`,
    { whole: [whole] },
  )
}

const sqlKinds = { text: 'varchar', integer: 'integer' } as const satisfies Partial<
  Record<ColumnKind, string>
>

/** The fact columns as this part has them; what it lacks, because it was written before there were such, is missing. */
export async function columnsFrom(columns: Columns, part: Part): Promise<string> {
  const there = new Set(await columns.columnsOf(part))
  const absent = (name: string): string => {
    const kind = factShape[name]
    return `cast(null as ${kind === 'text' || kind === 'integer' ? sqlKinds[kind] : 'boolean'}) as ${name}`
  }
  return factColumns.map((name) => (there.has(name) ? name : absent(name))).join(', ')
}

/** The whole with a run added, and its cube: the run's stays replace the same stays of before. */
export async function addRun(
  columns: Columns,
  target: Part,
  whole: Part | null,
  run: { readonly part: Part; readonly sequence: number },
): Promise<void> {
  const added = `select ${await columnsFrom(columns, run.part)}, ${run.sequence} as sequence from {run}
    where (stay, line) in (select stay, max(line) from {run} group by stay)`
  if (whole === null) {
    await columns.derive(target, `${added} order by department, month`, { run: [run.part] })
  } else {
    await columns.derive(
      target,
      `select * from (
         select ${await columnsFrom(columns, whole)}, sequence from {whole} where stay not in (select stay from {run})
         union all ${added}) as facts order by department, month`,
      { whole: [whole], run: [run.part] },
    )
  }
  await deriveCube(columns, target)
}

/** The whole made anew from all its runs, and its cube: of the same stay the newest run's last line. */
export async function rebuild(
  columns: Columns,
  target: Part,
  runs: readonly { readonly part: Part; readonly sequence: number }[],
): Promise<void> {
  const rows: string[] = []
  const places: string[] = []
  for (const [at, { part, sequence }] of runs.entries()) {
    const place = `cast(${sequence} as bigint) * 4294967296 + line as place`
    rows.push(`select ${await columnsFrom(columns, part)}, ${sequence} as sequence, ${place} from {run${at}}`)
    places.push(`select stay, ${place} from {run${at}}`)
  }
  await columns.derive(
    target,
    `select ${factColumns.join(', ')}, sequence from (${rows.join(' union all ')}) as runs
     where (stay, place) in (
       select stay, max(place) from (${places.join(' union all ')}) as places group by stay)
     order by department, month`,
    Object.fromEntries(runs.map(({ part }, at) => [`run${at}`, [part]])),
  )
  await deriveCube(columns, target)
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
