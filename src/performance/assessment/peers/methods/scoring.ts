// The named scoring methods over a peer table: scores and places side by side. A local estimate, never the national method. No I/O.

import { efficacyYardstick } from './efficacy.ts'
import type { Peers, PeerValues, Yardstick } from './peers.ts'
import { percentileYardstick } from './percentile.ts'
import { rsrYardstick } from './rsr.ts'
import { topsisYardstick } from './topsis.ts'

export const methods = ['percentile', 'topsis', 'rsr', 'efficacy'] as const
export type Method = (typeof methods)[number]

const yardsticks: Readonly<Record<Method, (peers: Peers) => Yardstick>> = {
  percentile: percentileYardstick,
  topsis: (peers) => topsisYardstick(peers),
  rsr: rsrYardstick,
  efficacy: efficacyYardstick,
}

export type Scored = {
  readonly yardstick: Yardstick
  /** 0…100 by row; null where nothing is known of a hospital. */
  readonly scores: readonly (number | null)[]
  /** 1 is the best. Equal scores share the place, and the places behind them stay empty: 1, 2, 2, 4. */
  readonly ranks: readonly (number | null)[]
  /** How many have a place. */
  readonly ranked: number
  /** The share of the weights of which a row's values are known, 0…1. */
  readonly known: readonly number[]
}

/** Scores and places of every hospital of a table by one method. */
export function scored(peers: Peers, method: Method): Scored {
  const yardstick = yardsticks[method](peers)
  const scores = peers.rows.map((values) => steady(yardstick.score(values, values)))
  const place = placing(scores)
  return {
    yardstick,
    scores,
    ranks: scores.map((score) => (score === null ? null : place(score))),
    ranked: scores.filter((score) => score !== null).length,
    known: peers.rows.map((values) =>
      yardstick.weights.reduce(
        (sum, weight, column) => sum + (values[column] === null || values[column] === undefined ? 0 : weight),
        0,
      ),
    ),
  }
}

/** The place of a score: one more than those that score more. */
function placing(scores: readonly (number | null)[]): (score: number) => number {
  const known = scores.flatMap((score) => (score === null ? [] : [score])).sort((one, other) => other - one)
  return (score) => {
    let from = 0
    let to = known.length
    while (from < to) {
      const middle = (from + to) >> 1
      if ((known[middle] ?? 0) > score) from = middle + 1
      else to = middle
    }
    return from + 1
  }
}

// Binary fractions leave dust that would part equals.
const steady = (score: number | null): number | null => (score === null ? null : Number(score.toFixed(9)))

export type Place = { readonly score: number | null; readonly rank: number | null }

/**
 * Where one hospital would stand with other values, the yardstick and all others held still. Answers a function: tables
 * are made ready once and asked often.
 */
export function moving(
  peers: Peers,
  own: number,
  method: Method,
): { readonly before: Place; readonly ranked: number; readonly after: (values: PeerValues) => Place } {
  const { yardstick, scores, ranks, ranked } = scored(peers, method)
  const self = peers.rows[own] ?? []
  const place = placing(scores.filter((_, index) => index !== own))
  const before: Place = { score: scores[own] ?? null, rank: ranks[own] ?? null }
  return {
    before,
    ranked,
    after: (values) => {
      const score = steady(yardstick.score(values, self))
      return { score, rank: score === null ? null : place(score) }
    },
  }
}
