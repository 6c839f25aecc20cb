// The tree as the page sees it: whole when it is small, else what has been opened so far; today's, or a past day's.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { useFailure } from '../../../core/web/status.tsx'
import type { UnitLine } from '../contract.ts'
import { growTree, type Tree } from './tree.ts'

// More direct children than this are found by searching, not by scrolling.
const mostChildren = 3_000

export type TreeQuery = {
  readonly tree: Tree | null
  /** Whether all units within reach are known; else children come when a unit is opened. */
  readonly whole: boolean
  /** Fetches the children of a unit unless they are known. */
  readonly load: (id: string) => void
  readonly error: unknown
  readonly refetch: () => unknown
}

export function useTree(look: { withDissolved?: boolean; at?: string }): TreeQuery {
  const query = useQuery(api.org.tree.queryOptions({ input: look, staleTime: 5 * 60_000 }))
  const queries = useQueryClient()
  const failed = useFailure()
  const [loaded, setLoaded] = useState<{ of: unknown; units: ReadonlyMap<string, readonly UnitLine[]> }>({
    of: null,
    units: new Map(),
  })
  // A tree that was asked anew begins anew.
  const own = loaded.of === query.data ? loaded.units : null
  const whole = query.data?.whole ?? true
  const tree = useMemo(
    () => (query.data ? growTree([...query.data.units, ...[...(own?.values() ?? [])].flat()]) : null),
    [query.data, own],
  )
  const load = (id: string) => {
    if (whole || !tree || tree.below.has(id) || own?.has(id)) return
    const fetchAll = async () => {
      const units: UnitLine[] = []
      for (let more = true; more && units.length < mostChildren; ) {
        const page = await client.org.children({ ...look, parentId: id, offset: units.length })
        units.push(...page.units)
        more = page.more && page.units.length > 0
      }
      return units
    }
    queries
      .fetchQuery({
        queryKey: [...api.org.key(), 'below', id, look],
        queryFn: fetchAll,
        staleTime: 5 * 60_000,
      })
      .then((units) => {
        const of = query.data
        setLoaded((before) =>
          before.of === of && before.units.has(id)
            ? before
            : { of, units: new Map([...(before.of === of ? before.units : []), [id, units]]) },
        )
      })
      .catch(failed)
  }
  return { tree, whole, load, error: query.error, refetch: () => query.refetch() }
}

/** Party members in and below these units, by id; empty until they are counted. */
export function useMembers(ids: readonly string[], at: string | null): Readonly<Record<string, number>> {
  const unitIds = useMemo(() => [...ids].slice(0, 3_000), [ids])
  const counts = useQuery(
    api.org.members.queryOptions({
      input: { unitIds, ...(at === null ? {} : { at }) },
      enabled: unitIds.length > 0,
      staleTime: 60_000,
      placeholderData: (before) => before,
    }),
  )
  return counts.data?.members ?? {}
}
