// What later rooms add to the page of a unit: org draws the place, each room brings its part.
import { type ComponentType, lazy, Suspense } from 'react'
import type { UnitPage } from './unit-parts.tsx'

/** A part of the unit page; it decides itself whether it has anything to show for this unit. */
export type UnitPart = {
  /** Above the facts of the unit, or below its children. */
  readonly place: 'above' | 'below'
  readonly order: number
  readonly component: ComponentType<{ unit: UnitPage }>
}

const parts: UnitPart[] = []

/** Adds a part to the page of every unit; `load` is fetched with the first unit that is opened. */
export function addUnitPart(
  place: UnitPart['place'],
  order: number,
  load: () => Promise<ComponentType<{ unit: UnitPage }>>,
): void {
  const component = lazy(async () => ({ default: await load() }))
  parts.push({ place, order, component })
  parts.sort((one, other) => one.order - other.order)
}

export function UnitParts({ place, unit }: { place: UnitPart['place']; unit: UnitPage }) {
  return parts
    .filter((part) => part.place === place)
    .map(({ order, component: Part }) => (
      <Suspense key={order} fallback={null}>
        <Part unit={unit} />
      </Suspense>
    ))
}
