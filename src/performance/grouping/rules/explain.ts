// Why a stay is where it is: every rule that was tried, in order, and the test at which it failed. Written plainly, not for speed. Pure.

import type { Codebook } from './codebook.ts'
import { type Category, type Grouping, numbersOf, pairOf, type Rules, type Stay, type Way } from './group.ts'
import { type AdrgKind, ageInDays, inSpan, type Level, type Span } from './scheme.ts'

/** What a rule can ask for. */
export type Asked =
  | { readonly test: 'principal'; readonly set: string; readonly code: string }
  | { readonly test: 'main_procedure'; readonly set: string; readonly code: string }
  | { readonly test: 'any_procedure'; readonly set: string }
  | { readonly test: 'with_procedure'; readonly set: string }
  | { readonly test: 'diagnosis'; readonly set: string }
  | { readonly test: 'sex'; readonly wanted: number; readonly found: number | null }
  | { readonly test: 'age_days'; readonly span: Span; readonly found: number | null }
  | { readonly test: 'birth_weight'; readonly span: Span; readonly found: number | null }
  | { readonly test: 'regions'; readonly least: number; readonly found: number }

export type TriedAdrg = {
  readonly adrg: string
  readonly name: string
  readonly kind: AdrgKind
  /** `won`: this is the group; `behind`: it fits as well, and a group ahead of it in the hierarchy has won. */
  readonly outcome: 'won' | 'behind' | 'failed'
  /** The codes that it fits by. */
  readonly by: readonly string[]
  /** Of the alternative that came furthest: the test it failed at. */
  readonly failed: Asked | null
}

export type TriedMdc = {
  readonly mdc: string
  readonly name: string
  readonly failed: Asked | null
  readonly adrgs: readonly TriedAdrg[]
}

export type TriedComorbidity = {
  readonly code: string
  readonly level: Level
  /** Why it does not count: it is the principal diagnosis itself, or that stands in the table that excludes it. */
  readonly excludedBy: { readonly principal: string; readonly table: string | null } | null
}

export type Trace = {
  readonly mdcs: readonly TriedMdc[]
  readonly comorbidities: readonly TriedComorbidity[]
  /** False where the group is not split by comorbidities. */
  readonly split: boolean
  readonly result: Grouping
}

type Codes = {
  readonly book: Codebook
  readonly principal: number
  readonly others: readonly number[]
  readonly main: number | null
  readonly procedures: readonly number[]
  readonly days: number | null
  readonly stay: Stay
}

/** Tries all categories up to the one that gives a group, and there all groups. */
export function explain({ book, categories }: Rules, stay: Stay): Trace {
  if (stay.principal === '') {
    const result: Grouping = { drg: null, adrg: null, mdc: null, level: null, reason: 'no_principal' }
    return { mdcs: [], comorbidities: [], split: false, result }
  }
  const main = stay.mainProcedure === '' ? null : book.know(stay.mainProcedure)
  const codes: Codes = {
    book,
    principal: book.know(stay.principal),
    others: numbersOf(book, stay.diagnoses),
    main,
    procedures: [...(main === null ? [] : [main]), ...numbersOf(book, stay.procedures)],
    days: ageInDays(stay.ageYears, stay.ageDays),
    stay,
  }
  const comorbidities = codes.others
    .filter((other) => book.levelOf(other) !== 'none')
    .map((other) => ({
      code: book.nameOf(other),
      level: book.levelOf(other),
      excludedBy: book.excludes(codes.principal, other)
        ? {
            principal: stay.principal,
            table: other === codes.principal ? null : book.tableOf(other),
          }
        : null,
    }))
  const counted = comorbidities.filter(({ excludedBy }) => excludedBy === null)
  const level: Level = counted.some((each) => each.level === 'MCC')
    ? 'MCC'
    : counted.length > 0
      ? 'CC'
      : 'none'
  const mdcs: TriedMdc[] = []
  for (const category of categories) {
    const { code: mdc, name } = category.mdc
    const failed = failureOfCategory(category, codes)
    if (failed !== null) {
      mdcs.push({ mdc, name, failed, adrgs: [] })
      continue
    }
    const { adrgs, winner } = tryGroups(category, codes)
    mdcs.push({ mdc, name, failed: null, adrgs })
    if (winner === null) continue
    const of: Level = winner.unsplit ? 'none' : level
    const result = { mdc, adrg: winner.adrg.code, drg: winner.drgs[of].code, level: of, reason: null }
    return { mdcs, comorbidities, split: !winner.unsplit, result }
  }
  const entered = mdcs.find((each) => each.failed === null)?.mdc ?? null
  const reason = entered === null ? 'no_mdc' : 'no_adrg'
  const result: Grouping = { drg: null, adrg: null, level: null, mdc: entered, reason }
  return { mdcs, comorbidities, split: false, result }
}

