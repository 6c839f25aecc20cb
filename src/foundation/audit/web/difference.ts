// What changed between two records of the log, field by field, whatever they are.

export type Difference = {
  readonly field: string
  /** undefined: the field was not there */
  readonly before: unknown
  readonly after: unknown
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string => JSON.stringify(value) ?? ''

/** The fields that differ; of what was only added or only removed, all fields. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  if (!isRecord(before) && !isRecord(after)) {
    return textOf(before ?? null) === textOf(after ?? null) ? [] : [{ field: '', before, after }]
  }
  const left = isRecord(before) ? before : {}
  const right = isRecord(after) ? after : {}
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((field) =>
    textOf(left[field]) === textOf(right[field]) ? [] : [{ field, before: left[field], after: right[field] }],
  )
}

/** Of two lists what the one has more than the other, item by item; null when one of them is no list. */
export function listDifference(
  before: unknown,
  after: unknown,
): { readonly removed: readonly unknown[]; readonly added: readonly unknown[] } | null {
  const left = before ?? []
  const right = after ?? []
  if (!Array.isArray(left) || !Array.isArray(right)) return null
  const [old, fresh] = [new Set(left.map(textOf)), new Set(right.map(textOf))]
  return {
    removed: left.filter((item) => !fresh.has(textOf(item))),
    added: right.filter((item) => !old.has(textOf(item))),
  }
}

export type ValueWords = {
  readonly yes: string
  readonly no: string
  readonly nothing: string
  readonly field: (name: string) => string
}

/** A value for reading: plain text as it is, a record as 'day 2027-01-01, name 元旦'. */
export function valueText(value: unknown, words: ValueWords): string {
  if (value === null || value === undefined || value === '') return words.nothing
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) {
    return value.length === 0 ? words.nothing : value.map((item) => valueText(item, words)).join(' / ')
  }
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([key, item]) => {
        const text = valueText(item, words)
        // A bare yes or no says nothing.
        return typeof item === 'boolean' ? `${words.field(key)} ${text}` : text
      })
      .join(' ')
  }
  return textOf(value)
}

const moments = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** '2026-11-22 07:25:31', in China's time wherever the browser is. */
export function momentText(at: string): string {
  const moment = new Date(at)
  return Number.isNaN(moment.getTime()) ? at : moments.format(moment)
}
