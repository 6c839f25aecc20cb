// The fields of a template: closed lists of placeholders with their types, and values as official documents write them.

import { cleanText } from '../../workbook/text.ts'
import { chineseNumber, dateInWords } from '../numbering.ts'

type Example = string | number

/**
 * A placeholder for one value. `text`: as it is; `prose`: a paragraph a line when it stands alone in its paragraph;
 * `name`: a person's name, two characters spread to three; `date`: ISO day or month (2026-03-12, 2026-03) in Chinese;
 * `moment`: ISO day and minute (2026-03-12T16:00) in Chinese; `number`: as it is.
 */
export type Plain = {
  readonly type: 'text' | 'prose' | 'name' | 'date' | 'moment' | 'number'
  readonly en: string
  /** What a sample shows; in a list one value a row, from the beginning again when there are fewer. */
  readonly example: Example | readonly Example[]
  /** A template that leaves it out is warned of. */
  readonly required?: true
}

/** A placeholder that is repeated: what stands between {#name} and {/name} once for each row. */
export type List = {
  readonly type: 'list'
  readonly en: string
  readonly of: Readonly<Record<string, Plain>>
  /** Rows of a sample. */
  readonly rows: number
  readonly required?: true
}

/** Placeholders by their Chinese names, as they stand in the braces. */
export type Fields = Readonly<Record<string, Plain | List>>

type ValueOf<P extends Plain> = (P['type'] extends 'number' ? number : string) | null

/** What a template is filled with; null prints nothing. Numbers are numbers, dates and moments ISO, lists rows. */
export type ValuesOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends List
    ? readonly { readonly [C in keyof F[K]['of']]: ValueOf<F[K]['of'][C]> }[]
    : F[K] extends Plain
      ? ValueOf<F[K]>
      : never
}

/** Placeholders that every list has besides its own: the number of the row. */
export const rowFields = {
  序号: { type: 'number', en: 'Number of the row: 1, 2, 3', example: 1 },
  中文序号: { type: 'text', en: 'Number of the row in Chinese: 一, 二, 三', example: '一' },
} as const satisfies Readonly<Record<string, Plain>>

/** The rows of a prose field, under a name that nobody can type into a template. */
export const linesOf = (name: string): string => `\u00b6${name}`

type Scope = Record<string, string | readonly Scope[]>

/** The values as texts, ready to be put in. */
export function wordValues<F extends Fields>(fields: F, values: ValuesOf<F>): Scope {
  const scope: Scope = {}
  for (const [name, field] of Object.entries(fields)) {
    const value: unknown = values[name]
    if (field.type !== 'list') {
      put(scope, name, field, value)
      continue
    }
    const rows = Array.isArray(value) ? (value as readonly Record<string, unknown>[]) : []
    scope[name] = rows.map((row, index) => {
      const inner: Scope = { 序号: String(index + 1), 中文序号: rowNumber(index + 1) }
      for (const [column, part] of Object.entries(field.of)) put(inner, column, part, row[column])
      return inner
    })
  }
  return scope
}

// Beyond what Chinese numbers are written for, digits.
const rowNumber = (number: number): string => (number < 1000 ? chineseNumber(number) : String(number))

function put(scope: Scope, name: string, field: Plain, value: unknown): void {
  const words = inWords(field.type, value)
  scope[name] = words
  if (field.type === 'prose')
    scope[linesOf(name)] = words.split('\n').map((line) => ({ [name]: line.trim() }))
}

/** One value as an official document writes it; throws `RangeError` for a date that is none. */
function inWords(type: Plain['type'], value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  if (typeof value !== 'string' || value === '') return ''
  switch (type) {
    case 'date':
      return value.length === 7 ? dateInWords(`${value}-01`).replace(/1日$/, '') : dateInWords(value)
    case 'moment':
      return `${dateInWords(value.slice(0, 10))}${value.slice(11, 16)}`
    case 'name':
      return alignedName(cleanText(value))
    case 'prose':
      return cleanText(value).replace(/\n[ \n]*\n/g, '\n')
    case 'text':
    case 'number':
      return cleanText(value)
  }
}

/** Puts a wide space between two characters, so that names of two and of three characters stand below each other. */
export function alignedName(name: string): string {
  return name.replace(/^(\p{Script=Han})(\p{Script=Han})$/u, '$1\u3000$2')
}

/** Values for a sample: the examples of the fields. */
export function sampleValues<F extends Fields>(fields: F): ValuesOf<F> {
  const pick = ({ example }: Plain, row: number): Example =>
    typeof example === 'string' || typeof example === 'number'
      ? example
      : (example[row % example.length] ?? '')
  const sample = Object.entries(fields).map(([name, field]) => [
    name,
    field.type === 'list'
      ? Array.from({ length: field.rows }, (_, row) =>
          Object.fromEntries(Object.entries(field.of).map(([column, part]) => [column, pick(part, row)])),
        )
      : pick(field, 0),
  ])
  return Object.fromEntries(sample) as ValuesOf<F>
}
