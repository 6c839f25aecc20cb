/** Reads a workbook that people filled in: every good row with its values, every bad one with all its faults. */
import { type Pace, steadyPace } from '../pace.ts'
import { WorkbookUnreadable } from './archive.ts'
import { cellReader, type RawCell, type Reading, textOf } from './cell-in.ts'
import { momentOfCell } from './moment.ts'
import { columnFinder, columnLetters, isOwnColumn, isOwnSheet, sheetFinder } from './names.ts'
import { openPackage, type Package, type PackedSheet } from './package.ts'
import { Broken, eachRow, Enough, type RawRow } from './rows.ts'
import type { CellValue, Column, Fault, Row, Sheet } from './shape.ts'
import { cleanText } from './text.ts'

/** Rows of one sheet beyond which a file is refused as `too_many_rows`, unless a setting says otherwise. */
export const usualRows = 100_000

/** Sheets nobody asked for are only looked into to see whether they are blank, and only so many of them. */
const MAX_STRANGERS = 16

/** Faults of one workbook beyond which no more are gathered: nobody mends more cells than that by hand. */
const MAX_FAULTS = 50_000

export type WorkbookReading = {
  /** By sheet key; a sheet that is missing has no rows. */
  readonly rows: Readonly<Record<string, readonly Row[]>>
  readonly faults: readonly Fault[]
}

export type ReadOptions = {
  /** The most rows a sheet may have, blank ones between included. */
  readonly mostRows?: number
  /** Told how many rows are read; lets others in; may end the reading. */
  readonly pace?: Pace
}

/**
 * Reads the sheets from the bytes of an .xlsx file. Sheets and headings are recognised by their key or either name;
 * the leading explanation, hidden sheets nobody asked for and blank sheets are passed over. A row with a fault is
 * not among the rows. The file is read as it unpacks: what is held at a time is its texts and the rows that are
 * answered. Throws `WorkbookUnreadable` when the file as a whole is refused.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  sheets: readonly Sheet[],
  options: ReadOptions = {},
): Promise<WorkbookReading> {
  const pace = options.pace ?? steadyPace()
  const mostRows = options.mostRows ?? usualRows
  const faults: Fault[] = []
  const book = await openPackage(bytes, () => pace.did(0))
  const found = await findSheets(book, sheets, faults, pace)
  const rows: Record<string, readonly Row[]> = {}
  for (const sheet of sheets) {
    const packed = found.get(sheet)
    if (packed === undefined) {
      rows[sheet.key] = []
      faults.push({ sheet: sheet.key, row: null, column: null, code: 'sheet_missing', facts: {} })
    } else {
      rows[sheet.key] = await readSheet(book, packed, sheet, mostRows, faults, pace)
    }
  }
  return { rows, faults }
}

/** A row as it stands in the file, by column key: what was typed, also where it is wrong. */
export type TypedRow = { readonly row: number; readonly cells: Readonly<Record<string, CellValue>> }

/** The rows of one sheet that have these numbers, or all of them, as they were typed. */
export async function readTyped(
  bytes: Uint8Array,
  sheet: Sheet,
  numbers: ReadonlySet<number> | 'all',
): Promise<readonly TypedRow[]> {
  const pace = steadyPace()
  const book = await openPackage(bytes, () => pace.did(0))
  const packed = (await findSheets(book, [sheet], [], pace)).get(sheet)
  if (packed === undefined) return []
  const find = columnFinder(sheet)
  const typed: TypedRow[] = []
  let headings: readonly (Column | undefined)[] | undefined
  await eachRow(
    book,
    packed,
    ({ row, cells }) => {
      if (headings === undefined) {
        if (cells.some((cell) => textOfHeading(cell) !== '')) {
          headings = Array.from(cells, (cell) => find(textOfHeading(cell)))
        }
        return
      }
      if (numbers !== 'all' && !numbers.has(row)) return
      const values: Record<string, CellValue> = {}
      for (const [index, column] of headings.entries()) {
        if (column !== undefined) values[column.key] = asTyped(cells[index])
      }
      typed.push({ row, cells: values })
    },
    () => pace.did(0),
  )
  return typed
}

