// Checks one row against the dictionary: number of cells, encoding, type, length, required, value set, order of dates.

import { cellText, type Encoding, isIn } from './encoding.ts'
import type { Check, Layout } from './layout.ts'
import type { Row } from './scan.ts'

export const faultCodes = [
  'column_count',
  'bad_encoding',
  'unclosed_quote',
  'required',
  'too_long',
  'not_a_number',
  'not_a_date',
  'not_in_list',
  'discharged_before_admission',
  'born_after_admission',
  'in_future',
  'other_institution',
  'repeated_stay',
] as const
export type FaultCode = (typeof faultCodes)[number]

/** The column is a place in the file, -1 for the row as a whole; the value never identifies a person. */
export type Fault = { readonly column: number; readonly code: FaultCode; readonly value: string | null }

/** Reads cells of the present row: text without quotation marks, null when missing. */
export type Cells = {
  row: Row
  readonly text: (column: number) => string | null
  /** The columns that are not empty and not "-", of a row that was checked: the first `filledCount` entries. */
  readonly filled: Int32Array
  filledCount: number
}

const dash = 45
const blank = 32
const quotation = 34
const point = 46

export function cellsOf(row: Row, layout: Layout, encoding: Encoding): Cells {
  const cells: Cells = {
    row,
    filled: new Int32Array(layout.checks.length),
    filledCount: 0,
    text: (column) => {
      if (column < 0 || column >= cells.row.count) return null
      const { buffer, starts, ends } = cells.row
      const from = starts[column] ?? 0
      const to = ends[column] ?? 0
      if (from === to) return null
      const only = to - from === 1 ? letters[buffer[from] ?? 0] : undefined
      const text = only ?? readCell(buffer, from, to, encoding)
      if (text === '' || layout.missing.has(text)) return null
      return layout.checks[column]?.values?.get(text) ?? text
    },
  }
  return cells
}

/** Cells of one character are many: their texts, by their byte. */
const letters = Array.from({ length: 0x80 }, (_, code) =>
  code <= blank || code === quotation ? undefined : String.fromCharCode(code),
)

/** Short plain cells are the most by far: they need no decoder. */
function readCell(buffer: Buffer, from: number, to: number, encoding: Encoding): string {
  if (buffer[from] === blank || buffer[to - 1] === blank) return cellText(buffer, from, to, encoding)
  for (let at = from; at < to; at += 1) {
    const byte = buffer[at] ?? 0
    if (byte > 0x7f || byte === quotation) return cellText(buffer, from, to, encoding)
  }
  return buffer.toString('latin1', from, to)
}

export type RowCheck = (row: Row) => readonly Fault[]

const none: readonly Fault[] = []

/** A check of rows; `today` is the last day a discharge may bear, `organisation` the code the file must belong to. */
export function rowCheck(
  layout: Layout,
  encoding: Encoding,
  cells: Cells,
  judged: { readonly today: string; readonly organisation: () => string | null },
): RowCheck {
  const { checks } = layout
  const born = layout.at('A13')
  const admitted = layout.at('B12')
  const discharged = layout.at('B15')
  const organisation = layout.at('A01')
  const today = Buffer.from(judged.today)
  let known: { text: string | null; bytes: Buffer } = { text: null, bytes: Buffer.alloc(0) }
  // 3: a column that the dictionary does not know.
  const needs = Uint8Array.from(checks, (check) => check?.need ?? 3)
  const needed = checks.flatMap((check, column) => (check !== null && check.need > 0 ? [column] : []))
  return (row) => {
    cells.row = row
    if (row.unclosed) return [{ column: -1, code: 'unclosed_quote', value: null }]
    if (row.count !== checks.length) {
      return [{ column: -1, code: 'column_count', value: `${row.count} / ${checks.length}` }]
    }
    if (!isIn(encoding, row.buffer.subarray(row.from, row.to))) {
      const column = checks.findIndex(
        (_, at) => !isIn(encoding, row.buffer.subarray(row.starts[at], row.ends[at])),
      )
      return [{ column, code: 'bad_encoding', value: null }]
    }
    let faults: Fault[] | null = null
    const { starts, ends, buffer } = row
    const { filled } = cells
    let filledCount = 0
    let present = 0
    for (let index = 0; index < row.filledCount; index += 1) {
      const column = row.filled[index] ?? 0
      const need = needs[column] ?? 3
      if (need === 3) continue
      if (need > 0) present += 1
      const from = starts[column] ?? 0
      const to = ends[column] ?? 0
      if (to - from === 1 && buffer[from] === dash && need < 2) continue
      filled[filledCount] = column
      filledCount += 1
      const check = checks[column]
      if (check === null || check === undefined) continue
      const code = faultOf(check, cells, column, from, to)
      if (code !== null) (faults ??= []).push({ column, code, value: shown(check, cells, column) })
    }
    if (present < needed.length) {
      for (const column of needed) {
        if (starts[column] === ends[column]) (faults ??= []).push({ column, code: 'required', value: null })
      }
    }
    cells.filledCount = filledCount
    // The order of dates says nothing while one of them is no date.
    return faults ?? (plainlyInOrder(row) ? none : judgeOrder())
  }

  /** Most rows are fine, which their bytes tell without making texts of them. */
  function plainlyInOrder({ buffer, starts, ends }: Row): boolean {
    const from = (column: number, length: number): number => {
      const start = starts[column] ?? 0
      return (ends[column] ?? 0) - start === length ? start : -1
    }
    const b12 = from(admitted, 19)
    const b15 = from(discharged, 19)
    const a13 = from(born, 10)
    if (b12 === -1 || b15 === -1 || a13 === -1) return false
    const mine = judged.organisation()
    if (mine !== known.text) known = { text: mine, bytes: Buffer.from(mine ?? '') }
    const a01 = from(organisation, known.bytes.length)
    return (
      order(buffer, b12, buffer, b15, 19) <= 0 &&
      order(buffer, a13, buffer, b12, 10) <= 0 &&
      order(buffer, b15, today, 0, 10) <= 0 &&
      a01 !== -1 &&
      order(buffer, a01, known.bytes, 0, known.bytes.length) === 0
    )
  }

  function judgeOrder(): readonly Fault[] {
    const faults: Fault[] = []
    const b12 = cells.text(admitted)
    const b15 = cells.text(discharged)
    const a13 = cells.text(born)
    const add = (column: number, code: FaultCode, value: string | null): void => {
      faults.push({ column, code, value })
    }
    if (b12 !== null && b15 !== null && b15 < b12)
      add(discharged, 'discharged_before_admission', `${b12} / ${b15}`)
    if (b12 !== null && a13 !== null && a13.slice(0, 10) > b12.slice(0, 10))
      add(born, 'born_after_admission', null)
    if (b15 !== null && b15.slice(0, 10) > judged.today) add(discharged, 'in_future', b15)
    const mine = judged.organisation()
    const theirs = cells.text(organisation)
    if (mine !== null && theirs !== null && theirs !== mine) add(organisation, 'other_institution', theirs)
    return faults
  }
}

