/** The leading sheet that tells people what the other sheets and their columns mean; reading ignores it. */
import type { Cell, CellStyle, CellValue as RawCell, WriteSheet } from 'hucre/xlsx'
import { BOOLEANS, overrideFor, safeText } from './cell-out.ts'
import { DEFAULT_MAX } from './cell-in.ts'
import { FONT, HEADING_STYLE } from './grid.ts'
import type { Column, ColumnType, Language, Sheet } from './shape.ts'

const TEXT_STYLE: CellStyle = { numFmt: '@', alignment: { vertical: 'top', wrapText: true } }
const TITLE_STYLE: CellStyle = { font: { ...FONT, bold: true, size: 14 } }

const WORDS = {
  zh: {
    title: '填写说明',
    intro: '带 * 的列必填；请勿改动表名和表头。多个值用顿号（、）隔开，日期写作 2026-03-12。',
    headings: ['工作表', '列', '必填', '格式', '可选值', '说明'],
    required: '必填',
    optional: '可以不填',
    stop: '。',
    example: '例：',
    upTo: (max: number) => `最多 ${max} 字`,
    between: '、',
    identity: (names: string) => `每行由以下各列唯一确定：${names}`,
  },
  en: {
    title: 'How to fill in this workbook',
    intro:
      'Columns with * are required; keep the names of sheets and columns. Separate several values by 、 or a comma; write dates as 2026-03-12.',
    headings: ['Sheet', 'Column', 'Required', 'Format', 'Choices', 'Meaning'],
    required: 'required',
    optional: 'optional',
    stop: '. ',
    example: 'Example: ',
    upTo: (max: number) => `up to ${max} characters`,
    between: ', ',
    identity: (names: string) => `A row is identified by: ${names}`,
  },
} as const

const FORMATS: Readonly<Record<ColumnType, Readonly<Record<Language, string>>>> = {
  text: { zh: '文本', en: 'text' },
  date: { zh: '日期，如 2026-03-12', en: 'date, such as 2026-03-12' },
  datetime: { zh: '日期和时间，如 2026-03-12 16:00', en: 'date and time, such as 2026-03-12 16:00' },
  integer: { zh: '整数', en: 'whole number' },
  number: { zh: '数字', en: 'number' },
  choice: { zh: '从可选值中选一个', en: 'one of the choices' },
  boolean: { zh: '是或否', en: 'yes or no' },
  list: { zh: '多个值，用顿号隔开', en: 'several values, separated by commas' },
}

/** The explanation of the sheets under the names they have in this file. */
export function buildReadMe(
  name: string,
  sheets: readonly { readonly sheet: Sheet; readonly name: string }[],
  language: Language,
  title: string | undefined,
): WriteSheet {
  const words = WORDS[language]
  const rows: RawCell[][] = [[safeText(title ?? words.title)], [words.intro], [...words.headings]]
  for (const { sheet, name: sheetName } of sheets) {
    const identity = sheet.columns
      .filter((column) => sheet.id.includes(column.key))
      .map((column) => column[language])
      .join(words.between)
    const notes = [sheet.note?.[language] ?? '', identity === '' ? '' : words.identity(identity)]
    rows.push([sheetName, null, null, null, null, safeText(notes.filter((note) => note !== '').join('\n'))])
    for (const column of sheet.columns) rows.push(columnRow(column, sheetName, language))
  }
  const cells = new Map<string, Partial<Cell>>()
  for (const [row, values] of rows.entries()) {
    const style = row === 0 ? TITLE_STYLE : row === 2 ? HEADING_STYLE : row > 2 ? TEXT_STYLE : undefined
    for (const [index, value] of values.entries()) {
      cells.set(`${row},${index}`, { ...(style === undefined ? {} : { style }), ...overrideFor(value) })
    }
  }
  const columns = [18, 20, 8, 30, 40, 60].map((width) => ({ width }))
  return { name, rows, cells, columns, freezePane: { rows: 3 } }
}

/** What stands on the heading of a column: whether it is required, how it is written, what it means, an example. */
export function headingNote(column: Column, language: Language): string {
  const words = WORDS[language]
  const limit = column.type === 'text' ? `${words.between}${words.upTo(column.max ?? DEFAULT_MAX)}` : ''
  const lines = [
    `${column.required === true ? words.required : words.optional}${words.stop}${FORMATS[column.type][language]}${limit}`,
    column.note?.[language],
    exampleOf(column, language),
  ]
  return lines.filter((each) => each !== undefined).join('\n')
}

function exampleOf(column: Column, language: Language): string | undefined {
  return column.example === undefined ? undefined : `${WORDS[language].example}${column.example}`
}

function columnRow(column: Column, sheetName: string, language: Language): RawCell[] {
  const words = WORDS[language]
  const choices =
    column.type === 'boolean'
      ? [...BOOLEANS[language]]
      : column.type === 'choice' || column.type === 'list'
        ? (column.choices ?? []).map((choice) => choice[language])
        : []
  const limit = column.type === 'text' ? `${words.between}${words.upTo(column.max ?? DEFAULT_MAX)}` : ''
  return [
    sheetName,
    safeText(column[language]),
    column.required === true ? words.required : null,
    `${FORMATS[column.type][language]}${limit}`,
    safeText(choices.join(words.between)),
    safeText(
      [column.note?.[language], exampleOf(column, language)]
        .filter((part) => part !== undefined)
        .join(words.between === '、' ? '；' : '; '),
    ),
  ]
}
