// Changing title, place and, before the meeting begins, its time.
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { mayEdit } from '../../rules.ts'
import { deskText } from '../meeting-words.ts'
import { MomentField } from '../moment-field.tsx'
import { planText } from '../plan-words.ts'
import type { Run } from './use-acts.ts'

type DialogProps = { meeting: Meeting; run: Run; close: () => void }

/** Mounted while it is open, so that it always begins with what stands there now. */
export function EditDialog({ meeting, run, close }: DialogProps) {
  const desk = useText(deskText)
  const text = useText(planText)
  const [title, setTitle] = useState(meeting.title)
  const [place, setPlace] = useState(meeting.place ?? '')
  const [plannedAt, setPlannedAt] = useState(meeting.plannedAt)
  const movable = mayEdit(meeting.state, 'reschedule')
  const empty = title.trim() === ''
  const save = async () => {
    if (empty) return
    const outcome = await run({
      does: ({ id, version }) =>
        client.meetings.update({
          meetingId: id,
          version,
          title: title.trim(),
          place: place.trim() === '' ? null : place.trim(),
          ...(movable && plannedAt !== meeting.plannedAt ? { plannedAt } : {}),
        }),
    })
    if (outcome === 'done') close()
  }
  return (
    <Modal
      open
      title={desk.acts.edit}
      okText={desk.acts.save}
      cancelText={desk.acts.back}
      okButtonProps={{ disabled: empty }}
      onOk={save}
      onCancel={close}
    >
      <div className="meeting-form">
        {movable && (
          <div className="plan-field">
            <span className="plan-label">{text.when}</span>
            <MomentField label={text.when} value={plannedAt} onChange={setPlannedAt} />
          </div>
        )}
        <div className="plan-field">
          <label className="plan-label" htmlFor="edit-title">
            {text.name}
          </label>
          <Input
            id="edit-title"
            maxLength={120}
            value={title}
            {...(empty ? { status: 'error' as const } : {})}
            onChange={(event) => setTitle(event.target.value)}
          />
          {empty && (
            <p className="plan-fault" role="alert">
              {text.needName}
            </p>
          )}
        </div>
        <div className="plan-field">
          <label className="plan-label" htmlFor="edit-place">
            {text.place}
          </label>
          <Input
            id="edit-place"
            maxLength={120}
            placeholder={text.placeHint}
            value={place}
            onChange={(event) => setPlace(event.target.value)}
          />
        </div>
      </div>
    </Modal>
  )
}
