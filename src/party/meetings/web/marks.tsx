// Small marks of a meeting: its state as sign, word and colour, recorded later, made up, taken from a ledger.
import { Tooltip } from 'antd'
import { StateTag } from '../../../core/web/state.tsx'
import { useText } from '../../../core/web/text.ts'
import type { MeetingLine } from '../contract.ts'
import { now } from './moment.ts'
import { meetingText } from './words.ts'

type Stated = Pick<MeetingLine, 'state' | 'plannedAt'>

/** Planned or notified, but its time has passed and nobody has opened it. */
export const isPast = (meeting: Stated): boolean =>
  (meeting.state === 'planned' || meeting.state === 'notified') && meeting.plannedAt < now()

export function MeetingState({ meeting }: { meeting: Stated }) {
  const text = useText(meetingText)
  const word = text.states[meeting.state]
  if (isPast(meeting)) return <StateTag state="late">{`${word} · ${text.past}`}</StateTag>
  const state = meeting.state === 'confirmed' ? 'done' : meeting.state === 'cancelled' ? 'waived' : 'due'
  return <StateTag state={state}>{word}</StateTag>
}

type Marked = Pick<MeetingLine, 'recordedDaysLater' | 'makeUpFor' | 'source'>

export function MeetingMarks({ meeting }: { meeting: Marked }) {
  const text = useText(meetingText)
  const { recordedDaysLater, makeUpFor, source } = meeting
  if (recordedDaysLater === 0 && makeUpFor === null && source === 'desk') return null
  return (
    <span className="meeting-marks">
      {makeUpFor !== null && <span className="chip">{text.makeUp(makeUpFor.slice(0, 7))}</span>}
      {recordedDaysLater > 0 && (
        <Tooltip title={text.laterWhy}>
          <span className="chip">{text.laterDays(recordedDaysLater)}</span>
        </Tooltip>
      )}
      {source === 'ledger' && <span className="chip">{text.ledger}</span>}
    </span>
  )
}
