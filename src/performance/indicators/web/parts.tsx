// What later rooms add to the page of an indicator: the page draws the place, each room brings its part.
import { type ComponentType, lazy, Suspense } from 'react'

export type IndicatorPartProps = {
  unitId: string
  indicatorId: string
  year: number
  /** The department that is looked at, by its code; null for the whole hospital. */
  department: string | null
}

type Part = { readonly order: number; readonly component: ComponentType<IndicatorPartProps> }
const parts: Part[] = []

/** Adds a part to the page of every indicator; it decides itself whether it has anything to show. */
export function addIndicatorPart(
  order: number,
  load: () => Promise<ComponentType<IndicatorPartProps>>,
): void {
  const component = lazy(async () => ({ default: await load() }))
  parts.push({ order, component })
  parts.sort((one, other) => one.order - other.order)
}

export function IndicatorParts(props: IndicatorPartProps) {
  return parts.map(({ order, component: Part }) => (
    <Suspense key={order} fallback={null}>
      <Part {...props} />
    </Suspense>
  ))
}
