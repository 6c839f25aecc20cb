// The bits that rates and tables read say what the duties say one by one, whatever happened to these, and whoever was at it at once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'
import type { Tx } from '../../core/db.ts'
import { newId } from '../../core/ids.ts'
import { fulfil, issueFor, unfulfil } from './issue.ts'
import { dutyState, type DutyState, noCounts } from './rules.ts'
import { countsOfYear, readBehind, ratesByYear, readDuties, sumsByChild } from './store/index.ts'

const today = '2026-11-21'
let harness: Harness
let office: Caller
let root: SeededUnit
let general: SeededUnit
let other: SeededUnit
let branches: readonly SeededUnit[]
let group: SeededUnit

const inside = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  harness.product.database.inScope([root.institutionId], work)

beforeAll(async () => {
  harness = await openHarness()
  root = await seedInstitution(harness, { name: '医院', dutiesFrom: '2025-07-01' })
  general = await seedUnit(harness, root, { name: '甲总支', kind: 'general_branch' })
  other = await seedUnit(harness, root, { name: '乙总支', kind: 'general_branch' })
  const made: SeededUnit[] = []
  for (const name of ['一支部', '二支部', '三支部', '四支部'])
    made.push(await seedUnit(harness, general, { name, kind: 'branch' }))
  branches = made
  const [first] = made
  if (first === undefined) throw new Error('no branch')
  group = await seedUnit(harness, first, { name: '一小组', kind: 'group' })
  await seedPeople(harness, first, [
    { name: '甲', post: 'secretary' },
    { name: '乙', post: 'organization_member' },
    { name: '丙', post: 'discipline_member' },
  ])
  for (const unit of [...made.slice(1), group]) await seedPeople(harness, unit, [{ name: '丁' }])
  await inside((tx) => issueFor(tx, [root.institutionId], today))
  office = await harness.as('party_office', root)
})
afterAll(() => harness.close())

const at = (index: number): SeededUnit => branches[index] ?? root

const meeting = (unit: SeededUnit, rhythm: string, happenedOn: string, countsFor = happenedOn) => ({
  institutionId: root.institutionId,
  unitId: unit.id,
  rhythm,
  recordKind: 'meeting',
  recordId: newId(),
  happenedOn,
  countsFor,
})

/** Compares every way of counting with the duties one by one, above every unit and on several days. */
async function expectTruth(): Promise<void> {
  const dissolved = new Map(
    (await harness.owner('select id, dissolved_on::text as day from unit')).map((row) => [
      String(row['id']),
      typeof row['day'] === 'string' ? row['day'] : null,
    ]),
  )
  for (const day of ['2026-01-31', '2026-02-01', '2026-06-30', today, '2027-03-01']) {
    const rows = await inside((tx) => readDuties(tx, { unitIds: [root.id], today: day, limit: 5_000 }))
    const truth = rows.map((row) => ({
      ...row,
      state: dutyState(
        {
          dueOn: row.dueOn,
          waived: row.waivedReason !== null,
          fulfilledOn: row.happenedOn,
          dissolvedOn: dissolved.get(row.unitId) ?? null,
          withdrawn: row.withdrawn,
        },
        day,
      ),
    }))
    for (const unit of [root, general, other, at(0), at(1), group]) {
      const below = truth.filter(({ path }) => path.includes(unit.id))
      const count = (list: readonly { readonly state: DutyState }[]) => {
        const counts = noCounts()
        for (const { state } of list) counts[state] += 1
        return counts
      }
      const year = below.filter(({ dueOn }) => dueOn.startsWith('2026'))
      const childOf = (path: readonly string[]) => path[path.indexOf(unit.id) + 1] ?? ''
      const byChild = Object.fromEntries(
        [...Map.groupBy(year, ({ path }) => childOf(path))].map(([child, list]) => [child, count(list)]),
      )
      const counted = await inside((tx) => countsOfYear(tx, unit.id, { year: 2026, today: day }))
      expect(Object.fromEntries(counted.byChild)).toEqual(byChild)
      expect(counted.whole).toEqual(count(year))
      expect(Object.fromEntries(counted.byMonth)).toEqual(
        Object.fromEntries(
          [...Map.groupBy(year, ({ dueOn }) => Number(dueOn.slice(5, 7)))].map(([month, list]) => [
            month,
            count(list),
          ]),
        ),
      )
      const sums = await inside((tx) => sumsByChild(tx, unit.id, 2026, day))
      expect(Object.fromEntries([...sums].map(([child, sum]) => [child, sum.counts]))).toEqual(byChild)
      const themes = (list: readonly (typeof year)[number][], month: number) =>
        count(list.filter((row) => row.rhythm === 'theme_day' && Number(row.dueOn.slice(5, 7)) === month))
      for (const [child, sum] of sums) {
        const own = year.filter(({ path }) => childOf(path) === child)
        expect(sum.units).toBe(new Set(own.map(({ unitId }) => unitId)).size)
        expect(sum.behind).toBe(
          new Set(own.filter(({ state }) => state === 'overdue').map(({ unitId }) => unitId)).size,
        )
        for (const month of [1, 2, 5, 11])
          expect(sum.months[month - 1]?.get('theme_day') ?? noCounts()).toEqual(themes(own, month))
      }
      const late = Map.groupBy(
        year.filter(({ state }) => state === 'overdue'),
        ({ unitId }) => unitId,
      )
      const behind = await inside((tx) =>
        readBehind(tx, unit.id, { year: 2026, today: day, limit: 50, offset: 0 }),
      )
      expect(behind.total).toBe(late.size)
      expect(
        new Map(behind.units.map((each) => [each.unitId, [each.overdue, each.since, each.rhythms]])),
      ).toEqual(
        new Map(
          [...late].map(([id, list]) => [
            id,
            [
              list.length,
              list.map(({ dueOn }) => dueOn).toSorted()[0],
              [...new Set(list.map(({ rhythm }) => rhythm))].toSorted(),
            ],
          ]),
        ),
      )
    }
    const years = await inside((tx) => ratesByYear(tx, root.id, day))
    expect(years.get(2025)?.denominator).toBe(
      truth.filter(({ dueOn, state }) => dueOn < '2026' && ['done', 'late', 'overdue'].includes(state))
        .length,
    )
  }
}

