/** The names that sheets and headings carry in the file, and how they are recognised again when it comes back. */
import type { Column, Language, Sheet } from './shape.ts'
import { cleanText, comparableName } from './text.ts'

/** The names of the leading sheet that explains the others; reading ignores it. */
export const READ_ME = { zh: '说明', en: 'Read me' } as const

/** The hidden sheet that holds the lists too long to be written inside a drop-down. */
export const LISTS = { zh: '选项', en: 'Lists' } as const

const OWN_SHEETS = new Set([READ_ME.zh, READ_ME.en, LISTS.zh, LISTS.en].map(comparableName))

/** The column beside the rows of a list of faults; reading ignores it, so that the list can be mended and sent back. */
export const REASON = { zh: '问题（导入时不看这一列）', en: 'Faults (not read)' } as const

const OWN_COLUMNS = new Set([REASON.zh, REASON.en].map(comparableName))

export function isOwnColumn(heading: string): boolean {
  return OWN_COLUMNS.has(comparableName(heading))
}

/** Whether the sheet is one that the writer adds by itself. */
export function isOwnSheet(name: string): boolean {
  return OWN_SHEETS.has(comparableName(name))
}

/** The name as Excel allows it: at most 31 characters, none of `[]:*?/\`, no apostrophe at either end. */
export function sheetName(name: string): string {
  const legal = cleanText(name)
    .replace(/[[\]:*?/\\\n]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
  let short = ''
  for (const character of legal) {
    if (short.length + character.length > 31) break
    short += character
  }
  const trimmed = short.trim()
  return trimmed === '' || trimmed.toLowerCase() === 'history' ? 'Sheet' : trimmed
}

/** The name, with a number where the workbook already has one like it (Excel compares without case). */
export function uniqueSheetName(name: string, taken: ReadonlySet<string>): string {
  const first = sheetName(name)
  if (!taken.has(first.toLowerCase())) return first
  for (let number = 2; ; number += 1) {
    const next = `${sheetName(first.slice(0, 26))} ${number}`
    if (!taken.has(next.toLowerCase())) return next
  }
}

/** The heading of a column: its name, with ` *` where it is required. */
export function heading(column: Column, language: Language): string {
  const name = cleanText(column[language])
  return column.required === true ? `${name} *` : name
}

/** Finds a sheet by its key or its name in either language. */
export function sheetFinder(sheets: readonly Sheet[]): (name: string) => Sheet | undefined {
  const byName = new Map<string, Sheet>()
  for (const sheet of sheets) {
    for (const name of [sheet.key, sheet.en, sheet.zh]) {
      byName.set(comparableName(name), sheet)
      byName.set(comparableName(sheetName(name)), sheet)
    }
  }
  return (name) => byName.get(comparableName(name))
}

/** Finds a column by its key or its heading in either language. */
export function columnFinder(sheet: Sheet): (name: string) => Column | undefined {
  const byName = new Map<string, Column>()
  for (const column of sheet.columns) {
    for (const name of [column.key, column.en, column.zh]) byName.set(headingName(name), column)
  }
  return (name) => byName.get(headingName(name))
}

// The `*` of a required column may be missing, doubled or full-width when the file comes back.
function headingName(text: string): string {
  return comparableName(text).replace(/^[* ]+|[* ]+$/g, '')
}

/** The letters Excel shows above a column, from its 0-based position: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  let letters = ''
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters
  }
  return letters
}
