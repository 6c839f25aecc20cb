/** What is written comes back the same, and what is written is what Excel needs. */
import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listEntries, unpackEntry } from './archive.ts'
import { type CellValue, readWorkbook, type Sheet, writeWorkbook } from './index.ts'

const LEVELS = [
  { value: 'first', zh: '一级', en: 'First' },
  { value: 'second', zh: '二级', en: 'Second' },
]

const MEMBERS: Sheet = {
  key: 'members',
  zh: '党员/名册',
  en: 'Members',
  note: { zh: '每名党员一行', en: 'One member a row' },
  id: ['code'],
  columns: [
    {
      key: 'code',
      zh: '工号',
      en: 'Code',
      type: 'text',
      required: true,
      note: { zh: '医院人事系统中的工号', en: 'as in the staff records' },
    },
    { key: 'name', zh: '姓名', en: 'Name', type: 'text', max: 50 },
    { key: 'joined', zh: '入党日期', en: 'Joined', type: 'date' },
    { key: 'meeting', zh: '会议时间', en: 'Meeting', type: 'datetime' },
    { key: 'count', zh: '人数（人）', en: 'People', type: 'integer' },
    { key: 'fee', zh: '党费', en: 'Fee', type: 'number' },
    { key: 'level', zh: '级别', en: 'Level', type: 'choice', choices: LEVELS },
    { key: 'active', zh: '在职', en: 'Active', type: 'boolean' },
    { key: 'tags', zh: '标签', en: 'Tags', type: 'list' },
    { key: 'levels', zh: '级别范围', en: 'Levels', type: 'list', choices: LEVELS },
  ],
}

const FULL = {
  code: '00123',
  name: '㛃𠮷🎉',
  joined: '1921-07-01',
  meeting: '2026-03-12T16:00',
  count: 1_107_300,
  fee: 0.1,
  level: 'second',
  active: false,
  tags: ['廉洁', '先锋 岗'],
  levels: ['second', 'first'],
}

const BLANK = Object.fromEntries(MEMBERS.columns.map((column) => [column.key, null]))

async function partsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const parts = new Map<string, string>()
  for (const entry of listEntries(bytes)) {
    parts.set(entry.name, new TextDecoder().decode(await unpackEntry(bytes, entry)))
  }
  return parts
}

test.each(['zh', 'en'] as const)('every type comes back as it was written, in %s', async (language) => {
  const rows = [FULL, { ...BLANK, code: 'A-1' }, { ...FULL, code: 'A-2', active: true, fee: -2.5, count: 0 }]
  const bytes = await writeWorkbook([{ sheet: MEMBERS, rows }], { language })
  const result = await readWorkbook(bytes, [MEMBERS])
  expect(result.faults).toEqual([])
  expect(result.rows['members']).toEqual(rows.map((values, index) => ({ row: index + 2, values })))
})

test.each([
  '=1+1',
  '+861381234',
  '-5',
  '@SUM(A1)',
  '=HYPERLINK("http://x","y")',
  '#N/A',
  '#REF!',
  '_x0041_',
  'a_x000D_b',
  'x < y & "z"',
  '1e5',
  'TRUE',
  '第一行\n第二行',
  '0571-88888888',
])('the text %j is written as text and comes back unchanged', async (text) => {
  const bytes = await writeWorkbook([{ sheet: MEMBERS, rows: [{ code: text }] }])
  for (const [name, content] of await partsOf(bytes)) {
    if (!name.endsWith('.rels')) expect(content).not.toMatch(/<f[ >/]|t="e"/)
  }
  const result = await readWorkbook(bytes, [MEMBERS])
  expect(result.faults).toEqual([])
  expect(result.rows['members']?.[0]?.values['code']).toBe(text)
})

test('any clean text comes back unchanged', async () => {
  const texts = fc
    .uniqueArray(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 30 })
    .map((all) =>
      all.map((text, index) => `${index}.${text.replace(/[\p{C}\p{Z}]/gu, '').normalize('NFC')}.`),
    )
  await fc.assert(
    fc.asyncProperty(texts, async (codes) => {
      const bytes = await writeWorkbook([{ sheet: MEMBERS, rows: codes.map((code) => ({ code })) }])
      const result = await readWorkbook(bytes, [MEMBERS])
      expect(result.faults).toEqual([])
      expect(result.rows['members']?.map((row) => row.values['code'])).toEqual(codes)
    }),
    { numRuns: 40 },
  )
})

