/** Reads a workbook that people filled in: every good row with its values, every bad one with all its faults. */
import type { Cell, Sheet as RawSheet, Workbook } from 'hucre/xlsx'
import { readXlsx } from 'hucre/xlsx'
import { inspectWorkbook, WorkbookUnreadable } from './archive.ts'
import { cellReader, type RawCell, type Reading } from './cell-in.ts'
import { columnFinder, columnLetters, isOwnSheet, sheetFinder } from './names.ts'
import type { CellValue, Column, Fault, Row, Sheet } from './shape.ts'
import { cleanText } from './text.ts'

/** Rows of one sheet, blank ones included, beyond which a file is refused as `too_large`. */
const MAX_ROWS = 100_000

/** Sheets nobody asked for are only looked into to see whether they are blank, and only so many of them. */
const MAX_STRANGERS = 16

export type WorkbookReading = {
  /** By sheet key, in the order of the file; a sheet that is missing has no rows. */
  readonly rows: Readonly<Record<string, readonly Row[]>>
  readonly faults: readonly Fault[]
}

/**
 * Reads the sheets from the bytes of an .xlsx file. Sheets and headings are recognised by their key or either name;
 * the leading explanation, hidden sheets nobody asked for and blank sheets are passed over. A row with a fault is
 * not among the rows. Throws `WorkbookUnreadable` when the file as a whole is refused.
 */
export async function readWorkbook(bytes: Uint8Array, sheets: readonly Sheet[]): Promise<WorkbookReading> {
  await inspectWorkbook(bytes)
  const find = sheetFinder(sheets)
  const faults: Fault[] = []
  const found = new Map<Sheet, number>()
  const strangers: { readonly index: number; readonly name: string }[] = []
  const read: number[] = []
  const workbook = await open(bytes, ({ name, index, hidden, veryHidden }) => {
    const sheet = find(name)
    if (sheet !== undefined && found.has(sheet)) {
      faults.push({ sheet: sheet.key, row: null, column: null, code: 'duplicate', facts: { name } })
      return false
    }
    if (sheet !== undefined) found.set(sheet, index)
    else if (hidden === true || veryHidden === true || isOwnSheet(name)) return false
    else strangers.push({ index, name })
    const wanted = sheet !== undefined || strangers.length <= MAX_STRANGERS
    if (wanted) read.push(index)
    return wanted
  })
  const rawSheet = (index: number) => workbook.sheets[read.indexOf(index)]
  for (const { index, name } of strangers) {
    const raw = rawSheet(index)
    if (raw !== undefined && isBlank(raw)) continue
    faults.push({ sheet: name, row: null, column: null, code: 'sheet_unknown', facts: { name } })
  }
  const rows: Record<string, readonly Row[]> = {}
  for (const sheet of sheets) {
    const index = found.get(sheet)
    const raw = index === undefined ? undefined : rawSheet(index)
    if (raw === undefined) {
      rows[sheet.key] = []
      faults.push({ sheet: sheet.key, row: null, column: null, code: 'sheet_missing', facts: {} })
    } else {
      rows[sheet.key] = readSheet(sheet, raw, faults)
    }
  }
  return { rows, faults }
}

type SheetInfo = {
  readonly name: string
  readonly index: number
  readonly hidden?: boolean
  readonly veryHidden?: boolean
}

async function open(bytes: Uint8Array, sheets: (info: SheetInfo) => boolean): Promise<Workbook> {
  try {
    return await readXlsx(bytes, { sheets })
  } catch (error) {
    // The library tells a part that unpacks beyond its declared size, and a sheet that spans millions of cells,
    // from other damage only by its words.
    const tooLarge = error instanceof Error && /exceeds limit|over the \d+ limit/.test(error.message)
    throw new WorkbookUnreadable(tooLarge ? 'too_large' : 'damaged', { cause: error })
  }
}

function isBlank(raw: RawSheet): boolean {
  return raw.rows.every(isBlankRow)
}

function isBlankRow(cells: readonly RawCell[]): boolean {
  return cells.every(isBlankCell)
}

function isBlankCell(cell: RawCell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cleanText(cell) === '')
}

/** One column of the file that we know, with its position and its reader. */
type Place = {
  readonly column: Column
  readonly index: number
  readonly read: (raw: RawCell) => Reading
}

