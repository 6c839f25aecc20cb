// Actions from making to evaluation, what their indicators say, the map of departments, the data pack and the cockpit.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dischargeStage, file, line } from '../../../test/discharge-stage.ts'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'
import { countYears } from '../../foundation/duties/index.ts'
import { addMonths } from './rules.ts'

let harness: Harness
let root: SeededUnit
let heart: SeededUnit
let surgery: SeededUnit
let first: SeededUnit
let second: SeededUnit
let office: Caller
let performance: Caller

const { checked, publish } = dischargeStage(() => harness)
const stays = 20

/** Stays of a department in a month, of which some died: 24 months, four of twenty before 2026 and one of twenty from then on. */
function pages(): Buffer {
  let at = 0
  const lines: string[] = []
  for (let month = '2024-11'; month <= '2026-10'; month = addMonths(month, 1))
    for (const department of ['03', '04'])
      for (let stay = 0; stay < stays; stay += 1) {
        const deaths = month < '2026-01' ? 4 : 1
        at += 1
        lines.push(
          line(0, {
            A48: `J${String(at).padStart(8, '0')}`,
            B12: `${month}-10 08:00:00`,
            B15: `${month}-15 10:00:00`,
            B16C: department,
            B20: '5',
            B34C: stay < deaths ? '5' : '1',
          }),
        )
      }
  return file(lines)
}

async function cover(
  branch: SeededUnit,
  department: SeededUnit,
  from: string,
  until: string | null,
): Promise<void> {
  await harness.owner(
    'insert into coverage (institution_id, branch_id, department_id, from_on, until_on) values ($1, $2, $3, $4, $5)',
    [root.institutionId, branch.id, department.id, from, until],
  )
}

/** A duty of a branch for a month: on time, or not done. */
async function duty(unit: SeededUnit, month: string, done: boolean): Promise<void> {
  const [row] = await harness.owner(
    `insert into duty (institution_id, id, unit_id, path, rhythm, period_from, period_to, due_on)
     values ($1, gen_random_uuid(), $2, $3, 'theme_day', $4, $5, $5) returning id`,
    [root.institutionId, unit.id, [...unit.path], `${month}-01`, `${month}-28`],
  )
  if (done)
    await harness.owner(
      `insert into duty_fulfilment (institution_id, duty_id, kind, record_kind, record_id, happened_on)
       values ($1, $2, $3, 'meeting', gen_random_uuid(), $4)`,
      [root.institutionId, row?.['id'], `theme_day ${String(row?.['id'])}`, `${month}-20`],
    )
  await harness.product.database.inScope([root.institutionId], (tx) => countYears(tx))
}

const aim = {
  what: '每周查房讨论死亡病例',
  indicatorId: 'death',
  direction: 'down',
  target: 6,
  fromOn: '2026-01-01',
  untilOn: '2026-12-31',
  ground: '党委会第 3 次会议',
} as const

beforeAll(async () => {
  harness = await openHarness()
  harness.setNow('2026-11-21')
  root = await seedInstitution(harness, { name: '甲医院' })
  const committee = await seedUnit(harness, root, { name: '党委', kind: 'committee' })
  first = await seedUnit(harness, committee, { name: '内科一支部', kind: 'branch' })
  second = await seedUnit(harness, committee, { name: '内科二支部', kind: 'branch' })
  heart = await seedUnit(harness, root, { name: '心血管内科', kind: 'department' })
  surgery = await seedUnit(harness, root, { name: '普外科', kind: 'department' })
  office = await harness.as('party_office', root)
  performance = await harness.as('performance_office', root)
  const place = { unit: root, caller: performance }
  const { runId } = await checked(place, pages())
  await publish(place, runId)
  // Heart went over to the other branch in the middle of the year.
  await cover(first, heart, '2020-01-01', '2026-06-30')
  await cover(second, heart, '2026-07-01', null)
  for (const month of ['2026-01', '2026-02', '2026-03']) await duty(first, month, true)
  await duty(first, '2026-08', false)
  await duty(second, '2026-02', false)
  await duty(second, '2026-08', true)
  await duty(second, '2026-09', false)
})
afterAll(() => harness.close())

