// Closing a meeting: what stands in the way with its article, a written reason where only warnings do, the end, and the record confirmed with it.
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { Refusal } from '../../../../core/web/law.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { deskText } from '../meeting-words.ts'
import { addMinutes, now, showMinute } from '../moment.ts'
import { MomentField } from '../moment-field.tsx'
import { reach } from './reach.ts'
import { inTheWay, missingInRecord } from './live.ts'
import type { Run } from './use-acts.ts'

const usualLength = 60
const ahead = 15

/** Now on the day of the meeting; when it is recorded later, an hour after its start. */
function usualEnd(startedAt: string): string {
  const moment = now()
  const sameDay = startedAt.slice(0, 10) === moment.slice(0, 10)
  const hour = addMinutes(startedAt, usualLength)
  return sameDay || hour > moment ? (moment < startedAt ? startedAt : moment) : hour
}

type DialogProps = {
  meeting: Meeting
  run: Run
  open: boolean
  close: () => void
  done: () => void
  /** The minutes as they are being typed. */
  minutes: string
  /** Saves them. */
  flush: () => Promise<boolean>
}

export function CloseDialog({ meeting, run, open, close, done, minutes, flush }: DialogProps) {
  const desk = useText(deskText)
  const text = desk.close
  const [given, setGiven] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [ending, setEnding] = useState<'close' | 'confirm' | null>(null)
  const startedAt = meeting.startedAt ?? meeting.plannedAt
  const endedAt = given ?? usualEnd(startedAt)
  const refusals = inTheWay(meeting, meeting.minutes)
  const blocked = refusals.some((refusal) => refusal.severity === 'block')
  const warned = refusals.length > 0 && !blocked
  const future = endedAt > addMinutes(now(), ahead)
  const early = endedAt < startedAt
  const noReason = warned && reason.trim() === ''
  // A record that lacks nothing can be confirmed in the same breath.
  const whole = refusals.length === 0 && missingInRecord(meeting, minutes).length === 0
  const end = async (confirm: boolean): Promise<boolean> => {
    setTried(true)
    if (blocked || future || early || noReason) return false
    if (!(await flush())) return false
    const closed = await run({
      does: ({ id, version }) =>
        client.meetings.close({
          meetingId: id,
          version,
          endedAt,
          overrideReason: warned ? reason.replaceAll(/\s+/g, ' ').trim() : null,
        }),
    })
    if (closed !== 'done') return false
    if (confirm) await run({ does: ({ id, version }) => client.meetings.confirm({ meetingId: id, version }) })
    return true
  }
  const press = async (does: 'close' | 'confirm') => {
    setEnding(does)
    const ended = await end(does === 'confirm')
    setEnding(null)
    if (!ended) return
    close()
    done()
  }
  const goTo = (id: string) => {
    close()
    reach(id)
  }
  return (
    <Modal
      open={open}
      title={text.dialog}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{desk.acts.back}</Button>
          <Button
            type={whole ? 'default' : 'primary'}
            disabled={blocked || future || early || ending === 'confirm'}
            loading={ending === 'close'}
            onClick={() => void press('close')}
          >
            {text.go}
          </Button>
          {whole && (
            <Button
              type="primary"
              disabled={future || early || ending === 'close'}
              loading={ending === 'confirm'}
              onClick={() => void press('confirm')}
            >
              {text.andConfirm}
            </Button>
          )}
        </>
      }
    >
      <div className="meeting-form">
        {blocked && <p className="second">{text.blocked}</p>}
        {refusals.map((refusal) => (
          <Refusal
            key={refusal.rule}
            refusal={refusal}
            action={
              refusal.rule === 'L-MTG-1' ? (
                <Button onClick={() => goTo('meeting-resolutions')}>{text.toVotes}</Button>
              ) : (
                <Button onClick={() => goTo('meeting-roll')}>{text.toRoll}</Button>
              )
            }
          />
        ))}
        {warned && (
          <div className="plan-field">
            <label className="plan-label" htmlFor="close-reason">
              {text.reason}
            </label>
            <Input.TextArea
              id="close-reason"
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={500}
              placeholder={text.reasonHint}
              value={reason}
              {...(tried && noReason ? { status: 'error' as const } : {})}
              onChange={(event) => setReason(event.target.value)}
            />
            {tried && noReason && (
              <p className="plan-fault" role="alert">
                {text.needReason}
              </p>
            )}
          </div>
        )}
        {!blocked && (
          <div className="plan-field">
            <span className="plan-label">{text.when}</span>
            <MomentField label={text.when} value={endedAt} onChange={setGiven} invalid={future || early} />
            {(future || early) && (
              <p className="plan-fault" role="alert">
                {early ? text.before(showMinute(startedAt)) : text.future}
              </p>
            )}
          </div>
        )}
        {whole && <p className="third">{text.andConfirmHint(meeting.present, meeting.due)}</p>}
      </div>
    </Modal>
  )
}
