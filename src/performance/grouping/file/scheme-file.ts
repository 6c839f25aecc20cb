// A scheme as files: one Excel workbook with a sheet a list, or one CSV file a list; read whole or not at all, and written.

import {
  type CellValue,
  readWorkbook,
  WorkbookUnreadable,
  writeWorkbook,
} from '../../../core/workbook/index.ts'
import { cellText, encodingOf, markLength, openScanner } from '../../discharges/index.ts'
import { schemeFaults } from '../rules/check.ts'
import { type ListKind, listKinds, type Lists, optionalLists } from '../rules/scheme.ts'
import { Bad, readers, type Values, writers } from './cells.ts'
import { listOfFile, sheets } from './columns.ts'

/** Where a fault stands: the list, the row of the file, the column's key; null where none can be named. */
export type FileFault = {
  readonly list: string | null
  readonly row: number | null
  readonly column: string | null
  readonly code: string
  readonly value: string | null
}

export type SchemeReading =
  | { readonly lists: Lists; readonly faults: readonly [] }
  | { readonly lists: null; readonly faults: readonly FileFault[] }

/** A list of a national scheme has some ten thousand rows; conditions by code some hundred thousand. */
const mostRows = 300_000

type Raw = { readonly row: number; readonly values: Values }
type RawLists = Readonly<Partial<Record<ListKind, readonly Raw[]>>>

export async function readScheme(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<SchemeReading> {
  const faults: FileFault[] = []
  let raw: Partial<Record<ListKind, readonly Raw[]>> = {}
  for (const { name, bytes } of files) {
    const packed = bytes[0] === 0x50 && bytes[1] === 0x4b
    const list = packed ? null : listOfFile(name)
    if (packed) raw = { ...raw, ...(await fromWorkbook(bytes, faults)) }
    else if (list === null) faults.push({ ...nowhere, code: 'unknown_list', value: name })
    else if (raw[list] !== undefined) faults.push({ ...nowhere, list, code: 'list_twice' })
    else raw = { ...raw, [list]: fromCsv(list, Buffer.from(bytes), faults) }
  }
  for (const kind of listKinds) {
    if (raw[kind] === undefined && !optionalLists.has(kind)) {
      faults.push({ ...nowhere, list: kind, code: 'sheet_missing' })
    } else if (raw[kind]?.length === 0 && !optionalLists.has(kind) && faults.length === 0) {
      faults.push({ ...nowhere, list: kind, code: 'empty' })
    }
  }
  const lists = entriesOf(raw, faults)
  if (faults.length > 0) return { lists: null, faults }
  for (const { list, at, column, code } of schemeFaults(lists)) {
    const line = at === null ? undefined : raw[list]?.[at]
    const value = column === null ? null : (line?.values[column] ?? null)
    faults.push({ list, row: line?.row ?? null, column, code, value: value === '' ? null : value })
  }
  return faults.length > 0 ? { lists: null, faults } : { lists, faults: [] }
}

const nowhere = { list: null, row: null, column: null, value: null }

function entriesOf(raw: RawLists, faults: FileFault[]): Lists {
  const of = <K extends ListKind>(kind: K): Lists[K][number][] => {
    const entries: Lists[K][number][] = []
    for (const { row, values } of raw[kind] ?? []) {
      try {
        for (const { key, required } of sheets[kind].columns) {
          if (required === true && (values[key] ?? '') === '') throw new Bad(key, 'required')
        }
        entries.push(readers[kind](values))
      } catch (error) {
        if (!(error instanceof Bad)) throw error
        const { column, reason } = error
        faults.push({ list: kind, row, column, code: reason, value: values[column] || null })
      }
    }
    return entries
  }
  return {
    codes: of('codes'),
    mdc: of('mdc'),
    adrg: of('adrg'),
    condition: of('condition'),
    precedence: of('precedence'),
    drg: of('drg'),
    cc: of('cc'),
    exclusion: of('exclusion'),
  }
}

async function fromWorkbook(bytes: Uint8Array, faults: FileFault[]): Promise<RawLists> {
  const all = listKinds.map((kind) => sheets[kind])
  try {
    const reading = await readWorkbook(bytes, all, { mostRows })
    const lacking = new Set<string>()
    for (const fault of reading.faults) {
      if (fault.code === 'sheet_missing') lacking.add(fault.sheet)
      else
        faults.push({
          list: fault.sheet,
          row: fault.row,
          column: fault.column,
          code: fault.code,
          value: null,
        })
    }
    return Object.fromEntries(
      listKinds
        .filter((kind) => !lacking.has(kind))
        .map((kind) => [
          kind,
          (reading.rows[kind] ?? []).map(({ row, values }) => ({
            row,
            values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, wordOf(value)])),
          })),
        ]),
    )
  } catch (error) {
    if (!(error instanceof WorkbookUnreadable)) throw error
    faults.push({ ...nowhere, code: 'unreadable' })
    return {}
  }
}

const wordOf = (value: CellValue): string => (value === null ? '' : String(value)).trim()

function fromCsv(list: ListKind, bytes: Buffer, faults: FileFault[]): readonly Raw[] {
  const encoding = encodingOf(bytes)
  const rows: Raw[] = []
  const { columns } = sheets[list]
  let keys: readonly (string | null)[] | null = null
  const scanner = openScanner()
  const each: Parameters<typeof scanner.push>[1] = (row) => {
    const cells = Array.from({ length: Math.min(row.count, row.starts.length) }, (_, at) =>
      cellText(row.buffer, row.starts[at] ?? 0, row.ends[at] ?? 0, encoding),
    )
    if (keys === null) {
      keys = cells.map((heading) => {
        const plain = heading.toLowerCase()
        const found = columns.find(
          ({ key, zh, en }) => zh === heading || key === plain || en.toLowerCase() === plain,
        )
        return found?.key ?? null
      })
      for (const { key, required } of columns) {
        if (required === true && !keys.includes(key)) {
          faults.push({ ...nowhere, list, column: key, code: 'column_missing' })
        }
      }
      return
    }
    if (row.unclosed) faults.push({ ...nowhere, list, row: row.line, code: 'unclosed_quote' })
    if (cells.every((cell) => cell === '')) return
    const named = keys
    rows.push({
      row: row.line,
      values: Object.fromEntries(cells.flatMap((cell, at) => (named[at] ? [[named[at], cell]] : []))),
    })
  }
  scanner.push(bytes.subarray(markLength(bytes)), each)
  scanner.end(each)
  return rows
}

/** The scheme as the Excel workbook in which it is imported. */
export function writeScheme(lists: Lists): Promise<Uint8Array> {
  return writeWorkbook(
    listKinds.map((kind) => {
      const write = writers[kind] as (entry: Lists[ListKind][number]) => Values
      return { sheet: sheets[kind], rows: lists[kind].map((entry) => ({ ...write(entry) })) }
    }),
  )
}