function asTyped(cell: RawCell | Broken | undefined): CellValue {
  if (cell === undefined || cell === null) return null
  if (cell instanceof Broken) return cell.text
  if (cell instanceof Date) return momentOfCell(cell)?.replace(/T00:00$/, '') ?? null
  return typeof cell === 'string' ? cell : textOf(cell)
}

/** Which sheet of the file is which of ours; names that stand twice and strangers with content are faults. */
async function findSheets(
  book: Package,
  sheets: readonly Sheet[],
  faults: Fault[],
  pace: Pace,
): Promise<ReadonlyMap<Sheet, PackedSheet>> {
  const find = sheetFinder(sheets)
  const found = new Map<Sheet, PackedSheet>()
  const strangers: PackedSheet[] = []
  for (const packed of book.sheets) {
    const sheet = find(packed.name)
    if (sheet !== undefined && found.has(sheet)) {
      faults.push({
        sheet: sheet.key,
        row: null,
        column: null,
        code: 'duplicate',
        facts: { name: packed.name },
      })
    } else if (sheet !== undefined) found.set(sheet, packed)
    else if (!packed.hidden && !isOwnSheet(packed.name)) strangers.push(packed)
  }
  for (const [index, packed] of strangers.entries()) {
    if (index < MAX_STRANGERS && (await isBlank(book, packed, pace))) continue
    const facts = { name: packed.name }
    faults.push({ sheet: packed.name, row: null, column: null, code: 'sheet_unknown', facts })
  }
  return found
}

async function isBlank(book: Package, packed: PackedSheet, pace: Pace): Promise<boolean> {
  let blank = true
  await eachRow(
    book,
    packed,
    ({ cells }) => {
      if (cells.every(isBlankCell)) return
      blank = false
      throw new Enough()
    },
    () => pace.did(0),
  )
  return blank
}

function isBlankCell(cell: RawCell | Broken | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cleanText(cell) === '')
}

/** One column of the file that we know, with its position and its reader. */
type Place = {
  readonly column: Column
  readonly index: number
  readonly read: (raw: RawCell) => Reading
}

async function readSheet(
  book: Package,
  packed: PackedSheet,
  sheet: Sheet,
  mostRows: number,
  faults: Fault[],
  pace: Pace,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  const identities = new Map<string, number>()
  /** Columns without a heading: they matter only when something is written in them. */
  const nameless = new Map<number, Fault>()
  let header = 0
  let places: readonly Place[] = []
  let missing: readonly Column[] = []
  let taken = 0

  const begin = ({ row, cells }: RawRow): void => {
    header = row
    places = placesOf(sheet, cells, row, faults)
    const present = new Set(places.map((place) => place.column.key))
    missing = sheet.columns.filter(
      (column) => !present.has(column.key) && (column.required === true || sheet.id.includes(column.key)),
    )
    for (const column of missing) {
      faults.push({ sheet: sheet.key, row, column: column.key, code: 'column_missing', facts: {} })
    }
  }
  const named = (index: number): boolean => places.some((place) => place.index === index)
  const take = (raw: RawRow): void => {
    if (raw.cells.every(isBlankCell)) return
    // Formatting whole columns leaves a million blank rows behind, which is no reason to refuse a file.
    if (raw.row > mostRows + 1) {
      throw new WorkbookUnreadable('too_many_rows', { facts: { most: mostRows, name: packed.name } })
    }
    if (header === 0) {
      if (raw.cells.some((cell) => textOfHeading(cell) !== '')) begin(raw)
      return
    }
    taken += 1
    if (raw.cells.length > places.length) noteNameless(raw)
    const before = faults.length
    const values = readRow(sheet, places, raw, faults)
    if (values === undefined) return
    const fault = missing.length === 0 ? repeated(sheet, values, raw.row, identities) : undefined
    if (fault !== undefined) faults.push(fault)
    // Without a column it must have, no row of the sheet is complete.
    if (faults.length === before && missing.length === 0) rows.push({ row: raw.row, values })
    if (faults.length > MAX_FAULTS) throw new Enough()
  }
  const noteNameless = ({ cells }: RawRow): void => {
    for (const [index, cell] of cells.entries()) {
      if (nameless.has(index) || isBlankCell(cell) || known.has(index) || named(index)) continue
      const facts = { heading: '', cell: `${columnLetters(index)}${header}` }
      nameless.set(index, { sheet: sheet.key, row: header, column: null, code: 'column_unknown', facts })
    }
  }
  /** Columns whose heading was already spoken of. */
  const known = new Set<number>()
  const begun = (raw: RawRow): void => {
    const first = header === 0
    take(raw)
    if (!first || header === 0) return
    for (const [index, cell] of raw.cells.entries()) if (textOfHeading(cell) !== '') known.add(index)
  }
  let told = 0
  await eachRow(book, packed, begun, () => {
    const more = taken - told
    told = taken
    return pace.did(more)
  })
  if (header === 0) {
    for (const column of sheet.columns) {
      if (column.required !== true && !sheet.id.includes(column.key)) continue
      faults.push({ sheet: sheet.key, row: null, column: column.key, code: 'column_missing', facts: {} })
    }
  }
  faults.push(...nameless.values())
  return rows
}

