// A series of results: one assessment in one peer group, year by year.
import type { Result } from '../contract.ts'

export type Series = Pick<Result, 'assessment' | 'peerGroup'>

export const isSameSeries = (one: Series, other: Series): boolean =>
  one.assessment === other.assessment && one.peerGroup === other.peerGroup

export const seriesKey = ({ assessment, peerGroup }: Series): string => `${assessment}/${peerGroup ?? ''}`

/** The series that results belong to, in their order, each once. */
export function seriesIn(results: readonly Result[]): Result[] {
  const first = new Map<string, Result>()
  for (const result of results) if (!first.has(seriesKey(result))) first.set(seriesKey(result), result)
  return [...first.values()]
}

/** '国考国家监测指标 · 全国三级综合医院' */
export const seriesName = (
  { assessment, peerGroup }: Series,
  words: { readonly assessments: Readonly<Record<Result['assessment'], string>> },
): string => [words.assessments[assessment], peerGroup].filter(Boolean).join(' · ')
