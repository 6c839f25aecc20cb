// The gaps of one hospital: which indicators, how far to the next, the median, the best quartile or the next band, and worth how much. No I/O.

import { type Method, moving } from './scoring.ts'
import { knownOf, meritOf, middleOf, type Peers, quantile } from './peers.ts'

/** `next`: the nearest better hospital; `middle`: the edge of the middle half, where neither more nor less is better. */
export const aims = ['next', 'median', 'quartile', 'middle', 'band'] as const
export type Aim = (typeof aims)[number]

export type Target = {
  readonly aim: Aim
  readonly value: number
  /** value − own value. */
  readonly distance: number
  /** How many cases more (or fewer, negative) at the present denominator; null where that is not known. */
  readonly cases: number | null
  /** Score and place gained if this indicator alone moved. */
  readonly points: number
  readonly places: number
  readonly rank: number | null
}
export type Gap = { readonly column: number; readonly own: number; readonly targets: readonly Target[] }

/** What a share is counted in: value = cases ÷ denominator × factor. */
export type Count = { readonly factor: number; readonly denominator: number | null }

/**
 * How many cases lie between two values of an indicator at the same denominator: counted whole, and as many as it takes
 * to reach the value. Null without a denominator.
 */
export function casesBetween({ factor, denominator }: Count, from: number, to: number): number | null {
  if (denominator === null || denominator <= 0 || factor <= 0) return null
  const now = Math.round((from * denominator) / factor)
  const exact = (to * denominator) / factor
  const dust = 1e-7
  const then = to > from ? Math.ceil(exact - dust) : to < from ? Math.floor(exact + dust) : now
  return then - now
}

/** The value that so many cases more or fewer would give at the same denominator. */
export function valueAfter({ factor, denominator }: Count, from: number, cases: number): number | null {
  if (denominator === null || denominator <= 0) return null
  return ((Math.round((from * denominator) / factor) + cases) / denominator) * factor
}

/**
 * The gaps of the hospital in row `own`, the one that is worth most first. `limits`: the last places of the grades'
 * bands, best first; with them the least move that reaches the next band is looked for.
 */
export function gapsOf(
  peers: Peers,
  own: number,
  method: Method,
  counts: readonly Count[],
  limits: readonly number[] = [],
): readonly Gap[] {
  const { before, after } = moving(peers, own, method)
  const self = peers.rows[own] ?? []
  const wanted = before.rank === null ? undefined : limits.findLast((limit) => limit < (before.rank ?? 0))
  const gaps = peers.columns.flatMap(({ direction }, column): Gap[] => {
    const mine = self[column]
    if (mine === null || mine === undefined) return []
    const known = knownOf(peers, column)
    const middle = middleOf(known)
    if (middle === null) return []
    const merit = meritOf(direction, middle)
    const at = (value: number) => after(self.map((each, index) => (index === column ? value : each)))
    const target = (aim: Aim, value: number): Target => {
      const place = at(value)
      return {
        aim,
        value,
        distance: steady(value - mine),
        cases: casesBetween(counts[column] ?? { factor: 1, denominator: null }, mine, value),
        points: steady((place.score ?? 0) - (before.score ?? 0)),
        places: (before.rank ?? 0) - (place.rank ?? 0),
        rank: place.rank,
      }
    }
    const better = (value: number | undefined): value is number =>
      value !== undefined && merit(value) > merit(mine)
    const targets: Target[] = []
    if (direction === 'compare') {
      const edge = mine < middle.from ? middle.from : middle.to
      if (better(edge)) targets.push(target('middle', edge))
    } else {
      const ordered = direction === 'up' ? known : known.toReversed()
      const next = ordered.find(better)
      const median = quantile(known, 0.5)
      const quartile = direction === 'up' ? middle.to : middle.from
      if (better(next)) targets.push(target('next', next))
      if (better(median)) targets.push(target('median', median))
      if (better(quartile)) targets.push(target('quartile', quartile))
    }
    const best = direction === 'compare' ? targets[0]?.value : direction === 'up' ? known.at(-1) : known[0]
    const reaches = (value: number): boolean => (at(value).rank ?? Number.POSITIVE_INFINITY) <= (wanted ?? 0)
    if (wanted !== undefined && better(best) && reaches(best)) {
      targets.push(target('band', leastThat(mine, best, reaches)))
    }
    return targets.length === 0 ? [] : [{ column, own: mine, targets }]
  })
  return gaps.sort((one, other) => worth(other) - worth(one))
}

/** The most points that the gap's plain targets bring. */
export const worth = ({ targets }: Gap): number => Math.max(...targets.map(({ points }) => points))

// Binary fractions leave dust behind a difference.
const steady = (value: number): number => Number(value.toFixed(9)) + 0

/** The value nearest to `from` on the way to `to` for which it holds; it holds at `to`, and stays so once it does. */
function leastThat(from: number, to: number, holds: (value: number) => boolean): number {
  let [near, far] = [from, to]
  for (let step = 0; step < 48; step += 1) {
    const middle = (near + far) / 2
    if (holds(middle)) far = middle
    else near = middle
  }
  // Four decimals, rounded to the far side: what is shown holds.
  return Number(((to > from ? Math.ceil(far * 10_000) : Math.floor(far * 10_000)) / 10_000).toFixed(4))
}
