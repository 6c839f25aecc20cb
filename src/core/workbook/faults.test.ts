/** Every fault the reader can raise, in files as people hand them in. */
import { type Cell, type CellValue as RawCell, writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { type Column, readWorkbook, type Sheet } from './index.ts'

const BASE = { key: 'value', zh: '值', en: 'Value' }

function sheetOf(column: Partial<Column>, more: Partial<Sheet> = {}): Sheet {
  return { key: 's', zh: '表', en: 'Sheet', id: [], columns: [{ ...BASE, type: 'text', ...column }], ...more }
}

async function read(rows: RawCell[][], sheet: Sheet, cells: [string, Partial<Cell>][] = []) {
  const bytes = await writeXlsx({ sheets: [{ name: '表', rows, cells: new Map(cells) }] })
  return await readWorkbook(bytes, [sheet])
}

/** What the one cell of the one column gives: its value, or the code of its fault. */
async function one(column: Partial<Column>, cell: RawCell): Promise<unknown> {
  const result = await read([['值'], [cell]], sheetOf(column))
  const row = result.rows['s']?.[0]
  return row === undefined ? result.faults.map((fault) => fault.code).join() : row.values['value']
}

test.each<[RawCell, string]>([
  ['2026-3-12', '2026-03-12'],
  ['2026/3/12', '2026-03-12'],
  ['2026.3.12', '2026-03-12'],
  ['2026年3月12日', '2026-03-12'],
  ['２０２６年３月１２日', '2026-03-12'],
  [' 2026-03-12 00:00:00 ', '2026-03-12'],
  ['2024-2-29', '2024-02-29'],
  [new Date('2026-03-12T00:00:00Z'), '2026-03-12'],
  ['2026-02-30', 'not_a_date'],
  ['2023-2-29', 'not_a_date'],
  ['2026-13-1', 'not_a_date'],
  ['2026-0-1', 'not_a_date'],
  ['2026-3/12', 'not_a_date'],
  ['2026-3', 'not_a_date'],
  ['202-3-12', 'not_a_date'],
  ['1899-12-31', 'not_a_date'],
  ['明天', 'not_a_date'],
  [46093, 'not_a_date'],
  [true, 'not_a_date'],
])('the date %j is %j', async (cell, expected) => {
  expect(await one({ type: 'date' }, cell)).toBe(expected)
})

test.each<[RawCell, string]>([
  ['2026-3-12 16:00', '2026-03-12T16:00'],
  ['2026-03-12T16:00', '2026-03-12T16:00'],
  ['2026年3月12日16时05分', '2026-03-12T16:05'],
  ['2026年3月12日 9点', '2026-03-12T09:00'],
  ['2026/3/12 16:00:59', '2026-03-12T16:00'],
  ['2026-3-12', '2026-03-12T00:00'],
  [new Date('2026-03-12T16:00:00Z'), '2026-03-12T16:00'],
  [new Date('2026-03-12T23:59:00Z'), '2026-03-12T23:59'],
  ['2026-3-12 24:00', 'not_a_date'],
  ['2026-3-12 16:60', 'not_a_date'],
  ['2026-3-1216:00', 'not_a_date'],
  ['16:00', 'not_a_date'],
])('the moment %j is %j', async (cell, expected) => {
  expect(await one({ type: 'datetime' }, cell)).toBe(expected)
})

test.each<[RawCell, number | string]>([
  ['1,107,300', 1_107_300],
  ['１，１０７，３００', 1_107_300],
  ['－３．５', -3.5],
  [3.5, 3.5],
  ['+2', 2],
  ['1,5', 'not_a_number'],
  ['1e5', 'not_a_number'],
  ['三', 'not_a_number'],
  ['0x10', 'not_a_number'],
  [true, 'not_a_number'],
  [new Date('2026-03-12T00:00:00Z'), 'not_a_number'],
])('the number %j is %j', async (cell, expected) => {
  expect(await one({ type: 'number' }, cell)).toBe(expected)
})

test.each<[RawCell, number | string]>([
  ['1,107,300', 1_107_300],
  ['3.0', 3],
  [3.5, 'not_an_integer'],
  ['3.5', 'not_an_integer'],
  ['9007199254740991', 9_007_199_254_740_991],
  ['9007199254740992', 'not_an_integer'],
  ['abc', 'not_a_number'],
])('the whole number %j is %j', async (cell, expected) => {
  expect(await one({ type: 'integer' }, cell)).toBe(expected)
})

test.each<[RawCell, boolean | string]>([
  ['是', true],
  ['否', false],
  ['YES', true],
  ['no', false],
  [true, true],
  [false, false],
  [1, true],
  ['０', false],
  ['也许', 'not_a_boolean'],
  [2, 'not_a_boolean'],
])('yes or no %j is %j', async (cell, expected) => {
  expect(await one({ type: 'boolean' }, cell)).toBe(expected)
})

const CHOICES = [
  { value: 'a', zh: '甲', en: 'First' },
  { value: 'b', zh: 'a', en: 'Second（2）' },
  { value: '3', zh: '丙', en: 'Third' },
]

test.each<[RawCell, string]>([
  ['甲', 'a'],
  ['a', 'a'],
  ['first', 'a'],
  [' second(2) ', 'b'],
  [3, '3'],
  ['丁', 'not_a_choice'],
])('the choice %j is %j', async (cell, expected) => {
  expect(await one({ type: 'choice', choices: CHOICES }, cell)).toBe(expected)
})

test('a list is split on every mark, and its items can be choices', async () => {
  expect(await one({ type: 'list' }, ' 甲、乙,丙，丁;戊；己 \n庚、 ')).toEqual(Array.from('甲乙丙丁戊己庚'))
  expect(await one({ type: 'list', choices: CHOICES }, '甲、third')).toEqual(['a', '3'])
  expect(await one({ type: 'list', choices: CHOICES }, '甲、庚')).toBe('not_a_choice')
  expect(await one({ type: 'list', max: 3 }, '一二三、一二三四')).toBe('too_long')
})

test('a text is measured in code points: below, at and above its limit', async () => {
  expect(await one({ max: 3 }, '㛃𠮷')).toBe('㛃𠮷')
  expect(await one({ max: 3 }, '㛃𠮷🎉')).toBe('㛃𠮷🎉')
  expect(await one({ max: 3 }, '㛃𠮷🎉a')).toBe('too_long')
  expect(await one({}, '𠮷'.repeat(200))).toBe('𠮷'.repeat(200))
  expect(await one({}, '𠮷'.repeat(201))).toBe('too_long')
})

test('a text is trimmed, composed and without control characters', async () => {
  expect(await one({}, '\u3000e\u0301\u0007\u200B\uFEFF\r\nb\t\u202Ec ')).toBe('é\nb c')
})

test('a number in a text column keeps its digits, unless Excel has already lost some', async () => {
  expect(await one({}, 13_800_138_000)).toBe('13800138000')
  expect(await one({}, 999_999_999_999_999)).toBe('999999999999999')
  const result = await read([['值'], [110_105_194_912_310_000]], sheetOf({}))
  expect(result.faults).toMatchObject([{ code: 'too_long', facts: { text: '110105194912310000', max: 15 } }])
})

test('a faulty cell is named by sheet, row, column, cell and text', async () => {
  const result = await read([['值'], ['2026-02-30']], sheetOf({ type: 'date' }))
  expect(result).toEqual({
    rows: { s: [] },
    faults: [
      { sheet: 's', row: 2, column: 'value', code: 'not_a_date', facts: { text: '2026-02-30', cell: 'A2' } },
    ],
  })
})

const PAIR: Sheet = {
  key: 's',
  zh: '表',
  en: 'Sheet',
  id: ['code', 'day'],
  columns: [
    { key: 'code', zh: '编号', en: 'Code', type: 'text', required: true },
    { key: 'day', zh: '日期', en: 'Day', type: 'date' },
    { key: 'count', zh: '数量', en: 'Count', type: 'integer' },
  ],
}

test('a row is reported with all its faults at once, and good rows around it are kept', async () => {
  const result = await read(
    [
      ['编号*', 'DAY', '＊数量'],
      ['A', '2026-3-1', 1],
      [],
      [null, 'x', 1.5],
      ['', '  ', null],
      ['B', null, null],
    ],
    PAIR,
  )
  expect(result.rows['s']).toEqual([
    { row: 2, values: { code: 'A', day: '2026-03-01', count: 1 } },
    { row: 6, values: { code: 'B', day: null, count: null } },
  ])
  expect(result.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
    [4, 'code', 'required'],
    [4, 'day', 'not_a_date'],
    [4, 'count', 'not_an_integer'],
  ])
})

