// The whole demo through the product's own import and endpoints: what the screens show of it, by the endpoints they use.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type Harness, openHarness } from '../../test/harness.ts'
import { loadDemo } from '../load.ts'

let harness: Harness
const houses = { s0: 'GYGW', s1: 'PEHP', s2: 'GDHC', s3: 'LXWY', s4: 'GSTCM' } as const
const offices = new Map<string, { readonly office: Caller; readonly unitId: string }>()
const at = (key: keyof typeof houses) => {
  const found = offices.get(key)
  if (found === undefined) throw new Error(`No office of ${key}`)
  return found
}

beforeAll(async () => {
  harness = await openHarness()
  harness.setNow('2026-11-21')
  await loadDemo(harness.product, () => undefined)
  for (const [key, code] of Object.entries(houses)) {
    const [row] = await harness.owner('select institution_id, id, path from unit where code = $1', [code])
    const unit = row as { institution_id: string; id: string; path: readonly string[] }
    const seeded = { institutionId: unit.institution_id, id: unit.id, path: unit.path }
    offices.set(key, { office: await harness.as('party_office', seeded), unitId: unit.id })
  }
}, 240_000)
afterAll(() => harness.close())

test('S1 shows the 237 lectures and the 10 study group sessions of 2023 that its report counts', async () => {
  const { office, unitId } = at('s1')
  const { held, leaders, leadersByJuly, lectures } = await office.call('life.lectures', {
    unitId,
    year: 2023,
  })
  expect([held, leaders, leadersByJuly]).toEqual([237, 7, 7])
  expect(lectures.every(({ lecturer, topic }) => lecturer !== null && topic !== null)).toBe(true)
  const year = { unitId, from: '2023-01-01', to: '2023-12-31', limit: 1 }
  for (const [kind, count] of [
    ['lecture', 237],
    ['study_group', 10],
  ] as const) {
    const { total } = await office.call('meetings.list', { ...year, kind, state: 'confirmed' })
    expect([kind, total]).toEqual([kind, count])
  }
})

test('S3 has a full year behind it: the year before without a gap', async () => {
  const { office, unitId } = at('s3')
  const { rate } = await office.call('duties.rate', { unitId, year: 2025 })
  expect(rate.numerator).toBe(rate.denominator)
  expect(rate.denominator).toBeGreaterThan(25)
  const { units } = await office.call('life.plansBelow', { unitId, year: 2026 })
  // Ten theme days and what four quarters ask for; November, December and the year's end are still open.
  expect(units).toMatchObject([{ state: 'submitted', items: 21, held: 18 }])
})

test('the committees of S0, S1 and S4 studied each quarter of the year and the year before', async () => {
  for (const key of ['s0', 's1', 's4'] as const) {
    const { office, unitId } = at(key)
    const { meetings } = await office.call('meetings.list', {
      unitId,
      kind: 'study_group',
      state: 'confirmed',
      from: '2025-01-01',
      limit: 100,
    })
    const quarters = new Set(
      meetings.map(({ startedAt }) => {
        const [year, month] = (startedAt ?? '').split('-')
        return `${year} ${Math.ceil(Number(month) / 3)}`
      }),
    )
    expect([key, quarters.size]).toEqual([key, 8])
  }
})

test('plans of S0, S1 and S4: most in force, some to decide, and the items show what was held', async () => {
  for (const [key, branches] of [
    ['s0', 9],
    ['s1', 29],
    ['s4', 70],
  ] as const) {
    const { office, unitId } = at(key)
    const { units } = await office.call('life.plansBelow', { unitId, year: 2026 })
    const states = Map.groupBy(units, ({ state }) => state)
    expect(units.filter(({ state }) => state !== null)).toHaveLength(branches)
    expect(states.get('in_force')?.length).toBeGreaterThanOrEqual(branches - 9)
    expect(states.get('submitted')?.length).toBeGreaterThan(0)
    const sum = (of: 'items' | 'held') => units.reduce((total, unit) => total + unit[of], 0)
    // Ten months and a part of the twelve, and nearly nothing missed.
    expect(sum('held') / sum('items')).toBeGreaterThan(0.8)
    expect(sum('held') / sum('items')).toBeLessThan(0.95)
    const first = units.find(({ state }) => state === 'in_force')
    const { plan, fixed } = await office.call('life.plan', { unitId: first?.unitId ?? '', year: 2026 })
    expect(plan?.items.filter(({ meeting }) => meeting !== null)).toHaveLength(first?.held ?? -1)
    expect(fixed).not.toBeNull()
    expect((await office.call('life.plan', { unitId, year: 2026 })).plan?.state).toBe('in_force')
  }
})

test('themes: S0 by 1+6+N and a draft 3+1+1 without parts, S2 and all below it by +N, none invented for the others', async () => {
  const s0 = await at('s0').office.call('life.schemes', { unitId: at('s0').unitId })
  expect(
    s0.schemes.map(({ name, versions }) => [name, versions[0]?.state, versions[0]?.parts.length]),
  ).toEqual([
    ['“1+6+N”主题党日', 'in_force', 11],
    ['支部“3+1+1”模式研学', 'draft', 0],
  ])
  const s2 = await at('s2').office.call('life.coverage', { unitId: at('s2').unitId, year: 2026 })
  expect(s2.scheme?.name).toBe('“主题党日+N”')
  const leaves = s2.rows.filter(({ leaf }) => leaf)
  expect(leaves).toHaveLength(10)
  expect(leaves.every(({ cells }) => cells.every(({ count }) => count > 0))).toBe(true)
  for (const key of ['s1', 's3', 's4'] as const) {
    const { office, unitId } = at(key)
    expect((await office.call('life.coverage', { unitId, year: 2026 })).scheme).toBeNull()
  }
})

test('partners: agreements with activities whose records name the guests and the branches that took part', async () => {
  for (const [key, expected] of [
    ['s0', [2, 3]],
    ['s1', [2]],
    ['s2', [2]],
    ['s4', [3]],
  ] as const) {
    const { office, unitId } = at(key)
    const { agreements } = await office.call('life.agreements', { unitId })
    expect(agreements.map(({ meetings }) => meetings.length).toSorted((a, b) => a - b)).toEqual(expected)
    expect(agreements.every(({ partner }) => partner.endsWith('（演示）'))).toBe(true)
    const meetingId = agreements[0]?.meetings[0]?.id ?? ''
    const meeting = await office.call('meetings.get', { meetingId })
    expect(meeting.state).toBe('confirmed')
    expect(meeting.guests.length).toBeGreaterThan(0)
  }
})
