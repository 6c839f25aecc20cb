// The name of a unit, as a link only where the unit lies within reach: a way must not end at a closed door.
import { Go } from '../../../core/web/go.tsx'
import { useUnits } from '../../../core/web/view.ts'

export function UnitLink({ id, name, className }: { id: string; name: string; className?: string }) {
  const { units, whole } = useUnits()
  // Of a very large tree not all is known here; whoever sees that much mostly reaches it.
  if (whole && !units.some((unit) => unit.id === id)) return <span>{name}</span>
  return (
    <Go to={`/units/${id}`} {...(className === undefined ? {} : { className })}>
      {name}
    </Go>
  )
}
