// The tree as lines: which units are seen, how deep, open or not; and what a search finds. Pure.
import type { UnitLine } from '../contract.ts'
import { mayStandBelow } from '../rules.ts'
import type { UnitKind } from '../words.ts'

export type Line = {
  readonly unit: UnitLine
  /** 0 for the top of what is within reach. */
  readonly depth: number
  readonly kids: number
  readonly open: boolean
  readonly hit: boolean
  /** Position among its siblings from 1, and how many they are: for screen readers. */
  readonly place: number
  readonly siblings: number
}

export type Tree = {
  readonly units: readonly UnitLine[]
  readonly byId: ReadonlyMap<string, UnitLine>
  readonly roots: readonly UnitLine[]
  readonly below: ReadonlyMap<string, readonly UnitLine[]>
}

/** Hangs the units below their parents; a unit whose parent is out of reach is a root. */
export function growTree(units: readonly UnitLine[]): Tree {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const below = new Map<string, UnitLine[]>()
  const roots: UnitLine[] = []
  for (const unit of units) {
    if (unit.parentId === null || !byId.has(unit.parentId)) {
      roots.push(unit)
      continue
    }
    const siblings = below.get(unit.parentId)
    if (siblings) siblings.push(unit)
    else below.set(unit.parentId, [unit])
  }
  return { units, byId, roots, below }
}

export const childrenIn = (tree: Tree, id: string): readonly UnitLine[] => tree.below.get(id) ?? []

/** The names from the top of what is within reach down to the parent. */
export function namesAbove(tree: Tree, unit: UnitLine): readonly string[] {
  return unit.path.filter((id) => id !== unit.id).flatMap((id) => tree.byId.get(id)?.name ?? [])
}

export function searchWords(search: string): readonly string[] {
  return search.trim().toLowerCase().split(/\s+/).filter(Boolean)
}

/** The units whose name or code contains every word. */
export function findUnits(tree: Tree, words: readonly string[]): readonly UnitLine[] {
  if (words.length === 0) return []
  return tree.units.filter((unit) => {
    const line = `${unit.name}\n${unit.code}`.toLowerCase()
    return words.every((word) => line.includes(word))
  })
}

const smallTree = 40

const partyOrAbove = (unit: UnitLine): boolean => unit.kind !== 'department'

/**
 * What is open at first: everything of a small tree, of a large one the levels down to where the Party organizations
 * widen. Departments are leaves and do not count.
 */
export function firstOpen(tree: Tree): ReadonlySet<string> {
  if (tree.units.length <= smallTree) return new Set(tree.below.keys())
  const open = new Set<string>()
  let level = tree.roots
  let seen = level.filter(partyOrAbove).length
  while (level.length > 0) {
    const next = level.flatMap((unit) => childrenIn(tree, unit.id)).filter(partyOrAbove)
    if (open.size > 0 && seen + next.length > smallTree) break
    for (const unit of level) if (tree.below.has(unit.id)) open.add(unit.id)
    seen += next.length
    level = next
  }
  return open
}

/** The lines one sees: what stands below an open unit; while searching, the hits and what they stand below. */
export function linesOf(
  tree: Tree,
  open: ReadonlySet<string>,
  hits: readonly UnitLine[] | null,
): readonly Line[] {
  const hitIds = new Set(hits?.map((unit) => unit.id))
  const shown = hits === null ? null : new Set(hits.flatMap((unit) => unit.path))
  const seen = (units: readonly UnitLine[]) =>
    shown === null ? units : units.filter((unit) => shown.has(unit.id))
  const lines: Line[] = []
  const walk = (units: readonly UnitLine[], depth: number): void => {
    for (const [index, unit] of units.entries()) {
      const known = seen(childrenIn(tree, unit.id))
      // Of a very large tree the children come when their parent is opened; until then only their number is known.
      const kids = shown === null ? Math.max(known.length, unit.kids) : known.length
      const isOpen = kids > 0 && (shown !== null || open.has(unit.id))
      const hit = hitIds.has(unit.id)
      lines.push({
        unit,
        depth,
        kids,
        open: isOpen,
        hit,
        place: index + 1,
        siblings: units.length,
      })
      if (isOpen) walk(known, depth + 1)
    }
  }
  walk(seen(tree.roots), 0)
  return lines
}

/** A text in pieces, those that match one of the words marked. */
export function markWords(text: string, words: readonly string[]): readonly { text: string; hit: boolean }[] {
  const lower = text.toLowerCase()
  const marks = Array.from({ length: text.length }, () => false)
  for (const word of words) {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + word.length)) {
      marks.fill(true, at, at + word.length)
    }
  }
  const pieces: { text: string; hit: boolean }[] = []
  for (const [index, hit] of marks.entries()) {
    const last = pieces.at(-1)
    if (last?.hit === hit) last.text += text.charAt(index)
    else pieces.push({ text: text.charAt(index), hit })
  }
  return pieces
}

/** What may be founded below a kind by hand; institutions come by the workbook. */
export function foundable(kind: UnitKind): readonly UnitKind[] {
  return mayStandBelow[kind].filter((below) => below !== 'institution' && below !== 'commission')
}
