// One step of a month's end: its number, what it is about, how many wait, and the one act that settles them.
import type { ReactNode } from 'react'
import { type DutyState, StateSign } from '../../../core/web/state.tsx'

export function Step(props: {
  number: number
  title: string
  count: number | null
  hint: ReactNode
  tone: DutyState
  children: ReactNode
}) {
  const { number, title, count, hint, tone, children } = props
  return (
    <li className={`monthly-step ${tone}`}>
      <div className="monthly-step-head">
        <span className="monthly-step-number" aria-hidden="true">
          {number}
        </span>
        <strong>{title}</strong>
        <StateSign state={tone} />
      </div>
      {count !== null && <div className="figure-value">{count}</div>}
      <div className="third monthly-step-hint">{hint}</div>
      <div className="monthly-step-act">{children}</div>
    </li>
  )
}
