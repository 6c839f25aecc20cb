// TOPSIS with entropy weights: how close a hospital is to the best, and how far from the worst, of all columns. No I/O.
// Hwang & Yoon, Multiple Attribute Decision Making, 1981 (vector normalisation, relative closeness); weights by Shannon's entropy.

import { knownOf, meritOf, middleOf, type Peers, sharesOf, type Yardstick } from './peers.ts'

/** Closeness × 100. `weights`: given ones in place of the entropy's. */
export function topsisYardstick(peers: Peers, weights: readonly number[] = entropyWeights(peers)): Yardstick {
  const columns = peers.columns.map(({ direction }, index) => {
    const known = knownOf(peers, index)
    const middle = middleOf(known)
    const merit = meritOf(direction, middle)
    // A `compare` column counts the distance to the middle half; the others keep their own measure.
    const amount = direction === 'compare' ? (value: number) => -merit(value) : (value: number) => value
    const amounts = known.map(amount)
    const norm = Math.sqrt(amounts.reduce((sum, each) => sum + each * each, 0))
    const scale = (value: number): number => (norm === 0 ? 0 : amount(value) / norm)
    const scaled = known.map(scale)
    const [least, most] = bounds(scaled)
    const up = direction === 'up'
    return { scale, least, most, best: up ? most : least, worst: up ? least : most }
  })
  return {
    weights,
    score: (values) => {
      let toBest = 0
      let toWorst = 0
      let known = 0
      for (const [index, column] of columns.entries()) {
        const value = values[index]
        const weight = weights[index] ?? 0
        if (value === null || value === undefined || weight === 0) continue
        // Beyond the best of the table there is nothing nearer to it.
        const at = Math.min(column.most, Math.max(column.least, column.scale(value)))
        toBest += (weight * (column.best - at)) ** 2
        toWorst += (weight * (at - column.worst)) ** 2
        known += weight
      }
      if (known === 0) return null
      const [near, far] = [Math.sqrt(toBest), Math.sqrt(toWorst)]
      return near + far === 0 ? 50 : (100 * far) / (near + far)
    },
  }
}

/** The least and the most without spreading thousands of arguments. */
function bounds(values: readonly number[]): readonly [number, number] {
  let least = values[0] ?? 0
  let most = least
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return [least, most]
}

/**
 * The more a column tells the hospitals apart, the more it weighs; one in which all are equal weighs nothing. The
 * weights that the user gave multiply these; given alike, they change nothing.
 */
export function entropyWeights(peers: Peers): number[] {
  const given = sharesOf(peers.columns.map(({ weight }) => weight))
  const told = peers.columns.map(({ direction }, index) => {
    const known = knownOf(peers, index)
    const merits = known.map(meritOf(direction, middleOf(known)))
    const [least, most] = bounds(merits)
    if (merits.length < 2 || least === most) return 0
    const parts = merits.map((merit) => (merit - least) / (most - least))
    const total = parts.reduce((sum, part) => sum + part, 0)
    const entropy = parts.reduce(
      (sum, part) => (part === 0 ? sum : sum - (part / total) * Math.log(part / total)),
      0,
    )
    return Math.max(0, 1 - entropy / Math.log(merits.length))
  })
  const product = told.map((each, index) => each * (given[index] ?? 0))
  return product.some((each) => each > 0) ? sharesOf(product) : given
}
