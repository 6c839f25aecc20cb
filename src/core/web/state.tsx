// States of a duty as sign + word + colour, and rates as 41 / 42 beside 97.6 %.
import type { ReactNode } from 'react'
import { Go } from './go.tsx'
import type { DutyState } from './palette.ts'
import { percent } from './percent.ts'
import { defineText, useText } from './text.ts'

export type { DutyState } from './palette.ts'
export { percent } from './percent.ts'

export const stateText = defineText({
  zh: {
    done: '已完成',
    due: '待办',
    late: '补办',
    overdue: '逾期',
    waived: '免办',
    not_applicable: '不适用',
    goal: (goal: string) => `目标 ${goal}`,
    rate: (numerator: number, denominator: number, percent: string) =>
      `${denominator} 项中 ${numerator} 项，${percent}`,
    records: '查看明细',
    noBase: '没有应办事项，不计比率',
  },
  en: {
    done: 'Done',
    due: 'Due',
    late: 'Done late',
    overdue: 'Overdue',
    waived: 'Waived',
    not_applicable: 'Not applicable',
    goal: (goal) => `goal ${goal}`,
    rate: (numerator, denominator, percent) => `${numerator} of ${denominator}, ${percent}`,
    records: 'Show the records',
    noBase: 'Nothing was due: no rate',
  },
})

const shapes: Record<DutyState, ReactNode> = {
  done: <path d="M3.2 8.6l3.1 3.2 6.5-7.4" />,
  due: <circle cx="8" cy="8" r="5" />,
  late: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path d="M8 3a5 5 0 0 0 0 10z" fill="currentColor" stroke="none" />
    </>
  ),
  overdue: (
    <>
      <path d="M8 2.6v6.6" strokeWidth="2.4" />
      <circle cx="8" cy="12.8" r="1.5" fill="currentColor" stroke="none" />
    </>
  ),
  waived: <path d="M4 8h8" />,
  not_applicable: <circle cx="8" cy="8" r="1.6" fill="currentColor" stroke="none" />,
}

/** The sign alone, drawn so that it looks the same with every font; give it a word beside or a label around. */
export function StateSign({ state, size = 16 }: { state: DutyState; size?: number }) {
  return (
    <svg
      className={`state-sign state-${kebab(state)}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shapes[state]}
    </svg>
  )
}

/** Sign, word and colour. `children` replaces the word, for example '逾期 3 天'. */
export function StateTag({ state, children }: { state: DutyState; children?: ReactNode }) {
  const text = useText(stateText)
  return (
    <span className={`state-tag state-${kebab(state)}`}>
      <StateSign state={state} size={14} />
      <span className="state-word">{children ?? text[state]}</span>
    </span>
  )
}

/** All states with their words: the key under a table. */
export function StateKey({ states }: { states?: readonly DutyState[] }) {
  const all: readonly DutyState[] = ['done', 'due', 'late', 'overdue', 'waived', 'not_applicable']
  return (
    <div className="row state-key">
      {(states ?? all).map((state) => (
        <StateTag key={state} state={state} />
      ))}
    </div>
  )
}

export type RateProps = {
  /** Counts, not shares. */
  numerator: number | null
  denominator: number | null
  /** As a share: 0.95 */
  goal?: number
  /** Where the records behind the number are. */
  to?: string
}

export function Rate({ numerator, denominator, goal, to }: RateProps) {
  const text = useText(stateText)
  if (numerator === null || denominator === null || denominator === 0) {
    return (
      <span className="rate" title={text.noBase}>
        <span aria-hidden="true">—</span>
        <span className="visually-hidden">{text.noBase}</span>
      </span>
    )
  }
  const share = percent(numerator, denominator)
  const missed = goal !== undefined && numerator < goal * denominator
  const body = (
    <>
      <span className="rate-counts">
        {numerator} / {denominator}
      </span>
      <span className={missed ? 'rate-share missed' : 'rate-share'}>{share}</span>
    </>
  )
  const goalText = goal === undefined ? null : text.goal(percent(goal, 1))
  const label = [text.rate(numerator, denominator, share), goalText].filter(Boolean).join(', ')
  return (
    <span className="rate">
      {to === undefined ? (
        <span title={label}>{body}</span>
      ) : (
        <Go to={to} className="door" title={label}>
          {body}
          <span className="visually-hidden">, {text.records}</span>
        </Go>
      )}
      {goalText && <span className="third">{goalText}</span>}
    </span>
  )
}

function kebab(state: DutyState): string {
  return state.replace('_', '-')
}
