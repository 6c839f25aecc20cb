// Control charts: XmR for values, p for proportions with varying bases, and one named rule set for signals. No I/O.

import { mean } from './difference.ts'

/**
 * The rule set, by name: rules 1 and 4 of the Western Electric Company, Statistical Quality Control Handbook (1956).
 * WE1: one point beyond a three-sigma limit. WE4: eight points in a row on the same side of the centre line; a point on
 * the line ends a run, and a missing month does not count.
 */
export const ruleSet = {
  id: 'WE1+WE4',
  source: 'Western Electric Company, Statistical Quality Control Handbook (1956), rules 1 and 4',
  run: 8,
} as const
export type Signal = 'WE1' | 'WE4'

/** Below this no limits are drawn, and below the second they are called provisional: conventions of ours. */
export const leastPoints = 6
export const firmPoints = 12

/** 3 ÷ d₂ for moving ranges of two (d₂ = 1.128), rounded as it is printed in the books. */
export const xmrFactor = 2.66

/** One period of a series; `value` in the indicator's unit, null where it is missing or hidden. */
export type Point = {
  readonly period: string
  readonly numerator: number | null
  readonly denominator: number | null
  readonly value: number | null
}

export type Limits = {
  readonly centre: number
  readonly lower: number
  readonly upper: number
}

export type Charted = Point & {
  /** Which phase it belongs to, from 0. */
  readonly phase: number
  /** null: too few points in its phase, or no value. */
  readonly limits: Limits | null
  readonly signals: readonly Signal[]
}

export type ChartNote =
  | 'no_values'
  | 'too_few_points'
  | 'provisional'
  | 'constant'
  | 'missing_periods'
  | 'small_bases'
  | 'overdispersed'
  | 'autocorrelated'

export type ControlChart = {
  readonly kind: 'xmr' | 'p'
  readonly points: readonly Charted[]
  readonly notes: readonly ChartNote[]
  /** Correlation of neighbouring values about the centre of their phase; null for fewer than three or a constant. */
  readonly autocorrelation: number | null
}

/** A share of cases: whole counts with 0 ≤ numerator ≤ denominator in every period; anything else is a value. */
export function isProportion(points: readonly Point[]): boolean {
  const known = points.filter((point) => point.value !== null)
  return (
    known.length > 0 &&
    known.every(
      ({ numerator, denominator }) =>
        numerator !== null &&
        denominator !== null &&
        Number.isInteger(numerator) &&
        Number.isInteger(denominator) &&
        numerator >= 0 &&
        numerator <= denominator,
    )
  )
}

/**
 * The chart of a series. Periods are in order and without gaps (a missing one has value null). `starts` are periods at
 * which the reader wants the limits computed anew; nothing is split unless asked. `scale` is what 1 means in the unit
 * of the values of a proportion: 100 for percent.
 */
export function controlChart(
  kind: 'xmr' | 'p',
  series: readonly Point[],
  starts: readonly string[] = [],
  scale = 100,
): ControlChart {
  // A proportion without a base has no value, whatever was written there.
  const points =
    kind === 'p' ? series.map((point) => (point.denominator ? point : { ...point, value: null })) : series
  const phases = inPhases(points, starts)
  const notes = new Set<ChartNote>()
  const charted = phases.flatMap((phase, at) => {
    const known = phase.filter((point) => point.value !== null)
    if (known.length > 0 && known.length < leastPoints) notes.add('too_few_points')
    else if (known.length > 0 && known.length < firmPoints) notes.add('provisional')
    const limits =
      known.length < leastPoints ? () => null : kind === 'p' ? ofShares(known, scale) : ofValues(phase)
    if (known.length > 1 && known.every((point) => point.value === known[0]?.value)) notes.add('constant')
    return withSignals(
      phase.map((point) => ({ ...point, phase: at, limits: point.value === null ? null : limits(point) })),
    )
  })
  const known = charted.filter((point) => point.value !== null)
  if (known.length === 0) notes.add('no_values')
  else if (known.length < charted.length) notes.add('missing_periods')
  if (kind === 'p' && known.some((point) => point.limits && isSmall(point, point.limits.centre / scale))) {
    notes.add('small_bases')
  }
  if (kind === 'p' && spread(known, scale) > 1.5) notes.add('overdispersed')
  const autocorrelation = neighbours(charted)
  if (autocorrelation !== null && autocorrelation > 2 / Math.sqrt(known.length)) notes.add('autocorrelated')
  return { kind, points: charted, notes: [...notes], autocorrelation }
}