describe('departments', () => {
  test('codes are set, suggested by name, kept apart from the other hospital, and never lost by two at once', async () => {
    const list = new File(
      [Buffer.from('科别代码,科室名称\n03,心血管内科病区\n04,普通外科\n')],
      'departments.csv',
    )
    const imported = await performance.call('discharges.importList', {
      unitId: root.id,
      kind: 'departments',
      edition: '1',
      source: '本院',
      file: list,
    })
    expect(imported.faults).toEqual([])
    const before = await performance.call('join.departments', { unitId: root.id })
    expect(
      before.departments.map(({ code, unitId, suggestion }) => [code, unitId, suggestion?.unitId]),
    ).toEqual([
      ['03', null, heart.id],
      ['04', null, surgery.id],
    ])

    const set = (code: string, departmentId: string | null, was: string | null) => ({
      unitId: root.id,
      entries: [{ code, departmentId, was }],
    })
    const both = await Promise.allSettled([
      performance.call('join.saveDepartments', set('03', heart.id, null)),
      office.call('join.saveDepartments', set('03', surgery.id, null)),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [rejected] = both.filter((each) => each.status === 'rejected')
    expect((await failing(Promise.reject(rejected?.reason))).code).toBe('stale')
    const now =
      (await performance.call('join.departments', { unitId: root.id })).departments[0]?.unitId ?? null
    await performance.call('join.saveDepartments', set('03', heart.id, now))

    // Only departments of this hospital can be meant.
    const elsewhere = await seedInstitution(harness, { name: '乙医院' })
    const theirs = await seedUnit(harness, elsewhere, { name: '心内科', kind: 'department' })
    for (const wrong of [theirs.id, first.id])
      expect((await failing(performance.call('join.saveDepartments', set('04', wrong, null)))).code).toBe(
        'not_found',
      )
    const secretary = await harness.as('party_secretary', root)
    expect((await failing(secretary.call('join.saveDepartments', set('04', surgery.id, null)))).code).toBe(
      'forbidden',
    )
    const stranger = await harness.as('performance_office', elsewhere)
    expect((await failing(stranger.call('join.departments', { unitId: root.id }))).code).toBe('not_found')
  })
})

describe('actions', () => {
  let actionId = ''

  test('the same action made by two at once is made once, and is owed once', async () => {
    const input = { unitId: second.id, departmentId: heart.id, ...aim }
    const secretary = await harness.as('party_secretary', root)
    const made = await Promise.allSettled([
      office.call('join.make', input),
      secretary.call('join.make', input),
      office.call('join.make', input),
    ])
    const done = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value.actionId] : []))
    expect(done).toHaveLength(1)
    actionId = done[0] ?? ''
    const [refused] = made.filter((each) => each.status === 'rejected')
    expect((await failing(Promise.reject(refused?.reason))).code).toBe('taken')
    const duties = await harness.owner(
      `select what, link from duty where origin = 'join' and origin_id = $1`,
      [actionId],
    )
    expect(duties).toEqual([{ what: aim.what, link: `/join/actions/${actionId}` }])
  })

  test('before and after are the sums by hand, with an interval, and no cause', async () => {
    const action = await office.call('join.action', { actionId })
    expect(action).toMatchObject({
      state: 'due',
      mayWrite: true,
      unitName: '内科二支部',
      departmentName: '心血管内科',
    })
    // Twelve months of 4 in 20 before, ten of 1 in 20 after: 48 / 240 and 10 / 200.
    expect(action.comparison).toMatchObject({
      method: 'newcombe',
      between: null,
      before: { from: '2025-01', to: '2025-12', months: 12, numerator: 48, denominator: 240, value: 20 },
      after: { from: '2026-01', to: '2026-12', months: 10, numerator: 10, denominator: 200, value: 5 },
      difference: expect.closeTo(-15, 9) as number,
    })
    const { low, high } = action.comparison ?? {}
    expect(low).toBeLessThan(-15)
    expect(high).toBeGreaterThan(-15)
    expect(high).toBeLessThan(0)
    expect(action).toMatchObject({ latest: { period: '2026-10', value: 5 }, reached: true })
  })

  test('the chart has limits, signals, the action on its axis and the segmented estimate', async () => {
    const chart = await office.call('join.chart', {
      unitId: heart.id,
      indicatorId: 'death',
      from: '2024-11',
      to: '2026-10',
    })
    expect(chart.kind).toBe('p')
    expect(chart.codes).toEqual(['03'])
    expect(chart.points).toHaveLength(24)
    // 14 × 4 + 10 × 1 of 480.
    expect(chart.points[0]?.limits?.centre).toBeCloseTo((66 / 480) * 100, 9)
    expect(chart.points.every(({ signals }) => signals.includes('WE4'))).toBe(true)
    expect(chart.actions.map(({ id }) => id)).toEqual([actionId])
    expect(chart.divided).toMatchObject({ on: '2026-01-01', actionId })
    const { segmented } = chart.divided ?? {}
    if (segmented === undefined || 'reason' in segmented) throw new Error('No estimate')
    expect(segmented.level.value).toBeCloseTo(-15, 9)
    expect(segmented.slope.value).toBeCloseTo(0, 9)

    const split = await office.call('join.chart', {
      unitId: heart.id,
      indicatorId: 'death',
      from: '2024-11',
      phases: ['2026-01'],
    })
    expect(split.points[0]?.limits?.centre).toBe(20)
    expect(split.points.at(-1)?.limits?.centre).toBe(5)
    expect(split.points.flatMap(({ signals }) => signals)).toEqual([])
    // Seven months after are not enough.
    const short = await office.call('join.chart', {
      unitId: heart.id,
      indicatorId: 'death',
      from: '2024-11',
      at: '2026-04-01',
    })
    expect(short.divided?.segmented).toEqual({ reason: 'too_few', before: 17, after: 7 })
    // A mean is charted as values.
    const days = await office.call('join.chart', { unitId: root.id, indicatorId: 'GK2-13' })
    expect(days).toMatchObject({ kind: 'xmr', codes: null })
    expect(days.notes).toContain('constant')
  })

  test('what it is about can be changed while it is owed; the duty follows; of two changes at once one is stale', async () => {
    const change = { actionId, version: 1, departmentId: heart.id, ...aim, untilOn: '2026-11-30' }
    const both = await Promise.allSettled([
      office.call('join.change', { ...change, what: '甲' }),
      office.call('join.change', { ...change, what: '乙' }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const action = await office.call('join.action', { actionId })
    const [duty] = await harness.owner(`select what, due_on::text from duty where origin_id = $1`, [actionId])
    expect(duty).toEqual({ what: action.what, due_on: '2026-11-30' })
    harness.setNow('2026-12-01')
    expect((await office.call('join.action', { actionId })).state).toBe('overdue')
    harness.setNow('2026-11-21')
  })

  test('withdrawn it is owed no more, restored it is; done it stays as it is; then it is evaluated', async () => {
    await office.call('join.withdraw', { actionId })
    expect(await office.call('join.action', { actionId })).toMatchObject({
      withdrawn: true,
      state: 'not_applicable',
    })
    expect((await failing(office.call('join.withdraw', { actionId }))).code).toBe('wrong_state')
    await office.call('join.restore', { actionId })
    const { dutyId, version } = await office.call('join.action', { actionId })
    await office.call('duties.complete', {
      dutyId: dutyId ?? '',
      doneOn: '2026-11-20',
      evidence: '每周一次，共四十次',
    })
    const done = await office.call('join.action', { actionId })
    expect(done).toMatchObject({ state: 'done', evidence: '每周一次，共四十次' })
    expect((await failing(office.call('join.change', { actionId, ...aim, version }))).code).toBe(
      'wrong_state',
    )
    const said = { actionId, outcome: 'reached', evaluation: '死亡率低于目标；同期收治病种也有变化' } as const
    expect((await failing(office.call('join.evaluate', { ...said, version: version - 1 }))).code).toBe(
      'stale',
    )
    await office.call('join.evaluate', { ...said, version })
    expect(await office.call('join.action', { actionId })).toMatchObject({
      outcome: 'reached',
      version: version + 1,
    })
  })

  test('only Party units own actions, aims are of this hospital, and days are in order', async () => {
    const make = (more: object) => failing(office.call('join.make', { unitId: first.id, ...aim, ...more }))
    expect(await make({ unitId: heart.id })).toMatchObject({
      code: 'invalid_input',
      data: { facts: { reason: 'not_party_unit' } },
    })
    expect(await make({ departmentId: second.id })).toMatchObject({
      data: { facts: { reason: 'not_department' } },
    })
    expect(await make({ indicatorId: 'no such' })).toMatchObject({
      data: { facts: { field: 'indicatorId' } },
    })
    expect(await make({ fromOn: '2027-01-01' })).toMatchObject({ data: { facts: { reason: 'order' } } })
    expect(await make({ untilOn: '2026-11-20' })).toMatchObject({ data: { facts: { reason: 'past' } } })
    const elsewhere = await seedInstitution(harness, { name: '丙医院' })
    const theirs = await seedUnit(harness, elsewhere, { name: '内科', kind: 'department' })
    expect((await make({ departmentId: theirs.id })).code).toBe('not_found')
    const [stranger] = await seedPeople(harness, second, [{ name: '外支部的人' }])
    expect((await make({ personId: stranger ?? '' })).code).toBe('not_found')
  })

  test('who sees and makes what: by reach, by role, and no figures beyond them', async () => {
    const [member] = await seedPeople(harness, first, [{ name: '王五' }])
    const own = {
      unitId: first.id,
      personId: member ?? null,
      ...aim,
      what: '首诊负责',
      indicatorId: 'GK2-13',
      target: null,
    }
    const ownId = (await office.call('join.make', own)).actionId
    const seen = async (caller: Caller) =>
      (await caller.call('join.actions', {})).actions.map(({ id }) => id).toSorted()
    expect(await seen(office)).toEqual([actionId, ownId].toSorted())
    // The office of a branch sees its own, and no figure of the hospital; it may make one without seeing them.
    const narrow = await harness.as('party_office', first)
    const [mine] = (await narrow.call('join.actions', {})).actions
    expect(mine).toMatchObject({
      id: ownId,
      comparison: null,
      latest: null,
      personName: '王五',
      mayWrite: true,
    })
    expect((await failing(narrow.call('join.action', { actionId }))).code).toBe('not_found')
    expect((await failing(narrow.call('join.make', { ...own, unitId: second.id }))).code).toBe('not_found')
    expect((await failing(narrow.call('join.chart', { unitId: root.id, indicatorId: 'death' }))).code).toBe(
      'not_found',
    )
    // The office of records sees figures and who acts, not the person, and makes none.
    const [whole] = (await performance.call('join.actions', { indicatorId: 'GK2-13' })).actions
    expect(whole).toMatchObject({ id: ownId, personName: null, personId: null, mayWrite: false })
    expect(whole?.comparison?.method).toBe('welch')
    expect((await failing(performance.call('join.make', own))).code).toBe('forbidden')
    for (const role of ['branch_secretary', 'member'] as const) {
      const caller = await harness.as(role, root)
      expect((await failing(caller.call('join.actions', {}))).code).toBe('forbidden')
      expect((await failing(caller.call('join.make', own))).code).toBe('forbidden')
    }
    expect((await failing((await harness.as('superior', root)).call('join.make', own))).code).toBe(
      'forbidden',
    )
  })
})

describe('data pack and cockpit', () => {
  test('Party work follows the department from branch to branch', async () => {
    const pack = await office.call('join.pack', { unitId: heart.id })
    expect(pack.branches).toEqual([
      { id: first.id, name: '内科一支部', from: '2026-01', to: '2026-06' },
      { id: second.id, name: '内科二支部', from: '2026-07', to: '2026-11' },
    ])
    // January to March of the first, August and September of the second; what each owed otherwise is not the department's.
    expect(pack.party).toMatchObject({ rate: { numerator: 4, denominator: 5 }, overdue: 1 })
    expect(pack.hospital?.find(({ indicator }) => indicator.id === 'death')).toMatchObject({
      value: 5,
      numerator: 10,
      denominator: 200,
      before: 20,
      difference: -15,
    })
    expect(pack.findings).not.toBeNull()
    expect(pack.actions).toEqual([])
    // Whoever sees no duties sees the hospital's side only.
    const other = await performance.call('join.pack', { unitId: heart.id })
    expect(other).toMatchObject({ party: null, findings: null })
    expect(other.hospital?.length).toBeGreaterThan(0)
    expect((await failing(office.call('join.pack', { unitId: first.id }))).data.facts).toMatchObject({
      reason: 'not_department',
    })
    const word = await office.call('join.packFile', { unitId: heart.id })
    expect(word.name).toBe('心血管内科_2026年综合查房数据.docx')
    expect(word.size).toBeGreaterThan(4_000)
  })

  test('without its code a department has no figures and keeps its actions', async () => {
    const entry = { code: '03', departmentId: null, was: heart.id }
    await office.call('join.saveDepartments', { unitId: root.id, entries: [entry] })
    expect((await office.call('join.pack', { unitId: heart.id })).hospital).toBeNull()
    const chart = await office.call('join.chart', { unitId: heart.id, indicatorId: 'death' })
    expect(chart.notes).toEqual(['no_values'])
    const { actions } = await office.call('join.actions', { indicatorId: 'death' })
    expect(actions).toMatchObject([{ comparison: null, latest: null, reached: null }])
  })

  test('the cockpit shows each part to those who may see it', async () => {
    const seen = await office.call('join.cockpit', { unitId: root.id })
    expect(seen.party).toMatchObject({
      rate: { numerator: 4, denominator: 7 },
      overdue: 3,
      branches: 2,
      behindCount: 2,
      behind: [
        { name: '内科二支部', overdue: 2 },
        { name: '内科一支部', overdue: 1 },
      ],
    })
    expect(seen.party?.months).toHaveLength(23)
    expect(seen.hospital).toMatchObject({ from: '2026-01', to: '2026-10' })
    expect(seen).toMatchObject({ openActions: 1, overdueActions: 0 })
    expect((await performance.call('join.cockpit', { unitId: root.id })).party).toBeNull()
    expect((await failing(office.call('join.cockpit', { unitId: first.id }))).code).toBe('invalid_input')
    const empty = await seedInstitution(harness, { name: '空医院' })
    const their = await harness.as('party_office', empty)
    expect(await their.call('join.cockpit', { unitId: empty.id })).toMatchObject({
      hospital: null,
      actions: [],
    })
    expect((await their.call('join.scope', {})).institutions).toMatchObject([
      { name: '空医院', first: null, departments: [] },
    ])
  })
})
