// The yearly activity table on a real database: rows in the order of the tree, marks in their month, the rate of each.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { readXlsx } from 'hucre/xlsx'
import { failing, type Harness, openHarness, type SeededUnit } from '../../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../../test/seed.ts'
import { textsOf } from '../../../../test/word-file.ts'
import { fulfil, issueFor } from '../../../foundation/duties/index.ts'

let harness: Harness
let root: SeededUnit
let first: SeededUnit

beforeAll(async () => {
  harness = await openHarness()
  root = await seedInstitution(harness, { name: '医院' })
  // Founded in another order than their codes: the table follows the codes.
  const second = await seedUnit(harness, root, { name: '乙总支', kind: 'general_branch', code: 'ZZ2' })
  const general = await seedUnit(harness, root, { name: '甲总支', kind: 'general_branch', code: 'ZZ1' })
  const last = await seedUnit(harness, second, { name: '三支部', kind: 'branch', code: 'ZB3' })
  const middle = await seedUnit(harness, general, { name: '二支部', kind: 'branch', code: 'ZB2' })
  first = await seedUnit(harness, general, { name: '一支部', kind: 'branch', code: 'ZB1' })
  const group = await seedUnit(harness, first, { name: '一小组', kind: 'group', code: 'ZB1-1' })
  for (const unit of [last, middle, group]) await seedPeople(harness, unit, [{ name: '甲' }])
  await harness.product.database.inScope([root.institutionId], async (tx) => {
    await issueFor(tx, [root.institutionId], '2026-11-21')
    await fulfil(tx, [
      {
        institutionId: root.institutionId,
        unitId: first.id,
        rhythm: 'general_meeting',
        recordKind: 'meeting',
        recordId: '01a00000-0000-7000-8000-000000000001',
        happenedOn: '2026-02-10',
        countsFor: '2026-02-10',
      },
    ])
  })
})
afterAll(() => harness.close())

test('rows stand in the order of the tree', async () => {
  const office = await harness.as('party_office', root)
  const { rows } = await office.call('life.table', { unitId: root.id, year: 2026 })
  expect(rows.map((row) => [row.unitName, row.above])).toEqual([
    ['一支部', '甲总支'],
    ['一小组', '一支部'],
    ['二支部', '甲总支'],
    ['三支部', '乙总支'],
  ])
})

test('a quarter’s duty stands in the month it is due, fulfilled by its record; the rates add up', async () => {
  const office = await harness.as('party_office', root)
  const { rows, rate } = await office.call('life.table', { unitId: root.id, year: 2026 })
  const months = rows[0]?.months ?? []
  expect(months.length).toBe(12)
  expect(months[2]?.find((mark) => mark.rhythm === 'general_meeting')).toMatchObject({
    state: 'done',
    recordKind: 'meeting',
  })
  expect(months[0]?.map((mark) => [mark.rhythm, mark.state])).toEqual([['theme_day', 'overdue']])
  expect(rate).toEqual({
    numerator: rows.reduce((sum, row) => sum + row.rate.numerator, 0),
    denominator: rows.reduce((sum, row) => sum + row.rate.denominator, 0),
  })
  expect(rate.numerator).toBe(1)
})

test('units above the branches are rolled up, and the sums are those of the rows', async () => {
  const office = await harness.as('party_office', root)
  const { rolled, rows, rate, folded } = await office.call('life.table', { unitId: root.id, year: 2026 })
  expect(folded).toBe(false)
  expect(rolled.map((unit) => [unit.unitName, unit.depth, unit.units])).toEqual([
    ['医院', 0, 4],
    ['甲总支', 1, 3],
    ['乙总支', 1, 1],
  ])
  expect(rolled[0]?.rate).toEqual(rate)
  const january = rolled[1]?.months[0]?.find((cell) => cell.rhythm === 'theme_day')
  expect(january?.counts).toEqual({ overdue: 2 })
  expect(rolled[1]?.behind).toBe(
    rows.filter((row) => row.above !== '乙总支' && row.months.flat().some((mark) => mark.state === 'overdue'))
      .length,
  )
})

