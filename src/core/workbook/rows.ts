/** The rows of one sheet as they unpack: what stands in the cells, blank rows left out, nothing kept. */
import { WorkbookUnreadable } from './archive.ts'
import type { RawCell } from './cell-in.ts'
import { MAX_CELL_TEXT, type Package, type PackedSheet, richText, scanEntry, unescaped } from './package.ts'
import { attribute } from './xml.ts'

/** A cell whose formula has no result, or an error for one. */
export class Broken {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type RawRow = {
  /** The row number Excel shows, 1-based. */
  readonly row: number
  /** By position of the column; absent cells are blank. */
  readonly cells: readonly (RawCell | Broken | undefined)[]
}

/** Columns beyond are told as one column that nobody knows: no sheet of ours has a tenth of them. */
const MAX_COLUMNS = 512
/** Excel's last row. */
const LAST_ROW = 1_048_576

/** Thrown by the taker of rows that needs no more. */
export class Enough extends Error {
  override readonly name = 'Enough'
}

/** Gives every row with something in it to `take`, in the order of the sheet. */
export async function eachRow(
  book: Package,
  sheet: PackedSheet,
  take: (row: RawRow) => void,
  breathe: () => Promise<void> | undefined,
): Promise<void> {
  let row = 0
  let cells: (RawCell | Broken)[] = []
  let filled = false
  let column = -1
  let type = ''
  let style = -1
  let value = ''
  let inValue = false
  let inline = false
  let formula = false
  const rich = richText()

  const cell = (): RawCell | Broken => {
    if (type === 's') return book.texts[Number(value)] ?? null
    if (type === 'inlineStr') return rich.value()
    if (type === 'e') return new Broken(value)
    if (value === '') return formula ? new Broken('') : null
    if (type === 'str') return unescaped(value)
    if (type === 'b') return value === '1' || value.toLowerCase() === 'true'
    if (type === 'd') return value
    const number = Number(value)
    if (Number.isNaN(number)) return value
    return book.dates[style] === true ? dateOf(number, book.from1904) : number
  }
  const open = (tag: string, attributes: string): void => {
    if (tag === 'c') {
      const at = attribute(attributes, 'r')
      column = at === undefined ? column + 1 : columnOf(at)
      type = attribute(attributes, 't') ?? ''
      const styled = attribute(attributes, 's')
      style = styled === undefined ? -1 : Number(styled)
      value = ''
      formula = false
      inline = false
      rich.begin()
    } else if (tag === 'v') inValue = true
    else if (tag === 'row') {
      const at = attribute(attributes, 'r')
      row = at === undefined ? row + 1 : Number(at)
      if (!Number.isInteger(row) || row < 1 || row > LAST_ROW) throw new WorkbookUnreadable('damaged')
      cells = []
      filled = false
      column = -1
    } else if (tag === 'f') formula = true
    else if (tag === 'is') inline = true
    else if (inline) rich.open(tag)
  }
  const close = (tag: string): void => {
    if (tag === 'v') inValue = false
    else if (tag === 'c') {
      const found = cell()
      if (found === null || found === '' || column < 0) return
      cells[Math.min(column, MAX_COLUMNS)] = found
      filled = true
    } else if (tag === 'row') {
      if (filled) take({ row, cells })
    } else if (tag === 'is') inline = false
    else if (inline) rich.close(tag)
  }
  const text = (run: string): void => {
    if (inValue)
      value += value === '' ? run.slice(0, MAX_CELL_TEXT + 1) : run.slice(0, MAX_CELL_TEXT + 1 - value.length)
    else if (inline) rich.text(run)
  }
  try {
    await scanEntry(book.bytes, sheet.entry, { open, close, text }, breathe)
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
}

/** The 0-based position of a column from a reference like `AB12`. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) & 0xdf
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column - 1
}

const DAY = 86_400_000

/** Excel takes 1900 for a leap year: from its 60th day on, days are one too many. */
function dateOf(serial: number, from1904: boolean): Date {
  if (from1904) return new Date(Date.UTC(1904, 0, 1) + Math.round(serial * DAY))
  const days = serial === 60 ? 59 : serial > 60 ? serial - 1 : serial
  return new Date(Date.UTC(1899, 11, 31) + Math.round(days * DAY))
}
