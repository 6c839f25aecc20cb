// The unit and year in view, kept in the address too: a link brings both along, and the header's choice follows it.
import { useEffect, useRef, useState } from 'react'
import { usePathname, useQueryPart } from '../../../core/web/go.tsx'
import { useUnit, useUnits, useView, type ViewUnit } from '../../../core/web/view.ts'

export type AddressView = { unit: ViewUnit | null; year: number }

/** `/duties?unit=…&year=2026`: what an arriving address names is adopted; later choices in the header are written. */
export function useAddressView(): AddressView {
  const { unit, chooseUnit, year, chooseYear } = useView()
  const { complete, whole } = useUnits()
  const [unitPart, writeUnit] = useQueryPart('unit')
  const [yearPart, writeYear] = useQueryPart('year')
  const path = usePathname()
  const [home] = useState(path)
  const named = useUnit(unitPart) ?? null
  const namedYear = yearPart !== null && /^20\d\d$/.test(yearPart) ? Number(yearPart) : null
  const seen = useRef<{ part?: string | null; choice?: string | number }>({})
  const seenYear = useRef<{ part?: string | null; choice?: string | number }>({})

  useEffect(() => {
    // While this page is being left, the address is already its successor's.
    if (path !== home || !unit || (unitPart !== null && !named && (!complete || !whole))) return
    const step = follow(seen.current, unitPart, unit.id, named !== null)
    seen.current = { part: unitPart, choice: unit.id }
    if (step === 'adopt' && named && named.id !== unit.id) chooseUnit(named)
    if (step === 'write') writeUnit(unit.id)
  })
  useEffect(() => {
    if (path !== home) return
    const step = follow(seenYear.current, yearPart, String(year), namedYear !== null)
    seenYear.current = { part: yearPart, choice: String(year) }
    if (step === 'adopt' && namedYear !== null && namedYear !== year) chooseYear(namedYear)
    if (step === 'write') writeYear(String(year))
  })

  return { unit: named ?? unit, year: namedYear ?? year }
}

/** Which of the two has moved since the last look: the address, or the choice. */
function follow(
  seen: { part?: string | null; choice?: string | number },
  part: string | null,
  choice: string,
  known: boolean,
): 'adopt' | 'write' | 'rest' {
  if (part === null || !known) return 'write'
  if (seen.part !== part) return 'adopt'
  return seen.choice !== choice && part !== choice ? 'write' : 'rest'
}
