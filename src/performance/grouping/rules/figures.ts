// From counts by DRG to case mix, weights, cost and time index, and mortality at low risk: exact sums, divided only on the screen. Pure.

import type { Drg } from './scheme.ts'
import type { Strata } from './strata.ts'

/** What is counted of one DRG somewhere, or of the stays without a group (`drg` null). */
export type DrgCount = {
  readonly drg: string | null
  readonly cases: number
  readonly losDays: number
  readonly costFen: number
  readonly deaths: number
}

export type Figures = {
  readonly grouped: number
  readonly ungrouped: number
  /** Σ RW × n, ten-thousandths. */
  readonly weightSum: number
  /** Different DRGs. */
  readonly groups: number
  /** Σ cost ÷ cost of reference, millionths; over the cases of DRGs that have one. */
  readonly costIndexSum: number
  readonly costIndexCases: number
  /** Σ days ÷ days of reference, millionths; likewise. */
  readonly timeIndexSum: number
  readonly timeIndexCases: number
  readonly lowRiskCases: number
  readonly lowRiskDeaths: number
}

export const noFigures: Figures = {
  grouped: 0,
  ungrouped: 0,
  weightSum: 0,
  groups: 0,
  costIndexSum: 0,
  costIndexCases: 0,
  timeIndexSum: 0,
  timeIndexCases: 0,
  lowRiskCases: 0,
  lowRiskDeaths: 0,
}

/** `part` ÷ `whole` in millionths, the half up; exact, since fen × a million go beyond what a number holds. */
export function millionths(part: number, whole: number): number {
  const twice = (2n * BigInt(part) * 1_000_000n) / BigInt(whole)
  return Number((twice + 1n) / 2n)
}

/**
 * The cost index is Σ(mean cost of the group ÷ its reference × n) ÷ Σn, which is Σ(sum of costs ÷ reference) ÷ Σn: no
 * mean is rounded on the way; each group's quotient is rounded once, to a millionth. The time index likewise.
 */
export function figuresOf(
  counts: readonly DrgCount[],
  drgs: ReadonlyMap<string, Drg>,
  strata: Strata,
): Figures {
  const sum = { ...noFigures } as { -readonly [K in keyof Figures]: number }
  for (const { drg, cases, losDays, costFen, deaths } of counts) {
    const of = drg === null ? undefined : drgs.get(drg)
    if (of === undefined) {
      sum.ungrouped += cases
      continue
    }
    if (cases === 0) continue
    sum.grouped += cases
    sum.groups += 1
    sum.weightSum += of.weight * cases
    if (of.costFen !== null) {
      sum.costIndexSum += millionths(costFen, of.costFen)
      sum.costIndexCases += cases
    }
    if (of.daysHundredths !== null) {
      sum.timeIndexSum += millionths(losDays * 100, of.daysHundredths)
      sum.timeIndexCases += cases
    }
    if (strata.of[of.code] === 'low') {
      sum.lowRiskCases += cases
      sum.lowRiskDeaths += deaths
    }
  }
  return sum
}

/** What is shown: null where there is nothing to divide by. */
export const ratios = {
  /** 病例组合指数: Σ(RW × n) ÷ Σn over the grouped cases. */
  caseMix: (of: Shown<'weightSum' | 'grouped'>) => quotient(of.weightSum, of.grouped, 10_000),
  costIndex: (of: Shown<'costIndexSum' | 'costIndexCases'>) =>
    quotient(of.costIndexSum, of.costIndexCases, 1_000_000),
  timeIndex: (of: Shown<'timeIndexSum' | 'timeIndexCases'>) =>
    quotient(of.timeIndexSum, of.timeIndexCases, 1_000_000),
  /** 低风险组病例死亡率, a share of 1. */
  lowRiskMortality: (of: Shown<'lowRiskDeaths' | 'lowRiskCases'>) =>
    quotient(of.lowRiskDeaths, of.lowRiskCases, 1),
} as const

/** Figures as they are shown: null where the base is too small. */
type Shown<K extends keyof Figures> = { readonly [each in K]: Figures[each] | null }

const quotient = (sum: number | null, base: number | null, scale: number): number | null =>
  sum === null || base === null || base === 0 ? null : sum / scale / base
