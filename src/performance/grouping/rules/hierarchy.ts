// The order in which the ADRGs of an MDC are tried: surgical, procedure, medical; by their order; and what is said pair by pair. Pure.

import { type Adrg, adrgKinds, type Precedence } from './scheme.ts'

/** The codes in the order in which they are tried, and those that no order can satisfy because it runs in a circle. */
export type Hierarchy = { readonly sequence: readonly string[]; readonly circle: readonly string[] }

/** Keeps the stated order wherever the pairs leave it open. */
export function order(adrgs: readonly Adrg[], pairs: readonly Precedence[]): Hierarchy {
  const plain = adrgs
    .toSorted(
      (a, b) =>
        adrgKinds.indexOf(a.kind) - adrgKinds.indexOf(b.kind) ||
        a.order - b.order ||
        (a.code < b.code ? -1 : 1),
    )
    .map(({ code }) => code)
  const known = new Set(plain)
  const waitsFor = new Map<string, Set<string>>()
  for (const { before, after } of pairs) {
    if (!known.has(before) || !known.has(after)) continue
    const those = waitsFor.get(after) ?? new Set()
    waitsFor.set(after, those.add(before))
  }
  const sequence: string[] = []
  const placed = new Set<string>()
  const open = new Set<string>()
  const stuck = new Set<string>()
  // What must go ahead of a group is placed right before it.
  const place = (code: string): void => {
    if (placed.has(code)) return
    if (open.has(code)) {
      stuck.add(code)
      return
    }
    open.add(code)
    for (const ahead of plain) if (waitsFor.get(code)?.has(ahead) === true) place(ahead)
    open.delete(code)
    placed.add(code)
    sequence.push(code)
  }
  for (const code of plain) place(code)
  return { sequence, circle: stuck.size === 0 ? [] : inCircle(plain, pairs) }
}

/** Those that come back to themselves, in their order. */
function inCircle(all: readonly string[], pairs: readonly Precedence[]): readonly string[] {
  const among = new Set(all)
  const next = new Map<string, string[]>()
  for (const { before, after } of pairs) {
    if (among.has(before) && among.has(after)) next.set(before, [...(next.get(before) ?? []), after])
  }
  return all.filter((code) => {
    const seen = new Set<string>()
    const open = [...(next.get(code) ?? [])]
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      if (each === code) return true
      if (seen.has(each)) continue
      seen.add(each)
      open.push(...(next.get(each) ?? []))
    }
    return false
  })
}
