/** Reads a sheet in a layout that is not ours: the rows of the first sheet that holds anything, as they stand in the file. */
import { steadyPace } from '../pace.ts'
import { WorkbookUnreadable } from './archive.ts'
import { type RawCell, textOf } from './cell-in.ts'
import { momentOfCell } from './moment.ts'
import { isOwnSheet } from './names.ts'
import { openPackage } from './package.ts'
import { Broken, eachRow } from './rows.ts'
import { cleanText } from './text.ts'

/** A cell as it stands in the file: a text without blanks around it, a number, or null; `broken`: a formula without a result. */
export type FreeCell = string | number | null | { readonly broken: string }
export type FreeRow = { readonly row: number; readonly cells: readonly FreeCell[] }

/** The rows with something in them; throws `WorkbookUnreadable`, also for more than `mostRows`. */
export async function readFreeSheet(bytes: Uint8Array, mostRows: number): Promise<readonly FreeRow[]> {
  const pace = steadyPace()
  const book = await openPackage(bytes, () => pace.did(0))
  for (const sheet of book.sheets) {
    if (sheet.hidden || isOwnSheet(sheet.name)) continue
    const rows: FreeRow[] = []
    await eachRow(
      book,
      sheet,
      ({ row, cells }) => {
        const read = Array.from(cells, cellOf)
        if (read.every((cell) => cell === null)) return
        if (rows.length >= mostRows) {
          throw new WorkbookUnreadable('too_many_rows', { facts: { most: mostRows, name: sheet.name } })
        }
        rows.push({ row, cells: read })
      },
      () => pace.did(0),
    )
    if (rows.length > 0) return rows
  }
  return []
}

function cellOf(cell: RawCell | Broken | undefined): FreeCell {
  if (cell === undefined || cell === null) return null
  if (cell instanceof Broken) return { broken: cell.text }
  if (cell instanceof Date) return momentOfCell(cell)?.replace(/T00:00$/, '') ?? null
  if (typeof cell === 'number') return cell
  const text = typeof cell === 'string' ? cleanText(cell) : textOf(cell)
  return text === '' ? null : text
}
