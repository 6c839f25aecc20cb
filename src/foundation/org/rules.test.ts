// Standing on a day, at and around the dates that change it.

import { describe, expect, test } from 'vitest'
import { standingUncertain, standingYears, statusOn } from './rules.ts'

describe('standing on a day', () => {
  const person = { status: 'full', probationOn: '2024-03-15', fullOn: '2025-03-15', history: [] } as const
  test.each([
    ['2024-03-14', 'none'],
    ['2024-03-15', 'probationary'],
    ['2025-03-14', 'probationary'],
    ['2025-03-15', 'full'],
  ])('%s', (day, status) => {
    expect(statusOn(person, day)).toBe(status)
  })

  test.each([
    ['2026-03-14', 0],
    ['2026-03-15', 1],
    ['2075-03-14', 49],
    ['2075-03-15', 50],
  ])('whole years by %s', (day, years) => {
    expect(standingYears(person, day)).toBe(years)
  })

  test('probationary members have no standing yet', () => {
    expect(standingYears(person, '2024-12-01')).toBeNull()
  })
})

describe('standing from the history', () => {
  const person = {
    status: 'suspended',
    probationOn: '2009-07-01',
    fullOn: '2010-07-01',
    history: [
      { fromOn: '2009-07-01', status: 'probationary' },
      { fromOn: '2010-07-01', status: 'full' },
      { fromOn: '2026-05-10', status: 'suspended' },
    ],
  } as const
  test.each([
    ['2009-06-30', 'none'],
    ['2009-07-01', 'probationary'],
    ['2010-07-01', 'full'],
    ['2026-05-09', 'full'],
    ['2026-05-10', 'suspended'],
    ['2030-01-01', 'suspended'],
  ])('%s', (day, status) => {
    expect(statusOn(person, day)).toBe(status)
  })

  test('years under suspension are shown and marked', () => {
    expect(standingYears(person, '2026-06-30')).toBe(15)
    expect(standingUncertain(person, '2026-05-09')).toBe(false)
    expect(standingUncertain(person, '2026-05-10')).toBe(true)
  })

  test('whoever left has no standing', () => {
    const left = {
      ...person,
      history: [...person.history, { fromOn: '2026-08-01', status: 'removed' }],
    } as const
    expect(standingYears(left, '2026-08-01')).toBeNull()
  })
})
