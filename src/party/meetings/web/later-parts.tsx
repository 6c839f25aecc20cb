// What later rooms add to the page of a meeting: meetings draws the place, each room brings its part.
import { type ComponentType, lazy, Suspense } from 'react'
import type { Meeting } from '../contract.ts'

/** A part of the meeting page; it decides itself whether it has anything to show for this meeting. */
type LaterPart = { readonly order: number; readonly component: ComponentType<{ meeting: Meeting }> }

const parts: LaterPart[] = []

/** Adds a part below the agenda of every meeting; `load` is fetched with the first meeting that is opened. */
export function addMeetingPart(
  order: number,
  load: () => Promise<ComponentType<{ meeting: Meeting }>>,
): void {
  const component = lazy(async () => ({ default: await load() }))
  parts.push({ order, component })
  parts.sort((one, other) => one.order - other.order)
}

export function LaterParts({ meeting }: { meeting: Meeting }) {
  return parts.map(({ order, component: Part }) => (
    <Suspense key={order} fallback={null}>
      <Part meeting={meeting} />
    </Suspense>
  ))
}
