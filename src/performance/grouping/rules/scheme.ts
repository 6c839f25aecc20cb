// A grouping scheme as data: MDCs, ADRGs with their conditions and precedence, DRGs with weights, CC/MCC with exclusions. Pure.

export const listKinds = [
  'codes',
  'mdc',
  'adrg',
  'condition',
  'precedence',
  'drg',
  'cc',
  'exclusion',
] as const
export type ListKind = (typeof listKinds)[number]
/** A scheme may do without these. */
export const optionalLists: ReadonlySet<ListKind> = new Set(['precedence', 'cc', 'exclusion'])

/**
 * A code of a named set. Three forms: `I21.900` that code alone; `I21*` all that begin so; `A40.0-A40.9` all that begin
 * with a code of the range, both ends of the same length.
 */
export type CodeEntry = { readonly set: string; readonly code: string }

/** Ages in days and birth weights in grams: both ends included, null where there is none. */
export type Span = { readonly from: number | null; readonly to: number | null }

/** A major diagnostic category (主要诊断大类): tried in `order`, entered when every test that it states passes. */
export type Mdc = {
  readonly code: string
  readonly name: string
  readonly order: number
  /** The set that the principal diagnosis must be of. */
  readonly principal: string | null
  /** The set that the principal procedure must be of. */
  readonly procedure: string | null
  /** 1 male, 2 female. */
  readonly sex: 1 | 2 | null
  readonly ageDays: Span
  /** Sets of diagnoses, one a body region, of which at least `regionsLeast` must be hurt (multiple trauma). */
  readonly regions: readonly string[]
  readonly regionsLeast: number | null
}

export const adrgKinds = ['surgical', 'procedure', 'medical'] as const
export type AdrgKind = (typeof adrgKinds)[number]

/** An adjacent group: within its MDC surgical ones are tried first, then procedures, then medical ones, each by `order`. */
export type Adrg = {
  readonly code: string
  readonly name: string
  readonly mdc: string
  readonly kind: AdrgKind
  readonly order: number
}

/** One way into an ADRG: every test that it states must pass. Several rows of an ADRG are alternatives. */
export type Condition = {
  readonly adrg: string
  readonly principal: string | null
  /** Any diagnosis, the principal one or another. */
  readonly diagnosis: string | null
  readonly mainProcedure: string | null
  readonly anyProcedure: string | null
  /** A second procedure of the same stay, besides the one of `mainProcedure` or `anyProcedure`. */
  readonly withProcedure: string | null
  readonly sex: 1 | 2 | null
  readonly ageDays: Span
  readonly birthWeight: Span
}

/** `before` is tried ahead of `after`, whatever their order says (surgical hierarchy); both of one MDC. */
export type Precedence = { readonly before: string; readonly after: string }

export const levels = ['none', 'CC', 'MCC'] as const
export type Level = (typeof levels)[number]
/** Which levels a DRG takes. */
export const drgLevels = ['MCC', 'CC', 'none', 'MCC_CC', 'CC_none', 'all'] as const
export type DrgLevel = (typeof drgLevels)[number]
export const levelsOf: Readonly<Record<DrgLevel, readonly Level[]>> = {
  MCC: ['MCC'],
  CC: ['CC'],
  none: ['none'],
  MCC_CC: ['MCC', 'CC'],
  CC_none: ['CC', 'none'],
  all: ['MCC', 'CC', 'none'],
}

export const strata = ['low', 'medium_low', 'medium_high', 'high'] as const
export type Stratum = (typeof strata)[number]

export type Drg = {
  readonly code: string
  readonly name: string
  readonly adrg: string
  readonly level: DrgLevel
  /** RW in ten-thousandths. */
  readonly weight: number
  /** Mean cost of reference, fen. */
  readonly costFen: number | null
  /** Mean days of reference, hundredths of a day. */
  readonly daysHundredths: number | null
  readonly stratum: Stratum | null
  /** In-hospital mortality of reference, deaths in a million cases. */
  readonly mortality: number | null
}

/** A complication or comorbidity; `table` names the principal diagnoses with which it does not count. */
export type Comorbidity = {
  readonly code: string
  readonly level: 'CC' | 'MCC'
  readonly table: string | null
}

export type Exclusion = { readonly table: string; readonly code: string }

export type Lists = {
  readonly codes: readonly CodeEntry[]
  readonly mdc: readonly Mdc[]
  readonly adrg: readonly Adrg[]
  readonly condition: readonly Condition[]
  readonly precedence: readonly Precedence[]
  readonly drg: readonly Drg[]
  readonly cc: readonly Comorbidity[]
  readonly exclusion: readonly Exclusion[]
}

export type SchemeHead = {
  readonly edition: string
  readonly source: string
  /** Made up by the product, so that it can be tried: no figure from it may be reported. */
  readonly synthetic: boolean
}

/** Days of age: 365 a year from the first birthday on; null when it is neither known in days nor in years. */
export function ageInDays(years: number | null, days: number | null): number | null {
  if (years !== null && years > 0) return years * 365
  return days
}

export const inSpan = (value: number | null, { from, to }: Span): boolean =>
  (from === null && to === null) ||
  (value !== null && (from === null || value >= from) && (to === null || value <= to))

export const isOpen = ({ from, to }: Span): boolean => from === null && to === null
