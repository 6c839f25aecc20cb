// Reads one uploaded file once, from first to last byte: checks every row, derives facts, writes them beside the published ones.

import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import {
  type Columns,
  missing,
  type Part,
  type PartWriter,
  plainCell,
  tab,
} from '../../core/columns/index.ts'
import type { SealPlace, Vault } from '../../core/vault.ts'
import { cellsOf, type Fault, rowCheck } from './file/check.ts'
import { cellText, type Encoding, encodingOf, markLength, unreadable } from './file/encoding.ts'
import { type Layout, layoutOf, type Mapping } from './file/layout.ts'
import { openScanner, type Row } from './file/scan.ts'
import { deriver } from './rules/derive.ts'
import type { Edition } from './rules/dictionary.ts'
import type { CodeLists } from './rules/lists.ts'
import { factShape, faultQuery, faultShape, repeatedLines, runPartQuery } from './store/facts.ts'
import { recordQuery, recordShape, recordsInBlock } from './store/stays.ts'

/** At most so many faults are kept with their place; all are counted. */
export const mostFaults = 100_000
const chunkBytes = 256 * 1024

/** Why a file is not read at all. */
export class FileRefused extends Error {
  readonly reason: 'utf16' | 'zip' | 'empty' | 'column_missing' | 'column_twice'
  readonly columns: readonly string[]
  constructor(reason: FileRefused['reason'], columns: readonly string[] = []) {
    super(reason)
    this.name = 'FileRefused'
    this.reason = reason
    this.columns = columns
  }
}

export class Cancelled extends Error {}

export type Progress = { readonly readBytes: number; readonly rows: number; readonly bad: number }

export type Intake = {
  readonly edition: Edition
  readonly encoding: Encoding
  /** Headings of the file, in order: a fault's place counts them from 0. */
  readonly header: readonly string[]
  readonly unknown: readonly string[]
  readonly absent: readonly string[]
  readonly organisation: string | null
  readonly rows: number
  readonly good: number
  readonly bad: number
  readonly faults: number
}

export type IntakeOrder = {
  readonly path: string
  readonly institutionId: string
  readonly columns: Columns
  readonly vault: Vault
  readonly encoding: Encoding | null
  readonly mapping: Mapping
  readonly lists: CodeLists
  /** The organisation code (A01) that earlier files bore; null before the first. */
  readonly organisation: string | null
  readonly today: string
  /** Where facts and faults go. */
  readonly factPart: Part
  readonly faultPart: Part
  readonly recordPart: Part
  /** Called about twice a second; throws to stop. */
  readonly progress: (progress: Progress) => Promise<void>
}

/** Where a block of record numbers is sealed. */
export const sealPlace = (institutionId: string, part: Part, block: number): SealPlace => ({
  institutionId,
  subjectId: `${part} ${block}`,
  column: 'discharge.record',
})

/**
 * A stay is known by institution, record number (A48) and admission count (A49): a corrected time of discharge replaces,
 * and within a file a count that was not kept shows as a repeated stay. 128 bits written as a UUID, keyed: nobody without
 * the key can tell whose stay it is.
 */
