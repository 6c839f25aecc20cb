// The grouper: rules compiled once, then one stay after the other into its MDC, ADRG and DRG, or the reason why not. Pure.

import { type Codebook, openCodebook } from './codebook.ts'
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
 * that it leaves open, so that a stay is tried against few rules; other codes are looked at only where a rule asks.
 * Not to be called within itself.
 */
export function compile({ book, categories }: Rules): Grouper {
  /** By the number of the principal diagnosis; diagnoses that lead the same ways share them. */
  const paths: (readonly Path[] | undefined)[] = []
  const shared = new Map<string, readonly Path[]>()
  const pathsOf = (principal: number): readonly Path[] => {
    const found = categories
      .filter((category) => book.isIn(principal, category.principal))
      .map((category) => ({
        category,
        ways: category.ways.filter((way) => book.isIn(principal, way.principal)),
      }))
    const key = found
      .map(
        ({ category, ways }) =>
          `${category.mdc.code}:${ways.map((way) => category.ways.indexOf(way)).join()}`,
      )
      .join(' ')
    const known = shared.get(key) ?? found
    shared.set(key, known)
    paths[principal] = known
    return known
  }
  let others: number[] = []
  let procedures: number[] = []
  let othersOf: Stay | null = null
  let proceduresOf: Stay | null = null
  const othersIn = (stay: Stay): readonly number[] => {
    if (othersOf !== stay) {
      othersOf = stay
      others = numbersOf(book, stay.diagnoses)
    }
    return others
  }
  const proceduresIn = (stay: Stay): readonly number[] => {
    if (proceduresOf !== stay) {
      proceduresOf = stay
      procedures = numbersOf(book, stay.procedures)
      if (stay.mainProcedure !== '') procedures.unshift(book.know(stay.mainProcedure))
    }
    return procedures
  }

  const enters = (
    { mdc, procedure, regions }: Category,
    stay: Stay,
    principal: number,
    main: number,
  ): boolean => {
    if (procedure >= 0 && (main < 0 || !book.isIn(main, procedure))) return false
    if (mdc.sex !== null && mdc.sex !== stay.sex) return false
    if (!inSpan(ageInDays(stay.ageYears, stay.ageDays), mdc.ageDays)) return false
    const least = mdc.regionsLeast ?? 0
    if (least === 0) return true
    let hurt = 0
    for (const region of regions) {
      if (book.isIn(principal, region) || anyIn(book, othersIn(stay), region)) hurt += 1
    }
    return hurt >= least
  }

  /** Whether a way leads in, its principal diagnosis apart. */
  const leads = (way: Way, stay: Stay, principal: number, main: number): boolean => {
    const { condition, diagnosis, mainProcedure, anyProcedure, withProcedure } = way
    if (mainProcedure >= 0 && (main < 0 || !book.isIn(main, mainProcedure))) return false
    if (condition.sex !== null && condition.sex !== stay.sex) return false
    if (!inSpan(stay.birthWeight, condition.birthWeight)) return false
    if (!isOpen(condition.ageDays) && !inSpan(ageInDays(stay.ageYears, stay.ageDays), condition.ageDays)) {
      return false
    }
    if (diagnosis >= 0 && !book.isIn(principal, diagnosis) && !anyIn(book, othersIn(stay), diagnosis)) {
      return false
    }
    if (anyProcedure < 0 && withProcedure < 0) return true
    if (main < 0 && stay.procedures.length === 0) return false
    return pairOf(book, proceduresIn(stay), mainProcedure >= 0, anyProcedure, withProcedure) !== null
  }

  /** The gravest level among the other diagnoses that count; one that the principal diagnosis excludes does not. */
  const levelOf = (stay: Stay, principal: number): Level => {
    let found: Level = 'none'
    for (const other of othersIn(stay)) {
      const level = book.levelOf(other)
      if (level === 'none' || book.excludes(principal, other)) continue
      if (level === 'MCC') return 'MCC'
      found = 'CC'
    }
    return found
  }

  return (stay) => {
    if (stay.principal === '') return { ...nothing, mdc: null, reason: 'no_principal' }
    if (book.trim()) paths.length = 0
    othersOf = null
    proceduresOf = null
    const principal = book.know(stay.principal)
    const main = stay.mainProcedure === '' ? -1 : book.know(stay.mainProcedure)
    let entered: string | null = null
    for (const { category, ways } of paths[principal] ?? pathsOf(principal)) {
      if (!category.plain && !enters(category, stay, principal, main)) continue
      entered ??= category.mdc.code
      for (const way of ways) {
        if (!way.plain && !leads(way, stay, principal, main)) continue
        const level = way.unsplit ? 'none' : levelOf(stay, principal)
        const drg = way.drgs[level]
        return { mdc: category.mdc.code, adrg: way.adrg.code, drg: drg.code, level, reason: null }
      }
    }
    return { ...nothing, mdc: entered, reason: entered === null ? 'no_mdc' : 'no_adrg' }
  }
}

const nothing = { drg: null, adrg: null, level: null } as const

export function numbersOf(book: Codebook, codes: readonly string[]): number[] {
  const found: number[] = []
  for (const code of codes) if (code !== '') found.push(book.know(code))
  return found
}

function anyIn(book: Codebook, codes: readonly number[], set: number): boolean {
  for (const code of codes) if (book.isIn(code, set)) return true
  return false
}

/**
 * The places of a procedure of the one set and of another procedure of the second; null when there are none. With
 * `first` the principal procedure has passed a test of its own and is not the second one.
 */
export function pairOf(
  book: Codebook,
  procedures: readonly number[],
  first: boolean,
  anyProcedure: number,
  withProcedure: number,
): readonly [any: number, second: number] | null {
  for (let at = 0; at < procedures.length; at += 1) {
    if (!book.isIn(procedures[at] ?? 0, anyProcedure)) continue
    if (withProcedure < 0) return [at, -1]
    for (let place = first ? 1 : 0; place < procedures.length; place += 1) {
      if (place !== at && book.isIn(procedures[place] ?? 0, withProcedure)) return [at, place]
    }
  }
  return null
}
