// What is wrong with a scheme as a whole: names that lead nowhere, things said twice, an order that runs in a circle. Pure.

import { order } from './hierarchy.ts'
import { patternOf } from './patterns.ts'
import { type Lists, levels, levelsOf, type ListKind } from './scheme.ts'

export type SchemeFault = {
  readonly list: ListKind
  /** The entry's place in its list, from 0; null when the list as a whole is meant. */
  readonly at: number | null
  readonly column: string | null
  readonly code:
    | 'bad_pattern'
    | 'duplicate'
    | 'unknown_set'
    | 'unknown_mdc'
    | 'unknown_adrg'
    | 'unknown_table'
    | 'no_test'
    | 'no_condition'
    | 'no_drg'
    | 'levels_overlap'
    | 'levels_missing'
    | 'other_mdc'
    | 'cyclic_order'
    | 'regions_too_few'
}

/** All faults, in the order of the lists; a scheme with any is not to be used. */
export function schemeFaults(lists: Lists): readonly SchemeFault[] {
  const faults: SchemeFault[] = []
  const fault = (
    list: ListKind,
    at: number | null,
    column: string | null,
    code: SchemeFault['code'],
  ): void => {
    faults.push({ list, at, column, code })
  }
  const unique = <K extends ListKind>(
    list: K,
    column: string,
    key: (entry: Lists[K][number]) => string,
  ): ReadonlySet<string> => {
    const seen = new Set<string>()
    for (const [at, entry] of (lists[list] as readonly Lists[K][number][]).entries()) {
      const name = key(entry)
      if (seen.has(name)) fault(list, at, column, 'duplicate')
      seen.add(name)
    }
    return seen
  }
  const patterns = <K extends 'codes' | 'cc' | 'exclusion'>(list: K): void => {
    for (const [at, { code }] of (lists[list] as readonly { readonly code: string }[]).entries()) {
      if (patternOf(code) === null) fault(list, at, 'code', 'bad_pattern')
    }
  }

  unique('codes', 'code', ({ set, code }) => `${set}\n${code}`)
  patterns('codes')
  const sets = new Set(lists.codes.map(({ set }) => set))
  const knownSet = (list: ListKind, at: number, column: string, set: string | null): void => {
    if (set !== null && !sets.has(set)) fault(list, at, column, 'unknown_set')
  }

  const mdcs = unique('mdc', 'code', ({ code }) => code)
  unique('mdc', 'order', (mdc) => String(mdc.order))
  for (const [at, mdc] of lists.mdc.entries()) {
    knownSet('mdc', at, 'principal', mdc.principal)
    knownSet('mdc', at, 'procedure', mdc.procedure)
    for (const region of mdc.regions) knownSet('mdc', at, 'regions', region)
    if (mdc.regions.length < (mdc.regionsLeast ?? 0)) fault('mdc', at, 'regions_least', 'regions_too_few')
  }

  const adrgs = unique('adrg', 'code', ({ code }) => code)
  unique('adrg', 'order', (adrg) => `${adrg.mdc}\n${adrg.kind}\n${adrg.order}`)
  const withCondition = new Set(lists.condition.map(({ adrg }) => adrg))
  const withDrg = new Set(lists.drg.map(({ adrg }) => adrg))
  for (const [at, adrg] of lists.adrg.entries()) {
    if (!mdcs.has(adrg.mdc)) fault('adrg', at, 'mdc', 'unknown_mdc')
    if (!withCondition.has(adrg.code)) fault('adrg', at, 'code', 'no_condition')
    if (!withDrg.has(adrg.code)) fault('adrg', at, 'code', 'no_drg')
  }

  for (const [at, condition] of lists.condition.entries()) {
    if (!adrgs.has(condition.adrg)) fault('condition', at, 'adrg', 'unknown_adrg')
    knownSet('condition', at, 'principal', condition.principal)
    knownSet('condition', at, 'diagnosis', condition.diagnosis)
    knownSet('condition', at, 'main_procedure', condition.mainProcedure)
    knownSet('condition', at, 'any_procedure', condition.anyProcedure)
    knownSet('condition', at, 'with_procedure', condition.withProcedure)
    const { principal, diagnosis, mainProcedure, anyProcedure } = condition
    if ((principal ?? diagnosis ?? mainProcedure ?? anyProcedure) === null) {
      fault('condition', at, 'principal', 'no_test')
    } else if (condition.withProcedure !== null && (mainProcedure ?? anyProcedure) === null) {
      fault('condition', at, 'any_procedure', 'no_test')
    }
  }

  unique('precedence', 'after', ({ before, after }) => `${before}\n${after}`)
  const mdcOf = new Map(lists.adrg.map(({ code, mdc }) => [code, mdc]))
  for (const [at, { before, after }] of lists.precedence.entries()) {
    if (!adrgs.has(before)) fault('precedence', at, 'before', 'unknown_adrg')
    else if (!adrgs.has(after)) fault('precedence', at, 'after', 'unknown_adrg')
    else if (mdcOf.get(before) !== mdcOf.get(after)) fault('precedence', at, 'after', 'other_mdc')
  }
  const circle = new Set(order(lists.adrg, lists.precedence).circle)
  for (const [at, { before, after }] of lists.precedence.entries()) {
    if (circle.has(before) && circle.has(after)) fault('precedence', at, 'after', 'cyclic_order')
  }

  unique('drg', 'code', ({ code }) => code)
  const taken = new Map<string, Set<string>>()
  for (const [at, drg] of lists.drg.entries()) {
    if (!adrgs.has(drg.adrg)) fault('drg', at, 'adrg', 'unknown_adrg')
    const before = taken.get(drg.adrg) ?? new Set()
    for (const level of levelsOf[drg.level]) {
      if (before.has(level)) {
        fault('drg', at, 'level', 'levels_overlap')
        break
      }
    }
    for (const level of levelsOf[drg.level]) before.add(level)
    taken.set(drg.adrg, before)
  }
  for (const [at, { code }] of lists.adrg.entries()) {
    const covered = taken.get(code)
    if (covered !== undefined && covered.size < levels.length) fault('adrg', at, 'code', 'levels_missing')
  }

  unique('cc', 'code', ({ code }) => code)
  patterns('cc')
  const tables = new Set(lists.exclusion.map(({ table }) => table))
  for (const [at, { table }] of lists.cc.entries()) {
    if (table !== null && !tables.has(table)) fault('cc', at, 'table', 'unknown_table')
  }
  unique('exclusion', 'code', ({ table, code }) => `${table}\n${code}`)
  patterns('exclusion')
  return faults
}
