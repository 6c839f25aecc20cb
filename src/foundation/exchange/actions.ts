// What the workbook endpoints do: template, preview, import, export. Preview and import plan by the same code.

import { refreshStatistics, type Tx } from '../../core/db.ts'
import { may, type Permission } from '../../core/access.ts'
import { AppError } from '../../core/errors.ts'
import { type Handlers, targetOf, type Work } from '../../core/pipeline.ts'
import { type Fault, readWorkbook, WorkbookUnreadable, writeWorkbook } from '../../core/workbook/index.ts'
import { issueFor } from '../duties/index.ts'
import {
  institutionsBelow,
  loadDirectory,
  orgPorts,
  type Planning,
  type Port,
  readUnit,
  type SheetPlan,
} from '../org/index.ts'
import type { exchangeContract } from './contract.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const mostFaults = 1_000
const manyRows = 500
const headingRow = 1
const permission: Permission = 'org.write'

type Planned = { readonly port: Port; readonly plan: SheetPlan }
type Plan = {
  readonly planned: readonly Planned[]
  readonly faults: readonly Fault[]
  readonly institutionIds: readonly string[]
}

export type Importer = {
  readonly tx: Tx
  readonly now: Temporal.Instant
  readonly today: string
  readonly mayWrite: (path: readonly string[]) => boolean
  readonly widen: (institutionIds: readonly string[]) => Promise<void>
}

/** Reads a workbook and compares it with what exists. Throws unreadable_file when it is not a workbook we can read. */
async function planWorkbook(importer: Importer, ports: readonly Port[], bytes: Uint8Array): Promise<Plan> {
  const reading = await readWorkbook(
    bytes,
    ports.map((port) => port.sheet),
  ).catch((error: unknown) => {
    if (error instanceof WorkbookUnreadable) throw new AppError('unreadable_file', { reason: error.reason })
    throw error
  })
  // A workbook may leave sheets out: what it does not speak of stays as it is.
  const faults = reading.faults.filter((fault) => fault.code !== 'sheet_missing')
  const directory = await loadDirectory(importer.tx)
  const widened: string[] = []
  const first = reading.rows['institutions']?.[0]?.values['code']
  const only = directory.institutions.size === 1 ? [...directory.institutions.keys()][0] : undefined
  const planning: Planning = {
    tx: importer.tx,
    directory,
    now: importer.now,
    today: importer.today,
    institution: typeof first === 'string' ? first : (only ?? ''),
    mayWrite: importer.mayWrite,
    widen: async (id) => {
      widened.push(id)
      await importer.widen([id])
    },
  }
  const planned: Planned[] = []
  for (const port of ports) {
    const plan = await port.plan(planning, reading.rows[port.sheet.key] ?? [])
    planned.push({ port, plan })
    faults.push(...plan.faults)
  }
  return {
    planned,
    faults,
    institutionIds: [...directory.institutions.values()].map((institution) => institution.id),
  }
}

/** Plans and writes a workbook in the current transaction; with faults only when `acceptPartial`. */
export async function importWorkbook(
  importer: Importer,
  ports: readonly Port[],
  bytes: Uint8Array,
  acceptPartial: boolean,
): Promise<Plan> {
  const plan = await planWorkbook(importer, [...orgPorts, ...ports], bytes)
  if (plan.faults.length > 0 && !acceptPartial)
    throw new AppError('invalid_input', { reason: 'faults', faults: plan.faults.length })
  let written = 0
  for (const { plan: sheet } of plan.planned) {
    await sheet.apply()
    written += sheet.created + sheet.updated
    // Later sheets read what earlier ones wrote; without fresh statistics their plans assume empty tables.
    if (written >= manyRows) {
      await refreshStatistics(importer.tx)
      written = 0
    }
  }
  await issueFor(importer.tx, plan.institutionIds, importer.today)
  return plan
}

function counts({ planned, faults }: Plan) {
  return planned.map(({ port, plan }) => ({
    sheet: port.sheet.key,
    zh: port.sheet.zh,
    en: port.sheet.en,
    columns: port.sheet.columns.map(({ key, zh, en }) => ({ key, zh, en })),
    created: plan.created,
    updated: plan.updated,
    unchanged: plan.unchanged,
    faulty: new Set(
      faults.flatMap((fault) =>
        fault.sheet === port.sheet.key && fault.row !== null && fault.row > headingRow ? [fault.row] : [],
      ),
    ).size,
  }))
}

function importerOf(work: Work): Importer {
  return {
    tx: work.tx,
    now: work.now,
    today: work.today,
    mayWrite: (path) => may(work.principal, permission, path),
    widen: work.widen,
  }
}

/** The handlers, given the sheets of later rooms. */
export function exchangeHandlers(laterPorts: readonly Port[]): Handlers<typeof exchangeContract> {
  const ports = [...orgPorts, ...laterPorts]
  return {
    template: async (_, { language }) => {
      const bytes = await writeWorkbook(
        ports.map((port) => ({ sheet: port.sheet, rows: [] })),
        { language },
      )
      return asFile(bytes, language === 'zh' ? '机构工作簿模板.xlsx' : 'institution-workbook.xlsx')
    },

    preview: async (work, { file }) => {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const plan = await planWorkbook(importerOf(work), ports, bytes)
      const fileId = await work.files.put(work.tx, {
        institutionId: work.principal.institutionId,
        name: file.name,
        mediaType,
        bytes,
        storedBy: work.principal.accountId,
      })
      return {
        fileId,
        sheets: counts(plan),
        faults: plan.faults.slice(0, mostFaults).map((fault) => ({ ...fault, facts: { ...fault.facts } })),
        faultCount: plan.faults.length,
      }
    },

    import: async (work, { fileId, acceptPartial }) => {
      const bytes = await work.files.get(work.tx, work.principal.institutionId, fileId)
      const plan = await importWorkbook(importerOf(work), laterPorts, bytes, acceptPartial)
      const sheets = counts(plan)
      work.changed({
        subject: 'workbook',
        id: fileId,
        after: {
          acceptPartial,
          faults: plan.faults.length,
          sheets: sheets.map(({ columns: _, ...sheet }) => sheet),
        },
      })
      return { sheets, faultCount: plan.faults.length }
    },

    export: async (work, { language }) => {
      const target = targetOf(work)
      const unit = await readUnit(work.tx, target.institutionId, target.id)
      if (unit.parentId !== null) throw new AppError('invalid_input', { reason: 'not_institution' })
      const institutionIds = await institutionsBelow(work.tx, [target.institutionId])
      const bytes = await exportWorkbook(work.tx, ports, institutionIds, language)
      work.changed({ subject: 'workbook', id: target.id, after: { exported: unit.name } })
      return asFile(bytes, `${unit.name}_${work.today}.xlsx`)
    },
  }
}

/** Writes all that these institutions hold; what is seen is limited by the transaction's scope. */
export async function exportWorkbook(
  tx: Tx,
  ports: readonly Port[],
  institutionIds: readonly string[],
  language: 'zh' | 'en',
): Promise<Uint8Array> {
  const directory = await loadDirectory(tx)
  const parts = []
  for (const port of ports) {
    parts.push({ sheet: port.sheet, rows: await port.rows(tx, institutionIds, directory) })
  }
  return writeWorkbook(parts, { language })
}

function asFile(bytes: Uint8Array, name: string): File {
  return new File([new Uint8Array(bytes)], name, { type: mediaType })
}
