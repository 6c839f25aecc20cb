// The cells of a scheme file as values: numbers exactly as written, words of closed lists in Chinese or by key, and back.

import {
  type AdrgKind,
  adrgKinds,
  type DrgLevel,
  drgLevels,
  type ListKind,
  type Lists,
  type Span,
  strata,
  type Stratum,
} from '../rules/scheme.ts'

export type Values = Readonly<Record<string, string>>

/** A cell that cannot be read: its column and the reason. */
export class Bad extends Error {
  readonly column: string
  readonly reason: string
  constructor(column: string, reason: string) {
    super(reason)
    this.column = column
    this.reason = reason
  }
}

const cell = (values: Values, key: string): string => values[key] ?? ''
const orNull = (values: Values, key: string): string | null => cell(values, key) || null

function whole(values: Values, key: string): number | null {
  const value = cell(values, key)
  if (value === '') return null
  if (!/^\d{1,7}$/.test(value)) throw new Bad(key, 'not_an_integer')
  return Number(value)
}

/** A decimal as an integer of its smallest places: "1.25" with 4 places is 12500; more places than those are refused. */
function scaled(values: Values, key: string, places: number): number | null {
  const value = cell(values, key)
  if (value === '') return null
  const found = /^(-?)(\d{1,9})(?:\.(\d+))?$/.exec(value)
  if (found === null) throw new Bad(key, 'not_a_number')
  const [, sign = '', units = '0', decimals = ''] = found
  const kept = decimals.replace(/0+$/, '')
  if (kept.length > places) throw new Bad(key, `decimals_${places}`)
  return (sign === '-' ? -1 : 1) * Number(units + kept.padEnd(places, '0'))
}

/** Above zero. */
function amount(values: Values, key: string, places: number): number | null {
  const value = scaled(values, key, places)
  if (value !== null && value <= 0) throw new Bad(key, 'not_positive')
  return value
}

function span(values: Values, from: string, to: string): Span {
  const found = { from: whole(values, from), to: whole(values, to) }
  if (found.from !== null && found.to !== null && found.from > found.to) throw new Bad(to, 'ends_reversed')
  return found
}

type Words<T extends string> = Readonly<Record<T, string>>
const kindWords: Words<AdrgKind> = { surgical: '外科', procedure: '操作', medical: '内科' }
const levelWords: Words<DrgLevel> = {
  MCC: '严重',
  CC: '一般',
  none: '无',
  MCC_CC: '严重或一般',
  CC_none: '一般或无',
  all: '不区分',
}
const stratumWords: Words<Stratum> = { low: '低', medium_low: '中低', medium_high: '中高', high: '高' }

function choice<T extends string>(values: Values, key: string, all: readonly T[], words: Words<T>): T {
  const value = cell(values, key)
  const found = all.find((each) => each.toLowerCase() === value.toLowerCase() || words[each] === value)
  if (found === undefined) throw new Bad(key, 'not_a_choice')
  return found
}

function sex(values: Values): 1 | 2 | null {
  const value = cell(values, 'sex')
  if (value === '') return null
  if (value === '男' || value === '1') return 1
  if (value === '女' || value === '2') return 2
  throw new Bad('sex', 'not_a_choice')
}

const names = (value: string): string[] => value.split(/[\s,;，；、]+/).filter((each) => each !== '')

/** A name or code that must be short and hold no separator: it is joined with others, and shown in tables. */
function name(values: Values, key: string): string {
  const value = cell(values, key)
  if (!/^[^\s,;，；、]{1,60}$/.test(value)) throw new Bad(key, 'not_a_name')
  return value
}

