// How values, both sides of ratios and changes are written.
import { type Fact, factsOf, figureOf, figureUnits, type Indicator, isFigure, type Unit } from '../rules.ts'

const digitsOf: Readonly<Partial<Record<Unit, number>>> = {
  persons: 0,
  count: 0,
  level: 0,
  yes_no: 0,
  weight: 4,
  energy: 4,
}
const format = (digits: number, least = digits) =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: digits })
const known = new Map<string, Intl.NumberFormat>()
const number = (value: number, digits: number, least = digits): string =>
  known.getOrInsertComputed(`${digits} ${least}`, () => format(digits, least)).format(value)

/** The bare number: 37.50, 1 : 1.75, 12,345. */
export function numberText({ unit }: Pick<Indicator, 'unit'>, value: number): string {
  const digits = digitsOf[unit] ?? 2
  const text = number(value, digits, unit === 'persons' ? 0 : digits)
  return unit === 'one_to' ? `1 : ${text}` : text
}

/** The number with the sign of a share. */
export const valueText = (indicator: Pick<Indicator, 'unit'>, value: number): string =>
  indicator.unit === 'percent' ? `${numberText(indicator, value)}\u00a0%` : numberText(indicator, value)

/** +1.25, −0.50 */
export function signed(value: number, digits = 2): string {
  const rounded = Number(value.toFixed(digits))
  return `${rounded > 0 ? '+' : rounded < 0 ? '−' : ''}${number(Math.abs(rounded), digits)}`
}

/** A fact in the unit that people read: fen as yuan, hundredths as points. */
export function factText(key: string, stored: number): string {
  const id = key.startsWith('yearly/') ? key.slice('yearly/'.length) : ''
  if (isFigure(id)) {
    const digits = figureUnits[figureOf(id).unit]
    return number(stored / 10 ** digits, digits)
  }
  return key.startsWith('records/cost/numerator') ? number(stored / 100, 2) : number(stored, 2, 0)
}

/** How many decimals the side of a ratio is shifted by: money is kept in fen, scores in hundredths. */
function shiftOf(facts: readonly Fact[]): number {
  const [first] = facts
  if (first === undefined) return 0
  if (first.from === 'records') return first.id === 'cost' && first.part === 'numerator' ? 2 : 0
  return first.from === 'yearly' ? figureUnits[figureOf(first.id).unit] : 0
}

/** 7,326 / 20,000, both in units that people read; empty where there is no ratio. */
export function countsText(
  indicator: Pick<Indicator, 'formula'>,
  value: { readonly numerator: number | null; readonly denominator: number | null },
): string {
  const { formula } = indicator
  const { numerator, denominator } = value
  if (formula === null || formula.as === 'words' || formula.as === 'count') return ''
  if (numerator === null || denominator === null) return ''
  const of = (side: Extract<typeof formula, { as: 'ratio' }>['numerator'], stored: number): string => {
    const shift = shiftOf(factsOf({ as: 'count', numerator: side, factor: 1 }))
    return number(stored / 10 ** shift, shift === 0 ? 0 : 2, 0)
  }
  if (formula.as === 'growth') {
    // The change against its base: of money in yuan.
    return `${signed(numerator / 100)} / ${number(denominator / 100, 2)}`
  }
  return `${of(formula.numerator, numerator)} / ${of(formula.denominator, denominator)}`
}

/** Better, worse or neither than the year before, as the direction sees it. */
export function judgement(
  { direction }: Pick<Indicator, 'direction'>,
  value: number | null,
  before: number | null,
): 'better' | 'worse' | null {
  if (value === null || before === null || value === before || direction === 'compare') return null
  return value > before === (direction !== 'down') ? 'better' : 'worse'
}
