// Indicators on real PostgreSQL and real facts: values, small bases, yearly figures and their race, the sheet, FHIR, who may.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { count, emptyTruth, pageOf } from '../../../demo/discharges/generate.ts'
import { dischargeStage, file, line } from '../../../test/discharge-stage.ts'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedUnit } from '../../../test/seed.ts'
import { steadyPace } from '../../core/pace.ts'
import type { CellValue, Row } from '../../core/workbook/index.ts'
import { loadDirectory, type Planning } from '../../foundation/org/index.ts'
import { provideMeasures } from './facts.ts'
import { groupingSource } from './grouping.ts'
import type { FigureId } from './rules.ts'
import { yearlyPort } from './sheets.ts'

let harness: Harness
let hospital: SeededUnit
let office: Caller

beforeAll(async () => {
  harness = await openHarness()
  harness.setNow('2026-11-21')
  hospital = await seedInstitution(harness, { name: '年报医院' })
  office = await harness.as('performance_office', hospital)
})
afterAll(() => harness.close())

const { checked, publish } = dischargeStage(() => harness)

const enter = (year: number, figure: FigureId, value: number, by = office, unit = hospital) =>
  by.call('indicators.saveFigure', { unitId: unit.id, year, figure, value, version: null })
async function valueIn(year: number, id: string, by = office, unit = hospital) {
  const { values } = await by.call('indicators.values', { unitId: unit.id, year, edition: 'tertiary-2025' })
  const found = values.find((each) => each.id === id)
  if (found === undefined) throw new Error(`No ${id}`)
  return found
}

