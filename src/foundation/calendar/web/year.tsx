// A year as twelve months; while it is edited, arrows move from day to day over the months.
import { type KeyboardEvent, useRef, useState } from 'react'
import { addDays, type Day, todayInChina } from './days.ts'
import { Month } from './month.tsx'

type YearProps = {
  year: number
  marked: ReadonlyMap<string, Day>
  press?: ((day: string) => void) | undefined
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

export function Year({ year, marked, press }: YearProps) {
  const frame = useRef<HTMLDivElement>(null)
  const today = todayInChina()
  const [reached, setReached] = useState<string | null>(null)
  const inYear = (day: string) => day.startsWith(`${year}-`)
  const reachable = reached !== null && inYear(reached) ? reached : inYear(today) ? today : `${year}-01-01`
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key]
    const from = event.target instanceof HTMLElement ? event.target.dataset['day'] : undefined
    if (step === undefined || from === undefined) return
    const to = addDays(from, step)
    if (!inYear(to)) return
    event.preventDefault()
    setReached(to)
    frame.current?.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus()
  }
  return (
    <div ref={frame} className="year" onKeyDown={move}>
      {Array.from({ length: 12 }, (_, index) => (
        <Month
          key={index + 1}
          year={year}
          month={index + 1}
          marked={marked}
          today={today}
          reachable={press && reachable}
          press={
            press &&
            ((day) => {
              setReached(day)
              press(day)
            })
          }
        />
      ))}
    </div>
  )
}
