// The catalogue as counted in the sources, every kind of formula on figures computed by hand, and the cross-checks at their limits.

import { describe, expect, test } from 'vitest'
import { checksOf } from './rules/checks.ts'
import { editions, indicatorOf, indicators, indicatorsOf, isMonthly, listOf } from './rules/catalogue.ts'
import { type FigureId, figureIds, figureOf, stored } from './rules/figures.ts'
import { compute, factsOf, keyOf, type Known } from './rules/formula.ts'
import { dimensions, type Dimension, type List } from './rules/indicator.ts'
import { bundleOf, measureReport, rounded } from './rules/measure-report.ts'
import { proposedScheme } from './rules/quality.ts'

function named(id: string) {
  const found = indicatorOf(id)
  if (found === null) throw new Error(`No indicator ${id}`)
  return found
}
const rows = (list: List) => indicators.filter((each) => each.list === list && each.parent === null)

describe('the lists', () => {
  test('56 tertiary indicators: 51 quantitative and 5 qualitative, 26 monitored, by dimension as published', () => {
    const all = rows('tertiary')
    expect(all.map(({ id }) => id)).toEqual([
      ...Array.from({ length: 55 }, (_, at) => `GK3-${String(at + 1).padStart(2, '0')}`),
      'GK3-X1',
    ])
    const quantitative = all.filter(({ attribute }) => attribute === 'quantitative').length
    expect([all.length, quantitative, all.length - quantitative]).toEqual([56, 51, 5])
    const of = (dimension: Dimension) => all.filter((each) => each.dimension === dimension)
    const national = dimensions.filter((dimension) => dimension !== 'party')
    expect(national.map((each) => of(each).length)).toEqual([24, 20, 9, 3])
    expect(national.map((each) => of(each).filter(({ monitored }) => monitored).length)).toEqual([
      10, 9, 4, 3,
    ])
    expect(all.filter(({ monitored }) => monitored)).toHaveLength(26)
  })
  test('28 secondary indicators, all quantitative, 21 monitored', () => {
    const all = rows('secondary')
    expect(all.map(({ id }) => id)).toEqual(
      Array.from({ length: 28 }, (_, at) => `GK2-${String(at + 1).padStart(2, '0')}`),
    )
    expect(all.every(({ attribute }) => attribute === 'quantitative')).toBe(true)
    expect(all.filter(({ monitored }) => monitored)).toHaveLength(21)
  })
  test('each has both names and both wordings; what is not of confidence A is unverified and says why', () => {
    for (const each of indicators) {
      expect(
        [each.zh, each.en, each.formulaZh, each.formulaEn].every((text) => text !== ''),
        each.id,
      ).toBe(true)
      expect(/[一-鿿]/u.test(each.en + each.formulaEn), each.id).toBe(false)
      if (each.confidence !== 'A') expect(each.verified, each.id).toBe(false)
      expect(each.note === null, each.id).toBe(each.verified)
    }
    expect(indicatorOf('GK3-04')?.verified).toBe(true)
    // Read in a public program, with code lists that are not the official ones.
    expect(indicatorOf('GK3-06')?.verified).toBe(false)
    expect(indicatorOf('nothing')).toBeNull()
  })
  test('parts stand behind their whole and in its place', () => {
    expect(indicators.filter(({ parent }) => parent === 'GK3-45').map(({ id }) => id)).toEqual([
      'GK3-45.1',
      'GK3-45.2',
      'GK3-45.3',
      'GK3-45.4',
      'GK3-45.5',
    ])
    for (const each of indicators) if (each.parent !== null) expect(indicatorOf(each.parent)).not.toBeNull()
  })
  test('editions: 2019 has the 55 without the added one; an institution’s level chooses its list', () => {
    const national = (at: number) =>
      (editions[at] === undefined ? [] : indicatorsOf(editions[at])).filter(
        (each) => each.no !== each.id && each.parent === null,
      )
    expect([0, 1, 2].map((at) => national(at).length)).toEqual([56, 55, 28])
    expect(['三级甲等', '三级', '二级甲等', null].map(listOf)).toEqual([
      'tertiary',
      'tertiary',
      'secondary',
      'tertiary',
    ])
  })
  test('every yearly figure is needed by a formula, and the scheme of 18 names existing indicators', () => {
    const needed = new Set(
      indicators.flatMap(({ formula }) => (formula === null ? [] : factsOf(formula).map(keyOf))),
    )
    expect(figureIds.filter((id) => !needed.has(`yearly/${id}`))).toEqual([])
    expect(proposedScheme).toHaveLength(18)
    for (const { indicatorId } of proposedScheme) {
      if (indicatorId !== null) expect(indicatorOf(indicatorId)).not.toBeNull()
    }
  })
})

