// The grouper on hand-made rules: every kind of condition at, below and above its bounds; and its trace tells the same as it does.

import { describe, expect, test } from 'vitest'
import { figuresOf, millionths, ratios } from './figures.ts'
import { explain } from './explain.ts'
import { compile, type Grouping, prepare, type Stay } from './group.ts'
import { patternOf } from './patterns.ts'
import type { Adrg, AdrgKind, Condition, Drg, DrgLevel, Lists, Mdc } from './scheme.ts'
import { schemeFaults } from './check.ts'
import { strataFor, strataOf, stratumAt } from './strata.ts'
import { syntheticLists } from './synthetic.ts'

const open = { from: null, to: null }
const set = (name: string, ...codes: string[]) => codes.map((code) => ({ set: name, code }))
const mdc = (order: number, code: string, more: Partial<Mdc>): Mdc => ({
  order,
  code,
  name: code,
  principal: null,
  procedure: null,
  sex: null,
  ageDays: open,
  regions: [],
  regionsLeast: null,
  ...more,
})
const adrg = (code: string, order = 1, kind: AdrgKind = 'medical', of = code.charAt(0)): Adrg => ({
  code,
  name: code,
  mdc: of,
  kind,
  order,
})
const way = (of: string, more: Partial<Condition>): Condition => ({
  adrg: of,
  principal: null,
  diagnosis: null,
  mainProcedure: null,
  anyProcedure: null,
  withProcedure: null,
  sex: null,
  ageDays: open,
  birthWeight: open,
  ...more,
})
const drg = (of: string, sign = '9', level: DrgLevel = 'all', more: Partial<Drg> = {}): Drg => ({
  code: of + sign,
  name: of + sign,
  adrg: of,
  level,
  weight: 10_000,
  costFen: null,
  daysHundredths: null,
  stratum: null,
  mortality: null,
  ...more,
})
const stay = (principal: string, more: Partial<Stay> = {}): Stay => ({
  principal,
  diagnoses: [],
  mainProcedure: '',
  procedures: [],
  sex: 1,
  ageYears: 50,
  ageDays: null,
  birthWeight: null,
  ...more,
})

