// Percentile within the peers × weight: the share of the other hospitals that are worse, half of those that are equal. No I/O.

import { type Peers, sharesOf, standings, weightedMean, type Yardstick } from './peers.ts'

/** 100: better than all others; 0: worse than all; 50 where all are equal or nobody else is known. */
export function percentileYardstick(peers: Peers): Yardstick {
  const weights = sharesOf(peers.columns.map(({ weight }) => weight))
  const stand = standings(peers)
  return {
    weights,
    score: weightedMean(weights, (column, value, self) => {
      const { worse, equal, others } = stand(column, value, self)
      return others === 0 ? 50 : (100 * (worse + equal / 2)) / others
    }),
  }
}
