// The groups of stays in the column engine: read from the published whole in batches, written as a part, counted and listed.

import {
  type Cell,
  type Columns,
  type Part,
  plainCell,
  type PartWriter,
  type Shape,
  missing,
  tab,
} from '../../../core/columns/index.ts'
import { type Dimension, type Scope, scopeFilter } from '../../discharges/index.ts'
import type { DrgCount } from '../rules/figures.ts'
import type { Grouper, Stay } from '../rules/group.ts'
import type { Level } from '../rules/scheme.ts'

/** A stay with its group, and what figures are made of: one pass over this part gives them all. */
const groupShape: Shape = {
  stay: 'key',
  discharged: 'date',
  department: 'text',
  month: 'integer',
  los_days: 'integer',
  cost_fen: 'bigint',
  death: 'boolean',
  principal: 'text',
  mdc: 'text',
  adrg: 'text',
  drg: 'text',
  level: 'text',
  reason: 'text',
}
export const groupPart = (institutionId: string, attempt: number): Part =>
  `${institutionId}/groups-${attempt}`
export const isGroupPart = (part: Part): boolean => /\/groups-\d+$/.test(part)

const codeColumns = [
  'main_dx',
  'other_dx',
  'main_op',
  'other_ops',
  'sex',
  'age_years',
  'age_days',
  'birth_weight',
]
/** Rows in one batch: enough to be quick, few enough to leave memory alone. */
const batchRows = 20_000

/** Whether front pages of this part keep their codes; those imported before there were such columns do not. */
export async function keepsCodes(columns: Columns, whole: Part): Promise<boolean> {
  const there = new Set(await columns.columnsOf(whole))
  return codeColumns.every((name) => there.has(name))
}

/** The departments and months of a whole with their stays, as they lie in it. */
async function cellsOf(columns: Columns, whole: Part) {
  const rows = await columns.read(
    `select department, month, count(*) as n from {whole} group by department, month order by department, month`,
    { whole: [whole] },
  )
  return rows.map((row) => ({
    department: String(row['department']),
    month: Number(row['month']),
    stays: Number(row['n']),
  }))
}

/** Months of one department that are read at once: the whole lies sorted so, and little of it is read twice. */
type Batch = { readonly department: string; readonly from: number; to: number; stays: number }

export async function batchesOf(columns: Columns, whole: Part): Promise<readonly Readonly<Batch>[]> {
  const batches: Batch[] = []
  for (const { department, month, stays } of await cellsOf(columns, whole)) {
    const last = batches.at(-1)
    if (last?.department === department && last.stays + stays <= batchRows) {
      last.to = month
      last.stays += stays
    } else batches.push({ department, from: month, to: month, stays })
  }
  return batches
}

const readColumns = `stay, discharged, department, month, los_days, cost_fen, death, ${codeColumns.join(', ')}`
type Row = Readonly<Record<string, Cell>>

export function readBatch(columns: Columns, whole: Part, batch: Readonly<Batch>): Promise<readonly Row[]> {
  return columns.read(
    `select ${readColumns} from {whole} where department = $1 and month between $2 and $3`,
    { whole: [whole] },
    [batch.department, batch.from, batch.to],
  )
}

const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : '')
const none: readonly string[] = []
const split = (cell: Cell | undefined): readonly string[] =>
  typeof cell === 'string' && cell !== '' ? cell.split(',') : none
const numberOf = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null)

const stayOf = (row: Row): Stay => ({
  principal: textOf(row['main_dx']),
  diagnoses: split(row['other_dx']),
  mainProcedure: textOf(row['main_op']),
  procedures: split(row['other_ops']),
  sex: numberOf(row['sex']),
  ageYears: numberOf(row['age_years']),
  ageDays: numberOf(row['age_days']),
  birthWeight: numberOf(row['birth_weight']),
})

export type GroupWriter = {
  /** Groups one row of a batch and writes it; a promise only when the caller has to wait. */
  readonly add: (row: Row) => Promise<void> | undefined
  readonly finish: () => Promise<number>
  readonly abandon: () => Promise<void>
}

export async function writeGroups(columns: Columns, part: Part, group: Grouper): Promise<GroupWriter> {
  const writer: PartWriter = await columns.write(part, groupShape)
  return {
    add: (row) => {
      const { mdc, adrg, drg, level, reason } = group(stayOf(row))
      return writer.add(
        [
          String(row['stay']),
          String(row['discharged']),
          plainCell(textOf(row['department'])),
          row['month'] ?? missing,
          row['los_days'] ?? missing,
          row['cost_fen'] ?? missing,
          row['death'] === true ? 'true' : 'false',
          plainCell(textOf(row['main_dx'])),
          mdc ?? missing,
          adrg ?? missing,
          drg ?? missing,
          level ?? missing,
          reason ?? missing,
        ].join(tab),
      )
    },
    finish: () => writer.finish('select * from {rows} order by department, month, drg'),
    abandon: writer.abandon,
  }
}