describe('yearly figures', () => {
  test('entered once: value, change against the year before, trend; taken out, it is missing again', async () => {
    await enter(2024, 'outpatient_revenue', 20_000)
    await enter(2024, 'medical_revenue', 100_000)
    await enter(2025, 'outpatient_revenue', 30_000)
    expect(await valueIn(2025, 'GK3-27')).toMatchObject({
      numerator: 30_000,
      denominator: null,
      value: null,
      missing: ['yearly/medical_revenue'],
      before: 20,
    })
    const { version } = await enter(2025, 'medical_revenue', 120_000)
    expect(await valueIn(2025, 'GK3-27')).toMatchObject({
      numerator: 30_000,
      denominator: 120_000,
      value: 25,
      missing: [],
      before: 20,
      trend: [null, null, null, 20, 25],
    })
    expect(await valueIn(2025, 'GK3-37')).toMatchObject({
      numerator: 20_000,
      denominator: 100_000,
      value: 20,
    })
    // 2024 has no year before: missing, not zero growth.
    expect(await valueIn(2024, 'GK3-37')).toMatchObject({ value: null, before: null })
    const { facts } = await office.call('indicators.facts', {
      unitId: hospital.id,
      indicator: 'GK3-27',
      year: 2025,
    })
    expect(facts).toEqual([
      { key: 'yearly/outpatient_revenue', value: 30_000, before: 20_000 },
      { key: 'yearly/medical_revenue', value: 120_000, before: 100_000 },
    ])
    const series = await office.call('indicators.series', {
      unitId: hospital.id,
      indicator: 'GK3-27',
      by: 'year',
      from: 2020,
      to: 2026,
    })
    expect(series.points.map(({ period, value }) => [period, value])).toEqual([
      [2024, 20],
      [2025, 25],
    ])
    await office.call('indicators.saveFigure', {
      unitId: hospital.id,
      year: 2025,
      figure: 'medical_revenue',
      version,
    })
    expect((await valueIn(2025, 'GK3-27')).missing).toEqual(['yearly/medical_revenue'])
  })

  test('results in words, a number where words are wanted, more than the unit holds', async () => {
    const call = { unitId: hospital.id, year: 2025, version: null }
    await office.call('indicators.saveFigure', { ...call, figure: 'budget_management', words: '全部达标' })
    expect(await valueIn(2025, 'GK3-42')).toMatchObject({ words: '全部达标', value: null, missing: [] })
    expect((await valueIn(2025, 'GK3-12')).missing).toEqual(['yearly/equipment_management'])
    for (const wrong of [
      { figure: 'credit_rating', value: 1 },
      { figure: 'nurses', words: '很多' },
      { figure: 'record_level', value: 9 },
      { figure: 'score_staff', value: 10_001 },
      { figure: 'nurses' },
    ] as const) {
      const { code } = await failing(office.call('indicators.saveFigure', { ...call, ...wrong }))
      expect(code, JSON.stringify(wrong)).toBe(
        'value' in wrong || 'words' in wrong ? 'invalid_input' : 'stale',
      )
    }
    await office.call('indicators.saveFigure', { ...call, figure: 'record_level', value: 8 })
  })

  test('ten at once on one figure: one wins, the others are told; the same for two who correct it', async () => {
    const first = await Promise.allSettled(
      Array.from({ length: 10 }, (_, at) => enter(2023, 'nurses', 700 + at)),
    )
    expect(first.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const others = await Promise.all(
      first.flatMap((each) =>
        each.status === 'rejected' ? [failing(Promise.reject(each.reason as Error))] : [],
      ),
    )
    expect(new Set(others.map(({ code }) => code))).toEqual(new Set(['taken']))
    const correct = (value: number) =>
      office.call('indicators.saveFigure', {
        unitId: hospital.id,
        year: 2023,
        figure: 'nurses',
        value,
        version: 1,
      })
    const second = await Promise.allSettled(Array.from({ length: 6 }, (_, at) => correct(800 + at)))
    const lost = second.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []))
    expect(lost).toHaveLength(5)
    expect((await failing(Promise.reject(lost[0]))).code).toBe('stale')
    const [row] = await harness.owner(
      `select value, version from yearly_figure where institution_id = $1 and year = 2023 and figure = 'nurses'`,
      [hospital.institutionId],
    )
    const won = second.findIndex(({ status }) => status === 'fulfilled')
    expect([Number(row?.['value']), Number(row?.['version'])]).toEqual([800 + won, 2])
  })

  test('what is doubtful is said, with the numbers, and does not keep anybody from going on', async () => {
    const unit = await seedInstitution(harness, { name: '核对医院' })
    const by = await harness.as('performance_office', unit)
    await enter(2025, 'quality_wards', 41, by, unit)
    await enter(2025, 'wards', 40, by, unit)
    const { checks, figures } = await by.call('indicators.yearly', { unitId: unit.id, year: 2025 })
    expect(checks).toEqual([
      {
        rule: 'indicators.at-most',
        severity: 'block',
        figures: ['quality_wards', 'wards'],
        facts: { part: 41, whole: 40 },
      },
    ])
    const entered = figures.filter(({ from }) => from !== null)
    expect(entered.map(({ figure, value, from }) => [figure, value, from])).toEqual([
      ['quality_wards', 41, 'entered'],
      ['wards', 40, 'entered'],
    ])
  })
})

