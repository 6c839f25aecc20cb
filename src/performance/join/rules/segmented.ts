// Interrupted time series: a segmented regression with a change of level and of slope, its errors corrected. No I/O.

import { lagOne } from './control.ts'
import { type Interval, mean } from './difference.ts'
import { student95 } from './distributions.ts'

/** With fewer periods on a side nothing is estimated. */
export const leastEachSide = 8

export type Estimate = { readonly value: number; readonly error: number; readonly interval: Interval }

export type Segmented = {
  /** Change per period before the interruption. */
  readonly slope: Estimate
  /** The step at the first period after it, against what the line before would have given there. */
  readonly level: Estimate
  /** Slope after less slope before. */
  readonly slopeChange: Estimate
  readonly before: number
  readonly after: number
  /** How many lags the Newey–West errors look at. */
  readonly lags: number
  /** Of the residuals. */
  readonly autocorrelation: number | null
  /** The fitted value of each period that has one, and what the line before would have given after. */
  readonly fitted: readonly { readonly at: number; readonly value: number; readonly without: number | null }[]
}

export type NoEstimate = {
  readonly reason: 'too_few' | 'constant'
  readonly before: number
  readonly after: number
}

/**
 * y = β0 + β1 t + β2 D + β3 D (t − start), D = 1 from `start` on: ordinary least squares with Newey–West errors
 * (Bartlett weights, ⌊4 (n ÷ 100)^(2/9)⌋ lags but at least one, n ÷ (n − 4) for the small sample) and t intervals with
 * n − 4 degrees of freedom. `values` are equally spaced, null where missing: a gap keeps its time, and lags are counted
 * in time. Seasons are not modelled.
 */
export function interrupted(values: readonly (number | null)[], start: number): Segmented | NoEstimate {
  const rows = values.flatMap((y, at) => (y === null ? [] : [{ at, y, x: rowOf(at, start) }]))
  const before = rows.filter((row) => row.at < start).length
  const after = rows.length - before
  if (before < leastEachSide || after < leastEachSide) return { reason: 'too_few', before, after }
  if (rows.every((row) => row.y === rows[0]?.y)) return { reason: 'constant', before, after }
  const bread = inverse(product(rows.map((row) => ({ x: row.x, z: row.x, weight: 1 }))))
  const beta = times(bread, sum(rows.map((row) => row.x.map((x) => x * row.y))))
  const residual = new Map(rows.map((row) => [row.at, row.y - dot(row.x, beta)]))
  const n = rows.length
  const lags = Math.max(1, Math.floor(4 * (n / 100) ** (2 / 9)))
  const pairs = rows.flatMap((row) =>
    Array.from({ length: 2 * lags + 1 }, (_, index) => index - lags).flatMap((lag) => {
      const other = residual.get(row.at + lag)
      if (other === undefined) return []
      const weight = (1 - Math.abs(lag) / (lags + 1)) * (residual.get(row.at) ?? 0) * other
      return [{ x: row.x, z: rowOf(row.at + lag, start), weight }]
    }),
  )
  const covariance = multiply(multiply(bread, product(pairs)), bread)
  const quantile = student95(n - 4)
  const estimate = (at: number): Estimate => {
    const value = beta[at] ?? 0
    const error = Math.sqrt(Math.max(0, ((covariance[at]?.[at] ?? 0) * n) / (n - 4)))
    return { value, error, interval: { low: value - quantile * error, high: value + quantile * error } }
  }
  const errors = values.map((_, at) => residual.get(at) ?? null)
  const centre = mean([...residual.values()])
  return {
    slope: estimate(1),
    level: estimate(2),
    slopeChange: estimate(3),
    before,
    after,
    lags,
    autocorrelation: lagOne(errors.map((each) => (each === null ? null : each - centre))),
    fitted: values.map((_, at) => ({
      at,
      value: dot(rowOf(at, start), beta),
      without: at < start ? null : (beta[0] ?? 0) + (beta[1] ?? 0) * at,
    })),
  }
}

type Vector = readonly number[]
type Matrix = readonly Vector[]

const rowOf = (at: number, start: number): Vector => [1, at, at < start ? 0 : 1, at < start ? 0 : at - start]
const dot = (a: Vector, b: Vector): number => a.reduce((total, value, at) => total + value * (b[at] ?? 0), 0)
const sum = (rows: readonly Vector[]): Vector =>
  rows.reduce((total, row) => total.map((value, at) => value + (row[at] ?? 0)), [0, 0, 0, 0])
const times = (matrix: Matrix, vector: Vector): Vector => matrix.map((row) => dot(row, vector))
const column = (matrix: Matrix, at: number): Vector => matrix.map((row) => row[at] ?? 0)
const multiply = (a: Matrix, b: Matrix): Matrix => a.map((row) => a.map((_, at) => dot(row, column(b, at))))

/** Σ weight · x zᵀ */
function product(
  pairs: readonly { readonly x: Vector; readonly z: Vector; readonly weight: number }[],
): Matrix {
  return [0, 1, 2, 3].map((row) =>
    [0, 1, 2, 3].map((at) =>
      pairs.reduce((total, { x, z, weight }) => total + weight * (x[row] ?? 0) * (z[at] ?? 0), 0),
    ),
  )
}

/** Gauss–Jordan with pivots; with eight points on each side the matrix is never singular. */
function inverse(matrix: Matrix): Matrix {
  const size = matrix.length
  const work = matrix.map((row, at) => [...row, ...matrix.map((_, index) => (index === at ? 1 : 0))])
  for (let at = 0; at < size; at += 1) {
    const pivot = work
      .slice(at)
      .reduce(
        (best, row, index) => (Math.abs(row[at] ?? 0) > Math.abs(work[best]?.[at] ?? 0) ? at + index : best),
        at,
      )
    const chosen = work[pivot] ?? []
    work[pivot] = work[at] ?? []
    const scale = chosen[at] ?? 1
    const normal = chosen.map((value) => value / scale)
    work[at] = normal
    work.forEach((row, index) => {
      if (index === at) return
      const factor = row[at] ?? 0
      work[index] = row.map((value, place) => value - factor * (normal[place] ?? 0))
    })
  }
  return work.map((row) => row.slice(size))
}
