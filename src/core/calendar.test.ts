// Tables of days: periods and their beginnings, clamped months, and working days with make-up Saturdays.

import { describe, expect, it, test } from 'vitest'
import {
  dateOf,
  dayAfter,
  type Every,
  type Holidays,
  isWorkingDay,
  periodOf,
  periodsBeginningIn,
  workingDaysBefore,
} from './calendar.ts'

// The National Day of 2026: off from Thursday 1 to Wednesday 7 October, made up on Sunday 20 September and Saturday 10 October.
const holidays: Holidays = {
  off: new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']),
  working: new Set(['2026-09-20', '2026-10-10']),
  years: new Set([2026]),
}

test.each([
  ['month', '2026-03-12', '2026-03-01', '2026-03-31'],
  ['month', '2026-02-28', '2026-02-01', '2026-02-28'],
  ['month', '2028-02-29', '2028-02-01', '2028-02-29'],
  ['quarter', '2026-01-01', '2026-01-01', '2026-03-31'],
  ['quarter', '2026-06-30', '2026-04-01', '2026-06-30'],
  ['quarter', '2026-07-01', '2026-07-01', '2026-09-30'],
  ['quarter', '2026-12-31', '2026-10-01', '2026-12-31'],
  ['half_year', '2026-01-01', '2026-01-01', '2026-06-30'],
  ['half_year', '2026-06-30', '2026-01-01', '2026-06-30'],
  ['half_year', '2026-07-01', '2026-07-01', '2026-12-31'],
  ['year', '2026-12-31', '2026-01-01', '2026-12-31'],
] as const)('the %s of %s', (every, date, from, to) => {
  expect(periodOf(every, date)).toEqual({ from, to })
})

describe('periods that begin within a span', () => {
  const beginnings = (every: Every, from: string, to: string): readonly string[] =>
    periodsBeginningIn(every, from, to).map((period) => period.from)

  test.each([
    [
      'months, from the first day',
      'month',
      '2026-01-01',
      '2026-03-31',
      ['2026-01-01', '2026-02-01', '2026-03-01'],
    ],
    ['months, from the middle', 'month', '2026-01-02', '2026-03-31', ['2026-02-01', '2026-03-01']],
    ['months, to a first day', 'month', '2026-01-15', '2026-02-01', ['2026-02-01']],
    ['months, to the day before', 'month', '2026-01-15', '2026-01-31', []],
    ['months, over the new year', 'month', '2026-12-01', '2027-01-01', ['2026-12-01', '2027-01-01']],
    ['quarters, from the first day', 'quarter', '2026-04-01', '2026-07-01', ['2026-04-01', '2026-07-01']],
    ['quarters, from the middle', 'quarter', '2026-04-02', '2026-12-31', ['2026-07-01', '2026-10-01']],
    ['years, from the middle', 'year', '2025-06-01', '2027-01-01', ['2026-01-01', '2027-01-01']],
    ['years, none', 'year', '2026-01-02', '2026-12-31', []],
    ['an empty span', 'month', '2026-03-01', '2026-02-01', []],
    ['one day that begins a period', 'year', '2026-01-01', '2026-01-01', ['2026-01-01']],
  ] as const)('%s', (_, every, from, to, expected) => {
    expect(beginnings(every, from, to)).toEqual(expected)
  })

  it('knows the leap year', () => {
    expect(periodsBeginningIn('month', '2028-02-01', '2028-03-01')).toEqual([
      { from: '2028-02-01', to: '2028-02-29' },
      { from: '2028-03-01', to: '2028-03-31' },
    ])
  })
})

test.each([
  ['2026-12-31', '2027-01-01'],
  ['2026-02-28', '2026-03-01'],
  ['2028-02-28', '2028-02-29'],
])('after %s comes %s', (date, expected) => {
  expect(dayAfter(date)).toBe(expected)
})

test.each([
  ['2026-11-20T15:59:59Z', '2026-11-20'],
  ['2026-11-20T16:00:00Z', '2026-11-21'],
])('the day in China at %s is %s', (instant, expected) => {
  expect(dateOf(Temporal.Instant.from(instant))).toBe(expected)
})

test.each([
  ['2026-09-30', true, 'a plain Wednesday'],
  ['2026-10-01', false, 'a holiday on a Thursday'],
  ['2026-10-03', false, 'a Saturday within the holiday'],
  ['2026-10-10', true, 'a make-up Saturday'],
  ['2026-09-20', true, 'a make-up Sunday'],
  ['2026-10-11', false, 'a plain Sunday'],
  ['2026-10-17', false, 'a plain Saturday'],
])('%s is a working day: %s (%s)', (date, expected) => {
  expect(isWorkingDay(holidays, date)).toBe(expected)
})

describe('working days before a date', () => {
  test.each([
    ['2026-10-08', 0, '2026-10-08'],
    ['2026-10-08', 1, '2026-09-30'],
    ['2026-10-08', 3, '2026-09-28'],
    ['2026-10-12', 1, '2026-10-10'],
    ['2026-10-12', 3, '2026-10-08'],
    ['2026-09-21', 1, '2026-09-20'],
    ['2026-03-09', 1, '2026-03-06'],
  ])('%s less %i is %s', (date, days, expected) => {
    expect(workingDaysBefore(holidays, date, days)).toEqual({ date: expected, certain: true })
  })

  it('is not certain in a year without a table, or across one', () => {
    expect(workingDaysBefore(holidays, '2027-10-08', 1)).toEqual({ date: '2027-10-07', certain: false })
    expect(workingDaysBefore(holidays, '2027-01-04', 2)).toEqual({ date: '2026-12-31', certain: false })
    expect(workingDaysBefore(holidays, '2026-01-02', 2)).toEqual({ date: '2025-12-31', certain: false })
    expect(workingDaysBefore(holidays, '2027-01-04', 0)).toEqual({ date: '2027-01-04', certain: false })
  })
})