describe('from records', () => {
  const pages = 300
  let unit: SeededUnit
  let place: { unit: SeededUnit; caller: Caller }
  const truth = emptyTruth()
  const years = new Map<number, number>()

  beforeAll(async () => {
    unit = await seedInstitution(harness, { name: '病案医院' })
    place = { unit, caller: await harness.as('performance_office', unit) }
    const lines = Array.from({ length: pages }, (_, at) => {
      const made = pageOf({ count: 1 }, at)
      count(truth, made)
      const year = Number(made.page['B15']?.slice(0, 4))
      years.set(year, (years.get(year) ?? 0) + 1)
      return line(at)
    })
    const { runId } = await checked(place, file(lines))
    await publish(place, runId)
  })

  test('a year is the sum over its months, departments make up the hospital, and the value is sum over sum', async () => {
    const overview = await place.caller.call('indicators.overview', { unitId: unit.id })
    expect(new Set(overview.years)).toEqual(new Set(years.keys()))
    for (const [year, stays] of years) {
      const whole = await valueIn(year, 'GK3-04', place.caller, unit)
      expect(whole.denominator).toBe(stays)
      const range = { unitId: unit.id, indicator: 'GK3-04', from: year * 100 + 1, to: year * 100 + 12 }
      const months = (await place.caller.call('indicators.series', { ...range, by: 'month' })).points
      const places = (await place.caller.call('indicators.departments', range)).points
      for (const parts of [months, places]) {
        expect(parts.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0)).toBe(whole.numerator)
        expect(parts.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0)).toBe(whole.denominator)
      }
      expect(whole.value).toBe(((whole.numerator ?? 0) * 100) / stays)
      expect(whole.months).toBe(months.length)
    }
    expect([...years.values()].reduce((sum, each) => sum + each, 0)).toBe(pages)
  })

  test('a small base is hidden from who reads no records, by the institution’s own setting, in series and FHIR too', async () => {
    const leader = await harness.as('party_secretary', unit)
    const [year = 0] = years.keys()
    const range = { unitId: unit.id, indicator: 'GK3-04', from: year * 100 + 1, to: year * 100 + 12 }
    const seen = async (by: Caller) => (await by.call('indicators.departments', range)).points
    const all = await seen(place.caller)
    const bases = all.map(({ denominator }) => denominator ?? 0)
    const smallest = Math.min(...bases)
    expect(all.every(({ hidden }) => !hidden)).toBe(true)
    const set = (smallestShown: number, version: number | null) =>
      place.caller.call('indicators.setSmallest', { unitId: unit.id, smallestShown, version })
    // At the limit it is shown, one above it is not.
    await set(Math.min(smallest, 100), null)
    expect((await seen(leader)).filter(({ hidden }) => hidden)).toEqual([])
    await set(Math.min(smallest + 1, 100), 1)
    const hidden = (await seen(leader)).filter((each) => each.hidden)
    expect(hidden).toHaveLength(bases.filter((base) => base <= smallest).length)
    expect(
      hidden.every(
        ({ numerator, denominator, value }) => numerator === null && denominator === null && value === null,
      ),
    ).toBe(true)
    expect((await failing(set(3, 1))).code).toBe('stale')

    const tiny = await seedInstitution(harness, { name: '小院' })
    const by = await harness.as('performance_office', tiny)
    const { runId } = await checked({ unit: tiny, caller: by }, file([line(0), line(1)]))
    await publish({ unit: tiny, caller: by }, runId)
    const [only = 0] = (await by.call('indicators.overview', { unitId: tiny.id })).years
    const outside = await harness.as('party_secretary', tiny)
    const call = { unitId: tiny.id, indicator: 'GK3-04', year: only }
    const value = await valueIn(only, 'GK3-04', outside, tiny)
    expect(value).toMatchObject({
      hidden: true,
      numerator: null,
      denominator: null,
      value: null,
      before: null,
    })
    expect((await outside.call('indicators.facts', call)).facts).toEqual([])
    const text = await (await outside.call('indicators.measureReport', call)).text()
    expect(text).toContain('"masked"')
    expect(text).not.toContain('"count"')
    expect(await (await by.call('indicators.measureReport', call)).text()).toContain('"count"')
  })

  test('all of a year as one Bundle; Party work counts beside it', async () => {
    const [year = 0] = years.keys()
    const call = { unitId: unit.id, year, edition: 'tertiary-2025' }
    const bundle = JSON.parse(await (await place.caller.call('indicators.measureReports', call)).text()) as {
      entry: { resource: { measure: string; status: string } }[]
    }
    const measures = bundle.entry.map(({ resource }) => resource.measure)
    expect(measures).toEqual(
      expect.arrayContaining(['urn:linghang:measure:GK3-04', 'urn:linghang:measure:death']),
    )
    expect(measures).not.toContain('urn:linghang:measure:GK3-27')
    const full = JSON.parse(
      await (await place.caller.call('indicators.measureReports', { ...call, withMissing: true })).text(),
    ) as typeof bundle
    expect(full.entry.find(({ resource }) => resource.measure.endsWith('GK3-27'))?.resource.status).toBe(
      'pending',
    )
    expect(await valueIn(year, 'fulfilment', place.caller, unit)).toMatchObject({ value: null })
  })
})

