// The scoring methods: a published example, each method against a second, slower algorithm, and what must hold of all.

import { describe, expect, it, test } from 'vitest'
import { casesBetween, gapsOf, valueAfter } from './gaps.ts'
import { type Method, methods, moving, scored } from './scoring.ts'
import type { Direction, Peers } from './peers.ts'
import { normalQuantile, rsrBands } from './rsr.ts'
import { entropyWeights, topsisYardstick } from './topsis.ts'

const table = (
  directions: readonly Direction[],
  rows: Peers['rows'],
  weights?: readonly number[],
): Peers => ({
  columns: directions.map((direction, index) => ({ direction, weight: weights?.[index] ?? 1 })),
  rows,
})

/** A random table with a fixed seed, values of one decimal so that there are ties, some of them missing. */
function drawn(seed: number, hospitals: number, directions: readonly Direction[], gaps = 0.1): Peers {
  let state = seed
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const rows = Array.from({ length: hospitals }, () =>
    directions.map(() => (random() < gaps ? null : Math.round(random() * 300) / 10)),
  )
  return table(
    directions,
    rows,
    directions.map((_, index) => 1 + (index % 3)),
  )
}
const mixed: readonly Direction[] = ['up', 'down', 'compare', 'up', 'down']

describe('TOPSIS', () => {
  // Four cars by style, reliability, fuel economy and cost; weights and ideal solutions as in a lecture widely copied
  // on the web ("An example of using TOPSIS method": A* = 0.059, 0.244, 0.162, 0.080).
  const cars = table(
    ['up', 'up', 'up', 'down'],
    [
      [7, 9, 9, 8],
      [8, 7, 8, 7],
      [9, 6, 8, 9],
      [6, 7, 8, 6],
    ],
  )
  const weights = [0.1, 0.4, 0.3, 0.2]

  it('gives the closeness of the published example', () => {
    const norms = [0, 1, 2, 3].map((column) => Math.hypot(...cars.rows.map((row) => row[column] ?? 0)))
    const ideal = [9, 9, 9, 6].map((value, column) => (value / (norms[column] ?? 1)) * (weights[column] ?? 0))
    for (const [column, published] of [0.059, 0.244, 0.162, 0.08].entries()) {
      expect(Math.abs((ideal[column] ?? 0) - published)).toBeLessThan(0.002)
    }
    const { score } = topsisYardstick(cars, weights)
    const closeness = cars.rows.map((row) => score(row, row) ?? 0)
    // 0.74, as published.
    expect(Math.round(closeness[0] ?? 0)).toBe(74)
    expect(closeness[0]).toBeGreaterThan(Math.max(...closeness.slice(1)))
  })

  it('weighs by entropy what tells the hospitals apart, as counted another way', () => {
    const peers = table(
      ['up', 'up', 'up'],
      [
        [1, 5, 10],
        [2, 5, 10],
        [3, 5, 10],
        [4, 5, 90],
      ],
    )
    const [even, constant, uneven] = entropyWeights(peers)
    expect(constant).toBe(0)
    expect((even ?? 0) + (uneven ?? 0)).toBeCloseTo(1, 12)
    // min–max shares: 0, 1/6, 2/6, 3/6 and 0, 0, 0, 1.
    const entropy = -(1 / 6) * Math.log2(1 / 6) - (2 / 6) * Math.log2(2 / 6) - 0.5 * Math.log2(0.5)
    const told = 1 - entropy / 2
    expect(even).toBeCloseTo(told / (told + 1), 12)
  })
})