const lists: Lists = {
  codes: [
    ...set('heart', 'I21.000', 'I50*', 'I60-I62'),
    ...set('male', 'N40*'),
    ...set('born', 'P07*'),
    ...set('trauma', 'S00-S99'),
    ...set('head', 'S00-S09'),
    ...set('chest', 'S20-S29'),
    ...set('belly', 'S30-S39'),
    ...set('machine', '96.7*'),
    ...set('bypass', '36.1*'),
    ...set('valve', '35.2*'),
    ...set('stent', '36.06'),
    ...set('failure', 'I50*'),
    ...set('shock', 'R57*'),
  ],
  mdc: [
    // Out of order on purpose: `order` decides.
    mdc(9, 'F', { principal: 'heart' }),
    mdc(1, 'A', { procedure: 'machine' }),
    mdc(2, 'P', { principal: 'born', ageDays: { from: 0, to: 28 } }),
    mdc(3, 'Z', { principal: 'trauma', regions: ['head', 'chest', 'belly'], regionsLeast: 2 }),
    mdc(4, 'M', { principal: 'male', sex: 1 }),
    mdc(10, 'X', { principal: 'trauma' }),
  ],
  adrg: [
    adrg('AA1', 1, 'surgical'),
    adrg('PR1', 1),
    adrg('PR2', 2),
    adrg('PR3', 3),
    adrg('ZR1'),
    adrg('MR1'),
    adrg('FR1', 1),
    adrg('FR2', 2),
    adrg('FK1', 1, 'procedure'),
    adrg('FB2', 2, 'surgical'),
    adrg('FB1', 1, 'surgical'),
    adrg('FB3', 3, 'surgical'),
    adrg('XR1'),
  ],
  condition: [
    way('AA1', { mainProcedure: 'machine' }),
    way('PR1', { principal: 'born', birthWeight: { from: null, to: 1499 } }),
    way('PR2', { principal: 'born', birthWeight: { from: 1500, to: 2499 } }),
    way('PR3', { principal: 'born', ageDays: { from: 7, to: null } }),
    way('ZR1', { principal: 'trauma' }),
    way('MR1', { principal: 'male' }),
    way('FB1', { mainProcedure: 'bypass' }),
    way('FB2', { anyProcedure: 'valve' }),
    way('FB3', { anyProcedure: 'stent', withProcedure: 'stent' }),
    way('FB3', { mainProcedure: 'stent', withProcedure: 'machine' }),
    way('FK1', { principal: 'heart', anyProcedure: 'stent' }),
    way('FR1', { principal: 'failure', diagnosis: 'shock' }),
    way('FR1', { principal: 'failure', sex: 2 }),
    way('FR2', { principal: 'heart' }),
    way('XR1', { principal: 'trauma' }),
  ],
  precedence: [{ before: 'FB3', after: 'FB1' }],
  drg: [
    ...['AA1', 'PR1', 'PR2', 'PR3', 'ZR1', 'MR1', 'FB1', 'FB2', 'FB3', 'FK1', 'XR1'].map((of) => drg(of)),
    drg('FR1', '1', 'MCC_CC'),
    drg('FR1', '5', 'none'),
    drg('FR2', '1', 'MCC'),
    drg('FR2', '3', 'CC'),
    drg('FR2', '5', 'none'),
  ],
  cc: [
    { code: 'J96*', level: 'MCC', table: null },
    { code: 'J96.9', level: 'CC', table: null },
    { code: 'E11*', level: 'CC', table: 't1' },
    { code: 'N17*', level: 'MCC', table: 't2' },
    { code: 'I50.1', level: 'CC', table: null },
  ],
  exclusion: [
    { table: 't1', code: 'I21.000' },
    { table: 't2', code: 'I60-I61' },
  ],
}
const rules = prepare(lists)
const group = compile(rules)
const codeOf = (of: Stay): string | null => {
  const { drg: found, reason } = group(of)
  const told = explain(rules, of).result
  expect(told).toEqual(group(of))
  return found ?? reason
}

test('these rules have no fault, nor have the product’s own', () => {
  expect(schemeFaults(lists)).toEqual([])
  expect(schemeFaults(syntheticLists)).toEqual([])
})

