// Standing on a day, at and around the dates that change it.

import { describe, expect, test } from 'vitest'
import { standingYears, statusOn } from './rules.ts'

describe('standing on a day', () => {
  const person = { status: 'full', probationOn: '2024-03-15', fullOn: '2025-03-15' } as const
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
