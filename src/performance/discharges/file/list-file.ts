// Code lists as files: CSV (UTF-8 or GB18030) or Excel with one row an entry, read with every bad row named, and written.

import {
  type CellValue,
  type Column,
  readWorkbook,
  type Sheet,
  WorkbookUnreadable,
} from '../../../core/workbook/index.ts'
import {
  type Complication,
  type Department,
  type Disease,
  type ListEntries,
  type ListKind,
  type Procedure,
  type ProcedureClass,
} from '../rules/lists.ts'
import { cellText, encodingOf, markLength } from './encoding.ts'
import { openScanner } from './scan.ts'

export type ListFault = { readonly row: number | null; readonly column: string | null; readonly code: string }
export type ListReading = { readonly entries: ListEntries[ListKind]; readonly faults: readonly ListFault[] }

const text = (key: string, zh: string, required = true): Column => ({
  key,
  zh,
  en: key,
  type: 'text',
  required,
  max: 2000,
})

/** The columns of each list; the heading is the Chinese name or the key, in any case. */
const columns: Readonly<Record<ListKind, readonly Column[]>> = {
  procedures: [
    text('code', '编码'),
    text('name', '名称'),
    text('class', '类别'),
    text('level', '级别', false),
    text('mini', '微创', false),
    text('day', '日间', false),
  ],
  complications: [text('from', '起始编码'), text('to', '截止编码', false)],
  diseases: [
    text('id', '病种代码'),
    text('name', '病种名称'),
    text('by', '依据'),
    text('prefixes', '编码前缀'),
    text('except', '排除前缀', false),
    text('age_from', '年龄下限', false),
    text('age_to', '年龄上限', false),
  ],
  departments: [text('code', '科别代码'), text('name', '科室名称')],
}
const identity: Readonly<Record<ListKind, readonly string[]>> = {
  procedures: ['code'],
  complications: ['from', 'to'],
  diseases: ['id'],
  departments: ['code'],
}

const classes: ReadonlyMap<string, ProcedureClass> = new Map([
  ['手术', 'surgery'],
  ['介入治疗', 'intervention'],
  ['治疗性操作', 'therapy'],
  ['诊断性操作', 'diagnosis'],
])
const yes: ReadonlySet<string> = new Set(['1', '是', 'Y', 'y', 'yes', '√'])
const no: ReadonlySet<string> = new Set(['', '0', '否', 'N', 'n', 'no', '-'])

type Raw = { readonly row: number; readonly values: Readonly<Record<string, string>> }

class Bad extends Error {
  readonly column: string
  readonly reason: string
  constructor(column: string, reason: string) {
    super(reason)
    this.column = column
    this.reason = reason
  }
}

/** Reads a list; with a single fault nothing of it is to be used. */
export async function readList(kind: ListKind, bytes: Uint8Array): Promise<ListReading> {
  const packed = bytes[0] === 0x50 && bytes[1] === 0x4b
  const { rows, faults } = packed ? await fromWorkbook(kind, bytes) : fromCsv(kind, Buffer.from(bytes))
  const found = [...faults]
  const seen = new Set<string>()
  const entries: unknown[] = []
  for (const raw of rows) {
    try {
      for (const { key, required } of columns[kind]) {
        if (required === true && (raw.values[key] ?? '') === '') throw new Bad(key, 'required')
      }
      const key = identity[kind].map((name) => raw.values[name] ?? '').join(' ')
      if (seen.has(key)) throw new Bad(identity[kind][0] ?? '', 'duplicate')
      seen.add(key)
      entries.push(readers[kind](raw.values))
    } catch (error) {
      if (!(error instanceof Bad)) throw error
      found.push({ row: raw.row, column: error.column, code: error.reason })
    }
  }
  if (rows.length === 0 && found.length === 0) found.push({ row: null, column: null, code: 'empty' })
  return { entries: entries as unknown as ListEntries[ListKind], faults: found }
}

type Values = Readonly<Record<string, string>>

function mark(values: Values, key: string): boolean {
  const value = values[key] ?? ''
  if (yes.has(value)) return true
  if (no.has(value)) return false
  throw new Bad(key, 'not_a_boolean')
}

function age(values: Values, key: string): number | null {
  const value = values[key] ?? ''
  if (value === '') return null
  if (!/^\d{1,3}$/.test(value)) throw new Bad(key, 'not_a_number')
  return Number(value)
}

const parts = (value: string | undefined): string[] =>
  (value ?? '').split(/[\s,;，；、]+/).filter((each) => each !== '')