function failureOfCategory({ mdc, principal, procedure, regions }: Category, codes: Codes): Asked | null {
  const { stay, book } = codes
  if (mdc.principal !== null && !book.isIn(codes.principal, principal)) {
    return { test: 'principal', set: mdc.principal, code: stay.principal }
  }
  if (mdc.procedure !== null && (codes.main === null || !book.isIn(codes.main, procedure))) {
    return { test: 'main_procedure', set: mdc.procedure, code: stay.mainProcedure }
  }
  if (mdc.sex !== null && mdc.sex !== stay.sex) return { test: 'sex', wanted: mdc.sex, found: stay.sex }
  if (!inSpan(codes.days, mdc.ageDays)) return { test: 'age_days', span: mdc.ageDays, found: codes.days }
  const all = [codes.principal, ...codes.others]
  const found = regions.filter((region) => all.some((each) => book.isIn(each, region))).length
  const least = mdc.regionsLeast ?? 0
  return found >= least ? null : { test: 'regions', least, found }
}

function tryGroups(
  category: Category,
  codes: Codes,
): { readonly adrgs: readonly TriedAdrg[]; readonly winner: Way | null } {
  let winner: Way | null = null
  const adrgs: TriedAdrg[] = []
  for (const adrg of new Set(category.ways.map((way) => way.adrg))) {
    const tries = category.ways
      .filter((way) => way.adrg === adrg)
      .map((way) => ({ way, ...tryWay(way, codes) }))
    const { code, name, kind } = adrg
    const fits = tries.find((each) => each.failed === null)
    if (fits === undefined) {
      const furthest = tries.toSorted((a, b) => b.passed - a.passed)[0]
      adrgs.push({ adrg: code, name, kind, outcome: 'failed', by: [], failed: furthest?.failed ?? null })
      continue
    }
    const outcome = winner === null ? 'won' : 'behind'
    winner ??= fits.way
    adrgs.push({ adrg: code, name, kind, outcome, by: fits.by, failed: null })
  }
  return { adrgs, winner }
}

/** The tests of one alternative one by one: how many passed, by which codes, and the first that did not. */
function tryWay(
  way: Way,
  codes: Codes,
): { readonly passed: number; readonly by: readonly string[]; readonly failed: Asked | null } {
  const { condition } = way
  const { stay, book } = codes
  const by: string[] = []
  let passed = 0
  const end = (failed: Asked | null) => ({ passed, by: [...new Set(by)], failed })
  if (condition.principal !== null) {
    if (!book.isIn(codes.principal, way.principal)) {
      return end({ test: 'principal', set: condition.principal, code: stay.principal })
    }
    by.push(stay.principal)
    passed += 1
  }
  if (condition.diagnosis !== null) {
    const found = [codes.principal, ...codes.others].find((each) => book.isIn(each, way.diagnosis))
    if (found === undefined) return end({ test: 'diagnosis', set: condition.diagnosis })
    by.push(book.nameOf(found))
    passed += 1
  }
  if (condition.mainProcedure !== null) {
    if (codes.main === null || !book.isIn(codes.main, way.mainProcedure)) {
      return end({ test: 'main_procedure', set: condition.mainProcedure, code: stay.mainProcedure })
    }
    by.push(stay.mainProcedure)
    passed += 1
  }
  if (condition.anyProcedure !== null || condition.withProcedure !== null) {
    const first = condition.mainProcedure !== null
    const alone = pairOf(book, codes.procedures, first, way.anyProcedure, -1)
    if (condition.anyProcedure !== null && alone === null) {
      return end({ test: 'any_procedure', set: condition.anyProcedure })
    }
    const pair = pairOf(book, codes.procedures, first, way.anyProcedure, way.withProcedure)
    if (pair === null) {
      return end({ test: 'with_procedure', set: condition.withProcedure ?? '' })
    }
    if (condition.anyProcedure !== null) by.push(book.nameOf(codes.procedures[pair[0]] ?? -1))
    if (pair[1] >= 0) by.push(book.nameOf(codes.procedures[pair[1]] ?? -1))
    passed += 1
  }
  if (condition.sex !== null && condition.sex !== stay.sex) {
    return end({ test: 'sex', wanted: condition.sex, found: stay.sex })
  }
  if (!inSpan(codes.days, condition.ageDays)) {
    return end({ test: 'age_days', span: condition.ageDays, found: codes.days })
  }
  if (!inSpan(stay.birthWeight, condition.birthWeight)) {
    return end({ test: 'birth_weight', span: condition.birthWeight, found: stay.birthWeight })
  }
  return end(null)
}
