// After confirmation: an amendment with its reason, the history that everybody sees, and the archive.
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { lifeText } from '../life-words.ts'
import { showInstant } from '../moment.ts'
import type { Run } from './use-acts.ts'

type DialogProps = { meeting: Meeting; run: Run; close: () => void }

/** Mounted while it is open, so that it begins with what stands there now. */
export function AmendDialog({ meeting, run, close }: DialogProps) {
  const text = useText(lifeText).amend
  const [seen, setSeen] = useState(meeting.minutes)
  const [minutes, setMinutes] = useState(meeting.minutes)
  const [title, setTitle] = useState(meeting.title)
  const [place, setPlace] = useState(meeting.place ?? '')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  // Somebody else amended meanwhile: both texts stay in sight.
  const theirs = meeting.minutes === seen ? null : meeting.minutes
  const save = async () => {
    setTried(true)
    if (reason.trim() === '' || theirs !== null || title.trim() === '' || minutes.trim() === '') return
    const outcome = await run({
      unchanged: (latest) => latest.minutes === seen,
      does: ({ id, version }) =>
        client.meetings.amend({
          meetingId: id,
          version,
          reason: reason.replaceAll(/\s+/g, ' ').trim(),
          ...(title.trim() === meeting.title ? {} : { title: title.trim() }),
          ...(place.trim() === (meeting.place ?? '')
            ? {}
            : { place: place.trim() === '' ? null : place.trim() }),
          ...(minutes === meeting.minutes ? {} : { minutes }),
        }),
      reread: true,
    })
    if (outcome === 'done') close()
  }
  const settle = (next: string) => {
    setMinutes(next)
    setSeen(meeting.minutes)
  }
  const late = tried && reason.trim() === ''
  return (
    <Modal
      open
      title={text.title}
      okText={text.go}
      width="min(720px, 100vw)"
      okButtonProps={{ disabled: theirs !== null }}
      onOk={save}
      onCancel={close}
    >
      <div className="meeting-form">
        <p className="second prose">{text.why}</p>
        {theirs !== null && (
          <div className="minutes-conflict" role="alert">
            <p className="second">{text.conflict}</p>
            <p className="third">{text.theirs}</p>
            <blockquote className="written">{theirs}</blockquote>
            <Button type="primary" onClick={() => settle(`${theirs.trimEnd()}\n\n${minutes}`)}>
              {text.both}
            </Button>
          </div>
        )}
        <label className="plan-field">
          <span className="plan-label">{text.reason}</span>
          <Input
            id="amend-reason"
            maxLength={500}
            placeholder={text.reasonHint}
            value={reason}
            {...(late ? { status: 'error' as const } : {})}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        {late && (
          <p className="plan-fault" role="alert">
            {text.needReason}
          </p>
        )}
        <label className="plan-field">
          <span className="plan-label">{text.fields.title}</span>
          <Input maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} />
        </label>
        <label className="plan-field">
          <span className="plan-label">{text.fields.place}</span>
          <Input maxLength={120} value={place} onChange={(event) => setPlace(event.target.value)} />
        </label>
        <label className="plan-field">
          <span className="plan-label">{text.minutes}</span>
          <Input.TextArea
            id="amend-minutes"
            autoSize={{ minRows: 6, maxRows: 20 }}
            maxLength={50_000}
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        </label>
      </div>
    </Modal>
  )
}

const shown = (value: unknown): string => (typeof value === 'string' && value !== '' ? value : '–')

export function Revisions({ meeting }: { meeting: Meeting }) {
  const text = useText(lifeText).amend
  if (meeting.revisions.length === 0) return null
  return (
    <Section title={text.history}>
      <ol className="revisions">
        {meeting.revisions.toReversed().map((revision) => (
          <li key={revision.number}>
            <p className="third">{text.line(revision.number, showInstant(revision.at), revision.actor)}</p>
            <p className="prose">{`${text.reason}：${revision.reason}`}</p>
            {Object.keys(revision.after).map((field) => (
              <details key={field}>
                <summary>
                  {field in text.fields ? text.fields[field as keyof typeof text.fields] : field}
                </summary>
                <p className="third">{text.was}</p>
                <blockquote className="written">{shown(revision.before[field])}</blockquote>
                <p className="third">{text.now}</p>
                <blockquote className="written">{shown(revision.after[field])}</blockquote>
              </details>
            ))}
          </li>
        ))}
      </ol>
    </Section>
  )
}
