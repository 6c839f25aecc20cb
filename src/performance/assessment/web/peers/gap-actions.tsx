// What later rooms add to a gap: the list draws the place, each room brings its action.
import { type ComponentType, lazy, Suspense } from 'react'
import type { GapView } from '../../peers/contract.ts'

/** What an action knows of the gap it starts from. */
export type GapPlace = {
  readonly unitId: string
  readonly tableId: string
  readonly year: number
  readonly gap: GapView
}
type GapAction = { readonly order: number; readonly component: ComponentType<GapPlace> }

const actions: GapAction[] = []

/** Adds an action to every row of the gap list; `load` is fetched with the first list that is opened. */
export function addGapAction(order: number, load: () => Promise<ComponentType<GapPlace>>): void {
  const component = lazy(async () => ({ default: await load() }))
  actions.push({ order, component })
  actions.sort((one, other) => one.order - other.order)
}

export const hasGapActions = (): boolean => actions.length > 0

export function GapActions(place: GapPlace) {
  return actions.map(({ order, component: Action }) => (
    <Suspense key={order} fallback={null}>
      <Action {...place} />
    </Suspense>
  ))
}