/** Figures as people type them: yuan, points, persons. */
const knowing =
  (typed: Readonly<Partial<Record<FigureId, number>>>): Known =>
  (fact) => {
    if (fact.from !== 'yearly') return null
    const value = typed[fact.id]
    return value === undefined ? null : stored(fact.id, value)
  }
const valueOf = (
  id: string,
  now: Readonly<Partial<Record<FigureId, number>>>,
  before: Readonly<Partial<Record<FigureId, number>>> = {},
) => {
  const formula = indicatorOf(id)?.formula
  if (!formula) throw new Error(`${id} has no formula`)
  return compute(formula, knowing(now), knowing(before))
}

const stay = {
  inpatient_revenue: 500_000_000,
  inpatient_drug_revenue: 120_000_000,
  bed_days_occupied: 400_000,
  bed_days_discharged: 390_000,
  discharges: 50_000,
}
const stayBefore = {
  inpatient_revenue: 450_000_000,
  inpatient_drug_revenue: 125_000_000,
  bed_days_occupied: 380_000,
  bed_days_discharged: 384_000,
  discharges: 48_000,
}

describe('formulas, computed by hand', () => {
  test.each<readonly [string, Readonly<Partial<Record<FigureId, number>>>, number]>([
    ['GK3-01', { outpatient_visits: 900_000, discharges: 50_000 }, 18],
    ['GK3-02', { referred_outpatient: 120, referred_inpatient: 80 }, 200],
    ['GK3-07.1', { special_services: 30, all_services: 4_000 }, 0.75],
    ['GK3-11', { examinations_positive: 45_000, examinations: 60_000 }, 75],
    ['GK3-13', { eqa_passed: 312 }, 312],
    ['GK3-13.2', { eqa_passed: 312, eqa_joined: 320 }, 97.5],
    // 15,000.5 DDD over 40,000 patient-days: 37.50125 for a hundred.
    ['GK3-17', { antibacterial_ddd: 15_000.5, bed_days_discharged: 40_000 }, 37.50125],
    ['GK3-23', { waiting_minutes: 1_800_000, appointments: 120_000 }, 15],
    ['GK3-24', { record_level: 5 }, 5],
    // 365,000 bed-days, 500 physicians: 2 a day.
    ['GK3-25', { bed_days_occupied: 365_000, physicians_mean: 500 }, 2],
    ['GK3-26', { pharmacists: 60, beds_open: 1_200 }, 5],
    ['GK3-27', { outpatient_revenue: 300_000_000.5, medical_revenue: 1_200_000_002 }, 25],
    [
      'GK3-31',
      {
        medical_revenue: 1_000,
        drug_revenue: 250,
        consumable_revenue: 200,
        examination_revenue: 120,
        laboratory_revenue: 80,
      },
      35,
    ],
    // 4,500 tons over 90,000 (10,000 yuan): 0.05.
    ['GK3-34', { energy: 4_500, total_revenue: 900_000_000 }, 0.05],
    ['GK3-35', { activity_revenue: 1_000, activity_cost: 1_050 }, -5],
    ['GK3-45.4', { doctors_pathology: 12, doctors: 800 }, 1.5],
    ['GK3-46', { doctors: 800, nurses: 1_400 }, 1.75],
    ['GK3-49.1', { teaching_share: 1.25 }, 1.25],
    // 1,800,000 yuan, 1,500 people: 12 (10,000 yuan) for a hundred.
    ['GK3-50', { research_funds: 1_800_000, health_staff: 1_500 }, 12],
    ['GK3-53', { score_outpatient: 92.37 }, 92.37],
    ['GK2-18', { outpatient_insurance: 100, inpatient_insurance: 350, medical_revenue: 1_000 }, 45],
    ['GK2-12.1', { provincial_eqa_joined: 96, provincial_eqa_organised: 100 }, 96],
  ])('%s', (id, figures, expected) => {
    expect(valueOf(id, figures).value).toBeCloseTo(expected, 9)
  })

  test('no. 40 and 41 convert by bed-days: revenue ÷ occupied × (days of the discharged ÷ discharges)', () => {
    // Now 500,000,000 ÷ 400,000 × 390,000 ÷ 50,000 = 9,750; before 450,000,000 ÷ 380,000 × 384,000 ÷ 48,000 = 9,473.684…
    const whole = valueOf('GK3-40', stay, stayBefore)
    expect(whole.denominator).toBeCloseTo(947_368.4210526316, 6)
    expect(whole.numerator).toBeCloseTo(975_000 - 947_368.4210526316, 6)
    expect(whole.value).toBeCloseTo(2.916666666666666, 9)
    // 2,340 against 2,631.578…: −11.08 %.
    expect(valueOf('GK3-41', stay, stayBefore).value).toBeCloseTo(-11.08, 9)
    expect(valueOf('GK2-21.2', stay, stayBefore)).toEqual(whole)
  })

  test('growth: missing base, zero base, no change', () => {
    expect(valueOf('GK3-37', { medical_revenue: 110 }, {})).toEqual({
      numerator: null,
      denominator: null,
      value: null,
      missing: ['before:yearly/medical_revenue'],
    })
    expect(valueOf('GK3-37', { medical_revenue: 110 }, { medical_revenue: 0 })).toEqual({
      numerator: 11_000,
      denominator: 0,
      value: null,
      missing: [],
    })
    expect(valueOf('GK3-37', { medical_revenue: 110 }, { medical_revenue: 110 }).value).toBe(0)
    expect(valueOf('GK3-37', { medical_revenue: 110 }, { medical_revenue: 100 }).value).toBe(10)
    // A year without visits has no cost per visit: nothing to grow from, and no error.
    const none = { outpatient_revenue: 0, outpatient_visits: 0 }
    expect(valueOf('GK3-38', { outpatient_revenue: 9, outpatient_visits: 3 }, none).value).toBeNull()
  })

  test('missing is missing, zero is zero, an empty base is null', () => {
    expect(valueOf('GK3-27', { outpatient_revenue: 5 })).toEqual({
      numerator: 500,
      denominator: null,
      value: null,
      missing: ['yearly/medical_revenue'],
    })
    expect(valueOf('GK3-27', { outpatient_revenue: 0, medical_revenue: 5 }).value).toBe(0)
    expect(valueOf('GK3-27', { outpatient_revenue: 0, medical_revenue: 0 }).value).toBeNull()
    // One part missing: not the sum of the others.
    expect(valueOf('GK3-02', { referred_outpatient: 120 }).value).toBeNull()
  })

  test('by month there is only what records and grouping give alone', () => {
    const monthly = indicators.filter(isMonthly).map(({ id }) => id)
    expect(monthly).toEqual(expect.arrayContaining(['GK3-04', 'GK3-14', 'GK2-13', 'cmi', 'death']))
    expect(monthly).not.toContain('GK3-01')
    expect(monthly).not.toContain('fulfilment')
  })
})