const dutyOf = async (unit: SeededUnit, rhythm: string, month: string): Promise<string> => {
  const [row] = await harness.owner(
    "select id from duty where unit_id = $1 and rhythm = $2 and to_char(due_on, 'YYYY-MM') = $3",
    [unit.id, rhythm, month],
  )
  return String(row?.['id'])
}
const versionOf = async (unit: SeededUnit): Promise<number> =>
  (await office.call('org.unit', { unitId: unit.id })).version
const move = async (unit: SeededUnit, parent: SeededUnit, on: string) =>
  office.call('org.moveUnit', { unitId: unit.id, parentId: parent.id, on, version: await versionOf(unit) })

test('issued, fulfilled in time, late and made up for, waived and not', async () => {
  await expectTruth()
  await inside((tx) =>
    fulfil(tx, [
      meeting(at(0), 'theme_day', '2026-01-10'),
      meeting(at(0), 'theme_day', '2026-03-02', '2026-02-28'),
      meeting(at(0), 'general_meeting', '2026-03-31'),
      meeting(at(1), 'theme_day', '2025-12-31'),
      meeting(at(1), 'organizational_life_meeting', '2026-12-31'),
      meeting(group, 'group_meeting', '2026-11-02'),
      // A second record of a duty changes nothing, nor does one that answers no duty.
      meeting(at(0), 'theme_day', '2026-01-20'),
      meeting(at(0), 'group_meeting', '2026-01-20'),
    ]),
  )
  await expectTruth()
  const [waived, done] = [
    await dutyOf(at(1), 'lecture', '2026-03'),
    await dutyOf(at(2), 'lecture', '2026-06'),
  ]
  await office.call('duties.waive', { dutyId: waived, reason: '外派' })
  await office.call('duties.waive', { dutyId: done, reason: '外派' })
  // Fulfilled after all: a record goes before a waiver.
  await inside((tx) => fulfil(tx, [meeting(at(2), 'lecture', '2026-06-01')]))
  await expectTruth()
  await office.call('duties.unwaive', { dutyId: waived })
  await expectTruth()
})

test('taken back: what a record had fulfilled is owed again, in time or late', async () => {
  const records = [
    meeting(at(3), 'theme_day', '2026-04-10'),
    meeting(at(3), 'theme_day', '2026-06-10', '2026-05-31'),
  ]
  await inside((tx) => fulfil(tx, records))
  await expectTruth()
  for (const record of records) await inside((tx) => unfulfil(tx, record))
  await expectTruth()
  expect(await dutyOf(at(3), 'theme_day', '2026-04')).not.toBe('undefined')
})

test('moved within the year and back, and dissolved within a month and on its last day', async () => {
  await move(at(0), other, '2026-05-01')
  await expectTruth()
  await inside((tx) => fulfil(tx, [meeting(at(0), 'theme_day', '2026-07-10')]))
  await expectTruth()
  await move(at(0), general, '2026-05-01')
  await expectTruth()
  const moved = await harness.owner('select count(*)::int as n from duty_year where path is null')
  expect(moved).toEqual([{ n: 0 }])
  for (const day of ['2026-08-30', '2026-08-31', '2025-12-31', null]) {
    await harness.owner('update unit set dissolved_on = $1 where id = $2', [day, at(3).id])
    await expectTruth()
  }
})

test('thirty at once: records and waivers of the same units, a move and the daily job lose nothing', async () => {
  const months = Array.from({ length: 10 }, (_, index) => String(index + 1).padStart(2, '0'))
  const waive = await Promise.all(months.map((month) => dutyOf(at(2), 'theme_day', `2026-${month}`)))
  await Promise.all([
    ...months.map((month) =>
      inside((tx) =>
        fulfil(
          tx,
          // Each names the units in another order.
          (Number(month) % 2 === 0 ? [0, 1] : [1, 0]).map((index) =>
            meeting(at(index), 'theme_day', `2026-${month}-15`),
          ),
        ),
      ),
    ),
    ...months.map((month) => inside((tx) => fulfil(tx, [meeting(at(2), 'theme_day', `2026-${month}-16`)]))),
    ...waive
      .slice(0, 8)
      .map((dutyId) => office.call('duties.waive', { dutyId, reason: '同时' }).catch(() => null)),
    move(at(0), other, '2026-06-01'),
    inside((tx) => issueFor(tx, [root.institutionId], '2026-12-02')),
  ])
  await expectTruth()
})
