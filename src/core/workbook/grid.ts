/** Builds one sheet of a file in the house style: a bold heading that stays in view, filters, widths, drop-downs. */
import type { Cell, CellStyle, CellValue as RawCell, ColumnDef, DataValidation, WriteSheet } from 'hucre/xlsx'
import { cellFor, overrideFor, styleFor, widthFor, widthOf, type Written } from './cell-out.ts'
import { columnLetters } from './names.ts'
import type { CellValue, Language } from './shape.ts'

/** A column as the sheet shows it. */
export type GridColumn = Written & {
  readonly key: string
  readonly heading: string
  readonly width?: number | undefined
  readonly comment?: string | undefined
  /** The drop-down of the cells below the heading: its items, or a reference to the cells that list them. */
  readonly list?: Pick<DataValidation, 'values' | 'formula1'> | undefined
}

export type Grid = {
  readonly name: string
  readonly columns: readonly GridColumn[]
  readonly rows: readonly Readonly<Record<string, CellValue>>[]
  /** Blank rows kept formatted below the rows, for whoever fills the sheet in. */
  readonly spare: number
}

/** Rows below the heading that offer the drop-down. */
const LISTED_ROWS = 100_000

const EDGE = { style: 'thin', color: { rgb: 'BFBFBF' } } as const

/** The font of every cell; a style that names none would leave the choice to the reader's Excel. */
export const FONT = { name: '等线', size: 11 } as const

/** Bold on a light fill, wrapped; the heading of every sheet. */
export const HEADING_STYLE: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF7' } },
  border: { bottom: EDGE, right: EDGE },
  alignment: { vertical: 'center', wrapText: true },
  numFmt: '@',
}

/** The sheet as the library writes it; with `cells` come the overrides of single cells. */
export function buildGrid(grid: Grid, language: Language): WriteSheet {
  const { columns } = grid
  const cells = new Map<string, Partial<Cell>>()
  const headings: RawCell[] = columns.map((column) => column.heading)
  for (const [index, column] of columns.entries()) {
    const comment = column.comment === undefined ? {} : { comment: { text: column.comment } }
    cells.set(`0,${index}`, { style: HEADING_STYLE, ...comment })
  }
  const rows = [headings]
  for (const row of grid.rows) {
    const values = columns.map((column) => cellFor(column, row[column.key], language))
    for (const [index, value] of values.entries()) {
      const override = overrideFor(value)
      if (override !== undefined) cells.set(`${rows.length},${index}`, override)
    }
    rows.push(values)
  }
  const last = columnLetters(Math.max(0, columns.length - 1))
  const end = rows.length
  for (let spare = 0; spare < grid.spare; spare += 1) rows.push(columns.map(() => null))
  return {
    name: grid.name,
    columns: columns.map(columnDefinition),
    rows,
    cells,
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${last}${end}` },
    dataValidations: columns.flatMap(validation),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$1:$1',
    },
  }
}

function columnDefinition(column: GridColumn): ColumnDef {
  const width = column.width ?? Math.min(40, Math.max(widthFor(column.type), widthOf(column.heading) + 4))
  return { width, style: styleFor(column.type) }
}

function validation(column: GridColumn, index: number): readonly DataValidation[] {
  if (column.list === undefined) return []
  const letters = columnLetters(index)
  // The reader accepts more spellings than the drop-down offers, so Excel warns instead of refusing.
  const behaviour = { allowBlank: true, showErrorMessage: true, errorStyle: 'warning' } as const
  return [{ type: 'list', range: `${letters}2:${letters}${LISTED_ROWS + 1}`, ...behaviour, ...column.list }]
}