describe('cross-checks, at their limits', () => {
  const found = (
    now: Readonly<Partial<Record<FigureId, number>>>,
    before: Readonly<Partial<Record<FigureId, number>>> = {},
    counted: Readonly<Partial<Record<FigureId, number>>> = {},
  ) => {
    const map = (of: object) => new Map(Object.entries(of)) as Map<FigureId, number>
    return checksOf(map(now), map(before), map(counted)).map(
      ({ rule, figures }) => `${rule} ${figures.join(' ')}`,
    )
  }
  test.each([
    [99, []],
    [100, []],
    [101, ['indicators.at-most quality_wards wards']],
  ])('%i wards of 100 with quality nursing', (quality, expected) => {
    expect(found({ quality_wards: quality, wards: 100 })).toEqual(expected)
  })
  test.each([
    [98_999, 1],
    [99_000, 0],
    [100_000, 0],
    [101_000, 0],
    [101_001, 1],
  ])('parts of %i against a whole of 100,000', (sum, findings) => {
    const parts = { outpatient_revenue: 40_000, inpatient_revenue: sum - 40_000, medical_revenue: 100_000 }
    expect(found(parts).filter((each) => each.startsWith('indicators.sum-of-parts'))).toHaveLength(findings)
  })
  test.each([
    [49, 1],
    [50, 0],
    [150, 0],
    [151, 1],
  ])('%i nurses after 100', (nurses, findings) => {
    expect(found({ nurses }, { nurses: 100 }).filter((each) => each.includes('growth'))).toHaveLength(
      findings,
    )
  })
  test.each([
    [989, 1],
    [990, 0],
    [1_010, 0],
    [1_011, 1],
  ])('%i discharges entered, 1,000 counted', (discharges, findings) => {
    expect(
      found({ discharges }, {}, { discharges: 1_000 }).filter((each) => each.includes('records')),
    ).toHaveLength(findings)
  })
  test('a numerator without its base, or with a base of zero', () => {
    expect(found({ quality_wards: 3 })).toEqual(['indicators.base-present wards'])
    expect(found({ quality_wards: 0, wards: 0 })).toEqual(['indicators.base-present wards'])
    expect(found({ wards: 3 })).toEqual([])
  })
})