export function stayKey(vault: Vault, institutionId: string, record: string, count: string): string {
  const hex = vault.index(`discharge.stay ${institutionId}`, `${record}\n${Number(count)}`).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Reads the file. Throws FileRefused, or what `progress` throws; then nothing remains of it. */
export async function takeIn(order: IntakeOrder): Promise<Intake> {
  const facts = await order.columns.write(order.factPart, factShape)
  const faults = await order.columns.write(order.faultPart, faultShape)
  const records = await order.columns.write(order.recordPart, recordShape)
  try {
    return await read(order, facts, faults, records)
  } catch (error) {
    for (const writer of [facts, faults, records]) await writer.abandon()
    for (const part of [order.factPart, order.faultPart, order.recordPart]) await order.columns.drop(part)
    throw error
  }
}

async function read(
  order: IntakeOrder,
  facts: PartWriter,
  faults: PartWriter,
  records: PartWriter,
): Promise<Intake> {
  const { vault, institutionId } = order
  const start = await beginning(order.path)
  const unread = unreadable(start)
  if (unread !== null) throw new FileRefused(unread)
  const encoding = order.encoding ?? encodingOf(start)
  const skipped = markLength(start)

  let header: readonly string[] = []
  let layout: Layout | null = null
  let organisation = order.organisation
  let rows = 0
  let bad = 0
  let faultCount = 0
  let readBytes = skipped
  let waits: Promise<void> | undefined
  let good = 0
  let block: string[] = []

  const sealBlock = (): void => {
    if (block.length === 0) return
    const number = Math.floor((good - 1) / recordsInBlock)
    const sealed = vault.seal(sealPlace(institutionId, order.recordPart, number), JSON.stringify(block))
    const wait = records.add(`${number}${tab}${sealed.toString('base64')}`)
    waits ??= wait
    block = []
  }

  const note = (line: number, fault: Fault): void => {
    faultCount += 1
    if (faultCount > mostFaults) return
    const wait = faults.add([line, fault.column, fault.code, plainCell(fault.value)].join(tab))
    waits ??= wait
  }

  let takeRow: (row: Row) => void = (row) => {
    header = Array.from({ length: Math.min(row.count, row.starts.length) }, (_, at) =>
      cellText(row.buffer, row.starts[at] ?? 0, row.ends[at] ?? 0, encoding),
    )
    const found = layoutOf(header, order.mapping)
    if ('code' in found) throw new FileRefused(found.code, found.columns)
    layout = found
    takeRow = rowTaker(found, row)
  }

  const rowTaker = (known: Layout, first: Row): ((row: Row) => void) => {
    const cells = cellsOf(first, known, encoding)
    const check = rowCheck(known, encoding, cells, { today: order.today, organisation: () => organisation })
    const derive = deriver(order.lists, known.at)
    const [a01, a48, a49] = [known.at('A01'), known.at('A48'), known.at('A49')]
    return (row) => {
      rows += 1
      const found = check(row)
      if (found.length > 0) {
        bad += 1
        for (const fault of found) note(row.line, fault)
        return
      }
      organisation ??= cells.text(a01)
      const derived = derive(cells)
      const record = cells.text(a48) ?? ''
      const stay = stayKey(vault, institutionId, record, cells.text(a49) ?? '')
      const wait = facts.add(
        [
          row.line,
          stay,
          good,
          derived.month,
          derived.discharged,
          plainCell(derived.department),
          derived.losDays,
          derived.costFen,
          derived.drugFen ?? missing,
          derived.materialFen ?? missing,
          derived.diseases ?? missing,
          plainCell(derived.mainDx),
          plainCell(derived.otherDx),
          plainCell(derived.mainOp),
          plainCell(derived.otherOps),
          derived.sex ?? missing,
          derived.ageYears,
          derived.ageDays ?? missing,
          derived.birthWeight ?? missing,
          derived.leaving ?? missing,
          derived.bits,
        ].join(tab),
      )
      waits ??= wait
      good += 1
      if (block.push(record) === recordsInBlock) sealBlock()
    }
  }

  const scanner = openScanner()
  const each = (row: Row): void => takeRow(row)
  let told = performance.now()
  for await (const chunk of createReadStream(order.path, { start: skipped, highWaterMark: chunkBytes })) {
    const bytes = chunk as Buffer
    scanner.push(bytes, each)
    readBytes += bytes.length
    if (waits !== undefined) {
      await waits
      waits = undefined
    }
    if (performance.now() - told > 500) {
      await order.progress({ readBytes, rows, bad })
      told = performance.now()
    }
  }
  scanner.end(each)
  // Assigned inside the callback, which the compiler does not follow.
  const known = layout as Layout | null
  if (known === null) throw new FileRefused('empty')
  await order.progress({ readBytes, rows, bad })

  sealBlock()
  await records.finish(recordQuery)
  await facts.finish(runPartQuery)
  const repeated = await repeatedLines(order.columns, order.factPart)
  for (const line of repeated) note(line, { column: known.at('A48'), code: 'repeated_stay', value: null })
  await faults.finish(faultQuery)
  await order.progress({ readBytes, rows, bad })
  return {
    edition: known.edition,
    encoding,
    header,
    unknown: known.unknown,
    absent: known.absent,
    organisation,
    rows,
    good: rows - bad - repeated.length,
    bad: bad + repeated.length,
    faults: faultCount,
  }
}

async function beginning(path: string): Promise<Buffer> {
  const { size } = await stat(path)
  if (size === 0) throw new FileRefused('empty')
  const file = await open(path, 'r')
  try {
    const bytes = Buffer.alloc(Math.min(size, 1 << 20))
    await file.read(bytes, 0, bytes.length, 0)
    return bytes
  } finally {
    await file.close()
  }
}
