// A tiny deterministic random source (mulberry32), so that the demo is the same on every machine.

export type Random = {
  /** At least 0, below 1. */
  next(): number
  /** Whole number, both ends included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  /** One element; throws RangeError on an empty list. */
  pick<T>(list: readonly T[]): T
  /** `count` different elements (all of them when there are fewer). */
  some<T>(list: readonly T[], count: number): readonly T[]
}

/** FNV-1a, 32 bits: turns a name into a seed, so that every branch has its own stream. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) {
    value ^= character.codePointAt(0) ?? 0
    value = Math.imul(value, 0x01000193)
  }
  return value >>> 0
}

export function randomFrom(seed: string): Random {
  let state = hash(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  const pick = <T>(list: readonly T[]): T => {
    const index = int(0, list.length - 1)
    if (list.length === 0) throw new RangeError('nothing to pick from')
    return list[index] as T
  }
  const some = <T>(list: readonly T[], count: number): readonly T[] => {
    const rest = [...list]
    const taken: T[] = []
    while (taken.length < count && rest.length > 0) taken.push(...rest.splice(int(0, rest.length - 1), 1))
    return taken
  }
  return { next, int, chance: (probability) => next() < probability, pick, some }
}
