// Grade schemes: which share of a group gets which grade, how sure each band is, and what follows from a rank or a grade. No I/O.

/** `own`: changed by the institution itself. */
export const certainties = ['sourced', 'inferred', 'recollection', 'own'] as const
export type Certainty = (typeof certainties)[number]

/** Which assessments a scheme is for. */
export const levels = ['national', 'provincial', 'own'] as const
export type Level = (typeof levels)[number]

export type Band = {
  readonly grade: string
  /** The band ends with this share of the group in percent, counted from the best: rank ÷ N ≤ upTo. */
  readonly upTo: number
  readonly certainty: Certainty
}

export type Scheme = {
  readonly id: string
  /** Null for a shipped one: the screens name those. */
  readonly name: string | null
  readonly level: Level
  /** What the name of the peer group must contain; empty for every group. */
  readonly group: string
  /** Years assessed (not years of publication), both included; null without limit. */
  readonly fromYear: number | null
  readonly untilYear: number | null
  /** Best first; where the last one ends below 100 %, the scheme says nothing of the rest. */
  readonly bands: readonly Band[]
  readonly source: string
}

const bands = (certainty: Certainty, ...pairs: readonly (readonly [string, number])[]): readonly Band[] =>
  pairs.map(([grade, upTo]) => ({ grade, upTo, certainty }))

/**
 * What is known of the national grades; nothing here is an official text. Of the round of 2018 only the first of nine
 * grades is known. The ten bands: A++ was reported; A+ follows from the counts of the round of 2023 (16 + 143 of
 * 1,588); the rest is recollection that fits two hospitals' published ranks. From which year on there are ten is not known.
 */
export const shippedSchemes: readonly Scheme[] = [
  {
    id: 'national-2018',
    name: null,
    level: 'national',
    group: '',
    fromYear: 2018,
    untilYear: 2018,
    bands: bands('sourced', ['A++', 1]),
    source: '2018 年数据的报道：分 9 级，A++ 为前 1%（1289 家综合医院中 12 家）；其余各级比例未查到。',
  },
  {
    id: 'national-ten',
    name: null,
    level: 'national',
    group: '',
    fromYear: 2019,
    untilYear: null,
    bands: [
      ...bands('sourced', ['A++', 1]),
      ...bands('inferred', ['A+', 10]),
      ...bands(
        'recollection',
        ['A', 20],
        ['B++', 30],
        ['B+', 40],
        ['B', 50],
        ['C++', 60],
        ['C+', 70],
        ['C', 80],
        ['D', 100],
      ),
    ],
    source:
      '2023 年数据的报道：分 10 级，A++ 为前 1%（1588 家中 16 家）；A+ 由家数推断（16+143 家，约 10%）；其余为记忆，与已公开的两家医院名次相符。何年起为 10 级未查到。',
  },
  {
    id: 'national-tcm',
    name: null,
    level: 'national',
    group: '中医',
    fromYear: null,
    untilYear: null,
    bands: bands('sourced', ['A+', 5], ['A', 20], ['B+', 50], ['B', 75], ['C+', 95], ['C', 100]),
    source: '一家中医医院网页对 414 家参评轮次的说明（2021 年）：分 6 级；是否适用于其他年度未查到。',
  },
]

/** The scheme of a result: of its level, year and group; an own one before a shipped one, a named group before every group. */
export function schemeFor(
  schemes: readonly Scheme[],
  round: { readonly level: Level; readonly year: number; readonly peerGroup: string | null },
): Scheme | null {
  const fitting = schemes.filter(
    ({ level, group, fromYear, untilYear }) =>
      level === round.level &&
      (fromYear ?? round.year) <= round.year &&
      (untilYear ?? round.year) >= round.year &&
      (round.peerGroup ?? '').includes(group),
  )
  const order = ({ group, name }: Scheme): number => group.length * 2 + (name === null ? 0 : 1)
  return fitting.toSorted((one, other) => order(other) - order(one))[0] ?? null
}

/** The schemes of an institution: the shipped ones, each replaced by its own version if there is one, and its own. */
export const schemesWith = (own: readonly Scheme[]): readonly Scheme[] => [
  ...shippedSchemes.map((shipped) => own.find(({ id }) => id === shipped.id) ?? shipped),
  ...own.filter(({ id }) => !shippedSchemes.some((shipped) => shipped.id === id)),
]

/** Ten grades in a table of fewer than ten hospitals would say nothing. */
const leastForGrades = 10

/** The scheme that a place in a peer table is graded by; null for a table that is too small. */
export const schemeForTable = (
  schemes: readonly Scheme[],
  table: { readonly year: number; readonly peerGroup: string },
  ranked: number,
): Scheme | null => (ranked < leastForGrades ? null : schemeFor(schemes, { level: 'national', ...table }))

/** The last rank of a band in a group of `size`: 1 % of 1521 is 15. */
export const lastRankOf = ({ upTo }: Pick<Band, 'upTo'>, size: number): number =>
  Math.floor(percentOf(size, upTo))

// 1521 × 1.1 in binary is a little more than 1673.1: shares of two decimals are multiplied as whole numbers.
const percentOf = (size: number, percent: number): number => (size * Math.round(percent * 100)) / 10_000

/** The band of a rank in a group of `size`; null where the scheme says nothing of it. */
export function bandOfRank(scheme: Scheme, rank: number, size: number): Band | null {
  return scheme.bands.find((band) => rank <= lastRankOf(band, size)) ?? null
}

export type Sizes = { readonly least: number; readonly most: number | null }

/** Which sizes a group must have for a rank to have a grade: 84 with B needs 168…209; null where the grade is not in the scheme. */
export function sizesImplied(scheme: Scheme, rank: number, grade: string): Sizes | null {
  const at = scheme.bands.findIndex((band) => band.grade === grade)
  const band = scheme.bands[at]
  if (band === undefined) return null
  const above = at === 0 ? 0 : (scheme.bands[at - 1]?.upTo ?? 0)
  // rank ≤ floor(N × upTo): the least N; rank > floor(N × above): the most N.
  const least = Math.ceil((rank * 10_000) / Math.round(band.upTo * 100))
  const most = above === 0 ? null : Math.ceil((rank * 10_000) / Math.round(above * 100)) - 1
  return most !== null && most < least ? null : { least, most }
}

/** The sizes that both allow; null where they exclude each other. */
export function bothSizes(one: Sizes | null, other: Sizes | null): Sizes | null {
  if (one === null || other === null) return null
  const least = Math.max(one.least, other.least)
  const most = Math.min(one.most ?? Number.POSITIVE_INFINITY, other.most ?? Number.POSITIVE_INFINITY)
  if (least > most) return null
  return { least, most: Number.isFinite(most) ? most : null }
}

/** Why bands cannot be kept: each grade once, shares rising to at most 100 %. */
export function faultOfBands(
  bands: readonly Pick<Band, 'grade' | 'upTo'>[],
): 'no_bands' | 'grade_twice' | 'not_rising' | null {
  if (bands.length === 0) return 'no_bands'
  if (new Set(bands.map(({ grade }) => grade)).size < bands.length) return 'grade_twice'
  const rising = bands.every(({ upTo }, index) => upTo > (bands[index - 1]?.upTo ?? 0) && upTo <= 100)
  return rising ? null : 'not_rising'
}
