// The one popover of the yearly table: what the marks of the cell under the pointer mean, with the dates held.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { StateSign, stateText } from '../../../core/web/state.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { Rhythm, Row } from './layout.ts'
import { lifeText } from './words.ts'

/** The duties of a unit and all below it in a year; asked for once the pointer rests on one of its cells. */
export function useYearOfUnit(unitId: string | null, year: number) {
  return useQuery(
    api.duties.list.queryOptions({
      input: { unitId: unitId ?? '', from: `${year}-01-01`, to: `${year}-12-31`, limit: 1000 },
      enabled: unitId !== null,
      staleTime: 60_000,
    }),
  )
}

export type PeekProps = { row: Row; month: number; year: number; rhythms: readonly Rhythm[]; anchor: DOMRect }

const restMs = 180

export function Peek({ row, month, year, rhythms, anchor }: PeekProps) {
  const text = useText(lifeText)
  const states = useText(stateText)
  const [language] = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  const [rested, setRested] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setRested(row.unitId), restMs)
    return () => clearTimeout(timer)
  }, [row.unitId])
  const { data } = useYearOfUnit(rested === row.unitId ? row.unitId : null, year)
  const held = new Map(data?.duties.map((duty) => [duty.id, duty]))

  // Below the cell, or above it near the lower edge; never outside the window.
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const { width, height } = element.getBoundingClientRect()
    const below = anchor.bottom + 6
    const top = below + height > innerHeight - 8 ? anchor.top - height - 6 : below
    const left = Math.max(8, Math.min(innerWidth - width - 8, anchor.left + anchor.width / 2 - width / 2))
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(8, top))}px)`
  })
  const marks = rhythms.flatMap((rhythm) =>
    (row.months[month - 1] ?? [])
      .filter((mark) => mark.rhythm === rhythm.id)
      .map((mark) => ({ ...mark, name: rhythm[language] })),
  )
  if (marks.length === 0) return null
  return (
    <div ref={box} className="life-peek no-print" aria-hidden="true">
      <p>
        <strong>{row.unitName}</strong>
        <span className="second"> {text.monthOf(year, month)}</span>
      </p>
      <ul>
        {marks.map((mark) => {
          const known = held.get(mark.dutyId)
          const date = known?.happenedOn ?? null
          return (
            <li key={mark.dutyId}>
              <StateSign state={mark.state} size={14} />
              <span>
                {mark.name}
                {known && known.unitId !== row.unitId && <span className="third"> {known.unitName}</span>}
              </span>
              <span className="second">{states[mark.state]}</span>
              <span className="third">
                {text.due(mark.dueOn)}
                {date !== null && <span className="peek-held">{text.held(date)}</span>}
              </span>
            </li>
          )
        })}
      </ul>
      <p className="third">{text.enter}</p>
    </div>
  )
}
