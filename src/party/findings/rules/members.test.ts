// The law of membership at, below and above its thresholds; months at the ends of months.

import { describe, expect, test } from 'vitest'
import {
  judgePerson,
  noThresholds,
  type PersonFacts,
  studyContact,
  studyContactDue,
  type Thresholds,
} from '../rules.ts'

const today = '2026-11-21'

const person: PersonFacts = {
  status: 'full',
  infirm: false,
  inBranch: true,
  floatingSince: null,
  lostContactSince: null,
  abroadSince: null,
  suspendedSince: null,
  transfer: null,
  correction: null,
  probation: null,
  absences: null,
}
const personal = (facts: Partial<PersonFacts>, on = today, thresholds: Partial<Thresholds> = {}): string[] =>
  judgePerson({ ...person, ...facts }, { ...noThresholds, ...thresholds }, on).map((refusal) => refusal.rule)

test('R-ORG-13: a member belongs to a branch; who is no member need not', () => {
  expect(personal({})).toEqual([])
  expect(personal({ inBranch: false })).toEqual(['R-ORG-13'])
  expect(personal({ inBranch: false, status: 'probationary' })).toEqual(['R-ORG-13'])
  expect(personal({ inBranch: false, status: 'activist' })).toEqual([])
})

describe.each([
  ['R-MEM-1', 'floatingSince'],
  ['R-MEM-2', 'lostContactSince'],
] as const)('%s: six months', (rule, field) => {
  test.each([
    ['2026-05-21', '2026-11-20', false], // 5 months and 30 days
    ['2026-05-21', '2026-11-21', true],
    ['2026-05-21', '2026-11-22', true],
    ['2026-08-31', '2027-02-27', false], // the end of a month
    ['2026-08-31', '2027-02-28', true],
    ['2027-08-31', '2028-02-28', false], // of a leap year
    ['2027-08-31', '2028-02-29', true],
  ])('since %s, on %s', (since, on, found) => {
    expect(personal({ [field]: since }, on).includes(rule)).toBe(found)
  })
})

test('R-MEM-1: whoever has asked for the transfer has begun to mend it', () => {
  const transfer = { requestedOn: today, from: '第一党支部', to: '第二党支部' }
  expect(personal({ floatingSince: '2025-01-01', transfer })).toEqual([])
})

describe('R-MEM-2t: two years after the suspension', () => {
  test.each([
    ['2026-02-27', false],
    ['2026-02-28', true],
    ['2026-03-01', true],
  ])('suspended on 2024-02-29, on %s', (on, found) => {
    const facts: Partial<PersonFacts> = {
      status: 'suspended',
      lostContactSince: '2023-08-01',
      suspendedSince: '2024-02-29',
    }
    expect(personal(facts, on).includes('R-MEM-2t')).toBe(found)
    // Suspended for another reason: not out of contact.
    expect(personal({ ...facts, lostContactSince: null }, on)).toEqual([])
  })
})

describe('R-MEM-3: six months in a row without organizational life', () => {
  const absences = (lastMissedOn: string) => ({
    firstMissedOn: '2026-05-15',
    lastMissedOn,
    missed: 7,
    talked: true,
  })
  test.each([
    ['2026-11-14', false],
    ['2026-11-15', true],
    ['2026-11-16', true],
  ])('missed from 2026-05-15 to %s', (last, found) => {
    expect(personal({ absences: absences(last) }).includes('R-MEM-3')).toBe(found)
  })
  test('the infirm are excepted', () => {
    expect(personal({ absences: absences('2026-11-16'), infirm: true })).toEqual([])
  })
  test('says that dues and assigned work were not looked at', () => {
    const [found] = judgePerson({ ...person, absences: absences('2026-11-16') }, noThresholds, today)
    expect(found?.facts).toMatchObject({ duesRecorded: false, workRecorded: false })
  })
})

describe('R-MEM-4: correction takes no longer than a year', () => {
  test.each([
    ['2026-11-21', false],
    ['2026-11-20', false],
    ['2026-11-22', true],
  ])('from 2025-11-21 until %s', (untilOn, found) => {
    expect(personal({ correction: { fromOn: '2025-11-21', untilOn } }).includes('R-MEM-4')).toBe(found)
  })
  test.each([
    ['2026-11-21', false],
    ['2026-11-22', true],
  ])('without an end, on %s', (on, found) => {
    expect(personal({ correction: { fromOn: '2025-11-21', untilOn: null } }, on).includes('R-MEM-4')).toBe(
      found,
    )
  })
})

describe('R-MEM-5: abroad for more than five years', () => {
  test.each([
    ['2026-11-20', false],
    ['2026-11-21', false],
    ['2026-11-22', true],
  ])('since 2021-11-21, on %s', (on, found) => {
    expect(personal({ abroadSince: '2021-11-21' }, on).includes('R-MEM-5')).toBe(found)
  })
  test('in contact every half-year', () => {
    expect(studyContactDue('2026-08-31')).toBe('2027-02-28')
    const facts = { since: '2026-08-31', lastOn: null, dueOn: '2027-02-28' }
    expect(studyContact.judge({ ...facts, today: '2027-02-28' }).ok).toBe(true)
    expect(studyContact.judge({ ...facts, today: '2027-03-01' }).ok).toBe(false)
  })
})

describe('R-MEM-6: the sender remains responsible', () => {
  const transfer = (requestedOn: string) => ({ requestedOn, from: '第一党支部', to: '市二院' })
  test('from the day after the request on, with the days', () => {
    expect(personal({ transfer: transfer('2026-11-21') })).toEqual([])
    const [found] = judgePerson({ ...person, transfer: transfer('2026-11-01') }, noThresholds, today)
    expect(found).toMatchObject({ rule: 'R-MEM-6', facts: { days: 20, from: '第一党支部' } })
  })
})

describe('R-MEM-7: a talk at first signs, from the institution’s own number on', () => {
  const absences = (missed: number, talked = false) => ({
    firstMissedOn: '2026-09-01',
    lastMissedOn: '2026-11-01',
    missed,
    talked,
  })
  test.each([
    [2, 3, false],
    [3, 3, true],
    [4, 3, true],
    [4, null, false],
  ])('%i missed, from %s', (missed, absencesFrom, found) => {
    expect(personal({ absences: absences(missed) }, today, { absencesFrom }).includes('R-MEM-7')).toBe(found)
  })
  test('a talk since then settles it', () => {
    expect(personal({ absences: absences(4, true) }, today, { absencesFrom: 3 })).toEqual([])
  })
})

test('R-MEM-8: no vote during probation within the Party', () => {
  const probation = { fromOn: '2026-01-01', untilOn: '2026-12-31', votes: 0 }
  expect(personal({ probation })).toEqual([])
  expect(personal({ probation: { ...probation, votes: 1 } })).toEqual(['R-MEM-8'])
})
