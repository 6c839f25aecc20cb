// Scheme files: written and read back the same, as Excel and as CSV; every fault named with its list, row, column and reason.

import { expect, test } from 'vitest'
import { gb18030 } from '../../../../test/discharge-stage.ts'
import { type ListKind, listKinds, type Lists } from '../rules/scheme.ts'
import { syntheticLists } from '../rules/synthetic.ts'
import { type Values, writers } from './cells.ts'
import { listOfFile, sheets } from './columns.ts'
import { readScheme, writeScheme } from './scheme-file.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The lists as CSV texts, to be spoiled one at a time. */
function texts(lists: Lists): Record<ListKind, string[]> {
  return Object.fromEntries(
    listKinds.map((kind) => {
      const { columns } = sheets[kind]
      const write = writers[kind] as (entry: Lists[ListKind][number]) => Values
      const line = (entry: Lists[ListKind][number]) =>
        columns.map(({ key }) => write(entry)[key] ?? '').join(',')
      return [kind, [columns.map(({ zh }) => zh).join(','), ...lists[kind].map(line)]]
    }),
  ) as Record<ListKind, string[]>
}
const files = (all: Record<ListKind, string[]>) =>
  listKinds.map((kind) => ({ name: `2026_${kind}.csv`, bytes: utf8(all[kind].join('\r\n')) }))

test('as a workbook and as CSV in either encoding it comes back the same', async () => {
  const book = await writeScheme(syntheticLists)
  const excel = await readScheme([{ name: '方案.xlsx', bytes: book }])
  expect(excel).toEqual({ lists: syntheticLists, faults: [] })
  const csv = files(texts(syntheticLists))
  expect((await readScheme(csv)).lists).toEqual(syntheticLists)
  const old = csv.map(({ name, bytes }) =>
    name.includes('_mdc') ? { name, bytes: gb18030(new TextDecoder().decode(bytes)) } : { name, bytes },
  )
  expect((await readScheme(old)).lists).toEqual(syntheticLists)
})