describe('from the grouping', () => {
  test('sums by month make the year; mortality, case mix and the indices are sum over sum', async () => {
    const unit = await seedInstitution(harness, { name: '分组医院' })
    const by = await harness.as('performance_office', unit)
    const asked: unknown[] = []
    const month = (at: number, cases: number, deaths: number) => ({
      department: null,
      month: at,
      grouped: cases,
      weightSum: cases * 9_000,
      costIndexSum: cases * 1_100_000,
      costIndexCases: cases,
      timeIndexSum: 0,
      timeIndexCases: 0,
      lowRiskCases: cases,
      lowRiskDeaths: deaths,
    })
    provideMeasures(
      groupingSource((_, __, institutionId, scope, dimensions) => {
        asked.push([institutionId === unit.institutionId, dimensions])
        const months = [month(202411, 400, 4), month(202501, 300, 1), month(202502, 100, 1)]
        return Promise.resolve(
          institutionId === unit.institutionId
            ? months.filter((each) => each.month >= scope.from && each.month <= scope.to)
            : [],
        )
      }),
    )
    expect(await valueIn(2025, 'GK3-14', by, unit)).toMatchObject({
      numerator: 2,
      denominator: 400,
      value: 0.5,
      before: 1,
    })
    expect((await valueIn(2025, 'cmi', by, unit)).value).toBeCloseTo(0.9, 9)
    expect((await valueIn(2025, 'cost_index', by, unit)).value).toBeCloseTo(1.1, 9)
    // No case with a reference: an empty base, not zero.
    expect(await valueIn(2025, 'time_index', by, unit)).toMatchObject({
      denominator: 0,
      value: null,
      missing: [],
    })
    const { points } = await by.call('indicators.series', {
      unitId: unit.id,
      indicator: 'GK3-14',
      by: 'month',
      from: 202501,
      to: 202512,
    })
    expect(points.map(({ period, numerator, denominator }) => [period, numerator, denominator])).toEqual([
      [202501, 1, 300],
      [202502, 1, 100],
    ])
    expect(asked).toContainEqual([true, ['month']])
  })
})

describe('who may', () => {
  test('a branch is no institution, others see nothing, readers change nothing', async () => {
    const other = await seedInstitution(harness, { name: '邻院' })
    const neighbour = await harness.as('performance_office', other)
    const call = { unitId: hospital.id, year: 2025, edition: 'tertiary-2025' }
    expect((await failing(neighbour.call('indicators.values', call))).code).toBe('not_found')
    expect((await failing(enter(2025, 'wards', 1, neighbour))).code).toBe('not_found')
    const secretary = await harness.as('party_secretary', hospital)
    expect((await secretary.call('indicators.values', call)).values.length).toBeGreaterThan(56)
    expect((await failing(enter(2025, 'wards', 1, secretary))).code).toBe('forbidden')
    const branch = await seedUnit(harness, hospital, { name: '一支部', kind: 'branch' })
    expect(
      (await failing(office.call('indicators.overview', { unitId: branch.id }))).data.facts,
    ).toMatchObject({
      reason: 'not_institution',
    })
    expect((await office.call('indicators.institutions', {})).institutions.map(({ name }) => name)).toEqual([
      '年报医院',
    ])
  })

  test('targets and the scheme of 18: proposed until saved, one version at a time', async () => {
    const key = { unitId: hospital.id, indicator: 'GK3-27', year: 2024 }
    await office.call('indicators.setTarget', { ...key, target: 30.5, version: null })
    expect((await valueIn(2024, 'GK3-27')).target).toEqual({ target: 30.5, version: 1 })
    expect((await failing(office.call('indicators.setTarget', { ...key, target: 1, version: 7 }))).code).toBe(
      'stale',
    )
    await office.call('indicators.setTarget', { ...key, target: null, version: 1 })
    expect((await valueIn(2024, 'GK3-27')).target).toBeNull()

    const proposed = await office.call('indicators.scheme', { unitId: hospital.id })
    expect([proposed.rows.length, proposed.version]).toEqual([18, null])
    const rows = [{ dimension: '党建引领', name: '落实率', indicatorId: 'fulfilment', note: '' }]
    const saving = { unitId: hospital.id, rows, source: '本院方案' }
    await office.call('indicators.saveScheme', { ...saving, version: null })
    expect(await office.call('indicators.scheme', { unitId: hospital.id })).toMatchObject({
      rows,
      source: '本院方案',
      version: 1,
    })
    expect((await failing(office.call('indicators.saveScheme', { ...saving, version: null }))).code).toBe(
      'taken',
    )
  })
})

