// Rank-sum ratio (秩和比法, 田凤调 1988): the weighted mean of ranks over the number of hospitals, and bands by probit regression. No I/O.

import { type Peers, sharesOf, standings, weightedMean, type Yardstick } from './peers.ts'

/** RSR × 100. The best of n has rank n; equal ones share the mean of their ranks. */
export function rsrYardstick(peers: Peers): Yardstick {
  const weights = sharesOf(peers.columns.map(({ weight }) => weight))
  const stand = standings(peers)
  return {
    weights,
    score: weightedMean(weights, (column, value, self) => {
      const { worse, equal, others } = stand(column, value, self)
      return (100 * (1 + worse + equal / 2)) / (others + 1)
    }),
  }
}

/** Probit limits between the bands, lowest first, by the number of bands (from memory of the method's tables). */
const limits = { 3: [4, 6], 4: [3.5, 5, 6.5], 5: [3.2, 4.4, 5.6, 6.8] } as const
export type BandCount = keyof typeof limits

export type RsrBands = {
  /** RSR = intercept + slope × probit, by least squares over the distinct values. */
  readonly intercept: number
  readonly slope: number
  /** Share of the variation that the line explains, 0…1. */
  readonly fit: number
  /** The lowest RSR of each band above the lowest one, as 0…100. */
  readonly from: readonly number[]
  /** The band of each score, 1 the best; null where there is no score. */
  readonly bands: readonly (number | null)[]
}

/** Bands of RSR scores (0…100); null with fewer than three distinct values, where no line can be drawn. */
export function rsrBands(scores: readonly (number | null)[], count: BandCount = 3): RsrBands | null {
  const known = scores
    .flatMap((score) => (score === null ? [] : [round(score)]))
    .sort((one, other) => one - other)
  const distinct = [...new Set(known)]
  if (distinct.length < 3) return null
  const n = known.length
  let before = 0
  const points = distinct.map((score) => {
    let frequency = 0
    while (known[before + frequency] === score) frequency += 1
    const meanRank = before + (frequency + 1) / 2
    before += frequency
    // The last one's 100 % has no probit: 1 − 1/4n stands for it.
    const share = before === n ? 1 - 1 / (4 * n) : meanRank / n
    return { x: 5 + normalQuantile(share), y: score }
  })
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [mx, my] = [mean(({ x }) => x), mean(({ y }) => y)]
  const [xx, xy, yy] = [
    mean(({ x }) => (x - mx) ** 2),
    mean(({ x, y }) => (x - mx) * (y - my)),
    mean(({ y }) => (y - my) ** 2),
  ]
  const slope = xy / xx
  const intercept = my - slope * mx
  const from = limits[count].map((probit) => intercept + slope * probit)
  return {
    intercept,
    slope,
    fit: (xy * xy) / (xx * yy),
    from,
    bands: scores.map((score) =>
      score === null ? null : count - from.filter((limit) => round(score) >= limit).length,
    ),
  }
}

// Sums of shares leave dust behind; values that are equal must be found equal.
const round = (score: number): number => Number(score.toFixed(9))

/** The quantile of the standard normal distribution (Acklam's approximation, relative error below 1.2e-9); 0 < share < 1. */
export function normalQuantile(share: number): number {
  const tail = 0.02425
  if (share < tail) return tailOf(Math.sqrt(-2 * Math.log(share)))
  if (share > 1 - tail) return -tailOf(Math.sqrt(-2 * Math.log(1 - share)))
  const q = share - 0.5
  const r = q * q
  const a = polynomial(
    [
      -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
      2.506628277459239,
    ],
    r,
  )
  const b = polynomial(
    [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
    r,
  )
  return (a * q) / b
}

function tailOf(q: number): number {
  const c = polynomial(
    [
      -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
      2.938163982698783,
    ],
    q,
  )
  const d = polynomial([0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1], q)
  return c / d
}

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
