// Grouping against real PostgreSQL and DuckDB: figures by hand, what is visible when, races, dead workers, small bases.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { dischargeStage, never, whole } from '../../../test/discharge-stage.ts'
import { groupingStage, pagesOf, type Told } from '../../../test/grouping-stage.ts'
import { failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { dischargesJob } from '../discharges/index.ts'
import { groupingBasis, groupingMeasures } from './index.ts'
import { syntheticLists } from './rules/synthetic.ts'
import { writeScheme } from './file/scheme-file.ts'

let harness: Harness
beforeAll(async () => {
  harness = await openHarness()
  harness.setNow('2026-11-21')
})
afterAll(() => harness.close())

const stage = dischargeStage(() => harness)
const { work } = groupingStage(() => harness)
type Place = Awaited<ReturnType<typeof stage.found>>

async function published(place: Place, told: readonly Told[]): Promise<string> {
  const { runId, run } = await stage.checked(place, pagesOf(told))
  expect(run).toMatchObject({ state: 'checked', bad: 0 })
  await stage.publish(place, runId)
  return runId
}
const overview = (place: Place) => place.caller.call('grouping.overview', { unitId: place.unit.id })
const rowOf = ({ institutionId }: SeededUnit, table: string) =>
  harness.owner(`select * from ${table} where institution_id = $1`, [institutionId])
const partsOf = async ({ institutionId }: SeededUnit) =>
  (await harness.product.floor.columns.list(institutionId)).filter((part) => part.includes('/groups-'))

// ER1 pneumonia: 1.35 / 0.9 / 0.63 by level, reference 13,280 / 8,300 / 5,810 yuan and 11.76 / 8.4 / 6.72 days.
const five: readonly Told[] = [
  { dx: 'J15.900', others: ['N17.900'], days: 12, yuan: '13280.00', department: '03' },
  { dx: 'J15.900', others: ['E11.900'], days: 8, yuan: '8300.00', department: '03' },
  // J44 is a comorbidity, and not with a principal diagnosis J.
  { dx: 'J18.000', others: ['J44.100'], days: 6, yuan: '2905.00', department: '04' },
  { dx: 'J18.000', days: 7, yuan: '5810.00', department: '04', more: { B15: '2025-04-20 08:00:00' } },
  { dx: 'C99.900', days: 3, yuan: '100.00', department: '04' },
]

test('from a file to figures: every sum as by hand; the trace of a stay says why', async () => {
  const place = await stage.found('分组医院')
  const { unit, caller } = place
  await published(place, five)
  // Published without a scheme: nothing to be seen, and the overview says what is missing.
  await work(unit)
  expect(await overview(place)).toMatchObject({ published: true, scheme: null, groups: null, run: null })
  await caller.call('grouping.addSample', { unitId: unit.id })
  await work(unit)
  expect(await overview(place)).toMatchObject({
    groups: { first: 202503, last: 202504, stays: 5, stale: null, strataSource: 'reference' },
    run: { state: 'done', done: 5, total: 5, failure: null },
    scheme: { edition: 'synthetic-1', synthetic: true },
  })

  const { rows } = await caller.call('grouping.figures', { unitId: unit.id, ...whole })
  expect(rows).toEqual([
    {
      department: null,
      month: null,
      grouped: 4,
      ungrouped: 1,
      groups: 3,
      // 1.35 + 0.9 + 2 × 0.63; 1 + 1 + (2,905 + 5,810) ÷ 5,810; 12 ÷ 11.76 + 8 ÷ 8.4 + 13 ÷ 6.72
      weightSum: 35_100,
      costIndexSum: 3_500_000,
      costIndexCases: 4,
      timeIndexSum: 1_020_408 + 952_381 + 1_934_524,
      timeIndexCases: 4,
      lowRiskCases: 0,
      lowRiskDeaths: 0,
    },
  ])
  const by = await caller.call('grouping.figures', {
    unitId: unit.id,
    ...whole,
    byDepartment: true,
    byMonth: true,
  })
  expect(
    by.rows.map(({ department, month, grouped, ungrouped }) => [department, month, grouped, ungrouped]),
  ).toEqual([
    ['03', 202503, 2, 0],
    ['04', 202503, 1, 1],
    ['04', 202504, 1, 0],
  ])
  const { groups } = await caller.call('grouping.groups', { unitId: unit.id, ...whole, department: '04' })
  expect(groups).toEqual([
    {
      code: 'ER15',
      name: '肺炎，不伴并发症或合并症',
      mdc: 'E',
      adrg: 'ER1',
      kind: 'medical',
      cases: 2,
      weight: 6300,
      losDays: 13,
      costFen: 871_500,
      deaths: 0,
      hidden: false,
      stratum: 'medium_low',
      referenceDaysHundredths: 672,
      referenceCostFen: 581_000,
    },
  ])
  expect(await caller.call('grouping.ungrouped', { unitId: unit.id, ...whole })).toEqual({
    reasons: [{ reason: 'no_mdc', cases: 1 }],
    principals: [{ reason: 'no_mdc', mdc: null, principal: 'C99.900', cases: 1 }],
  })

  const of = { unitId: unit.id, ...whole }
  const { stays, total } = await caller.call('grouping.stays', { ...of, drg: 'ER15' })
  expect([total, stays.map(({ discharged, losDays }) => [discharged, losDays])]).toEqual([
    2,
    [
      ['2025-04-20', 7],
      ['2025-03-20', 6],
    ],
  ])
  const trace = await caller.call('grouping.trace', { unitId: unit.id, stay: stays[1]?.stay ?? '' })
  expect(trace).toMatchObject({
    codes: { principal: 'J18.000', diagnoses: ['J44.100'], sex: 1, ageYears: 56 },
    comorbidities: [{ code: 'J44.100', excludedBy: { principal: 'J18.000', table: '肺' } }],
    drg: { code: 'ER15', level: 'none', weight: 6300 },
    reason: null,
  })
  expect(trace.mdcs.at(-1)).toMatchObject({ mdc: 'E', failed: null })
  // Whose stay it was is nowhere in it.
  expect(JSON.stringify(trace)).not.toContain('G3')

  const { code } = await failing(caller.call('grouping.stays', of))
  expect(code).toBe('invalid_input')
  const file = await caller.call('grouping.figuresFile', { ...of })
  expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(4000)

  // The minute's round of the front pages tidies up its own parts only.
  await dischargesJob.work(harness.product.floor, {}, never)
  expect(await partsOf(unit)).toHaveLength(1)

  // The door of later rooms gives the same sums.
  await harness.product.database.inScope([unit.institutionId], async (tx) => {
    const { columns } = harness.product.floor
    const measures = await groupingMeasures(tx, columns, unit.institutionId, whole, ['department'])
    expect(measures.map(({ department, weightSum }) => [department, weightSum])).toEqual([
      ['03', 22_500],
      ['04', 12_600],
    ])
    expect(await groupingBasis(tx, unit.institutionId)).toMatchObject({ stale: null })
  })
})

test('small bases are hidden from who reads figures and no records', async () => {
  const place = await stage.found('小基数')
  const { unit } = place
  await published(place, [
    ...five,
    ...Array.from({ length: 10 }, (): Told => ({ dx: 'I50.900' })),
    ...Array.from({ length: 10 }, (): Told => ({ dx: 'C88.000' })),
  ])
  await place.caller.call('grouping.addSample', { unitId: unit.id })
  await work(unit)
  const office = await harness.as('party_office', unit)
  const { groups } = await office.call('grouping.groups', { unitId: unit.id, ...whole })
  expect(groups.map(({ code, cases, hidden, losDays }) => [code, cases, hidden, losDays])).toEqual([
    ['ER11', 1, true, null],
    ['ER13', 1, true, null],
    ['ER15', 2, true, null],
    ['FR25', 10, false, 70],
  ])
  const { rows } = await office.call('grouping.figures', { unitId: unit.id, ...whole, byDepartment: true })
  expect(
    rows.map(({ department, costIndexCases, costIndexSum }) => [department, costIndexCases, costIndexSum]),
  ).toEqual([
    ['03', 12, expect.any(Number)],
    ['04', 2, null],
  ])
  const { reasons, principals } = await office.call('grouping.ungrouped', { unitId: unit.id, ...whole })
  expect(reasons).toEqual([{ reason: 'no_mdc', cases: 11 }])
  expect(principals.map(({ principal }) => principal)).toEqual(['C88.000'])
  // The stays themselves are closed to the office, and all of it to another hospital.
  expect(
    (await failing(office.call('grouping.stays', { unitId: unit.id, ...whole, drg: 'ER15' }))).code,
  ).toBe('forbidden')
  const other = await stage.found('别家')
  expect((await failing(other.caller.call('grouping.overview', { unitId: unit.id }))).code).toBe('not_found')
})

test('the previous figures stand until the new ones are complete, and say that they are stale', async () => {
  const place = await stage.found('换方案')
  const { unit, caller } = place
  const first = await published(place, five)
  await caller.call('grouping.addSample', { unitId: unit.id })
  await work(unit)
  const heavier = {
    ...syntheticLists,
    drg: syntheticLists.drg.map((drg) => ({ ...drg, weight: drg.weight * 2 })),
  }
  const bytes = await writeScheme(heavier)
  const { schemeId, faults } = await caller.call('grouping.importScheme', {
    unitId: unit.id,
    edition: '重一倍',
    source: '测试',
    file: new File([new Uint8Array(bytes)], '方案.xlsx'),
  })
  expect(faults).toEqual([])
  const weight = async () => {
    const { rows } = await caller.call('grouping.figures', { unitId: unit.id, ...whole })
    const { groups } = await overview(place)
    return [groups?.scheme.edition, rows[0]?.weightSum, groups?.stale]
  }
  expect(await weight()).toEqual(['synthetic-1', 35_100, null])
  await caller.call('grouping.makeCurrent', { unitId: unit.id, schemeId: schemeId ?? '' })
  expect(await weight()).toEqual(['synthetic-1', 35_100, 'scheme'])
  // A worker that is asked to stop changes nothing, leaves nothing behind, and the next one goes on.
  const stop = new AbortController()
  stop.abort()
  await work(unit, stop.signal)
  expect(await weight()).toEqual(['synthetic-1', 35_100, 'scheme'])
  await work(unit)
  expect(await weight()).toEqual(['重一倍', 70_200, null])

  await published(place, [{ dx: 'I50.900', more: { A48: 'G99' } }])
  expect((await weight()).slice(1)).toEqual([70_200, 'records'])
  await work(unit)
  expect((await weight()).slice(1)).toEqual([70_200 + 15_400, null])
  // What is no longer visible goes with the next round.
  expect(await partsOf(unit)).toHaveLength(3)
  await work(unit)
  expect(await partsOf(unit)).toHaveLength(1)

  // All imports taken back: nothing is grouped.
  await caller.call('discharges.rollBack', { unitId: unit.id, runId: first })
  await stage.work(place, first)
  await work(unit)
  expect((await weight())[1]).toBe(15_400)
  const { runs } = await caller.call('discharges.runs', { unitId: unit.id })
  const last = runs.find(({ state }) => state === 'published')?.id ?? ''
  await caller.call('discharges.rollBack', { unitId: unit.id, runId: last })
  await stage.work(place, last)
  await work(unit)
  expect(await rowOf(unit, 'grouping_whole')).toEqual([])
  expect(await overview(place)).toMatchObject({ published: false, groups: null })
})

test('two workers at once group once; two schemes made current at once leave one', async () => {
  const place = await stage.found('并发')
  const { unit, caller } = place
  await published(place, five)
  const { schemeId } = await caller.call('grouping.addSample', { unitId: unit.id })
  await Promise.all([work(unit), work(unit), work(unit)])
  const [run] = await rowOf(unit, 'grouping_run')
  expect(run).toMatchObject({ state: 'done', attempt: 1 })
  expect(await partsOf(unit)).toHaveLength(1)

  const { schemeId: second } = await caller.call('grouping.addSample', { unitId: unit.id })
  const { schemeId: third } = await caller.call('grouping.addSample', { unitId: unit.id })
  const done = await Promise.allSettled(
    [second, third, schemeId].map((each) =>
      caller.call('grouping.makeCurrent', { unitId: unit.id, schemeId: each }),
    ),
  )
  expect(done.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
  const { schemes } = await caller.call('grouping.schemes', { unitId: unit.id })
  expect(schemes.filter(({ current }) => current)).toHaveLength(1)
  // What counts, and what figures rest on, stays.
  const current = schemes.find((each) => each.current)?.id ?? ''
  const refused = await failing(caller.call('grouping.removeScheme', { unitId: unit.id, schemeId: current }))
  expect(refused).toMatchObject({ code: 'wrong_state', data: { facts: { reason: 'scheme_in_use' } } })
  await work(unit)
  const free = schemes.find((each) => !each.current && !each.inUse)?.id ?? ''
  await caller.call('grouping.removeScheme', { unitId: unit.id, schemeId: free })
  expect((await caller.call('grouping.schemes', { unitId: unit.id })).schemes).toHaveLength(2)
})

test('a worker that lives is left alone, a dead one is followed, and after three the work is given up until asked for', async () => {
  const place = await stage.found('停机')
  const { unit, caller } = place
  await published(place, five)
  const { schemeId } = await caller.call('grouping.addSample', { unitId: unit.id })
  const [{ part: source } = { part: '' }] = await rowOf(unit, 'discharge_whole')
  const left = (tries: number, aliveAt: string) =>
    harness.owner(
      `insert into grouping_run (institution_id, state, source_part, scheme_id, attempt, tries, alive_at, started_at)
       values ($1, 'working', $2, $3, 7, $4, $5, $5) on conflict (institution_id) do update
       set state = 'working', tries = $4, alive_at = $5`,
      [unit.institutionId, source, schemeId, tries, aliveAt],
    )
  // 60 seconds are still a sign of life; noon in China is 04:00 UTC.
  await left(1, '2026-11-21T03:59:00Z')
  await work(unit)
  expect(await rowOf(unit, 'grouping_whole')).toEqual([])
  await left(3, '2026-11-21T03:58:59Z')
  await work(unit)
  expect(await overview(place)).toMatchObject({
    groups: null,
    run: { state: 'failed', failure: 'interrupted' },
  })
  await work(unit)
  expect(await overview(place)).toMatchObject({ groups: null })
  await caller.call('grouping.groupAgain', { unitId: unit.id })
  await left(2, '2026-11-21T03:58:59Z')
  await work(unit)
  expect(await overview(place)).toMatchObject({ groups: { stays: 5 }, run: { state: 'done', failure: null } })
  const [run] = await rowOf(unit, 'grouping_run')
  expect(run).toMatchObject({ attempt: 8, tries: 3 })
})

test('front pages of before there were codes say so, and the previous figures stand', async () => {
  const place = await stage.found('旧首页')
  const { unit, caller } = place
  await published(place, five)
  const { columns } = harness.product.floor
  const [row] = await rowOf(unit, 'discharge_whole')
  const old = `${unit.institutionId}/whole-9-old`
  const kept = 'stay, discharged, department, month, los_days, cost_fen, death'
  await columns.derive(old, `select ${kept} from {whole}`, { whole: [String(row?.['part'])] })
  await harness.owner('update discharge_whole set part = $1 where institution_id = $2', [
    old,
    unit.institutionId,
  ])
  await caller.call('grouping.addSample', { unitId: unit.id })
  await work(unit)
  expect(await overview(place)).toMatchObject({
    groups: null,
    run: { state: 'failed', failure: 'codes_absent' },
  })
})

test('a scheme with faults is refused whole, over the first thousand counted', async () => {
  const place = await stage.found('坏方案')
  const of = { unitId: place.unit.id, edition: '1', source: '测试' }
  const lines = Array.from({ length: 1500 }, (_, at) => `X${at},`).join('\n')
  const answer = await place.caller.call('grouping.importScheme', {
    ...of,
    file: new File([`set,code\n${lines}`], 'codes.csv'),
    more: [new File(['code,name,order\nA,甲,一\n'], 'mdc.csv')],
  })
  expect(answer).toMatchObject({ schemeId: null, faultCount: 1504 })
  expect(answer.faults).toHaveLength(1000)
  expect(answer.faults).toContainEqual({
    list: 'codes',
    row: 2,
    column: 'code',
    code: 'required',
    value: null,
  })
  expect((await place.caller.call('grouping.schemes', { unitId: place.unit.id })).schemes).toEqual([])
})
