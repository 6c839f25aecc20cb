// The grouper: rules compiled once, then one stay after the other into its MDC, ADRG and DRG, or the reason why not. Pure.

import { type Codebook, has, type Known, openCodebook } from './codebook.ts'
import { order } from './hierarchy.ts'
import {
  ageInDays,
  type Adrg,
  type Condition,
  type Drg,
  inSpan,
  isOpen,
  type Level,
  levelsOf,
  type Lists,
  type Mdc,
} from './scheme.ts'

/** What grouping needs of a front page. Codes as they stand there; empty means missing. */
export type Stay = {
  readonly principal: string
  readonly diagnoses: readonly string[]
  readonly mainProcedure: string
  readonly procedures: readonly string[]
  /** 1 male, 2 female; anything else unknown. */
  readonly sex: number | null
  readonly ageYears: number | null
  readonly ageDays: number | null
  /** Grams. */
  readonly birthWeight: number | null
}

export const reasons = ['no_principal', 'no_mdc', 'no_adrg'] as const
/**
 * Why a stay has no group: it has no principal diagnosis; no category takes it; a category takes it, and none of its
 * groups does.
 */
export type Reason = (typeof reasons)[number]

export type Grouping =
  | {
      readonly drg: string
      readonly adrg: string
      readonly mdc: string
      readonly level: Level
      readonly reason: null
    }
  | {
      readonly drg: null
      readonly adrg: null
      readonly mdc: string | null
      readonly level: null
      readonly reason: Reason
    }

/** A row of conditions with its sets as numbers. */
export type Way = {
  readonly condition: Condition
  readonly adrg: Adrg
  readonly principal: number
  readonly diagnosis: number
  readonly mainProcedure: number
  readonly anyProcedure: number
  readonly withProcedure: number
  /** Nothing but the principal diagnosis is asked. */
  readonly plain: boolean
  readonly drgs: Readonly<Record<Level, Drg>>
  /** Its DRG does not depend on comorbidities. */
  readonly unsplit: boolean
}

export type Category = {
  readonly mdc: Mdc
  readonly principal: number
  readonly procedure: number
  readonly regions: readonly number[]
  readonly ways: readonly Way[]
  readonly plain: boolean
}

export type Rules = { readonly book: Codebook; readonly categories: readonly Category[] }

/** Rules in the order in which they are tried. The lists must be without faults (`schemeFaults`). */
export function prepare(lists: Lists): Rules {
  const book = openCodebook(lists)
  const places = new Map(order(lists.adrg, lists.precedence).sequence.map((code, at) => [code, at]))
  const placeOf = ({ code }: Adrg): number => places.get(code) ?? 0
  const conditions = new Map<string, Condition[]>()
  for (const condition of lists.condition) {
    const those = conditions.get(condition.adrg)
    if (those === undefined) conditions.set(condition.adrg, [condition])
    else those.push(condition)
  }
  const drgsOf = new Map<string, Map<Level, Drg>>()
  for (const drg of lists.drg) {
    const those = drgsOf.get(drg.adrg) ?? new Map<Level, Drg>()
    for (const level of levelsOf[drg.level]) those.set(level, drg)
    drgsOf.set(drg.adrg, those)
  }
  const waysOf = (adrg: Adrg): Way[] => {
    const those = drgsOf.get(adrg.code)
    const drgs = { MCC: those?.get('MCC'), CC: those?.get('CC'), none: those?.get('none') }
    if (drgs.MCC === undefined || drgs.CC === undefined || drgs.none === undefined) {
      throw new Error(`Not every level of ${adrg.code} has its group`)
    }
    const complete = { MCC: drgs.MCC, CC: drgs.CC, none: drgs.none }
    return (conditions.get(adrg.code) ?? []).map((condition) => ({
      condition,
      adrg,
      principal: book.setOf(condition.principal),
      diagnosis: book.setOf(condition.diagnosis),
      mainProcedure: book.setOf(condition.mainProcedure),
      anyProcedure: book.setOf(condition.anyProcedure),
      withProcedure: book.setOf(condition.withProcedure),
      plain: isPlain(condition),
      drgs: complete,
      unsplit: complete.MCC === complete.CC && complete.CC === complete.none,
    }))
  }
  const categories = lists.mdc
    .toSorted((a, b) => a.order - b.order)
    .map((mdc) => ({
      mdc,
      principal: book.setOf(mdc.principal),
      procedure: book.setOf(mdc.procedure),
      regions: mdc.regions.map((name) => book.setOf(name)),
      ways: lists.adrg
        .filter((adrg) => adrg.mdc === mdc.code)
        .toSorted((a, b) => placeOf(a) - placeOf(b))
        .flatMap(waysOf),
      plain:
        mdc.procedure === null && mdc.sex === null && isOpen(mdc.ageDays) && (mdc.regionsLeast ?? 0) === 0,
    }))
  return { book, categories }
}

const isPlain = (of: Condition): boolean =>
  (of.diagnosis ?? of.mainProcedure ?? of.anyProcedure ?? of.withProcedure ?? of.sex) === null &&
  isOpen(of.ageDays) &&
  isOpen(of.birthWeight)