test('the sheet has a styled frozen heading, a filter, comments and drop-downs', async () => {
  const bytes = await writeWorkbook([{ sheet: MEMBERS, rows: [FULL] }], { title: '名册' })
  const workbook = await readXlsx(bytes, { readStyles: true })
  expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['说明', '党员 名册'])
  expect(workbook.properties?.title).toBe('名册')
  const sheet = workbook.sheets[1]
  expect(sheet?.rows[0]?.slice(0, 3)).toEqual(['工号 *', '姓名', '入党日期'])
  expect(sheet?.freezePane).toEqual({ rows: 1 })
  expect(sheet?.autoFilter?.range).toBe('A1:J2')
  const heading = sheet?.cells?.get('0,0')
  expect(heading?.comment?.text).toBe('必填。文本、最多 200 字\n医院人事系统中的工号')
  expect(heading?.style?.font?.bold).toBe(true)
  expect(heading?.style?.fill).toMatchObject({ pattern: 'solid' })
  expect(sheet?.dataValidations).toMatchObject([
    { type: 'list', range: 'G2:G100001', values: ['一级', '二级'] },
    { type: 'list', range: 'H2:H100001', values: ['是', '否'] },
  ])
  expect(sheet?.cells?.get('1,2')?.style?.numFmt).toBe('yyyy-mm-dd')
  expect(sheet?.rows[1]?.[2]).toEqual(new Date('1921-07-01T00:00:00Z'))
  // A number typed into a spare row of a text column keeps its leading zeros.
  expect(sheet?.cells?.get('100,0')?.style?.numFmt).toBe('@')
  const readMe = workbook.sheets[0]?.rows.flat().join('|')
  for (const words of ['名册', '工号', '医院人事系统中的工号', '一级、二级', '每名党员一行'])
    expect(readMe).toContain(words)
})

test('choices too long for a drop-down, or with a comma, are listed in a hidden sheet', async () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    value: `v${index}`,
    zh: `第${index}党支部委员会`,
    en: `B${index}`,
  }))
  const comma = [{ value: 'a', zh: '甲,"乙"', en: 'A' }]
  const sheet: Sheet = {
    key: 's',
    zh: "书记's",
    en: 'S',
    id: [],
    columns: [
      { key: 'many', zh: '支部', en: 'Branch', type: 'choice', choices: many },
      { key: 'comma', zh: '其他', en: 'Other', type: 'choice', choices: comma },
    ],
  }
  const rows = [{ many: 'v59', comma: 'a' }]
  const bytes = await writeWorkbook([{ sheet, rows }])
  const workbook = await readXlsx(bytes)
  expect(workbook.sheets[1]?.dataValidations?.map((validation) => validation.formula1)).toEqual([
    "'选项'!$A$1:$A$60",
    "'选项'!$B$1:$B$1",
  ])
  expect(workbook.sheets[2]?.hidden).toBe(true)
  const result = await readWorkbook(bytes, [sheet])
  expect(result).toEqual({ rows: { s: [{ row: 2, values: rows[0] }] }, faults: [] })
})

test('the same input gives the same bytes, whatever the clock says', async () => {
  const first = await writeWorkbook([{ sheet: MEMBERS, rows: [FULL] }])
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-06T07:08:09Z') })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const second = await writeWorkbook([{ sheet: MEMBERS, rows: [FULL] }])
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
})

test('sheets of one name are told apart, and a name longer than Excel allows is cut', async () => {
  const long = { ...MEMBERS, key: 'a', zh: '党建引领公立医院高质量发展'.repeat(4), en: 'A' }
  const first = { ...MEMBERS, key: 'b', zh: '名册', en: 'B' }
  const second = { ...MEMBERS, key: 'c', zh: '名册', en: 'C' }
  const bytes = await writeWorkbook([long, first, second].map((sheet) => ({ sheet, rows: [] })))
  const workbook = await readXlsx(bytes)
  const names = workbook.sheets.map((sheet) => sheet.name)
  expect(names.slice(2)).toEqual(['名册', '名册 2'])
  expect(names[1]).toHaveLength(31)
  expect((await readWorkbook(bytes, [long])).rows['a']).toEqual([])
})

test('a text longer than a cell can hold is cut with a mark', async () => {
  const sheet: Sheet = {
    ...MEMBERS,
    columns: [{ key: 'code', zh: '工号', en: 'Code', type: 'text', max: 40_000 }],
  }
  const bytes = await writeWorkbook([{ sheet, rows: [{ code: '长'.repeat(33_000) }] }])
  const text = (await readWorkbook(bytes, [sheet])).rows['members']?.[0]?.values['code']
  expect(text).toBe(`${'长'.repeat(32_766)}…`)
})

test('10,000 rows of 12 columns come back whole', async () => {
  const extra = ['x', 'y'].map((key) => ({ key, zh: key, en: key, type: 'text' }) as const)
  const sheet: Sheet = { ...MEMBERS, columns: [...MEMBERS.columns, ...extra] }
  const rows: Record<string, CellValue>[] = Array.from({ length: 10_000 }, (_, index) => ({
    ...FULL,
    code: `C${index}`,
    x: `x${index}`,
    y: '同',
  }))
  const bytes = await writeWorkbook([{ sheet, rows }])
  const result = await readWorkbook(bytes, [sheet])
  expect(result.rows['members']).toHaveLength(10_000)
  expect(result.faults).toEqual([])
})
