// Units to choose among: all of a small tree at once, of a very large one those that the typed words find.
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { api } from '../../../core/web/client.ts'
import type { UnitLine } from '../contract.ts'
import type { UnitKind } from '../words.ts'

export type UnitChoice = UnitLine & { readonly parentName: string | null }

export type UnitChoices = {
  /** undefined while the first are loading */
  readonly units: readonly UnitChoice[] | undefined
  /** Whether these are all; else `search` must be told what is typed, and the field must not filter by itself. */
  readonly whole: boolean
  readonly search: (typed: string) => void
  readonly error: unknown
  readonly retry: () => void
}

/** `kinds` must stay the same array. */
export function useUnitChoices(kinds: readonly UnitKind[]): UnitChoices {
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const tree = useQuery(api.org.tree.queryOptions({ input: {}, staleTime: 5 * 60_000 }))
  const whole = tree.data?.whole ?? true
  const hits = useQuery(
    api.org.search.queryOptions({
      input: { q, kinds: [...kinds] },
      enabled: !whole,
      staleTime: 60_000,
      placeholderData: (before) => before,
    }),
  )
  const units = useMemo(() => {
    if (!tree.data) return undefined
    if (!tree.data.whole) {
      return hits.data?.hits.map(({ way, ...unit }) => ({ ...unit, parentName: way.at(-1)?.name ?? null }))
    }
    const names = new Map(tree.data.units.map((unit) => [unit.id, unit.name]))
    return tree.data.units
      .filter((unit) => kinds.includes(unit.kind))
      .map((unit) => ({ ...unit, parentName: names.get(unit.parentId ?? '') ?? null }))
  }, [tree.data, hits.data, kinds])
  // The field forgets its word once something is chosen; what is chosen must stay among the choices.
  const search = (word: string) => {
    if (word.trim() !== '') setTyped(word)
  }
  return { units, whole, search, error: tree.error ?? hits.error, retry: () => void tree.refetch() }
}
