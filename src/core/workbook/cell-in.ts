/** Turns what a cell of the file holds into the value its column promises, or says what is wrong with it. */
import { momentOfCell, readMoment } from './moment.ts'
import type { CellValue, Column, FaultCode, Facts } from './shape.ts'
import { cleanText, comparableName, lengthOf, narrowText } from './text.ts'

/** What the library finds in a cell. */
export type RawCell = string | number | boolean | Date | null

export type Reading = { readonly value: CellValue } | { readonly fault: FaultCode; readonly facts: Facts }

/** The longest text of a column that does not say so itself, in code points. */
export const DEFAULT_MAX = 200

/** Excel keeps 15 digits of a number: a longer one (an identity card typed as a number) is no longer what was typed. */
const EXACT_DIGITS = 15

/** A reader for the cells of one column; blank cells give `null`, also where the column is required. */
export function cellReader(column: Column): (raw: RawCell) => Reading {
  const read = readerOf(column)
  return (raw) => {
    if (raw === null || (typeof raw === 'string' && cleanText(raw) === '')) return { value: null }
    return read(raw)
  }
}

function readerOf(column: Column): (raw: Exclude<RawCell, null>) => Reading {
  const max = column.max ?? DEFAULT_MAX
  switch (column.type) {
    case 'text':
      return (raw) => readText(raw, max)
    case 'date':
      return (raw) => readDate(raw, 10)
    case 'datetime':
      return (raw) => readDate(raw, 16)
    case 'number':
      return readNumber
    case 'integer':
      return readInteger
    case 'boolean':
      return readBoolean
    case 'choice':
      return choiceReader(column)
    case 'list':
      return listReader(column, max)
  }
}

function readText(raw: Exclude<RawCell, null>, max: number): Reading {
  if (typeof raw === 'number' && Math.abs(raw) >= 10 ** EXACT_DIGITS) {
    return { fault: 'too_long', facts: { text: plain(raw), length: plain(raw).length, max: EXACT_DIGITS } }
  }
  const text = textOf(raw)
  const length = lengthOf(text)
  if (length > max) return { fault: 'too_long', facts: { text: excerpt(text), length, max } }
  return { value: text }
}

function readDate(raw: Exclude<RawCell, null>, characters: 10 | 16): Reading {
  const moment =
    raw instanceof Date ? momentOfCell(raw) : typeof raw === 'string' ? readMoment(raw) : undefined
  if (moment === undefined) return { fault: 'not_a_date', facts: { text: excerpt(textOf(raw)) } }
  return { value: moment.slice(0, characters) }
}

function readNumber(raw: Exclude<RawCell, null>): Reading {
  const number = numberOf(raw)
  return number === undefined
    ? { fault: 'not_a_number', facts: { text: excerpt(textOf(raw)) } }
    : { value: number }
}

function readInteger(raw: Exclude<RawCell, null>): Reading {
  const reading = readNumber(raw)
  if ('fault' in reading || Number.isSafeInteger(reading.value)) return reading
  return { fault: 'not_an_integer', facts: { text: excerpt(textOf(raw)) } }
}

function numberOf(raw: Exclude<RawCell, null>): number | undefined {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw + 0 : undefined
  if (typeof raw !== 'string') return undefined
  const text = narrowText(raw).replaceAll('−', '-')
  // A comma groups thousands and nothing else: '1,5' would be one and a half to some and fifteen to others.
  if (!/^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(text)) return undefined
  const number = Number(text.replaceAll(',', ''))
  return Number.isFinite(number) ? number + 0 : undefined
}

const YES = new Set(['是', 'yes', 'true', '1'])
const NO = new Set(['否', 'no', 'false', '0'])

function readBoolean(raw: Exclude<RawCell, null>): Reading {
  const name = comparableName(textOf(raw))
  if (YES.has(name)) return { value: true }
  if (NO.has(name)) return { value: false }
  return { fault: 'not_a_boolean', facts: { text: excerpt(textOf(raw)) } }
}

function choiceReader(column: Column): (raw: Exclude<RawCell, null>) => Reading {
  const find = choiceFinder(column)
  return (raw) => {
    const text = textOf(raw)
    const value = find(text)
    return value === undefined ? { fault: 'not_a_choice', facts: { text: excerpt(text) } } : { value }
  }
}

function choiceFinder(column: Column): (text: string) => string | undefined {
  const choices = column.choices ?? []
  const byName = new Map<string, string>()
  // Later entries win: what is written exactly wins over what only resembles it, the value over a name, the Chinese
  // name over the English one, and of two choices with one name the first.
  const inverse = choices.toReversed()
  for (const form of [comparableName, cleanText]) {
    for (const field of ['en', 'zh', 'value'] as const) {
      for (const choice of inverse) byName.set(form(choice[field]), choice.value)
    }
  }
  return (text) => byName.get(cleanText(text)) ?? byName.get(comparableName(text))
}

function listReader(column: Column, max: number): (raw: Exclude<RawCell, null>) => Reading {
  const find = column.choices === undefined ? undefined : choiceFinder(column)
  return (raw) => {
    const items = textOf(raw)
      .split(/[、,，;；\n]/)
      .map((item) => item.trim())
      .filter((item) => item !== '')
    const values: string[] = []
    for (const item of items) {
      const length = lengthOf(item)
      if (length > max) return { fault: 'too_long', facts: { text: excerpt(item), length, max } }
      const value = find === undefined ? item : find(item)
      if (value === undefined) return { fault: 'not_a_choice', facts: { text: excerpt(item) } }
      values.push(value)
    }
    return { value: values.length === 0 ? null : values }
  }
}

/** What the cell shows, near enough: a date as ISO, a number without exponent. */
export function textOf(raw: Exclude<RawCell, null>): string {
  if (typeof raw === 'string') return cleanText(raw)
  if (typeof raw === 'number') return plain(raw)
  if (typeof raw === 'boolean') return raw ? 'TRUE' : 'FALSE'
  return (momentOfCell(raw) ?? '').replace(/T00:00$/, '')
}

function plain(number: number): string {
  return Number.isInteger(number) ? BigInt(number).toString() : String(number)
}

/** Facts are shown in a list of faults, so a long text is cut there. */
function excerpt(text: string): string {
  return lengthOf(text) > 100 ? `${Array.from(text).slice(0, 100).join('')}…` : text
}
