// What the scoring methods work on: hospitals × indicators with a direction and a weight each, and what all methods share. No I/O.

/** `up`: more is better; `down`: less is better; `compare`: neither, what stands in the middle half of the peers is best. */
export const directions = ['up', 'down', 'compare'] as const
export type Direction = (typeof directions)[number]

export type PeerColumn = { readonly direction: Direction; readonly weight: number }
/** One hospital's values in the order of the columns; null: not known, which is not nought. */
export type PeerValues = readonly (number | null)[]
export type Peers = {
  readonly columns: readonly PeerColumn[]
  readonly rows: readonly PeerValues[]
}

/**
 * A method made ready on a table. It is held still while one hospital's values are moved: the others keep their
 * scores, so that a better value never scores less.
 */
export type Yardstick = {
  /** The share of each column in the score; they sum to 1 unless there is no column. */
  readonly weights: readonly number[]
  /** 0…100, more is better; null where no value is known. `self`: the hospital's values in the table, if it stands there. */
  readonly score: (values: PeerValues, self: PeerValues | null) => number | null
}

/** The quantile by linear interpolation between the order statistics, as Excel's PERCENTILE.INC; sorted must not be empty. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}

/** The known values of a column, ascending. */
export const knownOf = ({ rows }: Pick<Peers, 'rows'>, column: number): number[] =>
  rows
    .flatMap((values) => {
      const value = values[column]
      return value === null || value === undefined ? [] : [value]
    })
    .sort((one, other) => one - other)

/** The middle half of a column: first and third quartile; null where nothing is known. */
export function middleOf(known: readonly number[]): { readonly from: number; readonly to: number } | null {
  return known.length === 0 ? null : { from: quantile(known, 0.25), to: quantile(known, 0.75) }
}

/** How good a value is by its direction: more is better. A `compare` value loses by its distance to the middle half. */
export function meritOf(
  direction: Direction,
  middle: { readonly from: number; readonly to: number } | null,
): (value: number) => number {
  if (direction === 'up') return (value) => value
  if (direction === 'down') return (value) => -value
  return (value) => (middle === null ? 0 : -Math.max(middle.from - value, value - middle.to, 0))
}

/** The given weights as shares; where all are nought, all alike. */
export function sharesOf(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => (total > 0 ? weight / total : 1 / weights.length))
}

/** How many of the ascending values are below, and how many equal. */
export function standing(
  sorted: readonly number[],
  value: number,
): { readonly below: number; readonly equal: number } {
  const below = firstNot(sorted, (each) => each < value)
  return { below, equal: firstNot(sorted, (each) => each <= value) - below }
}

function firstNot(sorted: readonly number[], holds: (value: number) => boolean): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (holds(sorted[middle] ?? 0)) from = middle + 1
    else to = middle
  }
  return from
}

/**
 * A score that is the weighted mean of points per column: the weight of what is not known goes to what is.
 * `points(column, value, self)`: 0…100.
 */
export function weightedMean(
  weights: readonly number[],
  points: (column: number, value: number, self: number | null) => number,
): Yardstick['score'] {
  return (values, self) => {
    let sum = 0
    let known = 0
    for (const [column, weight] of weights.entries()) {
      const value = values[column]
      if (value === null || value === undefined || weight === 0) continue
      sum += weight * points(column, value, self?.[column] ?? null)
      known += weight
    }
    return known === 0 ? null : sum / known
  }
}

/**
 * For each column where a value stands among the others: how many are worse, how many equal, how many there are.
 * A hospital is not among its own peers: its own value is taken out.
 */
export function standings(peers: Peers): (
  column: number,
  value: number,
  self: number | null,
) => {
  readonly worse: number
  readonly equal: number
  readonly others: number
} {
  const merits = peers.columns.map(({ direction }, column) => {
    const known = knownOf(peers, column)
    const merit = meritOf(direction, middleOf(known))
    return { merit, sorted: known.map(merit).sort((one, other) => one - other) }
  })
  return (column, value, self) => {
    const at = merits[column]
    if (at === undefined) return { worse: 0, equal: 0, others: 0 }
    const mine = at.merit(value)
    const own = self === null ? null : at.merit(self)
    const { below, equal } = standing(at.sorted, mine)
    return {
      worse: below - (own !== null && own < mine ? 1 : 0),
      equal: equal - (own === mine ? 1 : 0),
      others: at.sorted.length - (own === null ? 0 : 1),
    }
  }
}
