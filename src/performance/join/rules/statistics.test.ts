// Published worked examples, hand-computed ones, and an independent way to the same regression.

import { describe, expect, test } from 'vitest'
import { controlChart, isProportion, type Point } from './control.ts'
import { compareMeans, compareShares, wilson } from './difference.ts'
import { student95, studentCdf } from './distributions.ts'
import { interrupted } from './segmented.ts'

const month = (at: number): string =>
  `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
const ofValues = (values: readonly (number | null)[]): Point[] =>
  values.map((value, at) => ({ period: month(at), numerator: value, denominator: null, value }))
const ofShares = (pairs: readonly (readonly [number, number])[]): Point[] =>
  pairs.map(([numerator, denominator], at) => ({
    period: month(at),
    numerator,
    denominator,
    value: denominator === 0 ? null : (numerator / denominator) * 100,
  }))

describe("Student's t", () => {
  // Tables of the t distribution, two-sided 95 %.
  test.each([
    [1, 12.7062],
    [2, 4.3027],
    [5, 2.5706],
    [10, 2.2281],
    [30, 2.0423],
    [120, 1.9799],
  ])('%d degrees of freedom', (df, quantile) => expect(student95(df)).toBeCloseTo(quantile, 4))

  test('is the arc tangent for one degree of freedom, symmetric, and normal in the end', () => {
    for (const t of [0.3, 1, 2.7]) expect(studentCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12)
    expect(studentCdf(-1.3, 7) + studentCdf(1.3, 7)).toBeCloseTo(1, 12)
    expect(student95(1e7)).toBeCloseTo(1.95996, 4)
  })
})

describe('XmR', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates; limits 45.816 and 55.804 with 3 ÷ 1.128.
  const flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]

  test('the worked example of individuals charts', () => {
    const { points, notes } = controlChart('xmr', ofValues(flow))
    expect(points[0]?.limits?.centre).toBeCloseTo(50.81, 6)
    expect(points[0]?.limits?.upper).toBeCloseTo(55.804, 2)
    expect(points[0]?.limits?.lower).toBeCloseTo(45.816, 2)
    expect(points.flatMap((point) => point.signals)).toEqual([])
    expect(notes).toContain('provisional')
  })

  test('no moving range is taken across a gap', () => {
    // Ranges 1, 1, (gap), 1, 1, 1 about a mean of 3.5: the gap of 10 → 0 must not widen the limits.
    const { points, notes } = controlChart('xmr', ofValues([5, 6, 7, null, 2, 1, 0, 1]))
    expect(points[0]?.limits?.centre).toBeCloseTo(22 / 7, 10)
    expect(points[0]?.limits?.upper).toBeCloseTo(22 / 7 + 2.66, 10)
    expect(points[3]).toMatchObject({ value: null, limits: null, signals: [] })
    expect(notes).toContain('missing_periods')
  })

  test('one beyond the limit is a signal, one on the limit is none', () => {
    const base = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]
    const far = controlChart('xmr', ofValues([...base, 40]))
    expect(far.points.at(-1)?.signals).toEqual(['WE1'])
    // 0 0 0 0 0 0 with a constant centre: on the line and on the limits at once.
    const still = controlChart('xmr', ofValues(Array.from({ length: 12 }, () => 0.1 + 0.2)))
    expect(still.points.flatMap((point) => point.signals)).toEqual([])
    expect(still.notes).toContain('constant')
  })

  test.each([
    [7, 0],
    [8, 8],
    [9, 9],
  ])('%d in a row on one side mark %d points', (length, marked) => {
    const wave = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 8 : -8))
    const { points } = controlChart(
      'xmr',
      ofValues([...wave, ...Array.from({ length }, () => 9), -60, -20 * length]),
    )
    expect(points.filter((point) => point.signals.includes('WE4'))).toHaveLength(marked)
  })

  test('a point on the centre line ends a run', () => {
    const values = [1, 1, 1, 1, 0, 1, 1, 1, 1, -1, -1, -1, -1, 0, -1, -1, -1, -1]
    const { points } = controlChart('xmr', ofValues(values))
    expect(points[0]?.limits?.centre).toBe(0)
    expect(points.some((point) => point.signals.includes('WE4'))).toBe(false)
  })

  test.each([
    [0, ['no_values']],
    [1, ['too_few_points']],
    [5, ['too_few_points', 'constant']],
  ])('%d points have no limits', (length, expected) => {
    const { points, notes } = controlChart('xmr', ofValues(Array.from({ length }, () => 4)))
    expect(points.every((point) => point.limits === null)).toBe(true)
    expect(notes).toEqual(expected)
  })

  test('limits are computed anew only where the reader says so', () => {
    const values = [
      ...Array.from({ length: 12 }, (_, at) => at % 2),
      ...Array.from({ length: 12 }, (_, at) => 10 + (at % 2)),
    ]
    const whole = controlChart('xmr', ofValues(values))
    const split = controlChart('xmr', ofValues(values), [month(12)])
    expect(whole.points[0]?.limits?.centre).toBeCloseTo(5.5, 10)
    expect(whole.points.some((point) => point.signals.includes('WE4'))).toBe(true)
    expect(split.points[0]?.limits?.centre).toBeCloseTo(0.5, 10)
    expect(split.points[12]).toMatchObject({ phase: 1, limits: { centre: 10.5 } })
    expect(split.points.flatMap((point) => point.signals)).toEqual([])
    // A split at the first or at an unknown period splits nothing.
    expect(controlChart('xmr', ofValues(values), [month(0), '1999-01']).points).toEqual(whole.points)
  })

  test('what hangs together from month to month is said', () => {
    const drift = Array.from({ length: 24 }, (_, at) => Math.sin(at / 4))
    expect(controlChart('xmr', ofValues(drift)).notes).toContain('autocorrelated')
  })
})

describe('p', () => {
  // NIST/SEMATECH e-Handbook, 6.3.3.2: 30 lots of 50 wafers, p̄ = 0.2313, limits 0.0524 and 0.4102; lots 15 and 23 beyond.
  const wafers = [
    12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9,
    6,
  ]

  test('the worked example of proportions charts', () => {
    const { points } = controlChart('p', ofShares(wafers.map((count) => [count, 50])))
    expect(points[0]?.limits?.centre).toBeCloseTo(23.13, 2)
    expect(points[0]?.limits?.lower).toBeCloseTo(5.24, 2)
    expect(points[0]?.limits?.upper).toBeCloseTo(41.02, 1)
    expect(points.flatMap((point, at) => (point.signals.includes('WE1') ? [at + 1] : []))).toEqual([15, 23])
  })

  test('limits follow each base and stop at 0 and 100', () => {
    const { points, notes } = controlChart(
      'p',
      ofShares([
        [1, 10],
        [10, 100],
        [100, 1000],
        [1, 10],
        [10, 100],
        [100, 1000],
      ]),
    )
    // p̄ = 0.1: 3 √(0.09 ÷ n) is 0.2846, 0.09 and 0.02846.
    expect(points[0]?.limits).toMatchObject({ lower: 0 })
    expect(points[0]?.limits?.upper).toBeCloseTo(38.4605, 4)
    expect(points[1]?.limits?.lower).toBeCloseTo(1, 8)
    expect(points[2]?.limits?.upper).toBeCloseTo(12.846, 3)
    expect(notes).toContain('small_bases')
    const sure = controlChart('p', ofShares(Array.from({ length: 6 }, () => [10, 10] as const)))
    expect(sure.points[0]?.limits).toEqual({ centre: 100, lower: 100, upper: 100 })
    expect(sure.points.flatMap((point) => point.signals)).toEqual([])
  })

  test('a month without a base is missing, not zero', () => {
    const { points, notes } = controlChart(
      'p',
      ofShares([...Array.from({ length: 6 }, () => [5, 10] as const), [0, 0]]),
    )
    expect(points[6]).toMatchObject({ value: null, limits: null })
    expect(points[0]?.limits?.centre).toBe(50)
    expect(notes).toContain('missing_periods')
  })

  test('shares that differ more than chance allows are said to', () => {
    const wide = Array.from({ length: 12 }, (_, at) => [at % 2 === 0 ? 3000 : 3500, 10_000] as const)
    expect(controlChart('p', ofShares(wide)).notes).toContain('overdispersed')
    const even = [5, 6, 4, 7, 5, 4, 6, 3, 5, 6, 5, 4].map((count) => [count, 20] as const)
    expect(controlChart('p', ofShares(even)).notes).not.toContain('overdispersed')
  })

  test('what is no share of cases is charted as values', () => {
    expect(isProportion(ofShares([[1, 2]]))).toBe(true)
    expect(isProportion(ofShares([[3, 2]]))).toBe(false)
    expect(isProportion(ofShares([[1.5, 2]]))).toBe(false)
    expect(isProportion(ofValues([1]))).toBe(false)
    expect(isProportion([])).toBe(false)
  })
})

describe('before and after', () => {
  // Newcombe 1998, Statistics in Medicine 17: 857–872, table I: method 3 (score).
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [29, 29, 0.883, 1],
  ])('Wilson: %d of %d', (count, base, low, high) => {
    expect(wilson(count, base).low).toBeCloseTo(low, 4)
    expect(wilson(count, base).high).toBeCloseTo(high, 4)
  })

  // Newcombe 1998, Statistics in Medicine 17: 873–890, table II: method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('Newcombe: %d of %d less %d of %d', (a, m, b, n, low, high) => {
    const found = compareShares({ count: b, base: n }, { count: a, base: m })
    expect(found?.interval.low).toBeCloseTo(low, 4)
    expect(found?.interval.high).toBeCloseTo(high, 4)
  })

  test('without a base there is no difference', () => {
    expect(compareShares({ count: 0, base: 0 }, { count: 1, base: 2 })).toBeNull()
    expect(compareShares({ count: 1, base: 2 }, { count: 0, base: 0 })).toBeNull()
  })

  // Student's sleep data as in the manual of R: t.test(extra ~ group) gives −3.3654832 to 0.2054832.
  test('Welch: the sleep data', () => {
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    const found = compareMeans(second, first)
    expect(found?.difference).toBeCloseTo(-1.58, 10)
    expect(found?.interval.low).toBeCloseTo(-3.3654832, 6)
    expect(found?.interval.high).toBeCloseTo(0.2054832, 6)
  })

  test('one value on a side is not enough; two equal ones have no width', () => {
    expect(compareMeans([1], [1, 2])).toBeNull()
    expect(compareMeans([1, 2], [])).toBeNull()
    expect(compareMeans([1, 1], [3, 3])?.interval).toEqual({ low: 2, high: 2 })
  })
})

describe('interrupted time series', () => {
  /** The same dust each time. */
  const noise = (at: number): number => Math.sin(at * 12.9898) * 2

  /** A line through points, the school way. */
  function line(points: readonly (readonly [number, number])[]) {
    const n = points.length
    const sum = (of: (point: readonly [number, number]) => number) =>
      points.reduce((all, each) => all + of(each), 0)
    const slope =
      (n * sum(([x, y]) => x * y) - sum(([x]) => x) * sum(([, y]) => y)) /
      (n * sum(([x]) => x * x) - sum(([x]) => x) ** 2)
    return { slope, at: (x: number) => (sum(([, y]) => y) - slope * sum(([each]) => each)) / n + slope * x }
  }

  test('finds what was put in exactly', () => {
    const values = Array.from({ length: 24 }, (_, at) => 10 + 0.5 * at + (at < 12 ? 0 : 4 - 0.25 * (at - 12)))
    const found = interrupted(values, 12)
    if ('reason' in found) throw new Error(found.reason)
    expect(found.slope.value).toBeCloseTo(0.5, 9)
    expect(found.level.value).toBeCloseTo(4, 9)
    expect(found.slopeChange.value).toBeCloseTo(-0.25, 9)
    expect(found.level.error).toBeLessThan(1e-6)
    expect(found.fitted[23]?.value).toBeCloseTo(values[23] ?? 0, 9)
    expect(found.fitted[23]?.without).toBeCloseTo(10 + 0.5 * 23, 9)
  })

  test('is the difference of two lines, and its errors are the sandwich written out', () => {
    const start = 13
    // Two months are missing: lags count in time, not in places.
    const values = Array.from({ length: 30 }, (_, at) =>
      at === 5 || at === 20 ? null : 20 + 0.3 * at + noise(at) + 0.6 * noise(at - 1) + (at < start ? 0 : 3),
    )
    const found = interrupted(values, start)
    if ('reason' in found) throw new Error(found.reason)
    const known = values.flatMap((value, at) => (value === null ? [] : [[at, value] as const]))
    const before = line(known.filter(([at]) => at < start))
    const after = line(known.filter(([at]) => at >= start))
    expect(found.slope.value).toBeCloseTo(before.slope, 9)
    expect(found.slopeChange.value).toBeCloseTo(after.slope - before.slope, 9)
    expect(found.level.value).toBeCloseTo(after.at(start) - before.at(start), 9)

    // β is linear in y: weights w with β2 = Σ w y come from fitting unit vectors, and Var β2 = Σ Σ w w' e e' k(lag).
    const weightOf = (at: number): number => {
      const unit = known.map(([each]) => [each, each === at ? 1 : 0] as const)
      return (
        line(unit.filter(([each]) => each >= start)).at(start) -
        line(unit.filter(([each]) => each < start)).at(start)
      )
    }
    const parts = known.map(([at, value]) => ({
      at,
      weighted: weightOf(at) * (value - (at < start ? before : after).at(at)),
    }))
    const n = known.length
    let sum = 0
    for (const one of parts)
      for (const two of parts) {
        const lag = Math.abs(one.at - two.at)
        if (lag <= found.lags) sum += (1 - lag / (found.lags + 1)) * one.weighted * two.weighted
      }
    expect(found.lags).toBe(3)
    expect(found.level.error).toBeCloseTo(Math.sqrt((sum * n) / (n - 4)), 9)
    // 28 values less 4: t = 2.0639.
    expect(found.level.interval.high - found.level.value).toBeCloseTo(2.0639 * found.level.error, 3)
  })

  test.each([
    [7, 8, true],
    [8, 7, true],
    [8, 8, false],
  ])('%d before and %d after: too few is %s', (before, after, few) => {
    const values = Array.from({ length: before + after }, (_, at) => at + noise(at))
    expect('reason' in interrupted(values, before)).toBe(few)
  })

  test('missing months do not count, and a constant is not estimated', () => {
    const values = Array.from({ length: 16 }, (_, at) => (at === 3 ? null : noise(at)))
    expect(interrupted(values, 8)).toEqual({ reason: 'too_few', before: 7, after: 8 })
    expect(
      interrupted(
        Array.from({ length: 16 }, () => 5),
        8,
      ),
    ).toMatchObject({ reason: 'constant' })
    expect(interrupted([], 0)).toMatchObject({ reason: 'too_few' })
    expect(interrupted([5], 0)).toMatchObject({ reason: 'too_few', after: 1 })
  })
})
