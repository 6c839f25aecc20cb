// The law of the tree at, below and above its thresholds.

import { describe, expect, test } from 'vitest'
import { judgeUnit, type UnitFacts } from './rules.ts'

const branch: UnitFacts = {
  kind: 'branch',
  members: 10,
  fullMembers: 10,
  committeeMembers: 3,
  coveredBy: 0,
  staff: 0,
  term: null,
}
const broken = (unit: Partial<UnitFacts>, today = '2026-11-21'): string[] =>
  judgeUnit({ ...branch, ...unit }, today).map((refusal) => refusal.rule)

describe('R-ORG-2: a branch generally has no more than 50 members', () => {
  test.each([
    [49, false],
    [50, false],
    [51, true],
  ])('%i members', (members, found) => {
    expect(broken({ members, fullMembers: members }).includes('R-ORG-2')).toBe(found)
  })
})

describe('R-ORG-3: fewer than three full members', () => {
  test.each([
    [2, true],
    [3, false],
    [4, false],
  ])('%i full members', (fullMembers, found) => {
    expect(broken({ fullMembers, members: fullMembers + 1 }).includes('R-ORG-3')).toBe(found)
  })
})

describe('R-ORG-7: a committee from seven full members on', () => {
  test.each([
    [6, 0, false],
    [7, 0, true],
    [7, 2, true],
    [7, 3, false],
    [8, 0, true],
  ])('%i full members, %i in the committee', (fullMembers, committeeMembers, found) => {
    expect(broken({ fullMembers, members: fullMembers, committeeMembers }).includes('R-ORG-7')).toBe(found)
  })

  test('probationary members do not count towards the seven', () => {
    expect(broken({ fullMembers: 6, members: 9, committeeMembers: 0 })).not.toContain('R-ORG-7')
  })
})

describe('a term that ends within six months', () => {
  const term = { endsOn: '2027-05-31', remindFrom: '2026-11-30' }
  test.each([
    ['2026-11-29', false],
    ['2026-11-30', true],
    ['2026-12-01', true],
    ['2027-06-01', true],
  ])('on %s', (today, found) => {
    expect(broken({ term }, today).includes('R-TRM-2')).toBe(found)
  })

  test('a term that is over says so', () => {
    const [refusal] = judgeUnit({ ...branch, term }, '2027-06-01')
    expect(refusal?.facts['over']).toBe(true)
  })

  test('a committee rests on another source, not yet verified', () => {
    const [refusal] = judgeUnit({ ...branch, kind: 'committee', term }, '2026-12-01')
    expect(refusal?.rule).toBe('R-TRM-2c')
    expect(refusal?.cites[0]?.verified).toBe(false)
  })
})

describe('a department without a branch', () => {
  const department: Partial<UnitFacts> = { kind: 'department', members: 0, fullMembers: 0 }
  test.each([
    [0, 5, ['L-ORG-1']],
    [1, 5, []],
    [0, 0, []],
  ])('covered by %i, %i people', (coveredBy, staff, found) => {
    expect(broken({ ...department, coveredBy, staff })).toEqual(found)
  })
})