export const readers: { readonly [K in ListKind]: (values: Values) => Lists[K][number] } = {
  codes: (values) => ({ set: name(values, 'set'), code: cell(values, 'code') }),
  mdc: (values) => ({
    code: name(values, 'code'),
    name: cell(values, 'name'),
    order: whole(values, 'order') ?? 0,
    principal: orNull(values, 'principal'),
    procedure: orNull(values, 'procedure'),
    sex: sex(values),
    ageDays: span(values, 'age_from', 'age_to'),
    regions: names(cell(values, 'regions')),
    regionsLeast: whole(values, 'regions_least'),
  }),
  adrg: (values) => ({
    code: name(values, 'code'),
    name: cell(values, 'name'),
    mdc: cell(values, 'mdc'),
    kind: choice(values, 'kind', adrgKinds, kindWords),
    order: whole(values, 'order') ?? 0,
  }),
  condition: (values) => ({
    adrg: cell(values, 'adrg'),
    principal: orNull(values, 'principal'),
    diagnosis: orNull(values, 'diagnosis'),
    mainProcedure: orNull(values, 'main_procedure'),
    anyProcedure: orNull(values, 'any_procedure'),
    withProcedure: orNull(values, 'with_procedure'),
    sex: sex(values),
    ageDays: span(values, 'age_from', 'age_to'),
    birthWeight: span(values, 'weight_from', 'weight_to'),
  }),
  precedence: (values) => ({ before: cell(values, 'before'), after: cell(values, 'after') }),
  drg: (values) => {
    const stratum = cell(values, 'stratum')
    const mortality = scaled(values, 'mortality', 4)
    if (mortality !== null && (mortality < 0 || mortality > 1_000_000)) {
      throw new Bad('mortality', 'not_a_share')
    }
    return {
      code: name(values, 'code'),
      name: cell(values, 'name'),
      adrg: cell(values, 'adrg'),
      level: choice(values, 'level', drgLevels, levelWords),
      weight: amount(values, 'weight', 4) ?? 0,
      costFen: amount(values, 'cost', 2),
      daysHundredths: amount(values, 'days', 2),
      stratum: stratum === '' ? null : choice(values, 'stratum', strata, stratumWords),
      mortality,
    }
  },
  cc: (values) => ({
    code: cell(values, 'code'),
    level: choice(values, 'level', ['MCC', 'CC'], { MCC: '严重', CC: '一般' }),
    table: orNull(values, 'table'),
  }),
  exclusion: (values) => ({ table: name(values, 'table'), code: cell(values, 'code') }),
}

const number = (value: number | null): string => (value === null ? '' : String(value))
const decimal = (value: number | null, places: number): string =>
  value === null ? '' : String(value / 10 ** places)
const sexWord = (value: 1 | 2 | null): string => (value === null ? '' : value === 1 ? '男' : '女')

/** Entries as they are read. */
export const writers: { readonly [K in ListKind]: (entry: Lists[K][number]) => Values } = {
  codes: (entry) => entry,
  mdc: (entry) => ({
    code: entry.code,
    name: entry.name,
    order: String(entry.order),
    principal: entry.principal ?? '',
    procedure: entry.procedure ?? '',
    sex: sexWord(entry.sex),
    age_from: number(entry.ageDays.from),
    age_to: number(entry.ageDays.to),
    regions: entry.regions.join('、'),
    regions_least: number(entry.regionsLeast),
  }),
  adrg: (entry) => ({ ...entry, kind: kindWords[entry.kind], order: String(entry.order) }),
  condition: (entry) => ({
    adrg: entry.adrg,
    principal: entry.principal ?? '',
    diagnosis: entry.diagnosis ?? '',
    main_procedure: entry.mainProcedure ?? '',
    any_procedure: entry.anyProcedure ?? '',
    with_procedure: entry.withProcedure ?? '',
    sex: sexWord(entry.sex),
    age_from: number(entry.ageDays.from),
    age_to: number(entry.ageDays.to),
    weight_from: number(entry.birthWeight.from),
    weight_to: number(entry.birthWeight.to),
  }),
  precedence: (entry) => entry,
  drg: (entry) => ({
    code: entry.code,
    name: entry.name,
    adrg: entry.adrg,
    level: levelWords[entry.level],
    weight: decimal(entry.weight, 4),
    cost: decimal(entry.costFen, 2),
    days: decimal(entry.daysHundredths, 2),
    stratum: entry.stratum === null ? '' : stratumWords[entry.stratum],
    mortality: decimal(entry.mortality, 4),
  }),
  cc: (entry) => ({ code: entry.code, level: entry.level, table: entry.table ?? '' }),
  exclusion: (entry) => entry,
}
