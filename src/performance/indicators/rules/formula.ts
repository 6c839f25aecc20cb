// Formulas as data over named facts, and their arithmetic: ratios keep both sides, an empty base is null, missing is missing. No I/O.

import type { FigureId } from './figures.ts'

/** A number that something else knows: records of care, a yearly figure, the grouping, or Party work. */
export type Fact =
  | { readonly from: 'records'; readonly id: string; readonly part: 'numerator' | 'denominator' }
  | { readonly from: 'yearly'; readonly id: FigureId }
  | { readonly from: 'grouping'; readonly id: string }
  | { readonly from: 'party_work'; readonly id: string }
export type Origin = Fact['from']

export type Expression =
  | Fact
  | { readonly plus: readonly Expression[] }
  | { readonly minus: readonly [Expression, ...Expression[]] }
  | { readonly times: readonly Expression[] }

/**
 * How a value is made. `factor` turns the quotient of stored units into the unit that people read.
 * ratio: numerator ÷ denominator × factor. count: numerator × factor. growth: the quotient (or the sum, without a
 * denominator) of this year against that of the year before; its numerator is the change, its denominator the base.
 * words: a result in words.
 */
export type Formula =
  | {
      readonly as: 'ratio'
      readonly numerator: Expression
      readonly denominator: Expression
      readonly factor: number
    }
  | { readonly as: 'count'; readonly numerator: Expression; readonly factor: number }
  | {
      readonly as: 'growth'
      readonly numerator: Expression
      readonly denominator: Expression | null
      readonly factor: number
    }
  | { readonly as: 'words'; readonly figure: FigureId }

export const yearly = (id: FigureId): Fact => ({ from: 'yearly', id })
export const grouping = (id: string): Fact => ({ from: 'grouping', id })
export const partyWork = (id: string): Fact => ({ from: 'party_work', id })
export const records = (id: string, part: 'numerator' | 'denominator'): Fact => ({
  from: 'records',
  id,
  part,
})

/** The name under which a source gives a fact. */
export function keyOf(fact: Fact): string {
  return fact.from === 'records' ? `records/${fact.id}/${fact.part}` : `${fact.from}/${fact.id}`
}

/** The facts of an expression, each once, in order. */
export function factsIn(expression: Expression): readonly Fact[] {
  const all =
    'from' in expression
      ? [expression]
      : ('plus' in expression
          ? expression.plus
          : 'minus' in expression
            ? expression.minus
            : expression.times
        ).flatMap(factsIn)
  return [...new Map(all.map((fact) => [keyOf(fact), fact])).values()]
}

/** The facts of a formula, each once; those of a result in words are its figure. */
export function factsOf(formula: Formula): readonly Fact[] {
  if (formula.as === 'words') return [yearly(formula.figure)]
  const sides = formula.as === 'count' ? [formula.numerator] : [formula.numerator, formula.denominator]
  const all = sides.flatMap((side) => (side === null ? [] : factsIn(side)))
  return [...new Map(all.map((fact) => [keyOf(fact), fact])).values()]
}

/** The value of a fact in one period; null is missing, which is not zero. */
export type Known = (fact: Fact) => number | null

/** An expression over known facts; null as soon as one of them is missing. */
export function evaluate(expression: Expression, known: Known): number | null {
  if ('from' in expression) return known(expression)
  const parts =
    'plus' in expression ? expression.plus : 'minus' in expression ? expression.minus : expression.times
  const values = parts.map((part) => evaluate(part, known))
  if (!values.every((value) => value !== null)) return null
  const [first = 0, ...rest] = values
  if ('plus' in expression) return rest.reduce((sum, value) => sum + value, first)
  if ('minus' in expression) return rest.reduce((left, value) => left - value, first)
  return rest.reduce((product, value) => product * value, first)
}

export type Value = {
  readonly numerator: number | null
  readonly denominator: number | null
  /** null where something is missing or the base is empty. */
  readonly value: number | null
  /** The keys of the facts that are missing. */
  readonly missing: readonly string[]
}

/**
 * A formula over the facts of a period and, for a growth, of the year before.
 * An empty base gives null, not 0 and not an error. Nothing is rounded here.
 */
export function compute(formula: Formula, known: Known, before: Known): Value {
  const missing = missingOf(formula, known, before)
  if (formula.as === 'words') return { numerator: null, denominator: null, value: null, missing }
  if (formula.as === 'growth') {
    const now = quotient(formula, known)
    const base = quotient(formula, before)
    const change = now === null || base === null ? null : now - base
    return { numerator: change, denominator: base, value: divide(change, base, formula.factor), missing }
  }
  const numerator = evaluate(formula.numerator, known)
  if (formula.as === 'count') {
    return {
      numerator,
      denominator: null,
      value: numerator === null ? null : numerator * formula.factor,
      missing,
    }
  }
  const denominator = evaluate(formula.denominator, known)
  return { numerator, denominator, value: divide(numerator, denominator, formula.factor), missing }
}

function quotient(
  { numerator, denominator }: Extract<Formula, { readonly as: 'growth' }>,
  known: Known,
): number | null {
  const above = evaluate(numerator, known)
  return denominator === null ? above : divide(above, evaluate(denominator, known), 1)
}

/** Multiplied before it is divided: 1 ÷ 4 × 100 stays 25. */
function divide(numerator: number | null, denominator: number | null, factor: number): number | null {
  return numerator === null || denominator === null || denominator === 0
    ? null
    : (numerator * factor) / denominator
}

/** A fact of the year before is named with a leading `before:`. */
function missingOf(formula: Formula, known: Known, before: Known): readonly string[] {
  const facts = factsOf(formula)
  const now = facts.filter((fact) => known(fact) === null).map(keyOf)
  if (formula.as !== 'growth') return now
  return [...now, ...facts.filter((fact) => before(fact) === null).map((fact) => `before:${keyOf(fact)}`)]
}