const readers: { readonly [K in ListKind]: (values: Values) => ListEntries[K][number] } = {
  procedures: (values): Procedure => {
    const kind = classes.get(values['class'] ?? '')
    if (kind === undefined) throw new Bad('class', 'not_a_choice')
    const level = values['level'] ?? ''
    if (!/^[1-4]?$/.test(level)) throw new Bad('level', 'not_a_choice')
    return {
      code: values['code'] ?? '',
      name: values['name'] ?? '',
      class: kind,
      level: level === '' ? null : Number(level),
      minimallyInvasive: mark(values, 'mini'),
      day: mark(values, 'day'),
    }
  },
  complications: (values): Complication => {
    const from = values['from'] ?? ''
    const to = values['to'] ?? ''
    if (to !== '' && to.slice(0, from.length) < from.slice(0, to.length)) throw new Bad('to', 'conflict')
    return { from, to: to === '' ? from : to }
  },
  diseases: (values): Disease => {
    const by = values['by'] === '诊断' ? 'diagnosis' : values['by'] === '主要手术' ? 'procedure' : null
    if (by === null) throw new Bad('by', 'not_a_choice')
    // Ids are joined by commas in the facts.
    if (!/^[0-9A-Za-z_-]{1,40}$/.test(values['id'] ?? '')) throw new Bad('id', 'not_a_choice')
    return {
      id: values['id'] ?? '',
      name: values['name'] ?? '',
      by,
      prefixes: parts(values['prefixes']),
      except: parts(values['except']),
      ageFrom: age(values, 'age_from'),
      ageTo: age(values, 'age_to'),
    }
  },
  departments: (values): Department => ({ code: values['code'] ?? '', name: values['name'] ?? '' }),
}

function fromCsv(kind: ListKind, bytes: Buffer): { rows: Raw[]; faults: ListFault[] } {
  const encoding = encodingOf(bytes)
  const rows: Raw[] = []
  const faults: ListFault[] = []
  let keys: readonly (string | null)[] | null = null
  const scanner = openScanner()
  const each: Parameters<typeof scanner.push>[1] = (row) => {
    const cells = Array.from({ length: Math.min(row.count, row.starts.length) }, (_, at) =>
      cellText(row.buffer, row.starts[at] ?? 0, row.ends[at] ?? 0, encoding),
    )
    if (keys === null) {
      keys = cells.map((heading) => keyOf(kind, heading))
      for (const { key, required } of columns[kind]) {
        if (required === true && !keys.includes(key))
          faults.push({ row: null, column: key, code: 'column_missing' })
      }
      return
    }
    if (row.unclosed) faults.push({ row: row.line, column: null, code: 'unclosed_quote' })
    const named = keys
    const values = Object.fromEntries(cells.flatMap((cell, at) => (named[at] ? [[named[at], cell]] : [])))
    rows.push({ row: row.line, values })
  }
  scanner.push(bytes.subarray(markLength(bytes)), each)
  scanner.end(each)
  return { rows: faults.length > 0 ? [] : rows, faults }
}

function keyOf(kind: ListKind, heading: string): string | null {
  const plain = heading.toLowerCase()
  return columns[kind].find(({ key, zh }) => zh === heading || key === plain)?.key ?? null
}

async function fromWorkbook(
  kind: ListKind,
  bytes: Uint8Array,
): Promise<{ rows: Raw[]; faults: ListFault[] }> {
  const sheet: Sheet = { key: kind, zh: '代码表', en: 'list', columns: columns[kind], id: identity[kind] }
  try {
    const reading = await readWorkbook(bytes, [sheet])
    const rows = (reading.rows[kind] ?? []).map(({ row, values }) => ({
      row,
      values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, wordOf(value)])),
    }))
    const faults = reading.faults.map(({ row, column, code }) => ({ row, column, code }))
    return { rows: faults.length > 0 ? [] : rows, faults }
  } catch (error) {
    if (error instanceof WorkbookUnreadable) {
      return { rows: [], faults: [{ row: null, column: null, code: 'unreadable' }] }
    }
    throw error
  }
}

const wordOf = (value: CellValue): string => (value === null ? '' : String(value)).trim()

/** The list as CSV for Excel, in the form in which it is read. */
export function writeList<K extends ListKind>(kind: K, entries: ListEntries[K]): string {
  const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const writer = writers[kind] as (entry: ListEntries[K][number]) => readonly string[]
  const head = columns[kind].map(({ zh }) => zh)
  const body = (entries as readonly ListEntries[K][number][]).map((entry) => writer(entry))
  return `\uFEFF${[head, ...body].map((line) => line.map(quote).join(',')).join('\r\n')}\r\n`
}

const wordOfClass = new Map([...classes].map(([word, kind]) => [kind, word]))
const writers: { readonly [K in ListKind]: (entry: ListEntries[K][number]) => readonly string[] } = {
  procedures: (entry) => [
    entry.code,
    entry.name,
    wordOfClass.get(entry.class) ?? '',
    entry.level === null ? '' : String(entry.level),
    entry.minimallyInvasive ? '1' : '',
    entry.day ? '1' : '',
  ],
  complications: ({ from, to }) => [from, to],
  diseases: (entry) => [
    entry.id,
    entry.name,
    entry.by === 'diagnosis' ? '诊断' : '主要手术',
    entry.prefixes.join(' '),
    entry.except.join(' '),
    entry.ageFrom === null ? '' : String(entry.ageFrom),
    entry.ageTo === null ? '' : String(entry.ageTo),
  ],
  departments: ({ code, name }) => [code, name],
}
