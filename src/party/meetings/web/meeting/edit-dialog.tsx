// Changing title, place and, before the meeting begins, its time and which partner branches still come.
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { mayEdit } from '../../rules.ts'
import { lifeText } from '../life-words.ts'
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
  const life = useText(lifeText)
  const [partnerIds, setPartnerIds] = useState(meeting.partners.map(({ id }) => id))
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
          ...(movable && partnerIds.length < meeting.partners.length ? { partnerIds } : {}),
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
        {movable && meeting.partners.length > 0 && (
          <div className="plan-field">
            <label className="plan-label" htmlFor="edit-partners">
              {life.partners.label}
            </label>
            <Select
              id="edit-partners"
              mode="multiple"
              value={partnerIds}
              options={meeting.partners.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setPartnerIds}
            />
            <p className="third">{life.partners.leaving}</p>
          </div>
        )}
      </div>
    </Modal>
  )
}