/** The categories that a principal diagnosis leads into, each with the ways that it leaves open. */
type Path = { readonly category: Category; readonly ways: readonly Way[] }

export type Grouper = (stay: Stay) => Grouping

/**
 * The grouper of a scheme. Each distinct code is looked up once and then known; each principal diagnosis keeps the ways
 * that it leaves open, so that a stay is tried against few rules. Not to be called within itself.
 */
export function compile(rules: Rules): Grouper {
  const { book, categories } = rules
  const paths = new Map<Known, readonly Path[]>()
  const pathsOf = (principal: Known): readonly Path[] => {
    const before = paths.get(principal)
    if (before !== undefined) return before
    const found = categories
      .filter((category) => has(principal.sets, category.principal))
      .map((category) => ({
        category,
        ways: category.ways.filter((way) => has(principal.sets, way.principal)),
      }))
    if (paths.size > 200_000) paths.clear()
    paths.set(principal, found)
    return found
  }
  const others: Known[] = []
  const procedures: Known[] = []

  return (stay) => {
    if (stay.principal === '') return { ...nothing, mdc: null, reason: 'no_principal' }
    const principal = book.know(stay.principal)
    others.length = 0
    for (const code of stay.diagnoses) if (code !== '') others.push(book.know(code))
    procedures.length = 0
    const main = stay.mainProcedure === '' ? null : book.know(stay.mainProcedure)
    if (main !== null) procedures.push(main)
    for (const code of stay.procedures) if (code !== '') procedures.push(book.know(code))
    const days = ageInDays(stay.ageYears, stay.ageDays)
    let entered: string | null = null
    for (const { category, ways } of pathsOf(principal)) {
      if (!category.plain && !enters(category, principal, others, main, stay.sex, days)) continue
      entered ??= category.mdc.code
      for (const way of ways) {
        if (!way.plain && !leads(way, principal, others, main, procedures, stay, days)) continue
        const level = way.unsplit ? 'none' : levelOf(principal, others)
        const drg = way.drgs[level]
        return { mdc: category.mdc.code, adrg: way.adrg.code, drg: drg.code, level, reason: null }
      }
    }
    return { ...nothing, mdc: entered, reason: entered === null ? 'no_mdc' : 'no_adrg' }
  }
}

const nothing = { drg: null, adrg: null, level: null } as const

function enters(
  { mdc, procedure, regions }: Category,
  principal: Known,
  others: readonly Known[],
  main: Known | null,
  sex: number | null,
  days: number | null,
): boolean {
  if (procedure >= 0 && (main === null || !has(main.sets, procedure))) return false
  if (mdc.sex !== null && mdc.sex !== sex) return false
  if (!inSpan(days, mdc.ageDays)) return false
  const least = mdc.regionsLeast ?? 0
  if (least === 0) return true
  let hurt = 0
  for (const region of regions) {
    if (has(principal.sets, region) || others.some((each) => has(each.sets, region))) hurt += 1
  }
  return hurt >= least
}

/** Whether a way leads in, its principal diagnosis apart. */
function leads(
  way: Way,
  principal: Known,
  others: readonly Known[],
  main: Known | null,
  procedures: readonly Known[],
  stay: Stay,
  days: number | null,
): boolean {
  const { condition, diagnosis, mainProcedure, anyProcedure, withProcedure } = way
  if (condition.sex !== null && condition.sex !== stay.sex) return false
  if (!inSpan(days, condition.ageDays) || !inSpan(stay.birthWeight, condition.birthWeight)) return false
  if (mainProcedure >= 0 && (main === null || !has(main.sets, mainProcedure))) return false
  if (
    diagnosis >= 0 &&
    !has(principal.sets, diagnosis) &&
    !others.some((each) => has(each.sets, diagnosis))
  ) {
    return false
  }
  if (anyProcedure < 0 && withProcedure < 0) return true
  return pairOf(procedures, mainProcedure >= 0, anyProcedure, withProcedure) !== null
}

/**
 * The places of a procedure of the one set and of another procedure of the second; null when there are none. With
 * `first` the principal procedure has passed a test of its own and is not the second one.
 */
export function pairOf(
  procedures: readonly Known[],
  first: boolean,
  anyProcedure: number,
  withProcedure: number,
): readonly [any: number, second: number] | null {
  for (const [at, one] of procedures.entries()) {
    if (!has(one.sets, anyProcedure)) continue
    if (withProcedure < 0) return [at, -1]
    for (const [place, other] of procedures.entries()) {
      if (place === at || (first && place === 0)) continue
      if (has(other.sets, withProcedure)) return [at, place]
    }
  }
  return null
}

/** The gravest level among the other diagnoses that count; one that the principal diagnosis excludes does not. */
function levelOf(principal: Known, others: readonly Known[]): Level {
  let found: Level = 'none'
  for (const other of others) {
    if (other.level === 'none' || excluded(principal, other)) continue
    if (other.level === 'MCC') return 'MCC'
    found = 'CC'
  }
  return found
}

export const excluded = (principal: Known, other: Known): boolean =>
  principal === other || (other.table >= 0 && has(principal.tables, other.table))
