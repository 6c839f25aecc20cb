// Weighted bands with efficacy coefficients (功效系数法): five standard values from the peers, points in between in proportion. No I/O.

import {
  knownOf,
  meritOf,
  middleOf,
  type Peers,
  quantile,
  sharesOf,
  weightedMean,
  type Yardstick,
} from './peers.ts'

/** Poor, low, average, good, excellent: these quantiles of the peers get these points. The quantiles are our choice. */
export const standards = [
  { share: 0, points: 0 },
  { share: 0.1, points: 20 },
  { share: 0.3, points: 40 },
  { share: 0.5, points: 60 },
  { share: 0.7, points: 80 },
  { share: 0.9, points: 100 },
] as const

/** Whoever reaches the excellent value gets all points; the worst of the peers gets none. */
export function efficacyYardstick(peers: Peers): Yardstick {
  const weights = sharesOf(peers.columns.map(({ weight }) => weight))
  const scales = peers.columns.map(({ direction }, column) => {
    const known = knownOf(peers, column)
    const merit = meritOf(direction, middleOf(known))
    const merits = known.map(merit).sort((one, other) => one - other)
    const nodes =
      merits.length === 0
        ? []
        : standards.map(({ share, points }) => ({ at: quantile(merits, share), points }))
    return { merit, nodes }
  })
  return {
    weights,
    score: weightedMean(weights, (column, value) => {
      const scale = scales[column]
      return scale === undefined ? 0 : pointsOf(scale.nodes, scale.merit(value))
    }),
  }
}

function pointsOf(nodes: readonly { readonly at: number; readonly points: number }[], merit: number): number {
  // Several standard values may fall on one: who stands there gets the middle of their points.
  const here = nodes.filter(({ at }) => at === merit)
  const [first, last] = [here[0], here.at(-1)]
  if (first !== undefined && last !== undefined) return (first.points + last.points) / 2
  const above = nodes.find(({ at }) => at > merit)
  const below = nodes.findLast(({ at }) => at < merit)
  if (below === undefined) return 0
  if (above === undefined) return 100
  return below.points + ((above.points - below.points) * (merit - below.at)) / (above.at - below.at)
}
