// What the person looks at: the unit and the year, chosen in the header and kept on the device.
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { makeChoice, useChoice } from './choice.ts'
import { api } from './client.ts'
import { useMay, useMe } from './session.ts'

/** `above`: the names from the top of what is within reach down to the parent. */
export type ViewUnit = { id: string; name: string; kind: string; above: string[] }

type KeptUnit = { account: string; unit: ViewUnit }

function parseUnit(text: string): KeptUnit | undefined {
  try {
    const kept = JSON.parse(text) as Partial<KeptUnit> | null
    const whole =
      typeof kept?.account === 'string' && typeof kept.unit?.id === 'string' && Array.isArray(kept.unit.above)
    return whole ? (kept as KeptUnit) : undefined
  } catch {
    return undefined
  }
}

const unitChoice = makeChoice<KeptUnit | null>(
  'unit',
  parseUnit,
  () => null,
  (kept) => JSON.stringify(kept),
)
const yearChoice = makeChoice<number>(
  'year',
  (text) => (/^\d{4}$/.test(text) ? Number(text) : undefined),
  currentYear,
)

export function currentYear(): number {
  return new Date().getFullYear()
}

/**
 * The units among which the person may switch: all within reach, or those of the grants until they are loaded. Of a
 * very large tree (`whole` false) these are the ones at the top; the others are found by `useUnitHits`.
 */
export function useUnits(): { units: readonly ViewUnit[]; complete: boolean; whole: boolean } {
  const { units } = useMe()
  const may = useMay()
  const reach = may('org.read')
  const tree = useQuery(api.org.tree.queryOptions({ input: {}, enabled: reach, staleTime: 5 * 60_000 }))
  return useMemo(() => {
    if (!tree.data)
      return { units: units.map((unit) => ({ ...unit, above: [] })), complete: !reach, whole: true }
    const names = new Map(tree.data.units.map((unit) => [unit.id, unit.name]))
    const named = tree.data.units.map(({ id, name, kind, path }) => ({
      id,
      name,
      kind,
      above: path.filter((step) => step !== id).flatMap((step) => names.get(step) ?? []),
    }))
    return { units: named, complete: true, whole: tree.data.whole }
  }, [tree.data, units, reach])
}

const asView = ({
  id,
  name,
  kind,
  way,
}: {
  id: string
  name: string
  kind: string
  way: readonly { name: string }[]
}) => ({
  id,
  name,
  kind,
  above: way.map((step) => step.name),
})

/** Units of a very large tree by what is typed; nothing is asked where the whole tree is known. */
export function useUnitHits(search: string): readonly ViewUnit[] {
  const { whole } = useUnits()
  const q = useDeferredValue(search.trim())
  const hits = useQuery(
    api.org.search.queryOptions({ input: { q }, enabled: !whole && q !== '', staleTime: 60_000 }),
  )
  return useMemo(() => (hits.data?.hits ?? []).map(asView), [hits.data])
}

/** One unit by its id, also where the tree is too large to be known whole; undefined until it is found. */
export function useUnit(id: string | null): ViewUnit | undefined {
  const { units, whole } = useUnits()
  const known = units.find((unit) => unit.id === id)
  const way = useQuery(
    api.org.way.queryOptions({
      input: { unitId: id ?? '' },
      enabled: !whole && known === undefined && id !== null,
      staleTime: 5 * 60_000,
      retry: false,
    }),
  )
  return useMemo(() => known ?? (way.data === undefined ? undefined : asView(way.data)), [known, way.data])
}

export type View = {
  /** null when the person holds no grant at any unit */
  unit: ViewUnit | null
  chooseUnit: (unit: ViewUnit) => void
  year: number
  chooseYear: (year: number) => void
}

/** Unit and year in view; a unit that is no longer within reach falls back to the first of the person's own. */
export function useView(): View {
  const me = useMe()
  const { units, complete, whole } = useUnits()
  const [kept, keep] = useChoice(unitChoice)
  const [year, chooseYear] = useChoice(yearChoice)
  const mine = kept !== null && kept.account === me.accountId ? kept.unit : null
  const known = mine && units.find((unit) => unit.id === mine.id)
  const trusted = !complete || !whole
  const first = units.find((unit) => unit.id === me.units[0]?.id) ?? units[0] ?? null
  return {
    // Until all units are known the kept one is trusted, so that the page does not load twice.
    unit: known ?? (mine && trusted ? mine : first),
    chooseUnit: (unit) => keep({ account: me.accountId, unit }),
    year,
    chooseYear,
  }
}