function placesOf(sheet: Sheet, cells: RawRow['cells'], row: number, faults: Fault[]): readonly Place[] {
  const find = columnFinder(sheet)
  const places: Place[] = []
  const seen = new Set<string>()
  for (const [index, cell] of cells.entries()) {
    const text = textOfHeading(cell)
    if (text === '' || isOwnColumn(text)) continue
    const facts = { heading: text, cell: `${columnLetters(index)}${row}` }
    const column = find(text)
    if (column === undefined) {
      faults.push({ sheet: sheet.key, row, column: null, code: 'column_unknown', facts })
    } else if (seen.has(column.key)) {
      faults.push({ sheet: sheet.key, row, column: column.key, code: 'duplicate', facts })
    } else {
      seen.add(column.key)
      places.push({ column, index, read: remembering(cellReader(column)) })
    }
  }
  return places
}

/** Readings of one column that are kept: most columns hold few different values. */
const MAX_REMEMBERED = 5_000

function remembering(read: (raw: RawCell) => Reading): (raw: RawCell) => Reading {
  const known = new Map<RawCell, Reading>()
  return (raw) => {
    if (typeof raw !== 'string') return read(raw)
    const before = known.get(raw)
    if (before !== undefined) return before
    const reading = read(raw)
    if (known.size < MAX_REMEMBERED) known.set(raw, reading)
    return reading
  }
}

function textOfHeading(cell: RawCell | Broken | undefined): string {
  return typeof cell === 'string' || typeof cell === 'number' ? cleanText(String(cell)) : ''
}

/** The values of a row, or `undefined` when it is blank; its faults are added to the list. */
function readRow(
  sheet: Sheet,
  places: readonly Place[],
  { row, cells }: RawRow,
  faults: Fault[],
): Readonly<Record<string, CellValue>> | undefined {
  const values: Record<string, CellValue> = {}
  const found: Fault[] = []
  let blank = true
  for (const place of places) {
    const { key, required } = place.column
    const raw = cells[place.index]
    const reading = raw instanceof Broken ? brokenReading(raw) : place.read(raw ?? null)
    const faulty = 'fault' in reading
    if (faulty || reading.value !== null) blank = false
    if (faulty || (reading.value === null && required === true)) {
      const cell = `${columnLetters(place.index)}${row}`
      const code = faulty ? reading.fault : 'required'
      const facts = faulty ? { ...reading.facts, cell } : { cell }
      found.push({ sheet: sheet.key, row, column: key, code, facts })
    } else values[key] = reading.value
  }
  if (blank) return undefined
  for (const fault of found) faults.push(fault)
  return values
}

/** A formula counts by the result Excel stored with it; without one, or with an error for a result, it has none. */
const brokenReading = ({ text }: Broken): Reading => ({ fault: 'formula', facts: { text } })

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