/** Puts a line in place of another, or at the end. */
type Spoil = readonly [list: ListKind, at: number, line: string]
test.each<[what: string, spoil: Spoil, faults: readonly (readonly [string, string | null, string])[]]>([
  [
    'unknown ADRG in a condition',
    ['condition', 1, 'QQ1,循环,,,,,,,,,'],
    [
      ['adrg', 'code', 'no_condition'],
      ['condition', 'adrg', 'unknown_adrg'],
    ],
  ],
  ['unknown ADRG of a DRG', ['drg', -1, 'QQ19,名,QQ1,all,1,,,,'], [['drg', 'adrg', 'unknown_adrg']]],
  [
    'unknown MDC',
    ['adrg', -1, 'YR1,名,Y,内科,1'],
    [
      ['adrg', 'mdc', 'unknown_mdc'],
      ['adrg', 'code', 'no_condition'],
      ['adrg', 'code', 'no_drg'],
    ],
  ],
  ['unknown set', ['condition', -1, 'FR9,不存在,,,,,,,,,'], [['condition', 'principal', 'unknown_set']]],
  ['no test at all', ['condition', -1, 'FR9,,,,,,,,,,'], [['condition', 'principal', 'no_test']]],
  ['unknown exclusion table', ['cc', -1, 'B99*,CC,无此表'], [['cc', 'table', 'unknown_table']]],
  ['the same ADRG twice', ['adrg', -1, 'FR9,名,F,内科,99'], [['adrg', 'code', 'duplicate']]],
  [
    'the same order twice',
    ['adrg', -1, 'FR9,名,F,内科,1'],
    [
      ['adrg', 'code', 'duplicate'],
      ['adrg', 'order', 'duplicate'],
    ],
  ],
  ['the same code twice in a set', ['codes', -1, '循环,I*'], [['codes', 'code', 'duplicate']]],
  ['not a pattern', ['codes', -1, '循环,I2?'], [['codes', 'code', 'bad_pattern']]],
  [
    'an order in a circle',
    ['precedence', -1, 'FB1,FB2'],
    [
      ['precedence', 'after', 'cyclic_order'],
      ['precedence', 'after', 'cyclic_order'],
    ],
  ],
  ['an order across MDCs', ['precedence', -1, 'GB1,FB2'], [['precedence', 'after', 'other_mdc']]],
  ['weight of zero', ['drg', 1, 'AA19,名,AA1,all,0,,,,'], [['drg', 'weight', 'not_positive']]],
  ['weight below zero', ['drg', 1, 'AA19,名,AA1,all,-1.5,,,,'], [['drg', 'weight', 'not_positive']]],
  ['weight too fine', ['drg', 1, 'AA19,名,AA1,all,1.23456,,,,'], [['drg', 'weight', 'decimals_4']]],
  ['no weight', ['drg', 1, 'AA19,名,AA1,all,,,,,'], [['drg', 'weight', 'required']]],
  ['a level twice', ['drg', -1, 'AA11,名,AA1,严重,1,,,,'], [['drg', 'level', 'levels_overlap']]],
  ['a level missing', ['drg', 1, 'AA11,名,AA1,严重,1,,,,'], [['adrg', 'code', 'levels_missing']]],
  ['mortality above one', ['drg', 1, 'AA19,名,AA1,all,1,,,,101'], [['drg', 'mortality', 'not_a_share']]],
  ['ages reversed', ['mdc', 2, 'P,名,2,围产期,,,28,0,,'], [['mdc', 'age_to', 'ends_reversed']]],
  [
    'more regions than there are',
    ['mdc', 3, 'Z,名,3,外伤,,,,,头部外伤,2'],
    [['mdc', 'regions_least', 'regions_too_few']],
  ],
  ['a kind that is none', ['adrg', 1, 'AA1,名,A,外,1'], [['adrg', 'kind', 'not_a_choice']]],
  ['a name with a comma inside', ['adrg', 1, '"A,A1",名,A,外科,1'], [['adrg', 'code', 'not_a_name']]],
])('%s', async (_, [list, at, line], expected) => {
  const all = texts(syntheticLists)
  const place = at < 0 ? all[list].length : at
  all[list][place] = line
  const { lists, faults } = await readScheme(files(all))
  expect(lists).toBeNull()
  expect(faults.map(({ list: of, column, code }) => [of, column, code])).toEqual(expected)
  // A fault of a cell names its row as the file counts.
  if (expected.length === 1 && expected[0]?.[0] === list && expected[0][2] !== 'levels_missing') {
    expect(faults[0]?.row).toBe(place + 1)
  }
})

test('files that are none: unknown name, a list twice, a list missing, a heading missing, no Excel', async () => {
  const all = texts(syntheticLists)
  const plain = files(all)
  const codes = async (of: readonly { name: string; bytes: Uint8Array }[]) =>
    (await readScheme(of)).faults.map(({ list, code }) => [list, code])
  expect(await codes([...plain, { name: '其他.csv', bytes: utf8('a') }])).toEqual([[null, 'unknown_list']])
  expect(await codes([...plain, { name: 'MDC.csv', bytes: utf8('a') }])).toEqual([['mdc', 'list_twice']])
  expect(await codes(plain.filter(({ name }) => !name.includes('_drg')))).toEqual([['drg', 'sheet_missing']])
  expect(await codes([{ name: 'x.xlsx', bytes: utf8('PK\u0003\u0004 nonsense') }])).toContainEqual([
    null,
    'unreadable',
  ])
  all.cc = ['编码', 'J96*']
  expect(await codes(files(all))).toContainEqual(['cc', 'column_missing'])
  // Without comorbidities at all a scheme is complete.
  const three = files(texts(syntheticLists)).filter(
    ({ name }) => !['_cc.', '_exclusion.', '_precedence.'].some((part) => name.includes(part)),
  )
  expect(await codes(three)).toEqual([])
})

test('a list is known by its file', () => {
  expect(listOfFile('MDC.csv')).toBe('mdc')
  expect(listOfFile('入组条件.csv')).toBe('condition')
  expect(listOfFile('CHS_cc.csv')).toBe('cc')
  expect(listOfFile('2026版 排除表.csv')).toBe('exclusion')
  expect(listOfFile('something.csv')).toBeNull()
})