describe('percentile', () => {
  it('counts the others that are worse, half of those that are equal, and gives missing weight to what is known', () => {
    const peers = table(
      ['up', 'down'],
      [
        [10, 1],
        [20, 1],
        [20, 3],
        [40, null],
      ],
      [3, 1],
    )
    const { scores, ranks, known } = scored(peers, 'percentile')
    const third = 100 / 3
    expect(scores[0]).toBeCloseTo(75 / 4, 6)
    expect(scores[1]).toBeCloseTo((3 * 1.5 * third + 75) / 4, 6)
    expect(scores[2]).toBeCloseTo((3 * 1.5 * third) / 4, 6)
    expect(scores[3]).toBe(100)
    expect(ranks).toEqual([4, 2, 3, 1])
    expect(known).toEqual([1, 1, 1, 0.75])
  })

  it('takes the middle half as best where neither more nor less is better', () => {
    const peers = table(['compare'], [[0], [10], [20], [30], [100]])
    // The middle half is 10…30: three are best alike, 0 is nearer to it than 100.
    expect(scored(peers, 'percentile').ranks).toEqual([4, 1, 1, 1, 5])
  })

  it('agrees with counting every pair', () => {
    const peers = drawn(7, 60, ['up', 'down'])
    const { scores } = scored(peers, 'percentile')
    for (const [index, row] of peers.rows.entries()) {
      let sum = 0
      let weights = 0
      for (const [column, { direction, weight }] of peers.columns.entries()) {
        const value = row[column]
        if (value === null || value === undefined) continue
        const others = peers.rows.filter((each, at) => at !== index && each[column] !== null)
        const worse = others.filter((each) =>
          direction === 'up' ? (each[column] ?? 0) < value : (each[column] ?? 0) > value,
        ).length
        const equal = others.filter((each) => each[column] === value).length
        sum += (weight * 100 * (worse + equal / 2)) / others.length
        weights += weight
      }
      if (weights === 0) expect(scores[index]).toBeNull()
      else expect(scores[index]).toBeCloseTo(sum / weights, 6)
    }
  })
})

