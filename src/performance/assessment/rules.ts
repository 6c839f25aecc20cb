// The arithmetic of assessment results: change, year before and percentile are computed, never typed. No I/O.

import type { Level } from './schemes/rules.ts'

export const assessments = [
  'national_tertiary',
  'national_tertiary_monitored',
  'provincial_tertiary',
  'provincial_monitored',
  'own',
] as const
export type Assessment = (typeof assessments)[number]

/** Who assesses: the nation, the province, or the institution (or its county) itself. */
export const levelOf = (assessment: Assessment): Level =>
  assessment === 'own' ? 'own' : assessment.startsWith('national') ? 'national' : 'provincial'

/** The four dimensions of the tertiary assessment, each with its own score where the source gives it. */
export const dimensions = [
  'scoreQuality',
  'scoreEfficiency',
  'scoreDevelopment',
  'scoreSatisfaction',
] as const
export type Dimension = (typeof dimensions)[number]

export const workloadItems = ['visits', 'discharges', 'operations', 'satisfaction'] as const
export type WorkloadItem = (typeof workloadItems)[number]

/** What one year's entry says: its value, and the change against the year before if the source states one. */
export type Entry = { readonly value: number | null; readonly change: number | null }

export type Before = { readonly value: number; readonly from: 'entered' | 'stated_change' }

export type Compared = {
  readonly before: Before | null
  readonly change: number | null
  readonly conflict: { readonly stated: number; readonly entered: number } | null
}

// Scores carry one or two decimals; subtracting them as binary fractions leaves dust (633.5 − 74.5 is exact, 0.3 − 0.1 is not).
// Adding 0 turns −0 into 0.
const round = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0

/** A score against the year before. An entered year before wins over a stated change; a difference is reported. */
export function compareScore(entry: Entry, enteredBefore: number | null): Compared {
  return compare(
    entry,
    enteredBefore,
    (value, change) => round(value - change, 2),
    (value, before) => round(value - before, 2),
  )
}

/** A rank against the year before. Places gained are positive, and a smaller rank is better: before = rank + gained. */
export function compareRank(entry: Entry, enteredBefore: number | null): Compared {
  return compare(
    entry,
    enteredBefore,
    (rank, gained) => rank + gained,
    (rank, before) => before - rank,
  )
}

/** People and operations are counted whole; satisfaction is a percentage of two decimals. */
const digitsOf: Readonly<Record<WorkloadItem, number>> = {
  visits: 0,
  discharges: 0,
  operations: 0,
  satisfaction: 2,
}

/** A workload figure with growth in percent: before = value ÷ (1 + growth), rounded to what the item counts in. */
export function compareWorkload(item: WorkloadItem, entry: Entry, enteredBefore: number | null): Compared {
  return compare(
    entry,
    enteredBefore,
    (value, percent) => round(value / (1 + percent / 100), digitsOf[item]),
    (value, before) => (before === 0 ? null : round(((value - before) / before) * 100, 2)),
  )
}

function compare(
  entry: Entry,
  enteredBefore: number | null,
  beforeFrom: (value: number, change: number) => number,
  changeFrom: (value: number, before: number) => number | null,
): Compared {
  if (entry.value === null) return { before: null, change: null, conflict: null }
  const stated = entry.change
  if (enteredBefore !== null) {
    const change = changeFrom(entry.value, enteredBefore)
    // A source rounds what it states: one unit of the last decimal is no contradiction.
    const differs = stated !== null && change !== null && round(Math.abs(stated - change), 2) > 0.01
    return {
      before: { value: enteredBefore, from: 'entered' },
      change,
      conflict: differs ? { stated: beforeFrom(entry.value, stated), entered: enteredBefore } : null,
    }
  }
  if (stated === null) return { before: null, change: null, conflict: null }
  return {
    before: { value: beforeFrom(entry.value, stated), from: 'stated_change' },
    change: stated,
    conflict: null,
  }
}

/** rank ÷ group size as a ratio; null where one of them is not known. */
export function percentileOf(
  rank: number | null,
  groupSize: number | null,
): { readonly numerator: number; readonly denominator: number } | null {
  return rank === null || groupSize === null ? null : { numerator: rank, denominator: groupSize }
}

/** Whether a rank lies within the first `percent` of its group, compared exactly: 380 of 1521 is, 381 is not. */
export function isWithinTop(
  percentile: { readonly numerator: number; readonly denominator: number },
  percent: number,
): boolean {
  return percentile.denominator > 0 && percentile.numerator * 100 <= percentile.denominator * percent
}

/** Why a result as entered cannot be kept; null when it can. */
export function faultOfResult(entry: {
  readonly score: number | null
  readonly rank: number | null
  readonly grade: string | null
  readonly groupSize: number | null
}): 'empty_result' | 'rank_beyond_group' | null {
  if (entry.score === null && entry.rank === null && entry.grade === null) return 'empty_result'
  if (entry.rank !== null && entry.groupSize !== null && entry.rank > entry.groupSize)
    return 'rank_beyond_group'
  return null
}

/** The largest value of an item: satisfaction is a percentage, the others are counts. */
export const mostOf = (item: WorkloadItem): number => (item === 'satisfaction' ? 100 : 999_999_999_999)
