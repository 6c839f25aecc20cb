// Risk strata of DRGs by in-hospital mortality on the logarithmic scale, and where the mortality is taken from. Pure.

import type { Drg, Stratum } from './scheme.ts'

/**
 * Where a stratum comes from: the scheme states it, it is computed from the scheme's mortality of reference, or from the
 * institution's own cases.
 */
export const strataSources = ['scheme', 'reference', 'own'] as const
export type StrataSource = (typeof strataSources)[number]

export type Strata = {
  readonly source: StrataSource
  /** By DRG; one without deaths, or without a stated stratum, is not among them. */
  readonly of: Readonly<Record<string, Stratum>>
}

/** Cases and deaths of one DRG. */
export type Deaths = { readonly drg: string; readonly cases: number; readonly deaths: number }

/**
 * Low: more than one standard deviation below the mean of ln(mortality) over the DRGs that have deaths; medium-low: up to
 * the mean; medium-high: up to one standard deviation above it; high: beyond. DRGs without deaths have no logarithm and
 * stay apart. The low cut is documented (performance.md 6); the others, and that the deviation is the population's, are
 * not: what rests on them is marked unverified.
 */
export function strataOf(rates: readonly { readonly drg: string; readonly rate: number }[]): Strata['of'] {
  const logs = rates.filter(({ rate }) => rate > 0).map(({ drg, rate }) => ({ drg, log: Math.log(rate) }))
  const mean = logs.reduce((sum, { log }) => sum + log, 0) / logs.length
  const deviation = Math.sqrt(logs.reduce((sum, { log }) => sum + (log - mean) ** 2, 0) / logs.length)
  return Object.fromEntries(logs.map(({ drg, log }) => [drg, stratumAt(log, mean, deviation)]))
}

export function stratumAt(log: number, mean: number, deviation: number): Stratum {
  if (log < mean - deviation) return 'low'
  if (log <= mean) return 'medium_low'
  return log <= mean + deviation ? 'medium_high' : 'high'
}

/** As the scheme has it where it states strata or mortalities; from the institution's own deaths otherwise. */
export function strataFor(drgs: readonly Drg[], own: readonly Deaths[]): Strata {
  if (drgs.some(({ stratum }) => stratum !== null)) {
    const stated = drgs.flatMap(({ code, stratum }) => (stratum === null ? [] : [[code, stratum] as const]))
    return { source: 'scheme', of: Object.fromEntries(stated) }
  }
  if (drgs.some(({ mortality }) => mortality !== null)) {
    const rates = drgs.map(({ code, mortality }) => ({ drg: code, rate: (mortality ?? 0) / 1_000_000 }))
    return { source: 'reference', of: strataOf(rates) }
  }
  const rates = own.map(({ drg, cases, deaths }) => ({ drg, rate: cases === 0 ? 0 : deaths / cases }))
  return { source: 'own', of: strataOf(rates) }
}