test('the second row of one identity is a fault that names the first', async () => {
  const result = await read(
    [
      ['编号', '日期'],
      ['A', '2026-3-1'],
      ['A', '2026.3.2'],
      ['A', '2026/3/1'],
    ],
    PAIR,
  )
  expect(result.rows['s']?.map((row) => row.row)).toEqual([2, 3])
  expect(result.faults).toEqual([
    { sheet: 's', row: 4, column: null, code: 'duplicate', facts: { first: 2, value: 'A / 2026-03-01' } },
  ])
})

test('a missing required column is one fault and leaves no row; a missing optional one is absent', async () => {
  const missing = await read([['日期'], ['2026-3-1'], ['x']], PAIR)
  expect(missing.rows['s']).toEqual([])
  expect(missing.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
    [1, 'code', 'column_missing'],
    [3, 'day', 'not_a_date'],
  ])
  const optional = await read(
    [
      ['Code', 'Day'],
      ['A', '2026-3-1'],
    ],
    PAIR,
  )
  expect(optional).toEqual({
    rows: { s: [{ row: 2, values: { code: 'A', day: '2026-03-01' } }] },
    faults: [],
  })
})

test('unknown and repeated headings are faults, a blank heading only when something stands below', async () => {
  const result = await read(
    [
      ['编号', '日期', '备注', null, null, 'code'],
      ['A', null, 'x', null, 'y', 'B'],
    ],
    PAIR,
  )
  expect(result.faults).toEqual([
    { sheet: 's', row: 1, column: null, code: 'column_unknown', facts: { heading: '备注', cell: 'C1' } },
    { sheet: 's', row: 1, column: 'code', code: 'duplicate', facts: { heading: 'code', cell: 'F1' } },
    { sheet: 's', row: 1, column: null, code: 'column_unknown', facts: { heading: '', cell: 'E1' } },
  ])
  expect(result.rows['s']).toHaveLength(1)
})

