/** Writes workbooks: sheets that people can fill in and send back, and plain tables of what is on the screen. */
import type { WriteSheet } from 'hucre/xlsx'
import { writeXlsx } from 'hucre/xlsx'
import { BOOLEANS } from './cell-out.ts'
import { buildGrid, FONT, type GridColumn } from './grid.ts'
import { columnLetters, heading, LISTS, READ_ME, uniqueSheetName } from './names.ts'
import { buildReadMe, headingNote } from './read-me.ts'
import type { CellValue, Column, Language, Sheet } from './shape.ts'
import { cleanText } from './text.ts'

/** A sheet with the rows to write in it, by column key; other keys are passed over. */
export type WorkbookPart = {
  readonly sheet: Sheet
  readonly rows: readonly Readonly<Record<string, CellValue>>[]
}

/** `title` goes into the properties of the file and above the explanation. */
export type WriteOptions = { readonly language?: Language; readonly title?: string }

/** Formatted blank rows kept at least, so that a blank sheet is ready to be filled in. */
const READY_ROWS = 200

/** Excel takes at most this many characters of items written inside a drop-down. */
const INLINE_LIST = 255

/** No clock inside the file: the same rows give the same bytes. */
const FIXED_MOMENT = new Date('2020-01-01T00:00:00Z')

/**
 * Writes an .xlsx with a leading explanation and one sheet a part. Values that are not what their column says are
 * written as text; items of a list that contain 、 or a comma come back as several; a text beyond 32,767 characters
 * is cut with `…`. The same input gives the same bytes.
 */
export async function writeWorkbook(
  parts: readonly WorkbookPart[],
  options: WriteOptions = {},
): Promise<Uint8Array> {
  const language = options.language ?? 'zh'
  const taken = new Set<string>()
  const named = parts.map((part) => ({ part, name: take(part.sheet[language], taken) }))
  const readMeName = take(READ_ME[language], taken)
  const lists: Lists = { name: take(LISTS[language], taken), columns: [] }
  const grids = named.map(({ part, name }) =>
    buildGrid(
      {
        name,
        columns: part.sheet.columns.map((column) => gridColumn(column, language, lists)),
        rows: part.rows,
        spare: Math.max(0, READY_ROWS - part.rows.length),
      },
      language,
    ),
  )
  const sheets = named.map(({ part, name }) => ({ sheet: part.sheet, name }))
  const readMe = buildReadMe(readMeName, sheets, language, options.title)
  const hidden = lists.columns.length === 0 ? [] : [listSheet(lists)]
  return await pack([readMe, ...grids, ...hidden], options.title)
}

function take(name: string, taken: Set<string>): string {
  const free = uniqueSheetName(name, taken)
  taken.add(free.toLowerCase())
  return free
}

async function pack(sheets: WriteSheet[], title: string | undefined): Promise<Uint8Array> {
  const named = title === undefined ? {} : { title: cleanText(title) }
  return await writeXlsx({
    sheets,
    defaultFont: FONT,
    properties: { ...named, creator: '领航 Linghang', created: FIXED_MOMENT, modified: FIXED_MOMENT },
  })
}

/** The hidden sheet under construction: one column a list. */
type Lists = { readonly name: string; readonly columns: (readonly string[])[] }

function gridColumn(column: Column, language: Language, lists: Lists): GridColumn {
  const items =
    column.type === 'boolean'
      ? [...BOOLEANS[language]]
      : column.type === 'choice'
        ? (column.choices ?? []).map((choice) => cleanText(choice[language]))
        : []
  return {
    key: column.key,
    type: column.type,
    heading: heading(column, language),
    width: column.width,
    comment: headingNote(column, language),
    list: items.length === 0 ? undefined : dropDown(items, lists),
    ...(column.choices === undefined ? {} : { choices: column.choices }),
  }
}

function dropDown(items: readonly string[], lists: Lists): NonNullable<GridColumn['list']> {
  const inline = items.join(',').length <= INLINE_LIST && items.every((item) => !/[",\n]/.test(item))
  if (inline) return { values: [...items] }
  const letters = columnLetters(lists.columns.push(items) - 1)
  return { formula1: `'${lists.name.replaceAll("'", "''")}'!$${letters}$1:$${letters}$${items.length}` }
}

function listSheet(lists: Lists): WriteSheet {
  const height = Math.max(...lists.columns.map((items) => items.length))
  const rows = Array.from({ length: height }, (_, row) => lists.columns.map((items) => items[row] ?? null))
  return { name: lists.name, rows, hidden: true }
}