describe('the sheet 年度填报数据', () => {
  const planned = async (values: readonly Readonly<Record<string, CellValue>>[]) => {
    const unit = await seedInstitution(harness, { name: '表格医院' })
    const [row] = await harness.owner('select code from institution where id = $1', [unit.institutionId])
    return harness.product.database.inScope([unit.institutionId], async (tx) => {
      const directory = await loadDirectory(tx)
      const planning: Planning = {
        tx,
        directory,
        now: Temporal.Instant.from('2026-11-21T04:00:00Z'),
        today: '2026-11-21',
        institution: String(row?.['code']),
        mayWrite: (path) => path.includes(unit.id),
        widen: async () => undefined,
        institutionIds: [unit.institutionId],
        vault: harness.product.floor.vault,
        pace: steadyPace(),
      }
      const rows: readonly Row[] = values.map((each, at) => ({ row: at + 2, values: each }))
      const plan = await yearlyPort.plan(planning, rows)
      const bad = new Set(plan.faults.map(({ row: at }) => at))
      const good = await yearlyPort.plan(
        planning,
        rows.filter(({ row: at }) => !bad.has(at)),
      )
      await good.apply()
      const again = await yearlyPort.plan(
        planning,
        rows.filter(({ row: at }) => !bad.has(at)),
      )
      const shown = { vault: planning.vault, identity: 'masked' as const }
      const written = await yearlyPort.rows(tx, [unit.institutionId], directory, shown)
      return { plan, again, written }
    })
  }
  const base = { institution: null, year: 2025, value: null, words: null, source: null }

  test('every bad row is explained, the good ones are kept exactly, the same file changes nothing twice', async () => {
    const { plan, again, written } = await planned([
      { ...base, figure: 'medical_revenue', value: 1_234_567_890.12, source: '财务年报' },
      { ...base, figure: 'nurses', value: 700 },
      { ...base, figure: 'credit_rating', words: '优' },
      { ...base, figure: 'nurses', value: 701 },
      { ...base, figure: 'doctors', value: 1.5 },
      { ...base, figure: 'wards', value: -1 },
      { ...base, figure: 'score_staff', value: 100.01 },
      { ...base, figure: 'assets', value: 1.005 },
      { ...base, figure: 'liabilities' },
      { ...base, figure: 'budget_management', value: 3 },
      { ...base, figure: 'wards', value: 3, year: 1948 },
      { ...base, figure: 'wards', value: 3, institution: '没有这家' },
    ])
    expect(plan.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [5, null, 'duplicate'],
      [6, 'value', 'not_an_integer'],
      [7, 'value', 'conflict'],
      [8, 'value', 'conflict'],
      [9, 'value', 'conflict'],
      [10, 'value', 'required'],
      [11, 'value', 'conflict'],
      [11, 'words', 'required'],
      [12, 'year', 'conflict'],
      [13, 'institution', 'reference_missing'],
    ])
    expect([again.created, again.updated, again.unchanged]).toEqual([0, 0, 3])
    expect(written.map(({ figure, value, words }) => [figure, value, words])).toEqual([
      ['credit_rating', null, '优'],
      ['medical_revenue', 1_234_567_890.12, null],
      ['nurses', 700, null],
    ])
  })
})
