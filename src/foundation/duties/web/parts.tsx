// What later rooms add to the workbench and to a duty: duties draws the places, each room brings its part.
import { type ComponentType, lazy, Suspense } from 'react'
import type { DutyLine } from '../contract.ts'

/** A part decides itself whether it has anything to show. */
type Part<Props> = { readonly order: number; readonly component: ComponentType<Props> }
type Load<Props> = () => Promise<ComponentType<Props>>

const home: Part<object>[] = []
const ofDuty: Part<{ duty: DutyLine }>[] = []

function add<Props extends object>(parts: Part<Props>[], order: number, load: Load<Props>): void {
  parts.push({ order, component: lazy(async () => ({ default: await load() })) })
  parts.sort((one, other) => one.order - other.order)
}

/** Adds a part to the workbench, below what comes next; `load` is fetched with the first workbench. */
export const addHomePart = (order: number, load: Load<object>): void => add(home, order, load)

/** Adds a part to every duty that is opened; `load` is fetched with the first of them. */
export const addDutyPart = (order: number, load: Load<{ duty: DutyLine }>): void => add(ofDuty, order, load)

export function HomeParts() {
  return home.map(({ order, component: Part }) => (
    <Suspense key={order} fallback={null}>
      <Part />
    </Suspense>
  ))
}

export function DutyParts({ duty }: { duty: DutyLine }) {
  return ofDuty.map(({ order, component: Part }) => (
    <Suspense key={order} fallback={null}>
      <Part duty={duty} />
    </Suspense>
  ))
}