function inPhases(points: readonly Point[], starts: readonly string[]): readonly (readonly Point[])[] {
  const phases: Point[][] = [[]]
  for (const point of points) {
    if (starts.includes(point.period) && phases.at(-1)?.length !== 0) phases.push([])
    phases.at(-1)?.push(point)
  }
  return phases
}

/** XmR: mean ± 2.66 × mean moving range. A range is taken between neighbouring periods only, never across a gap. */
function ofValues(phase: readonly Point[]): () => Limits | null {
  const centre = mean(phase.flatMap((point) => point.value ?? []))
  const ranges = movingRanges(phase.map((point) => point.value))
  if (ranges.length === 0) return () => null
  const reach = xmrFactor * mean(ranges)
  const limits = { centre, lower: centre - reach, upper: centre + reach }
  return () => limits
}

/** The differences of neighbours, where both are known. */
export function movingRanges(values: readonly (number | null)[]): readonly number[] {
  return values.flatMap((value, at) => {
    const before = at === 0 ? null : (values[at - 1] ?? null)
    return value === null || before === null ? [] : [Math.abs(value - before)]
  })
}

/** p: p̄ ± 3 √(p̄(1 − p̄) ÷ n) for each n, cut at 0 and 1. p̄ is the sum over the sum. */
function ofShares(known: readonly Point[], scale: number): (point: Point) => Limits {
  const share = shareOf(known)
  return ({ denominator }) => {
    const reach = 3 * Math.sqrt((share * (1 - share)) / (denominator ?? 1))
    return {
      centre: share * scale,
      lower: Math.max(0, share - reach) * scale,
      upper: Math.min(1, share + reach) * scale,
    }
  }
}

function shareOf(points: readonly Point[]): number {
  const sum = (of: 'numerator' | 'denominator') =>
    points.reduce((total, point) => total + (point[of] ?? 0), 0)
  return sum('numerator') / sum('denominator')
}

/** Where the normal approximation is poor: fewer than five expected on either side. */
function isSmall({ denominator }: Point, share: number): boolean {
  return denominator !== null && denominator * Math.min(share, 1 - share) < 5
}

/** How much wider the points lie than chance alone would put them (Laney's σz); 1 where chance explains all. */
function spread(known: readonly Charted[], scale: number): number {
  const scores = known.map(({ value, denominator, limits }) => {
    if (value === null || limits === null || !denominator) return null
    const share = limits.centre / scale
    const sigma = Math.sqrt((share * (1 - share)) / denominator)
    return sigma === 0 ? null : (value / scale - share) / sigma
  })
  const ranges = movingRanges(scores)
  return ranges.length < leastPoints ? 1 : mean(ranges) / 1.128
}

function withSignals(points: readonly Omit<Charted, 'signals'>[]): readonly Charted[] {
  const runs = new Set<number>()
  let run: number[] = []
  let side = 0
  points.forEach(({ value, limits }, at) => {
    if (value === null || limits === null) return
    const here = Math.sign(difference(value, limits.centre))
    run = here === side && here !== 0 ? [...run, at] : [at]
    side = here
    if (side !== 0 && run.length >= ruleSet.run) for (const each of run) runs.add(each)
  })
  return points.map((point, at) => {
    const { value, limits } = point
    const beyond =
      value !== null &&
      limits !== null &&
      (difference(value, limits.upper) > 0 || difference(value, limits.lower) < 0)
    return {
      ...point,
      signals: [...(beyond ? (['WE1'] as const) : []), ...(runs.has(at) ? (['WE4'] as const) : [])],
    }
  })
}

/** Binary fractions leave dust: what differs in the thirteenth digit only is the same. */
function difference(a: number, b: number): number {
  return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b)) ? 0 : a - b
}

function neighbours(points: readonly Charted[]): number | null {
  const centres = Map.groupBy(points, (point) => point.phase)
  const centred = points.map(({ value, phase }) =>
    value === null ? null : value - mean((centres.get(phase) ?? []).flatMap((point) => point.value ?? [])),
  )
  return lagOne(centred)
}

/** The lag-1 autocorrelation of numbers centred on zero; pairs across a gap are left out. */
export function lagOne(centred: readonly (number | null)[]): number | null {
  const known = centred.flatMap((value) => value ?? [])
  const total = known.reduce((sum, value) => sum + value * value, 0)
  if (known.length < 3 || total < 1e-18) return null
  const pairs = centred.reduce<number>(
    (sum, value, at) => sum + (value ?? 0) * (at === 0 ? 0 : (centred[at - 1] ?? 0)),
    0,
  )
  return pairs / total
}