/** The months and the number of stays that are grouped; null when there are none. */
export async function readExtent(columns: Columns, groups: Part) {
  const [row] = await columns.read(
    'select min(month) as first, max(month) as last, count(*) as n from {groups}',
    { groups: [groups] },
  )
  const stays = Number(row?.['n'] ?? 0)
  return stays === 0 ? null : { first: Number(row?.['first']), last: Number(row?.['last']), stays }
}

export type Counted = DrgCount & { readonly department: string | null; readonly month: number | null }

/** Cases, days, costs and deaths of each DRG, and of the stays without one, by department and month as asked. */
export async function countDrgs(
  columns: Columns,
  groups: Part,
  scope: Scope,
  by: readonly Dimension[],
): Promise<readonly Counted[]> {
  const { where, values } = scopeFilter(scope)
  const keys = [...by, 'drg'].join(', ')
  const rows = await columns.read(
    `select ${keys}, count(*) as n, sum(los_days) as los, sum(cost_fen) as cost,
       sum(case when death then 1 else 0 end) as deaths
     from {groups} where ${where} group by ${keys} order by ${keys}`,
    { groups: [groups] },
    values,
  )
  return rows.map((row) => ({
    department: by.includes('department') ? String(row['department']) : null,
    month: by.includes('month') ? Number(row['month']) : null,
    drg: row['drg'] === null || row['drg'] === undefined ? null : String(row['drg']),
    cases: Number(row['n']),
    losDays: Number(row['los'] ?? 0),
    costFen: Number(row['cost'] ?? 0),
    deaths: Number(row['deaths'] ?? 0),
  }))
}

export type Ungrouped = {
  readonly reason: string
  readonly mdc: string | null
  readonly principal: string
  readonly cases: number
}

/** Stays without a group by reason and principal diagnosis, the most frequent first. */
export async function countUngrouped(
  columns: Columns,
  groups: Part,
  scope: Scope,
): Promise<readonly Ungrouped[]> {
  const { where, values } = scopeFilter(scope)
  const rows = await columns.read(
    `select reason, mdc, principal, count(*) as n from {groups} where reason is not null and ${where}
     group by reason, mdc, principal order by n desc, reason, principal`,
    { groups: [groups] },
    values,
  )
  return rows.map((row) => ({
    reason: String(row['reason']),
    mdc: row['mdc'] === null || row['mdc'] === undefined ? null : String(row['mdc']),
    principal: textOf(row['principal']),
    cases: Number(row['n']),
  }))
}

export type GroupedStay = {
  readonly stay: string
  readonly discharged: string
  readonly department: string
  readonly losDays: number
  readonly costFen: number
  readonly death: boolean
  readonly drg: string | null
  readonly level: Level | null
  readonly reason: string | null
}

const stayColumns = 'stay, discharged, department, los_days, cost_fen, death, drg, level, reason'

/** The stays of a DRG, or without one for a reason, newest first, without anything that names a person. */
export async function readStays(
  columns: Columns,
  groups: Part,
  scope: Scope,
  of: { readonly drg: string } | { readonly reason: string },
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly stays: readonly GroupedStay[] }> {
  const { where, values } = scopeFilter(scope)
  const [column, value] = 'drg' in of ? (['drg', of.drg] as const) : (['reason', of.reason] as const)
  const all = [...values, value]
  const counts = `${where} and ${column} = $${all.length}`
  const [count] = await columns.read(
    `select count(*) as n from {groups} where ${counts}`,
    { groups: [groups] },
    all,
  )
  const rows = await columns.read(
    `select ${stayColumns} from {groups} where ${counts}
     order by discharged desc, stay limit $${all.length + 1} offset $${all.length + 2}`,
    { groups: [groups] },
    [...all, page.limit, page.offset],
  )
  return { total: Number(count?.['n'] ?? 0), stays: rows.map(groupedOf) }
}

const groupedOf = (row: Row): GroupedStay => ({
  stay: String(row['stay']),
  discharged: String(row['discharged']),
  department: String(row['department']),
  losDays: Number(row['los_days']),
  costFen: Number(row['cost_fen']),
  death: row['death'] === true,
  drg: textOf(row['drg']) || null,
  level: (textOf(row['level']) || null) as Level | null,
  reason: textOf(row['reason']) || null,
})

/** One stay as it was grouped; null when it was not there. */
export async function findStay(columns: Columns, groups: Part, stay: string): Promise<GroupedStay | null> {
  const [row] = await columns.read(
    `select ${stayColumns} from {groups} where stay = cast($1 as uuid)`,
    { groups: [groups] },
    [stay],
  )
  return row === undefined ? null : groupedOf(row)
}