test.each<[what: string, of: Stay, group: string]>([
  ['no principal diagnosis', stay(''), 'no_principal'],
  ['in no list', stay('K29.500'), 'no_mdc'],
  ['a code alone', stay('I21.000'), 'FR25'],
  ['another code that begins so is not meant by a code alone', stay('I21.0001'), 'no_mdc'],
  ['a beginning', stay('I50.900'), 'FR25'],
  ['below a range', stay('I59.9'), 'no_mdc'],
  ['first of a range', stay('I60'), 'FR25'],
  ['last of a range with more behind', stay('I62.9x1'), 'FR25'],
  ['above a range', stay('I63.0'), 'no_mdc'],
  // Pre-MDC by the principal procedure only.
  ['the machine as principal procedure', stay('K29.500', { mainProcedure: '96.72' }), 'AA19'],
  ['the machine besides', stay('K29.500', { procedures: ['96.72'] }), 'no_mdc'],
  ['the first category goes ahead', stay('I21.000', { mainProcedure: '96.72' }), 'AA19'],
  // Newborn: age and weight at their ends.
  ['1,499 g', stay('P07.0', { ageYears: 0, ageDays: 0, birthWeight: 1499 }), 'PR19'],
  ['1,500 g', stay('P07.0', { ageYears: 0, ageDays: 0, birthWeight: 1500 }), 'PR29'],
  ['2,499 g', stay('P07.0', { ageYears: 0, ageDays: 0, birthWeight: 2499 }), 'PR29'],
  [
    '2,500 g, too young for the last',
    stay('P07.0', { ageYears: 0, ageDays: 6, birthWeight: 2500 }),
    'no_adrg',
  ],
  ['2,500 g on the seventh day', stay('P07.0', { ageYears: 0, ageDays: 7, birthWeight: 2500 }), 'PR39'],
  ['28 days', stay('P07.0', { ageYears: 0, ageDays: 28 }), 'PR39'],
  ['29 days', stay('P07.0', { ageYears: 0, ageDays: 29 }), 'no_mdc'],
  ['one year, days left blank or not', stay('P07.0', { ageYears: 1, ageDays: 3 }), 'no_mdc'],
  ['age unknown', stay('P07.0', { ageYears: 0 }), 'no_mdc'],
  ['weight unknown', stay('P07.0', { ageYears: 0, ageDays: 3 }), 'no_adrg'],
  // Trauma of several regions.
  ['two regions', stay('S01.0', { diagnoses: ['S22.0'] }), 'ZR19'],
  ['twice the same region', stay('S01.0', { diagnoses: ['S02.0'] }), 'XR19'],
  ['a region by the other diagnoses alone', stay('S81.0', { diagnoses: ['S22.0', 'S31.0'] }), 'ZR19'],
  // Sex.
  ['a man', stay('N40.0'), 'MR19'],
  ['a woman with a man’s disease', stay('N40.0', { sex: 2 }), 'no_mdc'],
  ['sex unknown', stay('N40.0', { sex: null }), 'no_mdc'],
  ['one way is for women', stay('I50.0', { sex: 2 }), 'FR15'],
  // Procedures and their hierarchy.
  ['principal procedure', stay('I21.000', { mainProcedure: '36.11' }), 'FB19'],
  ['as another procedure it does not count', stay('I21.000', { procedures: ['36.11'] }), 'FR25'],
  ['any procedure', stay('I21.000', { procedures: ['35.21'] }), 'FB29'],
  ['of two, the one ahead', stay('I21.000', { mainProcedure: '36.11', procedures: ['35.21'] }), 'FB19'],
  ['surgical before procedure', stay('I21.000', { mainProcedure: '36.06', procedures: ['35.21'] }), 'FB29'],
  ['procedure before medical', stay('I21.000', { mainProcedure: '36.06' }), 'FK19'],
  [
    'the same set twice needs two',
    stay('I21.000', { mainProcedure: '36.06', procedures: ['36.06'] }),
    'FB39',
  ],
  [
    'a pair said to go ahead of what is ordered first',
    stay('I21.000', { mainProcedure: '36.11', procedures: ['36.06', '36.06'] }),
    'FB39',
  ],
  // Diagnoses besides.
  ['any diagnosis', stay('I50.0', { diagnoses: ['R57.0'] }), 'FR15'],
  // Levels.
  ['no comorbidity', stay('I21.000', { diagnoses: ['Z99'] }), 'FR25'],
  ['CC', stay('I60', { diagnoses: ['E11.9'] }), 'FR23'],
  ['MCC', stay('I21.000', { diagnoses: ['N17.9'] }), 'FR21'],
  ['both: the graver', stay('I62', { diagnoses: ['E11.9', 'N17.9'] }), 'FR21'],
  ['the most exact entry counts', stay('I21.000', { diagnoses: ['J96.9'] }), 'FR23'],
  ['CC excluded by the principal diagnosis', stay('I21.000', { diagnoses: ['E11.9'] }), 'FR25'],
  ['MCC excluded, CC stays', stay('I60', { diagnoses: ['N17.9', 'E11.9'] }), 'FR23'],
  ['the principal diagnosis again', stay('I50.1', { diagnoses: ['I50.1'] }), 'FR25'],
  ['CC or MCC in one group', stay('I50.0', { diagnoses: ['R57.0', 'E11.9'] }), 'FR11'],
])('%s', (_, of, expected) => {
  expect(codeOf(of)).toBe(expected)
})