describe('rank-sum ratio', () => {
  it('is the sum of ranks over m × n, equal values sharing the mean of their ranks', () => {
    const peers = table(
      ['up', 'up', 'down'],
      [
        [80, 90, 5],
        [85, 90, 3],
        [70, 60, 4],
        [85, 70, 6],
      ],
    )
    // Ranks: 2 3.5 1 3.5 · 3.5 3.5 1 2 · 2 4 3 1; sums 7.5, 10.5 (3.5 + 3.5 + 4 = 11), 5, 6.5.
    const sums = [2 + 3.5 + 2, 3.5 + 3.5 + 4, 1 + 1 + 3, 3.5 + 2 + 1]
    const { scores, ranks } = scored(peers, 'rsr')
    for (const [index, sum] of sums.entries()) expect(scores[index]).toBeCloseTo((100 * sum) / 12, 6)
    expect(ranks).toEqual([2, 1, 4, 3])
  })

  it('finds the quantile that integrating the density gives back', () => {
    for (const share of [0.001, 0.02425, 0.15866, 0.5, 0.84134, 0.97725, 0.999]) {
      const z = normalQuantile(share)
      const steps = 20_000
      const width = (z + 10) / steps
      let area = 0
      for (let step = 0; step < steps; step += 1) {
        const x = -10 + (step + 0.5) * width
        area += (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * width
      }
      expect(area).toBeCloseTo(share, 6)
    }
    expect(normalQuantile(0.5)).toBeCloseTo(0, 9)
    expect(normalQuantile(0.841344746)).toBeCloseTo(1, 6)
  })

  it('draws the line through probits and RSR, and bands where it crosses 4 and 6', () => {
    const scores = [20, 35, 35, 50, 62, 71, 88]
    const found = rsrBands(scores)
    // Mean ranks 1, 2.5, 4, 5, 6 of 7, the last 1 − 1/28.
    const shares = [1 / 7, 2.5 / 7, 4 / 7, 5 / 7, 6 / 7, 1 - 1 / 28]
    const x = shares.map((share) => 5 + normalQuantile(share))
    const y = [20, 35, 50, 62, 71, 88]
    const n = x.length
    const s = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
    const slope =
      (n * s(x.map((value, at) => value * (y[at] ?? 0))) - s(x) * s(y)) /
      (n * s(x.map((value) => value * value)) - s(x) ** 2)
    const intercept = (s(y) - slope * s(x)) / n
    expect(found?.slope).toBeCloseTo(slope, 9)
    expect(found?.intercept).toBeCloseTo(intercept, 9)
    expect(found?.from[0]).toBeCloseTo(intercept + 4 * slope, 9)
    expect(found?.bands).toEqual(
      scores.map((score) => (score >= intercept + 6 * slope ? 1 : score >= intercept + 4 * slope ? 2 : 3)),
    )
    expect(found?.fit).toBeGreaterThan(0.9)
    expect(rsrBands([10, 10, 20, 20])).toBeNull()
    expect(rsrBands([null, 10, 20, 30])?.bands[0]).toBeNull()
  })
})

describe('efficacy coefficients', () => {
  it('gives the points of the standard values there, and in between in proportion', () => {
    const values = Array.from({ length: 11 }, (_, index) => [index * 10])
    const peers = table(['up'], values)
    // The deciles are 0, 10, 30, 50, 70, 90 of 0…100.
    expect(scored(peers, 'efficacy').scores).toEqual([0, 20, 30, 40, 50, 60, 70, 80, 90, 100, 100])
    const reversed = table(['down'], values)
    expect(scored(reversed, 'efficacy').scores.toReversed()).toEqual([
      0, 20, 30, 40, 50, 60, 70, 80, 90, 100, 100,
    ])
  })
})

describe.each(methods)('%s', (method: Method) => {
  it('gives the middle to all where all are equal, and to a hospital that is alone', () => {
    expect(
      scored(
        table(
          ['up', 'down'],
          [
            [1, 2],
            [1, 2],
            [1, 2],
          ],
        ),
        method,
      ).ranks,
    ).toEqual([1, 1, 1])
    const alone = scored(table(['up'], [[5]]), method)
    expect([alone.ranked, alone.ranks]).toEqual([1, [1]])
    expect(alone.scores[0]).toBeGreaterThan(0)
    expect(scored(table([], [[], []]), method)).toMatchObject({ scores: [null, null], ranked: 0 })
    expect(scored(table(['up'], [[null], [3]]), method)).toMatchObject({ ranks: [null, 1], ranked: 1 })
  })

  it('does not see a constant column', () => {
    const peers = drawn(3, 40, ['up', 'down'], 0)
    const with7 = table(
      ['up', 'down', 'up'],
      peers.rows.map((row) => [...row, 7]),
      [1, 2, 1],
    )
    expect(scored(with7, method).ranks).toEqual(scored(peers, method).ranks)
  })

  it('changes nothing where nothing is moved, and never loses by a better value', () => {
    const peers = drawn(11, 120, mixed)
    const own = 17
    const self = peers.rows[own] ?? []
    const { before, after } = moving(peers, own, method)
    expect(after(self)).toEqual(before)
    for (const [column, direction] of mixed.entries()) {
      if (direction === 'compare' || self[column] === null) continue
      let last = { score: -1, rank: Number.POSITIVE_INFINITY }
      for (let step = -5; step <= 35; step += 1) {
        const value = direction === 'up' ? step : 30 - step
        const { score, rank } = after(self.map((each, at) => (at === column ? value : each)))
        expect(score).toBeGreaterThanOrEqual(last.score - 1e-9)
        expect(rank).toBeLessThanOrEqual(last.rank)
        last = { score: score ?? 0, rank: rank ?? 0 }
      }
    }
  })

  it('scores three thousand hospitals and fifty indicators in a moment', () => {
    const directions = Array.from({ length: 50 }, (_, index) => mixed[index % mixed.length] ?? 'up')
    const peers = drawn(23, 3_000, directions)
    const began = performance.now()
    const { ranks, scores } = scored(peers, method)
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(Math.min(...ranks.map((rank) => rank ?? 1))).toBe(1)
    expect(scores.every((score) => score === null || (score >= 0 && score <= 100))).toBe(true)
    // Places by another way: sorted once.
    const sorted = scores
      .flatMap((score) => (score === null ? [] : [score]))
      .sort((one, other) => other - one)
    for (const at of [0, 1, 1500, 2999]) {
      const score = scores[at]
      if (score !== null && score !== undefined) expect(ranks[at]).toBe(sorted.indexOf(score) + 1)
    }
  })
})

describe('cases', () => {
  test.each([
    // 96 of 800 are 12 %; 13.5 % needs 108: twelve more.
    [12, 13.5, { factor: 100, denominator: 800 }, 12],
    [12, 13.51, { factor: 100, denominator: 800 }, 13],
    [12, 13.49, { factor: 100, denominator: 800 }, 12],
    [2, 1.5, { factor: 100, denominator: 800 }, -4],
    [2, 1.49, { factor: 100, denominator: 800 }, -5],
    [2, 2, { factor: 100, denominator: 800 }, 0],
    [12, 13, { factor: 100, denominator: null }, null],
  ])('from %d to %d', (from, to, count, cases) => {
    expect(casesBetween(count, from, to)).toBe(cases)
    if (cases !== null) {
      const value = valueAfter(count, from, cases) ?? 0
      expect(to >= from ? value >= to - 1e-9 : value <= to + 1e-9).toBe(true)
    }
  })
})

describe('gaps', () => {
  const peers = table(
    ['up', 'down', 'compare'],
    [
      [10, 5, 50],
      [12, 4, 10],
      [14, 3, 20],
      [16, 2, 30],
      [20, 1, 22],
    ],
  )
  const counts = [
    { factor: 100, denominator: 1_000 },
    { factor: 100, denominator: null },
    { factor: 1, denominator: null },
  ]

  it('name the next, the median, the best quartile, and what each is worth', () => {
    const found = gapsOf(peers, 0, 'percentile', counts)
    const of = (column: number) => found.find((gap) => gap.column === column)
    expect(of(0)?.targets.map(({ aim, value, distance, cases }) => [aim, value, distance, cases])).toEqual([
      ['next', 12, 2, 20],
      ['median', 14, 4, 40],
      ['quartile', 16, 6, 60],
    ])
    // Alone at the end of one of three columns: from 0 to half of a place above one of four, a third of the weight.
    expect(of(0)?.targets[0]?.points).toBeCloseTo(100 / 8 / 3, 6)
    expect(of(1)?.targets.map(({ value }) => value)).toEqual([4, 3, 2])
    expect(of(2)?.targets.map(({ aim, value }) => [aim, value])).toEqual([['middle', 30]])
  })

  it('are none for who is best, and none for what is not known', () => {
    const best = gapsOf(
      table(
        ['up', 'down'],
        [
          [9, 1],
          [5, 3],
          [4, null],
        ],
      ),
      0,
      'rsr',
      [],
    )
    expect(best).toEqual([])
    const unknown = gapsOf(
      table(
        ['up', 'down'],
        [
          [null, 3],
          [5, 1],
        ],
      ),
      0,
      'rsr',
      [],
    )
    expect(unknown.map(({ column }) => column)).toEqual([1])
  })

  it('find the least move to the next band, and none where one indicator cannot reach it', () => {
    const alone = table(
      ['up'],
      Array.from({ length: 10 }, (_, index) => [index * 10]),
    )
    // The third of ten (70) wants to be among the first two: at 80 it would still be behind, just above it is not.
    const [gap] = gapsOf(alone, 7, 'percentile', [{ factor: 1, denominator: 1 }], [1, 2, 5])
    const band = gap?.targets.find(({ aim }) => aim === 'band')
    expect(band?.rank).toBeLessThanOrEqual(2)
    expect(band?.value).toBe(80.0001)
    const weak = table(
      ['up', 'up'],
      [
        [1, 1],
        [2, 90],
        [3, 95],
      ],
      [1, 100],
    )
    expect(gapsOf(weak, 0, 'percentile', [], [1])[0]?.targets.some(({ aim }) => aim === 'band')).toBe(false)
  })
})
