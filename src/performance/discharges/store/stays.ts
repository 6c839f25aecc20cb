// Single stays: those behind a number, one by its key, and where its record number is sealed.

import type { Cell, Columns, Part, Shape } from '../../../core/columns/index.ts'
import { type Flag, flags } from '../rules/derive.ts'
import type { Measure } from '../rules/indicators.ts'
import { condition, factsOf, type Scope, scopeFilter } from './counts.ts'

export type Stay = {
  readonly stay: string
  readonly discharged: string
  readonly department: string
  readonly losDays: number
  readonly costFen: number
  readonly flags: readonly Flag[]
  readonly diseases: readonly string[]
}

/** A stay with its codes as the file has them; what a file or an earlier import does not state is null or empty. */
export type Fact = Stay & {
  readonly month: number
  readonly drugFen: number | null
  readonly materialFen: number | null
  readonly mainDx: string | null
  readonly otherDx: readonly string[]
  readonly mainOp: string | null
  readonly otherOps: readonly string[]
  readonly sex: number | null
  readonly ageYears: number | null
  readonly ageDays: number | null
  readonly birthWeight: number | null
  readonly leaving: number | null
}

const stayColumns = ['stay', 'discharged', 'department', 'los_days', 'cost_fen', 'diseases', ...flags].join(
  ', ',
)

type Row = Readonly<Record<string, Cell>>

const split = (cell: Cell | undefined): readonly string[] => (typeof cell === 'string' ? cell.split(',') : [])
const textOf = (cell: Cell | undefined): string | null => (typeof cell === 'string' ? cell : null)
const numberOf = (cell: Cell | undefined): number | null =>
  cell === null || cell === undefined ? null : Number(cell)

const stayOf = (row: Row): Stay => ({
  stay: String(row['stay']),
  discharged: String(row['discharged']),
  department: String(row['department']),
  losDays: Number(row['los_days']),
  costFen: Number(row['cost_fen']),
  flags: flags.filter((flag) => Boolean(row[flag])),
  diseases: split(row['diseases']),
})

/** The stays behind a number, newest first, without anything that names a person. */
export async function readStays(
  columns: Columns,
  whole: Part,
  scope: Scope,
  measure: Measure,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly stays: readonly Stay[]; readonly total: number }> {
  const { from, parts } = await factsOf(columns, whole)
  const { where, values } = scopeFilter(scope)
  const extra = condition(measure)
  const counts = extra === '' ? where : `${where} and ${extra}`
  const [count] = await columns.read(`select count(*) as n from ${from} where ${counts}`, parts, values)
  const rows = await columns.read(
    `select ${stayColumns} from ${from} where ${counts}
     order by discharged desc, stay limit $${values.length + 1} offset $${values.length + 2}`,
    parts,
    [...values, page.limit, page.offset],
  )
  return { total: Number(count?.['n'] ?? 0), stays: rows.map(stayOf) }
}

/** One stay with its codes; null when the whole does not hold it. */
export async function readFact(columns: Columns, whole: Part, stay: string): Promise<Fact | null> {
  const { from, parts } = await factsOf(columns, whole)
  const [row] = await columns.read(`select * from ${from} where stay = $1`, parts, [stay])
  if (row === undefined) return null
  return {
    ...stayOf(row),
    month: Number(row['month']),
    drugFen: numberOf(row['drug_fen']),
    materialFen: numberOf(row['material_fen']),
    mainDx: textOf(row['main_dx']),
    otherDx: split(row['other_dx']),
    mainOp: textOf(row['main_op']),
    otherOps: split(row['other_ops']),
    sex: numberOf(row['sex']),
    ageYears: numberOf(row['age_years']),
    ageDays: numberOf(row['age_days']),
    birthWeight: numberOf(row['birth_weight']),
    leaving: numberOf(row['leaving']),
  }
}

/** Which run a stay came with, and the place of its record number there; null when there is no such stay. */
export async function findStay(columns: Columns, whole: Part, stay: string) {
  const [row] = await columns.read(
    'select sequence, record from {whole} where stay = $1',
    { whole: [whole] },
    [stay],
  )
  return row === undefined ? null : { sequence: Number(row['sequence']), record: Number(row['record']) }
}

/** Record numbers are sealed many at a time. */
export const recordShape: Shape = { block: 'integer', sealed: 'text' }
export const recordQuery = 'select * from {rows} order by block'
export const recordsInBlock = 256

export async function readBlock(columns: Columns, part: Part, block: number): Promise<string | null> {
  const [row] = await columns.read('select sealed from {records} where block = $1', { records: [part] }, [
    block,
  ])
  return row === undefined ? null : String(row['sealed'])
}