function readSheet(sheet: Sheet, raw: RawSheet, faults: Fault[]): readonly Row[] {
  // Formatting whole columns leaves a million blank rows behind, which is no reason to refuse a file.
  const end = raw.rows.findLastIndex((cells) => !isBlankRow(cells)) + 1
  if (end > MAX_ROWS) throw new WorkbookUnreadable('too_large')
  const header = raw.rows.findIndex((cells) => cells.some((cell) => textOfHeading(cell) !== ''))
  const places = placesOf(sheet, raw, header, faults)
  const present = new Set(places.map((place) => place.column.key))
  const missing = sheet.columns.filter(
    (column) => !present.has(column.key) && (column.required === true || sheet.id.includes(column.key)),
  )
  for (const column of missing) {
    const row = header === -1 ? null : header + 1
    faults.push({ sheet: sheet.key, row, column: column.key, code: 'column_missing', facts: {} })
  }
  const rows: Row[] = []
  const identities = new Map<string, number>()
  for (let index = header + 1; header !== -1 && index < end; index += 1) {
    const cells = raw.rows[index] ?? []
    const row = index + 1
    const before = faults.length
    const values = readRow(sheet, places, cells, row, raw.cells, faults)
    if (values === undefined) continue
    const fault = missing.length === 0 ? repeated(sheet, values, row, identities) : undefined
    if (fault !== undefined) faults.push(fault)
    // Without a column it must have, no row of the sheet is complete.
    if (faults.length === before && missing.length === 0) rows.push({ row, values })
  }
  return rows
}

function placesOf(sheet: Sheet, raw: RawSheet, header: number, faults: Fault[]): readonly Place[] {
  const find = columnFinder(sheet)
  const places: Place[] = []
  const seen = new Set<string>()
  const headings = raw.rows[header] ?? []
  for (const [index, cell] of headings.entries()) {
    const text = textOfHeading(cell)
    const facts = { heading: text, cell: `${columnLetters(index)}${header + 1}` }
    const column = find(text)
    if (text === '') {
      // A column without a heading matters only when something is written in it.
      if (raw.rows.every((cells) => isBlankCell(cells[index]))) continue
      faults.push({ sheet: sheet.key, row: header + 1, column: null, code: 'column_unknown', facts })
    } else if (column === undefined) {
      faults.push({ sheet: sheet.key, row: header + 1, column: null, code: 'column_unknown', facts })
    } else if (seen.has(column.key)) {
      faults.push({ sheet: sheet.key, row: header + 1, column: column.key, code: 'duplicate', facts })
    } else {
      seen.add(column.key)
      places.push({ column, index, read: cellReader(column) })
    }
  }
  return places
}

function textOfHeading(cell: RawCell | undefined): string {
  return typeof cell === 'string' || typeof cell === 'number' ? cleanText(String(cell)) : ''
}

/** The values of a row, or `undefined` when it is blank; its faults are added to the list. */
function readRow(
  sheet: Sheet,
  places: readonly Place[],
  cells: readonly RawCell[],
  row: number,
  details: ReadonlyMap<string, Cell> | undefined,
  faults: Fault[],
): Readonly<Record<string, CellValue>> | undefined {
  const readings = places.map((place) => readCell(place, cells[place.index] ?? null, row, details))
  if (readings.every((reading) => 'value' in reading && reading.value === null)) return undefined
  const values: Record<string, CellValue> = {}
  for (const [at, reading] of readings.entries()) {
    const place = places[at]
    if (place === undefined) continue
    const { key, required } = place.column
    const cell = `${columnLetters(place.index)}${row}`
    if ('fault' in reading) {
      const facts = { ...reading.facts, cell }
      faults.push({ sheet: sheet.key, row, column: key, code: reading.fault, facts })
    } else if (reading.value === null && required === true) {
      faults.push({ sheet: sheet.key, row, column: key, code: 'required', facts: { cell } })
    } else {
      values[key] = reading.value
    }
  }
  return values
}

function readCell(
  place: Place,
  raw: RawCell,
  row: number,
  details: ReadonlyMap<string, Cell> | undefined,
): Reading {
  const detail = details?.get(`${row - 1},${place.index}`)
  // A formula counts by the result Excel stored with it; without one, or with an error for a result, it has none.
  const broken = detail?.type === 'error' || (detail?.formula !== undefined && raw === null)
  if (broken) return { fault: 'formula', facts: { text: typeof raw === 'string' ? raw : '' } }
  return place.read(raw)
}

/** The fault of a row whose identity an earlier row already has. */
function repeated(
  sheet: Sheet,
  values: Readonly<Record<string, CellValue>>,
  row: number,
  identities: Map<string, number>,
): Fault | undefined {
  const parts = sheet.id.map((key) => values[key])
  // An identity with a faulty part cannot be compared, and a wholly blank one identifies nothing.
  if (parts.includes(undefined) || parts.every((part) => part === null)) return undefined
  const identity = JSON.stringify(parts)
  const first = identities.get(identity)
  if (first === undefined) {
    identities.set(identity, row)
    return undefined
  }
  const column = sheet.id.length === 1 ? (sheet.id[0] ?? null) : null
  const value = parts.map((part) => String(part ?? '')).join(' / ')
  return { sheet: sheet.key, row, column, code: 'duplicate', facts: { first, value } }
}