test('a trace names who won, who fits behind, what failed, and what was excluded by what', () => {
  const of = stay('I21.000', { mainProcedure: '36.11', procedures: ['35.21'], diagnoses: ['E11.9'] })
  const { mdcs, comorbidities } = explain(rules, of)
  expect(mdcs.map(({ mdc: code, failed }) => [code, failed?.test ?? null])).toEqual([
    ['A', 'main_procedure'],
    ['P', 'principal'],
    ['Z', 'principal'],
    ['M', 'principal'],
    ['F', null],
  ])
  expect(mdcs.at(-1)?.adrgs.map(({ adrg: code, outcome, by }) => [code, outcome, by])).toEqual([
    ['FB3', 'failed', []],
    ['FB1', 'won', ['36.11']],
    ['FB2', 'behind', ['35.21']],
    ['FK1', 'failed', []],
    ['FR1', 'failed', []],
    ['FR2', 'behind', ['I21.000']],
  ])
  expect(comorbidities).toEqual([
    { code: 'E11.9', level: 'CC', excludedBy: { principal: 'I21.000', table: 't1' } },
  ])
})

test('of 20,000 stays by chance the trace ends where the grouper does, under two schemes', () => {
  let seed = 7
  const below = (most: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * most)
  }
  const pick = (of: readonly string[]): string => of[below(of.length)] ?? ''
  const some = (of: readonly string[], most: number) => Array.from({ length: below(most) }, () => pick(of))
  for (const scheme of [lists, syntheticLists]) {
    const its = prepare(scheme)
    const by = compile(its)
    const codes = [...scheme.codes, ...scheme.cc, ...scheme.exclusion].flatMap(({ code }) => {
      const pattern = patternOf(code)
      if (pattern === null) return []
      if ('exact' in pattern) return [pattern.exact]
      return pattern.beginnings.slice(0, 3).flatMap((each) => [each, `${each}9`])
    })
    const seen = new Set<string>()
    for (let at = 0; at < 10_000; at += 1) {
      const one = stay(below(100) === 0 ? '' : pick(codes), {
        diagnoses: some(codes, 6),
        mainProcedure: below(2) === 0 ? '' : pick(codes),
        procedures: some(codes, 5),
        sex: pick(['1', '2', '']) === '' ? null : 1 + below(2),
        ageYears: below(3) === 0 ? 0 : below(90),
        ageDays: below(3) === 0 ? null : below(40),
        birthWeight: below(2) === 0 ? null : 1400 + below(1400),
      })
      const told: Grouping = explain(its, one).result
      expect(by(one)).toEqual(told)
      seen.add(told.drg ?? told.reason ?? '')
    }
    // Chance has been nearly everywhere.
    expect(seen.size).toBeGreaterThan(scheme.drg.length * 0.7)
  }
})

describe('patterns', () => {
  test.each<[string, readonly string[] | string | null]>([
    ['I21.900', 'I21.900'],
    ['I21*', ['I21']],
    ['A40.8-A41.1', ['A40.8', 'A40.9', 'A41.0', 'A41.1']],
    ['Z9-Z9', ['Z9']],
    ['A41-A40', null],
    ['A4-A40', null],
    ['A00.0-B99.9', ['A00.0']],
    ['A000-Z999', null],
    ['36.1-36.x', null],
    ['I21 ', null],
    ['*', null],
    ['', null],
    ['I21-', null],
  ])('%s', (text, expected) => {
    const found = patternOf(text)
    if (text === 'A00.0-B99.9') {
      expect(found).toMatchObject({
        beginnings: expect.arrayContaining(['A00.0', 'A99.9', 'B00.0', 'B99.9']),
      })
    } else if (expected === null) expect(found).toBeNull()
    else if (typeof expected === 'string') expect(found).toEqual({ exact: expected })
    else expect(found).toEqual({ beginnings: expected })
  })
})