test('missing, unknown and repeated sheets are faults; blank, hidden and explaining ones are not', async () => {
  const bytes = await writeXlsx({
    sheets: [
      { name: '说明', rows: [['x']] },
      { name: 'SHEET', rows: [['Code', 'Day'], ['A']] },
      { name: '表', rows: [['编号'], ['B']] },
      { name: 'Sheet2', rows: [] },
      { name: 'WpsReserved', rows: [['x']], hidden: true },
      { name: '草稿', rows: [['x']] },
    ],
  })
  const result = await readWorkbook(bytes, [PAIR, { ...PAIR, key: 'other', zh: '另表', en: 'Other' }])
  expect(result.faults.map(({ sheet, code }) => [sheet, code])).toEqual([
    ['s', 'duplicate'],
    ['草稿', 'sheet_unknown'],
    ['other', 'sheet_missing'],
  ])
  expect(result.rows['s']?.map((row) => row.values['code'])).toEqual(['A'])
  expect(result.rows['other']).toEqual([])
})

test('a formula counts by its stored result; without one, or with an error, it is a fault', async () => {
  const result = await read([['值'], [null], [null], ['#DIV/0!'], [null]], sheetOf({ type: 'number' }), [
    ['1,0', { formula: '1+1', formulaResult: 2 }],
    ['2,0', { formula: '1+1' }],
    ['4,0', { formula: 'A2', formulaResult: '1,000' }],
  ])
  expect(result.rows['s']?.map(({ row, values }) => [row, values['value']])).toEqual([
    [2, 2],
    [5, 1000],
  ])
  expect(result.faults.map(({ row, code }) => [row, code])).toEqual([
    [3, 'formula'],
    [4, 'formula'],
  ])
})

test('a blank sheet misses its columns and has no rows', async () => {
  const result = await read([], PAIR)
  expect(result.faults.map(({ column, code }) => [column, code])).toEqual([
    ['code', 'column_missing'],
    ['day', 'column_missing'],
  ])
})
