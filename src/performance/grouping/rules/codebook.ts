// What a scheme says of each code: the sets it is of, its level as a comorbidity, the tables that exclude it. Looked up by hash. Pure.

import { patternOf } from './patterns.ts'
import { type Level, levels, type Lists } from './scheme.ts'

/**
 * Codes are numbered as they are met, and what is known of a number stands in flat tables: beside each other in memory,
 * since a million stays ask for some ten thousand codes at random.
 */
export type Codebook = {
  /** The number of a code; the same until `trim`. */
  readonly know: (code: string) => number
  readonly nameOf: (code: number) => string
  /** The number of a set; -1 for null, which every code is of. */
  readonly setOf: (name: string | null) => number
  readonly isIn: (code: number, set: number) => boolean
  readonly levelOf: (code: number) => Level
  /** Whether `other` does not count as a comorbidity beside this principal diagnosis. */
  readonly excludes: (principal: number, other: number) => boolean
  /** The exclusion table of a comorbidity. */
  readonly tableOf: (code: number) => string | null
  /** Forgets all codes where there are too many; to be called before a stay. True when it did. */
  readonly trim: () => boolean
}

/** Codes remembered at most: far more than there are real ones, and no end of wrong ones fills the memory. */
const mostRemembered = 200_000

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

/** Rows of bits, one row a code. */
class Bits {
  readonly #words: number
  #rows = new Uint32Array(0)

  constructor(width: number) {
    this.#words = Math.max(1, (width + 31) >>> 5)
  }

  set(row: number, places: Iterable<number>): void {
    const from = row * this.#words
    if (from + this.#words > this.#rows.length) {
      const wider = new Uint32Array(Math.max(1024 * this.#words, this.#rows.length * 2))
      wider.set(this.#rows)
      this.#rows = wider
    }
    this.#rows.fill(0, from, from + this.#words)
    for (const at of places) {
      const word = from + (at >>> 5)
      this.#rows[word] = (this.#rows[word] ?? 0) | (1 << (at & 31))
    }
  }

  has(row: number, at: number): boolean {
    return (((this.#rows[row * this.#words + (at >>> 5)] ?? 0) >>> (at & 31)) & 1) === 1
  }
}

export function openCodebook(lists: Lists): Codebook {
  const sets = numbered(lists.codes.map(({ set }) => set))
  const tables = numbered(lists.exclusion.map(({ table }) => table))
  const tableNames = [...tables.keys()]
  const ofSets = new Index<number>()
  for (const { set, code } of lists.codes) ofSets.add(code, sets.get(set) ?? -1)
  const ofTables = new Index<number>()
  for (const { table, code } of lists.exclusion) ofTables.add(code, tables.get(table) ?? -1)
  const comorbidities = new Index<{ readonly level: number; readonly table: number }>()
  for (const { code, level, table } of lists.cc) {
    const known = { level: levels.indexOf(level), table: table === null ? -1 : (tables.get(table) ?? -1) }
    comorbidities.add(code, known)
  }

  const numbers = new Map<string, number>()
  let names: string[] = []
  const inSets = new Bits(sets.size)
  const inTables = new Bits(tables.size)
  const levelsOf: number[] = []
  const tablesOf: number[] = []

  return {
    know: (code) => {
      const before = numbers.get(code)
      if (before !== undefined) return before
      const number = names.length
      names.push(code)
      numbers.set(code, number)
      inSets.set(number, ofSets.find(code))
      inTables.set(number, ofTables.find(code))
      // The most exact entry decides whether a code is a comorbidity.
      const [comorbidity] = comorbidities.find(code)
      levelsOf[number] = comorbidity?.level ?? 0
      tablesOf[number] = comorbidity?.table ?? -1
      return number
    },
    nameOf: (code) => names[code] ?? '',
    setOf: (name) => (name === null ? -1 : (sets.get(name) ?? missing(name))),
    isIn: (code, set) => set < 0 || inSets.has(code, set),
    levelOf: (code) => levels[levelsOf[code] ?? 0] ?? 'none',
    excludes: (principal, other) => {
      const table = tablesOf[other] ?? -1
      return principal === other || (table >= 0 && inTables.has(principal, table))
    },
    tableOf: (code) => tableNames[tablesOf[code] ?? -1] ?? null,
    trim: () => {
      if (names.length < mostRemembered) return false
      numbers.clear()
      names = []
      return true
    },
  }
}

function missing(name: string): never {
  throw new Error(`No such set of codes: ${name}`)
}

function numbered(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(names)].map((name, at) => [name, at]))
}