describe('figures', () => {
  const two: readonly Drg[] = [
    drg('FR2', '1', 'MCC', { weight: 15_000, costFen: 1_000_000, daysHundredths: 1050 }),
    drg('FR2', '5', 'none', { weight: 8_001, costFen: 300_000 }),
  ]
  const byCode = new Map(two.map((each) => [each.code, each]))

  test('by hand: case mix, cost and time index, low risk', () => {
    const sums = figuresOf(
      [
        { drg: 'FR21', cases: 3, losDays: 42, costFen: 4_500_000, deaths: 1 },
        { drg: 'FR25', cases: 5, losDays: 20, costFen: 1_000_000, deaths: 1 },
        { drg: null, cases: 2, losDays: 9, costFen: 77, deaths: 1 },
      ],
      byCode,
      { source: 'scheme', of: { FR25: 'low', FR21: 'high' } },
    )
    // 3 × 1.5 + 5 × 0.8001; 4.5 M ÷ 1 M + 1 M ÷ 0.3 M; 42 ÷ 10.5, of the three that have a reference.
    expect(sums).toEqual({
      grouped: 8,
      ungrouped: 2,
      groups: 2,
      weightSum: 85_005,
      costIndexSum: 7_833_333,
      costIndexCases: 8,
      timeIndexSum: 4_000_000,
      timeIndexCases: 3,
      lowRiskCases: 5,
      lowRiskDeaths: 1,
    })
    expect(ratios.caseMix(sums)).toBeCloseTo(1.0625625, 10)
    expect(ratios.timeIndex(sums)).toBeCloseTo(4 / 3, 10)
    expect(ratios.lowRiskMortality(sums)).toBe(0.2)
    expect(ratios.caseMix({ grouped: 0, weightSum: 0 })).toBeNull()
  })

  test('quotients are exact where a number is not, the half up', () => {
    expect(millionths(1, 2_000_000)).toBe(1)
    expect(millionths(1, 2_000_001)).toBe(0)
    expect(millionths(9_007_199_254_740_991, 9_007_199_254_740_991)).toBe(1_000_000)
  })
})

describe('risk strata', () => {
  test('the bounds belong to the middle', () => {
    expect(stratumAt(-1, 0, 1)).toBe('medium_low')
    expect(stratumAt(-1.0001, 0, 1)).toBe('low')
    expect(stratumAt(0, 0, 1)).toBe('medium_low')
    expect(stratumAt(0.0001, 0, 1)).toBe('medium_high')
    expect(stratumAt(1, 0, 1)).toBe('medium_high')
    expect(stratumAt(1.0001, 0, 1)).toBe('high')
  })

  test('ln of 1, 10, 100 in 10,000: mean at ten, one deviation is 1.88; without deaths there is no stratum', () => {
    const rates = [0.0001, 0.001, 0.01].map((rate, at) => ({ drg: String(at), rate }))
    expect(strataOf([...rates, { drg: 'none', rate: 0 }])).toEqual({
      0: 'low',
      1: 'medium_low',
      2: 'high',
    })
    expect(strataOf([])).toEqual({})
  })

  test('from the scheme, else its mortality, else the own deaths', () => {
    const plain = drg('FR2', '1')
    const own = [
      { drg: 'a', cases: 100, deaths: 1 },
      { drg: 'b', cases: 100, deaths: 50 },
      { drg: 'c', cases: 1000, deaths: 1 },
    ]
    expect(strataFor([{ ...plain, stratum: 'high', mortality: 3 }], own)).toEqual({
      source: 'scheme',
      of: { FR21: 'high' },
    })
    expect(strataFor([{ ...plain, mortality: 3 }], own)).toMatchObject({ source: 'reference' })
    expect(strataFor([plain], own)).toMatchObject({ source: 'own', of: { b: 'high', c: 'low' } })
  })
})
