// Reading, planning and writing a workbook, inside a request, a job or the command line alike.

import { refreshStatistics, type Tx } from '../../core/db.ts'
import { AppError } from '../../core/errors.ts'
import { type Pace, steadyPace } from '../../core/pace.ts'
import type { Vault } from '../../core/vault.ts'
import {
  type Fault,
  readWorkbook,
  type Row,
  usualRows,
  WorkbookUnreadable,
} from '../../core/workbook/index.ts'
import { issueFor } from '../duties/index.ts'
import { loadDirectory, type Planning, type Port, type SheetPlan } from '../org/index.ts'
import { foundationPorts } from './ports.ts'
import { lockImports } from './store.ts'

const manyRows = 500
const headingRow = 1

type Planned = { readonly port: Port; readonly plan: SheetPlan; readonly rows: readonly Row[] }
/** A fault with what stands in its cell, masked where that identifies a person; null where it concerns no one cell. */
type ValuedFault = Fault & { readonly value: string | null }

export type Plan = {
  readonly planned: readonly Planned[]
  readonly faults: readonly ValuedFault[]
  readonly institutionIds: readonly string[]
}

/** The most rows a sheet may have. */
export const mostRows = usualRows

export type Importer = {
  readonly tx: Tx
  readonly now: Temporal.Instant
  readonly today: string
  readonly vault: Vault
  readonly mayWrite: (path: readonly string[]) => boolean
  readonly widen: (institutionIds: readonly string[]) => Promise<void>
  readonly pace?: Pace
  /** Other imports into the same institutions wait until this transaction ends. */
  readonly alone?: boolean
}

/** Reads a workbook and compares it with what exists. Throws unreadable_file when it is not a workbook we can read. */
export async function planWorkbook(
  importer: Importer,
  laterPorts: readonly Port[],
  bytes: Uint8Array,
): Promise<Plan> {
  const ports = [...foundationPorts, ...laterPorts]
  const pace = importer.pace ?? steadyPace()
  await pace.step('reading')
  const reading = await readWorkbook(
    bytes,
    ports.map((port) => port.sheet),
    { pace, mostRows },
  ).catch((error: unknown) => {
    throw unreadable(error) ?? error
  })
  // A workbook may leave sheets out: what it does not speak of stays as it is.
  const faults = reading.faults.filter((fault) => fault.code !== 'sheet_missing')
  const named = namedInstitutions(reading.rows)
  if (importer.alone === true) {
    await pace.step('waiting')
    await lockImports(importer.tx, named.size === 0 ? ['-'] : [...named], pace)
  }
  const total = Object.values(reading.rows).reduce((sum, rows) => sum + rows.length, 0)
  await pace.step('planning', total)
  const first = reading.rows['institutions']?.[0]?.values['code']
  const directory = await loadDirectory(importer.tx, named.size === 0 ? undefined : named)
  const only = directory.institutions.size === 1 ? [...directory.institutions.keys()][0] : undefined
  const institution = typeof first === 'string' ? first : (only ?? '')
  const spoken = (code: string): boolean => named.size === 0 || named.has(code)
  const institutionIds = [...directory.institutions].flatMap(([code, { id }]) => (spoken(code) ? [id] : []))
  const planning: Planning = {
    tx: importer.tx,
    directory,
    now: importer.now,
    today: importer.today,
    institution,
    institutionIds,
    vault: importer.vault,
    pace,
    mayWrite: importer.mayWrite,
    widen: (id) => importer.widen([id]),
  }
  const planned: Planned[] = []
  for (const port of ports) {
    const rows = reading.rows[port.sheet.key] ?? []
    const plan = await port.plan(planning, rows)
    planned.push({ port, plan, rows })
    faults.push(...plan.faults)
  }
  return {
    planned,
    faults: faults.map(valuing(planned)),
    // Those that the workbook creates are in the directory by now.
    institutionIds: [...directory.institutions].flatMap(([code, { id }]) => (spoken(code) ? [id] : [])),
  }
}

/** A file that is refused as a whole, as an error of ours; null when it was something else. */
export function unreadable(error: unknown): AppError | null {
  if (!(error instanceof WorkbookUnreadable)) return null
  return new AppError('unreadable_file', { reason: error.reason, ...error.facts })
}