test('a unit of very many branches answers with the units right below it, never with all rows', async () => {
  const large = await seedInstitution(harness, { name: '大医院' })
  const general = await seedUnit(harness, large, { name: '大总支', kind: 'general_branch' })
  for (let index = 0; index < 241; index += 1)
    await seedUnit(harness, general, { name: `第${index}支部`, kind: 'branch', code: `L${1000 + index}` })
  const office = await harness.as('party_office', large)
  const whole = await office.call('life.table', { unitId: large.id, year: 2026 })
  expect([whole.folded, whole.rows.length, whole.rolled.map((unit) => unit.unitName)]).toEqual([
    true,
    0,
    ['大医院', '大总支'],
  ])
  const first = await office.call('life.table', { unitId: general.id, year: 2026 })
  expect([first.folded, first.below, first.rows.length]).toEqual([true, 241, 200])
  const rest = await office.call('life.table', { unitId: general.id, year: 2026, offset: 200 })
  expect(rest.rows.map((row) => row.unitName).at(-1)).toBe('第240支部')
  expect(rest.rows.length).toBe(41)
})

test('who is behind, and since when: the longest first', async () => {
  const office = await harness.as('party_office', root)
  const { total, units } = await office.call('life.behind', { unitId: root.id, year: 2026 })
  expect(total).toBe(4)
  expect(units.map((unit) => unit.since)).toEqual(units.map((unit) => unit.since).toSorted())
  expect(units.find((unit) => unit.unitName === '一支部')).toMatchObject({
    // Ten theme days, and the general meetings and lectures of the second and third quarter with the first lecture.
    since: '2026-01-31',
    days: 294,
    above: '甲总支',
  })
  const only = await office.call('life.behind', { unitId: root.id, year: 2026, rhythm: 'group_meeting' })
  expect(only.units.map((unit) => unit.unitName)).toEqual(['一小组'])
})

test('the goal is the institution’s own, with its source; a stale change is refused', async () => {
  const office = await harness.as('party_office', root)
  expect(await office.call('life.goal', { unitId: first.id })).toMatchObject({
    goal: 9800,
    source: null,
    version: 0,
    topUnitId: root.id,
  })
  const goal = { unitId: root.id, goal: 9550, source: '2026 年党建工作要点', version: 0 }
  await office.call('life.saveGoal', goal)
  expect((await failing(office.call('life.saveGoal', goal))).code).toBe('stale')
  expect((await office.call('life.table', { unitId: first.id, year: 2026 })).goal).toBe(9550)
  expect((await failing(office.call('life.saveGoal', { ...goal, unitId: first.id }))).code).toBe(
    'wrong_state',
  )
})

test('the file holds what the table shows', async () => {
  const office = await harness.as('party_office', root)
  const file = await office.call('life.tableFile', { unitId: root.id, year: 2026, onlyBehind: true })
  expect(file.name).toBe('医院 2026 年支部活动一览表.xlsx')
  const { sheets } = await readXlsx(new Uint8Array(await file.arrayBuffer()))
  const lines = sheets.find((sheet) => sheet.name === '支部活动一览表')?.rows ?? []
  expect(lines.map((line) => line[1]).slice(1, 5)).toEqual(['医院', '甲总支', '乙总支', '一支部'])
  expect(lines[4]?.[2]).toContain('主题党日 ! 逾期')
})

test('a branch sees its own rows only', async () => {
  const member = await harness.as('member', first)
  const { rows } = await member.call('life.table', { unitId: first.id, year: 2026 })
  expect(rows.map((row) => row.unitName)).toEqual(['一支部', '一小组'])
})

test('the standard form prints the same figures: on time of what counts, with a sign for what is overdue', async () => {
  const office = await harness.as('party_office', root)
  const table = await office.call('life.table', { unitId: root.id, year: 2026 })
  const word = await office.call('forms.print', {
    formId: 'yearly_table',
    subjectId: root.id,
    period: '2026',
  })
  expect(word.name).toBe('医院2026年度支部活动一览表.docx')
  const texts = textsOf(new Uint8Array(await word.arrayBuffer()))
  const at = texts.indexOf('一支部')
  const months = table.rows[0]?.months ?? []
  const cells = months.map((marks) => {
    const of = (...states: readonly string[]) => marks.filter(({ state }) => states.includes(state)).length
    const counted = of('done', 'late', 'overdue')
    return counted === 0 ? '' : `${of('done')}/${counted}${of('overdue') > 0 ? '！' : ''}`
  })
  expect(cells.some((each) => each.endsWith('！'))).toBe(true)
  expect(texts.slice(at + 1, at + 13)).toEqual(cells)
  expect(texts).toContain(`${table.rate.numerator}/${table.rate.denominator}`)
})
