// Duties on a real database: issue, fulfil, state in SQL as in the rules, waiver, rate up the tree.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'
import { fulfil, issueFor } from './issue.ts'
import { dutyState } from './rules.ts'

let harness: Harness
let root: SeededUnit
let committee: SeededUnit
let branch: SeededUnit
let small: SeededUnit
let young: SeededUnit
let group: SeededUnit

const today = '2026-11-21'
const issue = (day: string): Promise<number> =>
  harness.product.database.inScope([root.institutionId], (tx) => issueFor(tx, [root.institutionId], day))
const record = (
  unit: SeededUnit,
  rhythm: string,
  happenedOn: string,
  id: string,
  countsFor = happenedOn,
): Promise<void> =>
  harness.product.database.inScope([root.institutionId], (tx) =>
    fulfil(tx, [
      {
        institutionId: root.institutionId,
        unitId: unit.id,
        rhythm,
        recordKind: 'meeting',
        recordId: id,
        happenedOn,
        countsFor,
      },
    ]),
  )

beforeAll(async () => {
  harness = await openHarness()
  root = await seedInstitution(harness, { name: '医院', dutiesFrom: '2026-01-01' })
  committee = await seedUnit(harness, root, { name: '党委', kind: 'committee' })
  branch = await seedUnit(harness, committee, { name: '一支部', kind: 'branch' })
  small = await seedUnit(harness, committee, { name: '二支部', kind: 'branch' })
  young = await seedUnit(harness, committee, { name: '三支部', kind: 'branch', foundedOn: '2026-02-20' })
  group = await seedUnit(harness, branch, { name: '一小组', kind: 'group' })
  await seedUnit(harness, committee, { name: '空支部', kind: 'branch' })
  await seedPeople(harness, branch, [
    { name: '甲', post: 'secretary' },
    { name: '乙', post: 'organization_member' },
    { name: '丙', post: 'discipline_member' },
  ])
  await seedPeople(harness, group, [{ name: '丁' }])
  await seedPeople(harness, small, [{ name: '戊', post: 'secretary' }])
  await seedPeople(harness, young, [{ name: '己', from: '2026-02-20' }])
})
afterAll(() => harness.close())

async function rhythmsOf(unit: SeededUnit): Promise<Record<string, number>> {
  const rows = await harness.owner(
    'select rhythm, count(*)::int as n from duty where unit_id = $1 group by rhythm order by rhythm',
    [unit.id],
  )
  return Object.fromEntries(rows.map((row) => [String(row['rhythm']), Number(row['n'])]))
}

describe('issuing', () => {
  test('by 21 November: eleven months, four quarters; once only', async () => {
    expect(await issue(today)).toBeGreaterThan(0)
    expect(await rhythmsOf(branch)).toEqual({
      committee_meeting: 11,
      general_meeting: 4,
      heart_talks: 1,
      lecture: 4,
      organizational_life_meeting: 1,
      theme_day: 11,
    })
    expect(await issue(today)).toBe(0)
  })

  test('without a committee no committee meeting; a group owes its own; a unit without members owes nothing', async () => {
    expect(await rhythmsOf(small)).toEqual({
      general_meeting: 4,
      lecture: 4,
      organizational_life_meeting: 1,
      theme_day: 11,
    })
    expect(await rhythmsOf(group)).toEqual({ group_meeting: 11 })
    const empty = await harness.owner(
      "select count(*)::int as n from duty join unit on unit.id = duty.unit_id where unit.name = '空支部'",
    )
    expect(empty[0]?.['n']).toBe(0)
  })

  test('a branch founded on 20 February owes March onwards, and the quarter from April on', async () => {
    expect(await rhythmsOf(young)).toEqual({ general_meeting: 3, lecture: 3, theme_day: 9 })
  })

  test('two at once issue each duty once', async () => {
    const before = await harness.owner('select count(*)::int as n from duty')
    const counts = await Promise.all([issue('2026-12-01'), issue('2026-12-01'), issue('2026-12-01')])
    const after = await harness.owner('select count(*)::int as n from duty')
    expect(Number(after[0]?.['n']) - Number(before[0]?.['n'])).toBe(counts.reduce((sum, n) => sum + n, 0))
    expect(await rhythmsOf(group)).toEqual({ group_meeting: 12 })
  })
})

