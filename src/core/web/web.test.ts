// The plain functions of the web frame: texts complete, rows searched and ordered, files and ways back safe.
import { beforeAll, expect, test, vi } from 'vitest'
import { frameText } from './frame/words.ts'
import { percent } from './percent.ts'
import { roleText } from './roles.ts'
import { statusText } from './status-words.ts'
import { type Column, csv, seenRows } from './table/column.ts'
import { tableText } from './table/words.ts'
import { defineText, definedTexts, textFaults } from './text.ts'

beforeAll(() => {
  vi.stubGlobal('location', { origin: 'https://linghang.test' })
})

test('the texts of the frame are complete in both languages', () => {
  const mine = [frameText, roleText, statusText, tableText]
  expect(definedTexts()).toEqual(expect.arrayContaining(mine))
  expect(definedTexts().flatMap(textFaults)).toEqual([])
})

test('textFaults finds what the compiler cannot', () => {
  const bad = defineText({
    zh: { a: '', b: 'plain', c: (n: number) => `共 ${n}`, deep: { d: '好' } },
    en: { a: 'a', b: 'plain', c: () => 'all', deep: { d: '好' } },
  })
  const faults = textFaults(bad as unknown as Parameters<typeof textFaults>[0])
  expect(faults).toContain('a: empty')
  expect(faults).toContain('b: no Chinese in zh')
  expect(faults).toContain('c: other number of facts')
  expect(faults).toContain('deep.d: Chinese in en')
})

type Row = { name: string; count: number | null }
const columns: Column<Row>[] = [
  { key: 'name', title: '名称', text: (row) => row.name, sort: true },
  { key: 'count', title: '人数', text: (row) => row.count, sort: true },
]
const rows: Row[] = [
  { name: '张三', count: 10 },
  { name: '安娜', count: null },
  { name: '李四', count: 9 },
]
const seen = (wish: Partial<Parameters<typeof seenRows>[2]>) =>
  seenRows(rows, columns, { search: '', filters: {}, order: null, ...wish }).map((row) => row.name)

test('rows are ordered by pinyin and by size, what is missing last both ways', () => {
  expect(seen({ order: { key: 'name', descending: false } })).toEqual(['安娜', '李四', '张三'])
  expect(seen({ order: { key: 'count', descending: false } })).toEqual(['李四', '张三', '安娜'])
  expect(seen({ order: { key: 'count', descending: true } })).toEqual(['张三', '李四', '安娜'])
})

test('search wants every word, filters any of their values', () => {
  expect(seen({ search: '张 10' })).toEqual(['张三'])
  expect(seen({ search: '张 9' })).toEqual([])
  expect(seen({ filters: { name: ['李四', '安娜'] } })).toEqual(['安娜', '李四'])
})

test('a file of values opens in Excel without running anything', () => {
  expect(csv(['a'], [['=1+1'], ['x,"y"'], [null], [-3]])).toBe('\uFEFFa\r\n\'=1+1\r\n"x,""y"""\r\n\r\n-3\r\n')
})

test('a rate is never rounded up to 100 % while something is missing', () => {
  expect([percent(41, 42), percent(9999, 10_000), percent(5, 5)]).toEqual([
    '97.6\u00a0%',
    '99.9\u00a0%',
    '100.0\u00a0%',
  ])
})

test('after sign-in only a path of this site is followed', async () => {
  const { safePath } = await import('./go.tsx')
  expect(safePath('/units?tab=1#x')).toBe('/units?tab=1#x')
  for (const bad of [
    null,
    '',
    'https://evil.test',
    '//evil.test',
    '/\\evil.test',
    '/sign-in',
    '/sign-in?back=%2F',
  ]) {
    expect(safePath(bad)).toBe('/')
  }
})
