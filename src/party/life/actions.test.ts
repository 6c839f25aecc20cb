// The yearly activity table on a real database: rows in the order of the tree, marks in their month, the rate of each.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'
import { fulfil, issueFor } from '../../foundation/duties/index.ts'

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

test('a branch sees its own rows only', async () => {
  const member = await harness.as('member', first)
  const { rows } = await member.call('life.table', { unitId: first.id, year: 2026 })
  expect(rows.map((row) => row.unitName)).toEqual(['一支部', '一小组'])
})
