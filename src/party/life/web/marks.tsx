// The marks of one month as a single small drawing: a place for each rhythm, a sign for each state.
import { memo } from 'react'
import { stateText } from '../../../core/web/state.tsx'
import { inLanguage, type Language } from '../../../core/web/text.ts'
import type { DutyState } from '../../../foundation/duties/rules.ts'
import type { Mark } from '../contract.ts'
import { type Rhythm, worst } from './layout.ts'
import { lifeText } from './words.ts'

// The signs of core/web/state.tsx as one path each: five thousand of them must be light. Filled parts are drawn
// by a thick or closed stroke, so that one stroke colour is enough.
const signs: Readonly<Record<DutyState, string>> = {
  done: 'M3.2 8.6l3.1 3.2 6.5-7.4',
  due: 'M13 8a5 5 0 1 1-10 0a5 5 0 1 1 10 0',
  late: 'M13 8a5 5 0 1 1-10 0a5 5 0 1 1 10 0M8 3v10M6 4v8M4.2 6v4',
  overdue: 'M8 2.6v6.6M8 12.9v.1',
  waived: 'M4 8h8',
  not_applicable: 'M8 8v.1',
}
const grounds: readonly DutyState[] = ['late', 'overdue']

const className = (state: DutyState) => `sign state-${state.replace('_', '-')}`

type MarksProps = { marks: readonly Mark[]; slots: readonly Rhythm[] }

export const Marks = memo(function Marks({ marks, slots }: MarksProps) {
  if (marks.length === 0) return null
  return (
    <svg
      className="marks"
      viewBox={`0 0 ${slots.length * 16} 16`}
      style={{ width: `calc(var(--slot) * ${slots.length})` }}
      aria-hidden="true"
    >
      {slots.map((rhythm, place) => {
        const states = marks.filter((mark) => mark.rhythm === rhythm.id).map((mark) => mark.state)
        const state = worst(states)
        if (state === null) return null
        return (
          <g key={rhythm.id} className={className(state)} transform={`translate(${place * 16})`}>
            {grounds.includes(state) && <rect width="16" height="16" rx="3" />}
            <path d={signs[state]} />
          </g>
        )
      })}
    </svg>
  )
})

/** The month of a row in words: '支部委员会会议 已完成；主题党日 待办'. */
export function marksLabel(marks: readonly Mark[], rhythms: readonly Rhythm[], language: Language): string {
  const text = inLanguage(lifeText, language)
  const states = inLanguage(stateText, language)
  if (marks.length === 0) return text.none
  return rhythms
    .flatMap((rhythm) =>
      marks
        .filter((mark) => mark.rhythm === rhythm.id)
        .map((mark) => text.markOf(rhythm[language], states[mark.state])),
    )
    .join(text.separator)
}