describe('FHIR R4', () => {
  const indicator = named('GK3-04')
  const report = (
    of: Partial<Parameters<typeof measureReport>[0]['reported']>,
    at = '2026-11-21T04:00:00Z',
  ) =>
    measureReport({
      id: '019ab4b2-0000-7000-8000-000000000000',
      indicator,
      year: 2025,
      reported: { numerator: 12, denominator: 32, value: 37.5, hidden: false, words: null, ...of },
      reporter: { code: 'H1', name: '某院' },
      at,
    })
  test('a summary with what R4 requires: status, type, measure, period, populations, score', () => {
    const made = report({})
    expect(made).toMatchObject({
      resourceType: 'MeasureReport',
      status: 'complete',
      type: 'summary',
      measure: 'urn:linghang:measure:GK3-04',
      period: { start: '2025-01-01', end: '2025-12-31' },
      improvementNotation: { coding: [{ code: 'increase' }] },
    })
    expect(made.group).toEqual([
      {
        code: { text: indicator.zh },
        population: [12, 32].map((count, at) => ({
          code: {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/measure-population',
                code: at === 0 ? 'numerator' : 'denominator',
              },
            ],
          },
          count,
        })),
        measureScore: { value: 37.5, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
      },
    ])
    expect(structureFaults(bundleOf([made], made.id, made.date))).toEqual([])
  })
  test('hidden and missing scores say why, and tell no count', () => {
    const none = { numerator: null, denominator: null, value: null }
    const hidden = report({ ...none, hidden: true })
    expect(hidden.status).toBe('complete')
    expect(JSON.stringify(hidden)).not.toContain('population"')
    expect(hidden.group[0]?.measureScore).toMatchObject({ extension: [{ valueCode: 'masked' }] })
    expect(report(none).status).toBe('pending')
    expect(report({}, '2025-11-21T04:00:00Z').status).toBe('pending')
    for (const each of [hidden, report(none)]) {
      expect(structureFaults(bundleOf([each], each.id, each.date))).toEqual([])
    }
  })
  test('rounded half up, also below zero and at a binary fraction', () => {
    expect([1.005, 2.675, -1.005, 0.125, 37.5, -0.001].map((value) => rounded(value, 2))).toEqual([
      1.01, 2.68, -1.01, 0.13, 37.5, 0,
    ])
  })
})

