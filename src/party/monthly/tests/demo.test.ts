// S4's hospital with its 70 branches: the months' records sum to the year's rate, and a whole month goes up the tree.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoFile } from '../../../../demo/load.ts'
import { demoWorkbooks } from '../../../../demo/index.ts'
import { setScope } from '../../../core/db.ts'
import { importWorkbook } from '../../../foundation/exchange/index.ts'
import { findUnit } from '../../../foundation/org/index.ts'
import { laterPorts } from '../../../product.ts'
import { type Caller, type Harness, openHarness, type SeededUnit } from '../../../../test/harness.ts'
import { monthsFrom, rateOf, sumFigures } from '../rules.ts'

const today = '2026-11-21'
let harness: Harness
let hospital: SeededUnit
let office: Caller

beforeAll(async () => {
  harness = await openHarness()
  harness.setNow(today)
  const workbook = demoWorkbooks(today).find(({ key }) => key === 's4')
  if (workbook === undefined) throw new Error('No demo of S4')
  const bytes = await demoFile(workbook.sheets)
  const { database, floor } = harness.product
  hospital = await database.inScope([], async (tx) => {
    const scope = new Set<string>()
    const widen = async (ids: readonly string[]): Promise<void> => {
      for (const id of ids) scope.add(id)
      await setScope(tx, [...scope])
    }
    const ground = { tx, now: floor.now(), today, vault: floor.vault, mayWrite: () => true, widen }
    await importWorkbook(ground, laterPorts, bytes, false)
    return findUnit(tx, 'GSTCM', 'GSTCM')
  })
  office = await harness.as('party_office', hospital)
}, 180_000)
afterAll(() => harness.close())

test('the months sum to the year: the same duties, counted once', async () => {
  const year = await office.call('duties.rate', { unitId: hospital.id, year: 2026 })
  const figures = []
  for (const month of monthsFrom('2026-01', '2026-12')) {
    const { records } = await office.call('monthly.inbox', { unitId: hospital.id, month })
    figures.push(records ?? [])
  }
  expect(rateOf(sumFigures(figures))).toEqual(year.rate)
  expect(year.rate.numerator / year.rate.denominator).toBeGreaterThan(0.98)
})

test('70 branches and 8 general branches report September; the hospital’s sum is what the records say', async () => {
  const month = '2026-09'
  const at = { unitId: hospital.id, month }
  const first = await office.call('monthly.inbox', at)
  const branches = first.rows.filter(({ unitKind }) => unitKind === 'branch')
  const general = first.rows.filter(({ unitKind }) => unitKind === 'general_branch')
  expect([branches.length, general.length]).toEqual([70, 8])

  for (const level of [branches, general]) {
    const queue = level.map(({ unitId }) => unitId)
    // Eight clerks at once.
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let unitId = queue.pop(); unitId !== undefined; unitId = queue.pop())
          await office.call('monthly.submit', { unitId, month })
      }),
    )
    const reports = level.map(({ unitId }) => ({ unitId, number: 1 }))
    const { accepted, left } = await office.call('monthly.acceptMany', { ...at, reports })
    expect(accepted.length + left.length).toBe(level.length)
    expect(left.every(({ why }) => why === 'rate')).toBe(true)
    // What has not the full rate is looked at one by one.
    for (const { unitId } of left) await office.call('monthly.accept', { unitId, month, number: 1 })
  }
  const { now, records } = await office.call('monthly.get', at)
  expect(now.missing).toEqual([])
  expect(now.figures).toEqual(records)
  const rate = await office.call('duties.rate', { unitId: hospital.id, year: 2026 })
  expect(rateOf(now.figures)).toEqual(rate.months[8]?.rate)
  // Members are counted once, wherever they are.
  const total = now.members.find(({ status }) => status === 'full')?.count ?? 0
  const own = now.below.flatMap(({ members }) => members).filter(({ status }) => status === 'full')
  expect(own.reduce((sum, { count }) => sum + count, 0)).toBe(total)
}, 240_000)
