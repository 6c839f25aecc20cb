// Tables of the arithmetic of figures, with the figures of the reports themselves.

import { describe, expect, it, test } from 'vitest'
import {
  compareRank,
  compareScore,
  compareWorkload,
  faultOfResult,
  isWithinTop,
  mostOf,
  percentileOf,
  workloadItems,
} from './rules.ts'

const stated = (value: number) => ({ value, from: 'stated_change' })
const entered = (value: number) => ({ value, from: 'entered' })
const none = { before: null, change: null, conflict: null }

describe('a score', () => {
  test.each([
    [633.5, 74.5, 559],
    [633.5, 0, 633.5],
    [633.5, -12.3, 645.8],
    [0.3, 0.1, 0.2],
    [700.15, 0.05, 700.1],
    [12, 12, 0],
  ])('of %d after %d was %d', (value, change, before) => {
    expect(compareScore({ value, change }, null)).toEqual({ before: stated(before), change, conflict: null })
  })

  test.each([
    ['the stated change agrees', 74.5, 559, null],
    ['the change is computed where none is stated', null, 559, null],
    ['one unit of the last decimal is rounding', 74.51, 559, null],
    ['one unit the other way is rounding', 74.49, 559, null],
    ['two units are a contradiction', 74.52, 559, { stated: 558.98, entered: 559 }],
    ['a changed sign is a contradiction', -74.5, 559, { stated: 708, entered: 559 }],
  ])('beside an entered year before: %s', (_, change, before, conflict) => {
    expect(compareScore({ value: 633.5, change }, before)).toEqual({
      before: entered(559),
      change: 74.5,
      conflict,
    })
  })

  it('that stayed the same has a change of 0', () => {
    expect(compareScore({ value: 600, change: null }, 600).change).toBe(0)
    expect(compareScore({ value: 0.1 + 0.2, change: null }, 0.3).change).toBe(0)
  })

  it('without a value, or without any word on the year before, compares with nothing', () => {
    expect(compareScore({ value: null, change: 3 }, 559)).toEqual(none)
    expect(compareScore({ value: 633.5, change: null }, null)).toEqual(none)
  })
})

describe('a rank', () => {
  test.each([
    [84, 28, 112],
    [357, 108, 465],
    [84, 0, 84],
    [84, -6, 78],
  ])('of %i after %i places gained was %i', (value, change, before) => {
    expect(compareRank({ value, change }, null)).toEqual({ before: stated(before), change, conflict: null })
  })

  test.each([
    ['gained', 112, null, 28, null],
    ['kept', 84, null, 0, null],
    ['lost', 80, null, -4, null],
    ['as stated', 112, 28, 28, null],
    ['one place off what is stated', 112, 27, 28, { stated: 111, entered: 112 }],
  ])('beside an entered year before: %s', (_, before, change, computed, conflict) => {
    expect(compareRank({ value: 84, change }, before)).toEqual({
      before: entered(before),
      change: computed,
      conflict,
    })
  })
})

describe('workload', () => {
  test.each([
    ['visits', 1_107_300, 8.42, 1_021_306],
    ['discharges', 89_000, 10.66, 80_427],
    ['operations', 24_100, 18, 20_424],
    ['visits', 1_000, 0, 1_000],
    ['visits', 900, -10, 1_000],
    ['visits', 1, -99.99, 10_000],
    ['visits', 0, -50, 0],
    ['satisfaction', 99.79, 0.5, 99.29],
  ] as const)('%s of %d at %d %% were %d the year before', (item, value, change, before) => {
    expect(compareWorkload(item, { value, change }, null)).toEqual({
      before: stated(before),
      change,
      conflict: null,
    })
  })

  test.each([
    ['grew', 1_100, 1_000, 10],
    ['stayed', 1_000, 1_000, 0],
    ['fell', 900, 1_000, -10],
    ['fell to nothing', 0, 1_000, -100],
    ['is rounded to two decimals', 1_107_300, 1_021_300, 8.42],
  ])('beside an entered year before: %s', (_, value, before, change) => {
    expect(compareWorkload('visits', { value, change: null }, before)).toEqual({
      before: entered(before),
      change,
      conflict: null,
    })
  })

  it('has no growth over nothing, whatever the source states', () => {
    const nothing = { before: entered(0), change: null, conflict: null }
    expect(compareWorkload('visits', { value: 5, change: null }, 0)).toEqual(nothing)
    expect(compareWorkload('visits', { value: 5, change: 18 }, 0)).toEqual(nothing)
  })

  it('that contradicts the entered year before says so', () => {
    expect(compareWorkload('operations', { value: 24_100, change: 18 }, 20_424).conflict).toBeNull()
    expect(compareWorkload('operations', { value: 24_100, change: 18 }, 20_000).conflict).toEqual({
      stated: 20_424,
      entered: 20_000,
    })
  })

  it('counts people without a limit that matters, and satisfaction up to 100 %', () => {
    expect(workloadItems.map(mostOf)).toEqual([999_999_999_999, 999_999_999_999, 999_999_999_999, 100])
  })
})

describe('the place in a group', () => {
  it('of rank 357 among 1521 is 23.5 %, within the first 25 %', () => {
    const percentile = percentileOf(357, 1521)
    expect(percentile).toEqual({ numerator: 357, denominator: 1521 })
    expect(((357 / 1521) * 100).toFixed(1)).toBe('23.5')
    expect(percentile !== null && isWithinTop(percentile, 25)).toBe(true)
  })

  test.each([
    [380, 1521, 25, true],
    [381, 1521, 25, false],
    [1, 4, 25, true],
    [2, 4, 25, false],
    [1521, 1521, 100, true],
    [1, 1521, 0, false],
  ])('%i of %i lies within the first %i %%: %s', (numerator, denominator, percent, expected) => {
    expect(isWithinTop({ numerator, denominator }, percent)).toBe(expected)
  })

  test.each([
    [84, null],
    [null, 1521],
    [null, null],
  ])('is not known of rank %s among %s', (rank, groupSize) => {
    expect(percentileOf(rank, groupSize)).toBeNull()
  })
})

test.each([
  ['nothing', {}, 'empty_result'],
  ['only a group', { groupSize: 9 }, 'empty_result'],
  ['a score of 0', { score: 0 }, null],
  ['a grade', { grade: 'B' }, null],
  ['the last rank', { rank: 9, groupSize: 9 }, null],
  ['a rank beyond the group', { rank: 10, groupSize: 9 }, 'rank_beyond_group'],
  ['a rank without a group', { rank: 10 }, null],
])('a result with %s', (_, given, expected) => {
  expect(faultOfResult({ score: null, rank: null, grade: null, groupSize: null, ...given })).toBe(expected)
})