/**
 * What the R4 definitions of Bundle and MeasureReport require of structure: names, cardinalities, types, closed lists.
 * It is our reading of the definitions, not an outside validator.
 */
function structureFaults(bundle: unknown): string[] {
  const faults: string[] = []
  const want = (held: boolean, what: string): void => void (held || faults.push(what))
  const is = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  const only = (value: Record<string, unknown>, names: readonly string[], where: string): void => {
    for (const name of Object.keys(value)) want(names.includes(name), `${where}: no element ${name}`)
  }
  const fhirId = /^[A-Za-z0-9\-.]{1,64}$/
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
  const coding = (value: unknown, codes: readonly string[], where: string): void => {
    const [first] = is(value) && Array.isArray(value['coding']) ? (value['coding'] as unknown[]) : []
    want(is(first) && typeof first['system'] === 'string' && codes.includes(String(first['code'])), where)
  }
  if (!is(bundle)) return ['no object']
  want(bundle['resourceType'] === 'Bundle' && bundle['type'] === 'collection', 'Bundle.type')
  want(instant.test(String(bundle['timestamp'])), 'Bundle.timestamp')
  only(bundle, ['resourceType', 'id', 'type', 'timestamp', 'entry'], 'Bundle')
  for (const entry of bundle['entry'] as Record<string, unknown>[]) {
    only(entry, ['fullUrl', 'resource'], 'entry')
    const report = entry['resource'] as Record<string, unknown>
    want(entry['fullUrl'] === `urn:uuid:${String(report['id'])}`, 'fullUrl')
    want(fhirId.test(String(report['id'])), 'id')
    want(['complete', 'pending', 'error'].includes(String(report['status'])), 'status')
    want(
      ['individual', 'subject-list', 'summary', 'data-collection'].includes(String(report['type'])),
      'type',
    )
    want(/^urn:[a-z]+:\S+$/.test(String(report['measure'])), 'measure')
    want(is(report['period']) && 'start' in report['period'] && 'end' in report['period'], 'period')
    want(is(report['text']) && ['generated', 'extensions'].includes(String(report['text']['status'])), 'text')
    only(
      report,
      'resourceType id text status type measure date reporter period improvementNotation group'.split(' '),
      'MeasureReport',
    )
    if (report['improvementNotation'] !== undefined) {
      coding(report['improvementNotation'], ['increase', 'decrease'], 'improvementNotation')
    }
    for (const group of report['group'] as Record<string, unknown>[]) {
      only(group, ['code', 'population', 'measureScore'], 'group')
      const score = group['measureScore'] as Record<string, unknown>
      want(typeof score['value'] === 'number' || Array.isArray(score['extension']), 'measureScore')
      // A Quantity with a code has a system (qty-3).
      if (score['code'] !== undefined) want(typeof score['system'] === 'string', 'qty-3')
      for (const population of (group['population'] ?? []) as Record<string, unknown>[]) {
        only(population, ['code', 'count'], 'population')
        coding(population['code'], ['numerator', 'denominator'], 'population.code')
        want(Number.isInteger(population['count']) && Number(population['count']) <= 2_147_483_647, 'count')
      }
    }
  }
  return faults
}

test('units of figures allow what people type', () => {
  expect(stored('medical_revenue', 12_345_678.91)).toBe(1_234_567_891)
  expect(stored('score_staff', 87.29)).toBe(8_729)
  expect(figureOf('nurses').unit).toBe('persons')
})
