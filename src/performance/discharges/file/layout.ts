// Where the dictionary's columns stand in a file: by its header in any case, or by a mapping for other layouts.

import * as z from 'zod'
import {
  codesOf,
  type Edition,
  editionOf,
  indispensable,
  isPersonal,
  type Item,
  items,
  laterDigits,
  neverMissing,
  valueSets,
} from '../rules/dictionary.ts'

/** For files of another layout: what the file calls each column, and what it writes for a missing value. */
export const mappingSchema = z.object({
  /** Dictionary code → heading in the file: { "A48": "病案号" } */
  columns: z.record(z.string().max(20), z.string().max(200)).default({}),
  /** What stands for a missing value besides "-". */
  missing: z.array(z.string().max(20)).max(20).default([]),
  /** Dictionary code → value in the file → value of the dictionary: { "B34C": { "死亡": "5" } } */
  values: z.record(z.string().max(20), z.record(z.string().max(100), z.string().max(20))).default({}),
})
export type Mapping = z.infer<typeof mappingSchema>
export const plainMapping: Mapping = { columns: {}, missing: [], values: {} }

/** How one column of the file is checked; null for a column that the dictionary does not know. */
export type Check = {
  readonly code: string
  readonly kind: Item['kind']
  /** Most characters of text, most digits before the point; 0: not limited. */
  readonly most: number
  readonly scale: number
  /** 0: may be empty; 1: not empty but "-" will do; 2: a value. */
  readonly need: 0 | 1 | 2
  /** The allowed values as character codes, one character each; null: not checked. */
  readonly allowed: ReadonlySet<number> | null
  readonly personal: boolean
  readonly values: ReadonlyMap<string, string> | null
}

export type Layout = {
  readonly edition: Edition
  /** One entry for each column of the file. */
  readonly checks: readonly (Check | null)[]
  /** Where a code stands in the file; -1 when it does not. */
  readonly at: (code: string) => number
  readonly missing: ReadonlySet<string>
  /** Headings that are neither in the dictionary nor in the mapping. */
  readonly unknown: readonly string[]
  /** Codes of the dictionary that the file lacks, repeated ones by their first. */
  readonly absent: readonly string[]
}

export type LayoutFault = {
  readonly code: 'column_missing' | 'column_twice'
  readonly columns: readonly string[]
}

/** Reads a header. A file that lacks what makes a stay countable, or has a column twice, is refused as a whole. */
export function layoutOf(header: readonly string[], mapping: Mapping): Layout | LayoutFault {
  const known = new Map<string, { readonly code: string; readonly item: Item }>()
  for (const item of items) {
    for (const code of codesOf(item)) {
      known.set((mapping.columns[code] ?? code).trim().toUpperCase(), { code, item })
    }
  }
  const edition = editionOf(header)
  const places = new Map<string, number>()
  const twice: string[] = []
  const unknown: string[] = []
  const checks = header.map((heading, place) => {
    const found = known.get(heading.trim().toUpperCase())
    if (found === undefined) {
      if (heading.trim() !== '') unknown.push(heading.trim())
      return null
    }
    if (places.has(found.code)) twice.push(found.code)
    places.set(found.code, place)
    return checkOf(found.code, found.item, mapping, edition)
  })
  if (twice.length > 0) return { code: 'column_twice', columns: twice }
  const lacking = indispensable.filter((code) => !places.has(code))
  if (lacking.length > 0) return { code: 'column_missing', columns: lacking }
  return {
    edition,
    checks,
    at: (code) => places.get(code) ?? -1,
    missing: new Set(['-', '—', ...mapping.missing]),
    unknown,
    absent: items.flatMap((item) => (codesOf(item).some((code) => places.has(code)) ? [] : [item.code])),
  }
}

function checkOf(code: string, item: Item, mapping: Mapping, edition: Edition): Check {
  const later = edition === 'hqms-811' ? laterDigits[item.code] : undefined
  const values = mapping.values[code]
  const allowed = item.valueSet === null ? undefined : valueSets[item.valueSet]
  return {
    code,
    kind: item.kind,
    most: later ?? (item.length === null ? 0 : item.length - item.scale),
    scale: item.scale,
    need: neverMissing.includes(item.code) ? 2 : item.required === 'Y' ? 1 : 0,
    allowed: allowed === undefined ? null : new Set(allowed.map((value) => value.charCodeAt(0))),
    personal: isPersonal(item),
    values: values === undefined ? null : new Map(Object.entries(values)),
  }
}
