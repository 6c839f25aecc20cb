/** Writes a file in somebody else's layout: title lines, headings and rows exactly as given, and nothing of our own. */
import type { Cell, CellStyle, CellValue as RawCell } from 'hucre/xlsx'
import { writeXlsx } from 'hucre/xlsx'
import { overrideFor, safeText, widthOf } from './cell-out.ts'
import { FONT, HEADING_STYLE } from './grid.ts'
import { sheetName } from './names.ts'

export type PlainSheet = {
  readonly sheet: string
  /** Lines above the heading, each across all columns. */
  readonly titles: readonly string[]
  readonly headings: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

const TITLE_STYLE: CellStyle = {
  font: { ...FONT, size: 14, bold: true },
  alignment: { horizontal: 'center', vertical: 'center' },
  numFmt: '@',
}
const TEXT_STYLE: CellStyle = { numFmt: '@', alignment: { vertical: 'top', wrapText: true } }
const FIXED_MOMENT = new Date('2020-01-01T00:00:00Z')

/**
 * An .xlsx with one sheet. Texts are text cells whatever they begin with, so that none is computed; numbers are
 * numbers. The same input gives the same bytes.
 */
export async function writePlainSheet(plain: PlainSheet): Promise<Uint8Array> {
  const { titles, headings } = plain
  const cell = (value: string | number | null): RawCell =>
    typeof value === 'string' ? safeText(value) : value
  const rows: RawCell[][] = [
    ...titles.map((title) => [safeText(title), ...headings.slice(1).map(() => null)]),
    headings.map((heading) => safeText(heading)),
    ...plain.rows.map((row) => row.map(cell)),
  ]
  const cells = new Map<string, Partial<Cell>>()
  for (const [row, values] of rows.entries()) {
    for (const [column, value] of values.entries()) {
      const style = row < titles.length ? TITLE_STYLE : row === titles.length ? HEADING_STYLE : null
      const text = typeof value === 'string' ? TEXT_STYLE : null
      const look = style ?? text
      const override = overrideFor(value)
      if (look !== null || override !== undefined)
        cells.set(`${row},${column}`, { ...(look === null ? {} : { style: look }), ...override })
    }
  }
  const width = (column: number): number => {
    const texts = [
      headings[column] ?? '',
      ...plain.rows.slice(0, 500).map((row) => String(row[column] ?? '')),
    ]
    return Math.min(48, Math.max(8, ...texts.map((text) => widthOf(text) + 2)))
  }
  return await writeXlsx({
    sheets: [
      {
        name: sheetName(plain.sheet),
        columns: headings.map((_, column) => ({ width: width(column) })),
        rows,
        cells,
        ...(headings.length > 1
          ? {
              merges: titles.map((_, row) => ({
                startRow: row,
                startCol: 0,
                endRow: row,
                endCol: headings.length - 1,
              })),
            }
          : {}),
        pageSetup: {
          paperSize: 'a4',
          orientation: 'landscape',
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
        },
      },
    ],
    defaultFont: FONT,
    properties: { created: FIXED_MOMENT, modified: FIXED_MOMENT },
  })
}
