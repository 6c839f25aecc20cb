// The fields of a result's form: what an entry looks like in them, what they start with, and what they send.
import type { Result } from '../contract.ts'
import type { Assessment, Dimension } from '../rules.ts'
import { textOrNull, oneLine } from './entry.tsx'
import type { Series } from './series.ts'

export type ResultFields = { [D in Dimension]: number | null } & {
  publishedOn: string | null
  assessment: Assessment
  year: number | null
  peerGroup: string | null
  score: number | null
  scoreChange: number | null
  rank: number | null
  rankChange: number | null
  groupSize: number | null
  grade: string | null
  gradeBefore: string | null
  source: string
}

/** An entry as it was typed: what its source states, not what is computed from it. */
export function fieldsOf({ stated, ...result }: Result): ResultFields {
  return {
    assessment: result.assessment,
    year: result.year,
    peerGroup: result.peerGroup,
    publishedOn: result.publishedOn,
    scoreQuality: result.scoreQuality,
    scoreEfficiency: result.scoreEfficiency,
    scoreDevelopment: result.scoreDevelopment,
    scoreSatisfaction: result.scoreSatisfaction,
    score: result.score,
    scoreChange: stated.scoreChange,
    rank: result.rank,
    rankChange: stated.rankChange,
    groupSize: result.groupSize,
    grade: result.grade,
    gradeBefore: stated.gradeBefore,
    source: result.source,
  }
}

/** A new entry: the year after the newest one, with the peer group of last time. */
export function freshFields(results: readonly Result[], thisYear: number): ResultFields {
  const newest = results[0]
  return {
    assessment: newest?.assessment ?? 'national_tertiary',
    // Results are published in the year after the one they assess.
    year: newest === undefined ? thisYear - 1 : Math.min(newest.year + 1, thisYear),
    peerGroup: newest?.peerGroup ?? null,
    publishedOn: null,
    scoreQuality: null,
    scoreEfficiency: null,
    scoreDevelopment: null,
    scoreSatisfaction: null,
    score: null,
    scoreChange: null,
    rank: null,
    rankChange: null,
    groupSize: null,
    grade: null,
    gradeBefore: null,
    source: '',
  }
}

/** The series that an entry belongs to as it is typed. */
export const seriesOf = ({ assessment, peerGroup }: ResultFields): Series => ({
  assessment,
  peerGroup: textOrNull(peerGroup),
})

export function inputOf(fields: ResultFields, year: number) {
  return {
    year,
    assessment: fields.assessment,
    peerGroup: textOrNull(fields.peerGroup),
    publishedOn: fields.publishedOn ?? null,
    scoreQuality: fields.scoreQuality ?? null,
    scoreEfficiency: fields.scoreEfficiency ?? null,
    scoreDevelopment: fields.scoreDevelopment ?? null,
    scoreSatisfaction: fields.scoreSatisfaction ?? null,
    score: fields.score ?? null,
    scoreChange: fields.scoreChange ?? null,
    rank: fields.rank ?? null,
    rankChange: fields.rankChange ?? null,
    groupSize: fields.groupSize ?? null,
    grade: textOrNull(fields.grade),
    gradeBefore: textOrNull(fields.gradeBefore),
    source: oneLine(fields.source),
  }
}
