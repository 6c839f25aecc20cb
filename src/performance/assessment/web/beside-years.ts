// The years in which Party work and a result stand beside each other: one line for each year, gaps included.
import type { Result } from '../contract.ts'
import type { Ratio } from './format.ts'
import { isSameSeries, type Series, seriesIn } from './series.ts'

export type Measure = 'score' | 'rank'

type Known = { readonly value: number; readonly entered: boolean }

export type YearLine = {
  readonly year: number
  /** null where no duty fell due */
  readonly rate: Ratio | null
  readonly result: Result | null
  /** The year's score and rank: as entered, or what the next year's stated change says about it. */
  readonly score: Known | null
  readonly rank: Known | null
}

type Figures = {
  readonly results: readonly Result[]
  readonly partyWork: readonly { readonly year: number; readonly rate: Ratio }[]
}

const most = 12

/** From the first to the last year that has either, oldest first, at most the last twelve. */
export function yearLines({ results, partyWork }: Figures, series: Series | null): YearLine[] {
  const mine = new Map(
    results
      .filter((result) => series !== null && isSameSeries(result, series))
      .map((result) => [result.year, result]),
  )
  const rates = new Map(
    partyWork.filter(({ rate }) => rate.denominator > 0).map(({ year, rate }) => [year, rate]),
  )
  // What a source states about the year before gives that year a place too.
  const before = [...mine.values()].flatMap(({ year, scoreBefore, rankBefore }) =>
    scoreBefore || rankBefore ? [year - 1] : [],
  )
  const years = [...mine.keys(), ...before, ...rates.keys()]
  if (years.length === 0) return []
  const last = Math.max(...years)
  const first = Math.max(Math.min(...years), last - most + 1)
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const year = first + index
    const result = mine.get(year) ?? null
    const next = mine.get(year + 1)
    return {
      year,
      rate: rates.get(year) ?? null,
      result,
      score: known(result?.score, next?.scoreBefore),
      rank: known(result?.rank, next?.rankBefore),
    }
  })
}

function known(
  entered: number | null | undefined,
  before: { value: number } | null | undefined,
): Known | null {
  if (entered !== null && entered !== undefined) return { value: entered, entered: true }
  return before ? { value: before.value, entered: false } : null
}

/** The series that have results, in their order, and what can be drawn of each. */
export function measuresOf(results: readonly Result[]): { series: Series; measures: Measure[] }[] {
  return seriesIn(results).flatMap((series) => {
    const mine = results.filter((result) => isSameSeries(result, series))
    const measures = (['score', 'rank'] as const).filter((measure) =>
      mine.some((result) => result[measure] !== null),
    )
    return measures.length === 0 ? [] : [{ series, measures }]
  })
}

/** [2022, 2023, 2024, 2026] → ['2022–2024', '2026'] */
export function spans(years: readonly number[]): string[] {
  const found: { from: number; to: number }[] = []
  for (const year of years) {
    const last = found.at(-1)
    if (last && last.to === year - 1) last.to = year
    else found.push({ from: year, to: year })
  }
  return found.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`))
}
