// What a scheme says of each code: the sets it is of, its level as a comorbidity, the tables that exclude it. Looked up by hash. Pure.

import { patternOf } from './patterns.ts'
import type { Level, Lists } from './scheme.ts'

/** All that is known of one code; the same object for the same code, so that work on it is done once. */
export type Known = {
  readonly code: string
  /** One bit a set. */
  readonly sets: Uint32Array
  /** One bit an exclusion table. */
  readonly tables: Uint32Array
  readonly level: Level
  /** The exclusion table of a comorbidity; -1 without. */
  readonly table: number
}

export type Codebook = {
  /** The number of a set; -1 for null, which every code is of. */
  readonly setOf: (name: string | null) => number
  readonly tableName: (table: number) => string | null
  readonly know: (code: string) => Known
}

/** Codes remembered at most: far more than there are real ones, and no end of wrong ones fills the memory. */
const mostRemembered = 200_000

export const has = (bits: Uint32Array, at: number): boolean =>
  at < 0 || (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1

/** Hash sets of codes and of beginnings of codes, each with what it stands for. */
class Index<T> {
  readonly #exact = new Map<string, T[]>()
  readonly #beginnings = new Map<string, T[]>()
  readonly #lengths = new Set<number>()
  #sorted: readonly number[] | null = null

  add(text: string, value: T): void {
    const pattern = patternOf(text)
    // Checked before a scheme is kept.
    if (pattern === null) throw new Error(`Not a pattern of codes: ${text}`)
    if ('exact' in pattern) push(this.#exact, pattern.exact, value)
    else {
      for (const beginning of pattern.beginnings) {
        push(this.#beginnings, beginning, value)
        this.#lengths.add(beginning.length)
      }
    }
  }

  /** What the code itself stands for, then its beginnings from the longest to the shortest. */
  *find(code: string): Generator<T> {
    yield* this.#exact.get(code) ?? []
    this.#sorted ??= [...this.#lengths].sort((a, b) => b - a)
    for (const length of this.#sorted) {
      if (length <= code.length) yield* this.#beginnings.get(code.slice(0, length)) ?? []
    }
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const before = map.get(key)
  if (before === undefined) map.set(key, [value])
  else before.push(value)
}

export function openCodebook(lists: Lists): Codebook {
  const sets = numbered(lists.codes.map(({ set }) => set))
  const tables = numbered(lists.exclusion.map(({ table }) => table))
  const tableNames = [...tables.keys()]
  const ofSets = new Index<number>()
  for (const { set, code } of lists.codes) ofSets.add(code, sets.get(set) ?? -1)
  const ofTables = new Index<number>()
  for (const { table, code } of lists.exclusion) ofTables.add(code, tables.get(table) ?? -1)
  const comorbidities = new Index<{ readonly level: Level; readonly table: number }>()
  for (const { code, level, table } of lists.cc) {
    comorbidities.add(code, { level, table: table === null ? -1 : (tables.get(table) ?? -1) })
  }
  const remembered = new Map<string, Known>()
  const setWords = (sets.size + 31) >>> 5
  const tableWords = (tables.size + 31) >>> 5

  const know = (code: string): Known => {
    const before = remembered.get(code)
    if (before !== undefined) return before
    // The most exact entry decides whether a code is a comorbidity.
    const [comorbidity] = comorbidities.find(code)
    const known: Known = {
      code,
      sets: bitsOf(setWords, ofSets.find(code)),
      tables: bitsOf(tableWords, ofTables.find(code)),
      level: comorbidity?.level ?? 'none',
      table: comorbidity?.table ?? -1,
    }
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(code, known)
    return known
  }
  return {
    setOf: (name) => (name === null ? -1 : (sets.get(name) ?? missing(name))),
    tableName: (table) => tableNames[table] ?? null,
    know,
  }
}

function missing(name: string): never {
  throw new Error(`No such set of codes: ${name}`)
}

function numbered(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(names)].map((name, at) => [name, at]))
}

function bitsOf(words: number, places: Iterable<number>): Uint32Array {
  const bits = new Uint32Array(words)
  for (const at of places) bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
  return bits
}
