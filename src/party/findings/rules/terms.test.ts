// The law of terms and of weak branches at, below and above its thresholds.

import { describe, expect, test } from 'vitest'
import { judgeUnit, noThresholds, type Thresholds, type UnitFacts } from '../rules.ts'

const today = '2026-11-21'

const branch: UnitFacts = {
  kind: 'branch',
  form: 'plain',
  foundedOn: '2015-01-01',
  members: 10,
  fullMembers: 10,
  committeeMembers: 3,
  posts: ['secretary', 'organization_member', 'publicity_member', 'discipline_member'],
  secretaries: 1,
  vacantSince: null,
  secretary: { fullOn: '2010-07-01', headPost: 'department_head', institutionPost: null },
  president: null,
  covers: 1,
  coversVillage: false,
  coveredBy: 0,
  staff: 0,
  staffFull: 0,
  above: ['institution', 'committee'],
  below: [],
  groups: 0,
  terms: 1,
  admitted: 0,
  term: null,
}
const committee: Partial<UnitFacts> = {
  kind: 'committee',
  members: 300,
  fullMembers: 290,
  committeeMembers: 7,
  above: ['institution'],
  below: ['branch'],
  covers: 0,
}

const judged = (unit: Partial<UnitFacts>, on = today, thresholds: Partial<Thresholds> = {}) =>
  judgeUnit({ ...branch, ...unit }, { ...noThresholds, ...thresholds }, on)
const broken = (unit: Partial<UnitFacts>, on = today, thresholds: Partial<Thresholds> = {}): string[] =>
  judged(unit, on, thresholds).map((refusal) => refusal.rule)

describe('R-TRM-1: the length of a term', () => {
  const term = (years: number) => ({ startedOn: '2026-01-01', years, previousEndsOn: null })
  test.each([
    ['branch', 2, false, true],
    ['branch', 3, false, false],
    ['branch', 5, false, true],
    ['branch', 5, true, false],
    ['branch', 3, true, true],
  ] as const)('%s, %i years, village %s', (kind, years, coversVillage, found) => {
    expect(broken({ kind, coversVillage, term: term(years) }).includes('R-TRM-1')).toBe(found)
  })
  test.each([
    ['committee', 5, false],
    ['committee', 3, true],
    ['general_branch', 3, false],
    ['general_branch', 5, true],
  ] as const)('%s, %i years', (kind, years, found) => {
    expect(broken({ ...committee, kind, term: term(years) }).includes('R-TRM-1c')).toBe(found)
  })
})

describe('R-TRM-2: a term that ends within six months', () => {
  // From 31 May 2024 three years: to 31 May 2027; six months before is 30 November 2026.
  const term = { startedOn: '2024-05-31', years: 3, previousEndsOn: null }
  test.each([
    ['2026-11-29', false],
    ['2026-11-30', true],
    ['2026-12-01', true],
    ['2027-06-01', true],
  ])('on %s', (on, found) => {
    expect(broken({ term }, on).includes('R-TRM-2')).toBe(found)
  })
  test('a term that is over says so, and since when', () => {
    const [refusal] = judged({ term }, '2027-06-01')
    expect(refusal).toMatchObject({ rule: 'R-TRM-2', facts: { over: true }, since: '2027-05-31' })
  })
  test('a committee rests on another source, not yet verified', () => {
    const found = judged({ ...committee, term: { ...term, startedOn: '2022-05-31', years: 5 } }, '2026-12-01')
    const refusal = found.find((each) => each.rule === 'R-TRM-2c')
    expect(refusal?.cites[0]?.verified).toBe(false)
  })
})

describe('R-TRM-3: an election more than a year early or late', () => {
  const term = { startedOn: '2022-06-30', years: 3, previousEndsOn: null }
  test.each([
    ['2026-06-29', false],
    ['2026-06-30', false],
    ['2026-07-01', true],
  ])('the term was over on 2025-06-30, today is %s', (on, found) => {
    expect(broken({ term }, on).includes('R-TRM-3')).toBe(found)
  })
  test.each([
    ['2024-06-29', true],
    ['2024-06-30', false],
    ['2026-06-30', false],
    ['2026-07-01', true],
  ])('elected on %s, due on 2025-06-30', (startedOn, found) => {
    const newest = { startedOn, years: 3, previousEndsOn: '2025-06-30' }
    expect(broken({ term: newest }, '2026-07-01').includes('R-TRM-3')).toBe(found)
  })
})

describe('R-TRM-2 and 3 with the approval of the level above', () => {
  const term = { startedOn: '2022-06-30', years: 3, previousEndsOn: null }
  test.each([
    [
      'approved a year later: not near its end a year before',
      { approvedEndsOn: '2026-06-30' },
      '2025-12-29',
      [],
    ],
    ['six months before the approved day', { approvedEndsOn: '2026-06-30' }, '2025-12-30', ['R-TRM-2']],
    ['a year after the approved day', { approvedEndsOn: '2026-06-30' }, '2027-06-30', ['R-TRM-2']],
    ['more than that', { approvedEndsOn: '2026-06-30' }, '2027-07-01', ['R-TRM-2', 'R-TRM-3']],
    [
      'more than a year was approved: the question stays',
      { approvedEndsOn: '2026-07-01' },
      '2026-07-02',
      ['R-TRM-2', 'R-TRM-3'],
    ],
    [
      'approved earlier: near its end by that day',
      { approvedEndsOn: '2025-01-31' },
      '2024-07-31',
      ['R-TRM-2'],
    ],
  ] as const)('%s', (_, approved, on, rules) => {
    const found = broken({ term: { ...term, ...approved } }, on)
    expect(found.filter((rule) => rule === 'R-TRM-2' || rule === 'R-TRM-3')).toEqual(rules)
  })

  test('elected on the day approved, more than a year from the regular end of the term before', () => {
    const newest = { startedOn: '2027-06-01', years: 3, previousEndsOn: '2025-06-30' }
    const shift = (previousApprovedOn: string | null) =>
      broken({ term: { ...newest, previousApprovedOn } }, '2027-07-01').includes('R-TRM-3')
    expect([shift(null), shift('2026-06-30'), shift('2026-07-01')]).toEqual([true, false, true])
  })
})

describe('R-TRM-4: signs of a weak branch, from the institution’s own number on', () => {
  // Three musts at once: no committee, no secretary, a term of two years.
  const weak: Partial<UnitFacts> = {
    committeeMembers: 0,
    secretaries: 0,
    secretary: null,
    term: { startedOn: '2026-01-01', years: 2, previousEndsOn: null },
  }
  test.each([
    [2, true],
    [3, true],
    [4, false],
    [null, false],
  ])('from %s', (weakFrom, found) => {
    expect(broken(weak, today, { weakFrom }).includes('R-TRM-4')).toBe(found)
  })
})