/** Below 0 when the first of two texts of equal length comes before the other. */
function order(one: Buffer, from: number, other: Buffer, otherFrom: number, length: number): number {
  for (let at = 0; at < length; at += 1) {
    const difference = (one[from + at] ?? 0) - (other[otherFrom + at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function shown(check: Check, cells: Cells, column: number): string | null {
  return check.personal ? null : (cells.text(column)?.slice(0, 60) ?? null)
}

/** The fault of one cell that is not empty. Works on the bytes where it can. */
function faultOf(check: Check, cells: Cells, column: number, from: number, to: number): FaultCode | null {
  const { buffer } = cells.row
  const first = buffer[from]
  const simple = check.values === null && first !== quotation && first !== blank && buffer[to - 1] !== blank
  if (simple) {
    if (check.allowed !== null && to - from === 1 && check.allowed.has(first ?? 0)) return null
    switch (check.kind) {
      case 'text':
        if (check.allowed === null && first !== dash && (check.most === 0 || to - from <= check.most))
          return null
        break
      case 'number':
        if (check.allowed === null && isNumber(buffer, from, to, check)) return null
        break
      case 'moment':
        if (to - from === 19 && isDay(buffer, from) && isTime(buffer, from + 10)) return null
        break
      case 'date':
        if (to - from === 10 && isDay(buffer, from)) return null
        break
      case 'set':
        return null
    }
  }
  // What is left is rare: quoted, mapped, missing by another sign, or wrong.
  const text = cells.text(column)
  if (text === null) return check.need === 2 ? 'required' : null
  if (check.allowed !== null) {
    return text.length === 1 && check.allowed.has(text.charCodeAt(0)) ? null : 'not_in_list'
  }
  const bytes = Buffer.from(text)
  switch (check.kind) {
    case 'text':
      return check.most > 0 && Array.from(text).length > check.most ? 'too_long' : null
    case 'number':
      return isNumber(bytes, 0, bytes.length, check) ? null : 'not_a_number'
    case 'moment':
      return bytes.length === 19 && isDay(bytes, 0) && isTime(bytes, 10) ? null : 'not_a_date'
    case 'date':
      return bytes.length === 10 && isDay(bytes, 0) ? null : 'not_a_date'
    case 'set':
      return null
  }
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57

function isNumber(buffer: Buffer, from: number, to: number, check: Check): boolean {
  let at = from
  while (at < to && isDigit(buffer[at])) at += 1
  const whole = at - from
  if (whole === 0 || (check.most > 0 && whole > check.most)) return false
  if (at === to) return true
  if (buffer[at] !== point || check.scale === 0) return false
  const fraction = at + 1
  at = fraction
  while (at < to && isDigit(buffer[at])) at += 1
  return at === to && at > fraction && at - fraction <= check.scale
}

const two = (buffer: Buffer, at: number): number => {
  const tens = buffer[at] ?? 0
  const ones = buffer[at + 1] ?? 0
  return isDigit(tens) && isDigit(ones) ? (tens - 48) * 10 + (ones - 48) : -1
}

const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** yyyy-MM-dd that exists. */
function isDay(buffer: Buffer, at: number): boolean {
  const century = two(buffer, at)
  const years = two(buffer, at + 2)
  const month = two(buffer, at + 5)
  const day = two(buffer, at + 8)
  if (century < 18 || years < 0 || month < 1 || month > 12 || day < 1) return false
  if (buffer[at + 4] !== dash || buffer[at + 7] !== dash) return false
  const year = century * 100 + years
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (daysOf[month - 1] ?? 0) + (leap ? 1 : 0)
}

/** " HH:mm:ss" */
function isTime(buffer: Buffer, at: number): boolean {
  const hour = two(buffer, at + 1)
  const minute = two(buffer, at + 4)
  const second = two(buffer, at + 7)
  return (
    buffer[at] === blank &&
    buffer[at + 3] === 58 &&
    buffer[at + 6] === 58 &&
    hour >= 0 &&
    hour < 24 &&
    minute >= 0 &&
    minute < 60 &&
    second >= 0 &&
    second < 60
  )
}
