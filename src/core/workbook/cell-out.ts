/** Turns a value into what the library writes in a cell, so that Excel shows it well and never computes it. */
import type { Cell, CellStyle, CellValue as RawCell } from 'hucre/xlsx'
import { cellOfMoment } from './moment.ts'
import type { CellValue, Choice, ColumnType, Language } from './shape.ts'
import { cleanText } from './text.ts'

/** What the writer must know of a column to write its cells. */
export type Written = { readonly type: ColumnType; readonly choices?: readonly Choice[] }

/** Excel refuses a file with a longer text in a cell. */
const EXCEL_MAX = 32_767

/** The words for yes and no in the cells. */
export const BOOLEANS = { zh: ['是', '否'], en: ['Yes', 'No'] } as const

/** The value of a cell; a text is always written as text, whatever it begins with. */
export function cellFor(column: Written, value: CellValue | undefined, language: Language): RawCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return BOOLEANS[language][value ? 0 : 1]
  const texts = typeof value === 'string' ? [value] : value
  const names = texts.map((text) => nameOf(column, text, language))
  const text = names.join('、')
  if (column.type === 'date' || column.type === 'datetime') return cellOfMoment(text) ?? safeText(text)
  return safeText(text)
}

function nameOf(column: Written, text: string, language: Language): string {
  if (column.type !== 'choice' && column.type !== 'list') return text
  return column.choices?.find((choice) => choice.value === text)?.[language] ?? text
}

/** The text as a cell can hold it; cut with `…` beyond what Excel opens. Blank texts are blank cells. */
export function safeText(text: string): string | null {
  const clean = cleanText(text)
  if (clean === '') return null
  // Excel reads '_x0041_' as an escaped character unless its first mark is escaped itself.
  const escaped = clean.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  if (clean.length <= EXCEL_MAX) return escaped
  return `${cleanText(clean.slice(0, EXCEL_MAX - 1))}…`
}

/** How the cells of a column look; texts are in text format, so that what is typed later stays as typed. */
export function styleFor(type: ColumnType): CellStyle {
  const top = { vertical: 'top' } as const
  switch (type) {
    case 'date':
      return { numFmt: 'yyyy-mm-dd', alignment: top }
    case 'datetime':
      return { numFmt: 'yyyy-mm-dd hh:mm', alignment: top }
    case 'integer':
      return { numFmt: '0', alignment: top }
    case 'number':
      return { alignment: top }
    case 'text':
    case 'list':
    case 'choice':
    case 'boolean':
      return { numFmt: '@', alignment: { ...top, wrapText: true } }
  }
}

/** Characters a cell of the type needs, in widths of a digit. */
export function widthFor(type: ColumnType): number {
  switch (type) {
    case 'date':
      return 12
    case 'datetime':
      return 17
    case 'integer':
    case 'number':
      return 12
    case 'boolean':
      return 8
    case 'choice':
      return 14
    case 'text':
    case 'list':
      return 18
  }
}

/** The width of a text in digits: a Chinese character is as wide as two. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1
  return width
}

// The library takes these texts for error values of Excel unless they are written as rich text.
const ERROR_WORDS = /^#(VALUE!|REF!|N\/A|NAME\?|NULL!|DIV\/0!|NUM!|GETTING_DATA|SPILL!|CALC!)$/

/** The override that keeps a text like `#N/A` a text, or `undefined` where none is needed. */
export function overrideFor(value: RawCell): Partial<Cell> | undefined {
  return typeof value === 'string' && ERROR_WORDS.test(value) ? { richText: [{ text: value }] } : undefined
}
