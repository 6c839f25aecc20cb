// The life of a meeting as five steps, the present one marked.
import { CheckOutlined } from '@ant-design/icons'
import { StateTag } from '../../../../core/web/state.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { MeetingState } from '../../rules.ts'
import { deskText } from '../meeting-words.ts'
import { meetingText } from '../words.ts'

const steps = ['planned', 'notified', 'open', 'held', 'confirmed'] as const

export function Steps({ state, notified }: { state: MeetingState; notified: boolean }) {
  const text = useText(meetingText)
  const desk = useText(deskText)
  if (state === 'cancelled') return <StateTag state="waived">{text.states.cancelled}</StateTag>
  const at = steps.indexOf(state)
  return (
    <ol className="steps" aria-label={desk.steps}>
      {steps.map((step, index) => {
        // Opened without a notice: the record must not claim one.
        const left = step === 'notified' && !notified
        const done = (index < at || state === 'confirmed') && !left
        const here = index === at
        return (
          <li
            key={step}
            className={here ? 'step here' : done ? 'step done' : 'step'}
            {...(here ? { 'aria-current': 'step' as const } : {})}
          >
            <span className="step-mark" aria-hidden="true">
              {done ? <CheckOutlined /> : left && index < at ? '–' : index + 1}
            </span>
            <span>
              {text.states[step]}
              {done && !here && <span className="visually-hidden"> {desk.stepDone}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