describe('fulfilling', () => {
  const id = (n: number): string => `00000000-0000-7000-8000-00000000000${n}`

  test('a record fulfils the duty of its period once; a second record changes nothing', async () => {
    await record(branch, 'theme_day', '2026-03-10', id(1))
    await record(branch, 'theme_day', '2026-03-20', id(2))
    const rows = await harness.owner(
      "select f.record_id, f.happened_on::text as day from duty_fulfilment f join duty d on d.id = f.duty_id where d.unit_id = $1 and d.rhythm = 'theme_day' and d.period_from = '2026-03-01'",
      [branch.id],
    )
    expect(rows).toEqual([{ record_id: id(1), day: '2026-03-10' }])
  })

  test('a record that makes up for an earlier month is late, not on time', async () => {
    await record(branch, 'theme_day', '2026-05-04', id(3), '2026-04-30')
    const office = await harness.as('party_office', root)
    const { duties } = await office.call('duties.list', {
      unitId: branch.id,
      from: '2026-04-01',
      to: '2026-04-30',
      rhythm: 'theme_day',
    })
    expect(duties.map((duty) => [duty.state, duty.happenedOn])).toEqual([['late', '2026-05-04']])
  })

  test('SQL and rules agree on every duty on every kind of day', async () => {
    const office = await harness.as('party_office', root)
    for (const day of ['2026-03-31', '2026-04-01', '2026-06-30', today]) {
      harness.setNow(day)
      const { duties } = await office.call('duties.list', {
        unitId: root.id,
        from: '2026-01-01',
        to: '2026-12-31',
        limit: 5000,
      })
      for (const duty of duties) {
        const expected = dutyState(
          {
            dueOn: duty.dueOn,
            waived: duty.waivedReason !== null,
            fulfilledOn: duty.happenedOn,
            dissolvedOn: null,
            withdrawn: false,
          },
          day,
        )
        expect([duty.id, duty.state]).toEqual([duty.id, expected])
      }
    }
    harness.setNow(today)
  })
})

describe('a unit dissolved in between', () => {
  test('owes nothing that was due after its last day, in SQL as in the rules', async () => {
    const last = '2026-10-15'
    await harness.owner('update unit set dissolved_on = $1 where id = $2', [last, young.id])
    const office = await harness.as('party_office', root)
    const { duties } = await office.call('duties.list', {
      unitId: young.id,
      from: '2026-01-01',
      to: '2026-12-31',
    })
    for (const duty of duties) {
      const facts = {
        dueOn: duty.dueOn,
        waived: false,
        fulfilledOn: duty.happenedOn,
        dissolvedOn: last,
        withdrawn: false,
      }
      expect([duty.dueOn, duty.state]).toEqual([duty.dueOn, dutyState(facts, today)])
    }
    expect(new Set(duties.map((duty) => duty.state))).toEqual(new Set(['overdue', 'not_applicable']))
    await harness.owner('update unit set dissolved_on = null where id = $1', [young.id])
  })
})

describe('waiver and rate', () => {
  test('a waived duty leaves the denominator; taking it back brings it back; each needs its state', async () => {
    const office = await harness.as('party_office', root)
    const rate = async () => (await office.call('duties.rate', { unitId: small.id, year: 2026 })).rate
    const before = await rate()
    const { duties } = await office.call('duties.list', {
      unitId: small.id,
      from: '2026-01-01',
      to: '2026-01-31',
    })
    const dutyId = duties[0]?.id ?? ''
    await office.call('duties.waive', { dutyId, reason: '党员全部外派抗疫' })
    expect(await rate()).toEqual({ numerator: before.numerator, denominator: before.denominator - 1 })
    expect((await failing(office.call('duties.waive', { dutyId, reason: '再次' }))).code).toBe('wrong_state')
    await office.call('duties.unwaive', { dutyId })
    expect(await rate()).toEqual(before)
    expect((await failing(office.call('duties.unwaive', { dutyId }))).code).toBe('wrong_state')
    expect((await failing(office.call('duties.waive', { dutyId, reason: '   ' }))).code).toBe('invalid_input')
  })

  test('the rate of a unit is the sum of its children and of its months', async () => {
    const office = await harness.as('party_office', root)
    const whole = await office.call('duties.rate', { unitId: committee.id, year: 2026 })
    const sum = (list: readonly { rate: { numerator: number; denominator: number } }[]) => ({
      numerator: list.reduce((total, one) => total + one.rate.numerator, 0),
      denominator: list.reduce((total, one) => total + one.rate.denominator, 0),
    })
    expect(whole.rate.denominator).toBeGreaterThan(0)
    expect(sum(whole.children)).toEqual(whole.rate)
    expect(sum(whole.months)).toEqual(whole.rate)
    const above = await office.call('duties.rate', { unitId: root.id, year: 2026 })
    expect(above.rate).toEqual(whole.rate)
  })

  test('mine: overdue first, only what is still owed; reminders five working days before', async () => {
    const secretary = await harness.as('branch_secretary', branch)
    const { duties, counts } = await secretary.call('duties.mine', {})
    expect(duties.every((duty) => duty.state === 'overdue' || duty.state === 'due')).toBe(true)
    const firstDue = duties.findIndex((duty) => duty.state === 'due')
    expect(duties.slice(firstDue).every((duty) => duty.state === 'due')).toBe(true)
    expect(counts.overdue).toBe(firstDue)
    const november = duties.find((duty) => duty.dueOn === '2026-11-30')
    expect(november?.remindOn).toBe('2026-11-23')
    expect(november?.remindCertain).toBe(false)
  })
})