/**
 * The codes of the institutions that a workbook speaks of; none when it names none, or when rows leave the
 * institution blank and no first institution says which it is.
 */
function namedInstitutions(rows: Readonly<Record<string, readonly Row[]>>): ReadonlySet<string> {
  const named = new Set<string>()
  let blank = false
  for (const [key, list] of Object.entries(rows)) {
    for (const { values } of list) {
      const code = values[key === 'institutions' ? 'code' : 'institution']
      if (typeof code === 'string') named.add(code)
      else blank = true
    }
  }
  return blank && (rows['institutions']?.length ?? 0) === 0 ? new Set() : named
}

/** Adds to a fault what stands in its cell; what identifies a person is masked wherever it appears. */
function valuing(planned: readonly Planned[]): (fault: Fault) => ValuedFault {
  const columns = new Map(
    planned.flatMap(({ port }) =>
      port.sheet.columns.map((column) => [`${port.sheet.key} ${column.key}`, column]),
    ),
  )
  const rows = new Map(planned.map(({ port, rows: list }) => [port.sheet.key, list]))
  const byNumber = new Map<string, ReadonlyMap<number, Row>>()
  const rowOf = (sheet: string, number: number): Row | undefined => {
    const known = byNumber.get(sheet) ?? new Map((rows.get(sheet) ?? []).map((row) => [row.row, row]))
    byNumber.set(sheet, known)
    return known.get(number)
  }
  return (fault) => {
    const { text, value, ...facts } = fault.facts
    if (fault.row === null || fault.column === null) return { ...fault, value: null }
    const typed = text ?? value ?? rowOf(fault.sheet, fault.row)?.values[fault.column]
    if (typed === undefined || typed === null) return { ...fault, value: null }
    const sealed = columns.get(`${fault.sheet} ${fault.column}`)?.sealed === true
    if (!sealed) return { ...fault, value: String(typed) }
    // What a sheet says of a sealed value is masked by it already.
    const shown = value === undefined ? masked(String(typed)) : String(typed)
    const masking = {
      ...(text === undefined ? {} : { text: shown }),
      ...(value === undefined ? {} : { value: shown }),
    }
    return { ...fault, facts: { ...facts, ...masking }, value: shown }
  }
}

const masked = (text: string): string =>
  text.length <= 4 ? '****' : `${text.slice(0, 1)}****${text.slice(-2)}`

/** Plans and writes a workbook in the current transaction; with faults only when `acceptPartial`. */
export async function importWorkbook(
  importer: Importer,
  laterPorts: readonly Port[],
  bytes: Uint8Array,
  acceptPartial: boolean,
): Promise<Plan> {
  const plan = await planWorkbook(importer, laterPorts, bytes)
  if (plan.faults.length > 0 && !acceptPartial)
    throw new AppError('invalid_input', { reason: 'faults', faults: plan.faults.length })
  const pace = importer.pace ?? steadyPace()
  let written = 0
  for (const { plan: sheet, port } of plan.planned) {
    const rows = sheet.created + sheet.updated
    if (rows === 0) continue
    await pace.step(`writing:${port.sheet.key}`, rows)
    await sheet.apply()
    written += rows
    // Later sheets read what earlier ones wrote; without fresh statistics their plans assume empty tables.
    if (written >= manyRows) {
      await refreshStatistics(importer.tx)
      written = 0
    }
  }
  await pace.step('duties')
  await issueFor(importer.tx, plan.institutionIds, importer.today)
  return plan
}

/** What each sheet brings. */
export function counts({ planned, faults }: Plan) {
  const faulty = new Map<string, Set<number>>()
  for (const { sheet, row } of faults) {
    if (row === null || row <= headingRow) continue
    const rows = faulty.get(sheet) ?? new Set()
    faulty.set(sheet, rows.add(row))
  }
  return planned.map(({ port, plan }) => ({
    sheet: port.sheet.key,
    zh: port.sheet.zh,
    en: port.sheet.en,
    columns: port.sheet.columns.map(({ key, zh, en }) => ({ key, zh, en })),
    created: plan.created,
    updated: plan.updated,
    unchanged: plan.unchanged,
    faulty: faulty.get(port.sheet.key)?.size ?? 0,
  }))
}
