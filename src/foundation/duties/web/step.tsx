// What can be done with a duty: hold the meeting, make it up, open its record, waive it with a reason and take that back.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, type ButtonProps, Form, Input } from 'antd'
import { useState } from 'react'
import { client } from '../../../core/web/client.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { useMay, useMe } from '../../../core/web/session.ts'
import { useFailure, useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import type { DutyLine } from '../contract.ts'
import { Complete, TakeBack, Withdraw } from './complete.tsx'
import { DutyDialog } from './dialog.tsx'
import { useDutyNames } from './names.ts'
import { type Rhythm, useRhythms } from './rhythms.ts'
import { dutyText } from './words.ts'

/** Where a duty of a rhythm is begun; an overdue meeting is made up for its own period. */
function startOf(duty: DutyLine, start: NonNullable<Rhythm['start']>): string {
  const [path = '', given] = start.to.split('?')
  const parts = new URLSearchParams(given)
  parts.set('unitId', duty.unitId)
  if (start.meeting && duty.state === 'overdue') parts.set('makeUpFor', duty.periodFrom)
  return `${path}?${parts}`
}

export type StepsProps = {
  duty: DutyLine
  /** The one thing to do on the page: the button is filled. */
  primary?: boolean
  size?: ButtonProps['size']
}

/** The next step of a duty, by its state and by what the person may do. */
export function Steps({ duty, primary = false, size = 'small' }: StepsProps) {
  const text = useText(dutyText)
  const may = useMay()
  const go = useGo()
  const me = useMe()
  const what = `${duty.unitName} ${useDutyNames().whole(duty)}`
  const owed = duty.state === 'due' || duty.state === 'overdue'
  const start = useRhythms().get(duty.rhythm)?.start ?? null
  const path = owed && start !== null && may('meeting.write') ? startOf(duty, start) : null
  const late = duty.state === 'overdue'
  const begin =
    start?.meeting === false
      ? { label: text.open, aria: `${text.open}：${what}` }
      : late
        ? { label: text.makeUp, aria: text.makeUpOf(what) }
        : { label: text.hold, aria: text.holdOf(what) }
  const imposed = duty.what !== null
  // Who holds the post is for the server to know.
  const mine =
    may('duty.complete') || duty.post !== null || (duty.personId !== null && duty.personId === me.personId)
  return (
    <span className="row steps no-print">
      {path !== null && (
        <Button
          size={size}
          type={primary ? 'primary' : 'default'}
          href={path}
          aria-label={begin.aria}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            go(path)
          }}
        >
          {begin.label}
        </Button>
      )}
      {imposed && owed && mine && <Complete duty={duty} what={what} size={size} primary={primary} />}
      {imposed && owed && duty.link !== null && <Go to={duty.link}>{text.open}</Go>}
      {imposed && mine && duty.recordKind === 'statement' && <TakeBack duty={duty} what={what} size={size} />}
      {duty.recordKind === 'meeting' && duty.recordId !== null && (
        <Go to={`/meetings/${duty.recordId}`} aria-label={text.recordOf(what)}>
          {text.record}
        </Go>
      )}
      {duty.recordId !== null && start?.meeting === false && may('meeting.write') && (
        <Go to={startOf(duty, start)} aria-label={text.recordOf(what)}>
          {text.record}
        </Go>
      )}
      {owed && may('duty.waive') && <Waive duty={duty} what={what} size={size} />}
      {imposed && owed && duty.origin === 'order' && may('duty.impose') && (
        <Withdraw duty={duty} what={what} size={size} />
      )}
      {duty.withdrawn && duty.origin === 'order' && may('duty.impose') && (
        <TakeBack duty={duty} what={what} size={size} />
      )}
      {duty.state === 'waived' && may('duty.waive') && <Unwaive duty={duty} what={what} size={size} />}
    </span>
  )
}

type ActProps = { duty: DutyLine; what: string; size: ButtonProps['size'] }

function Waive({ duty, what, size }: ActProps) {
  const text = useText(dutyText)
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const fail = useFailure()
  // Counts, lists, rates and the yearly table all change with it.
  const reload = () => queries.invalidateQueries()
  const waive = useMutation({
    mutationFn: (reason: string) => client.duties.waive({ dutyId: duty.id, reason }),
    onError: fail,
    onSuccess: () => {
      setOpen(false)
      void reload()
      offerUndo({
        message: text.waived(what),
        undo: () => client.duties.unwaive({ dutyId: duty.id }).then(reload),
      })
    },
  })
  return (
    <>
      <Button size={size} type="text" aria-label={text.waiveOf(what)} onClick={() => setOpen(true)}>
        {text.waive}
      </Button>
      <DutyDialog<{ reason: string }>
        open={open}
        close={() => setOpen(false)}
        title={text.waiveTitle}
        act={text.waive}
        cancel={text.cancel}
        busy={waive.isPending}
        what={what}
        hint={text.waiveHint}
        finish={({ reason }) => waive.mutate(reason.trim())}
      >
        <Form.Item
          name="reason"
          label={text.reason}
          rules={[{ required: true, whitespace: true, message: text.reasonMissing }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount autoFocus placeholder={text.reasonHint} />
        </Form.Item>
      </DutyDialog>
    </>
  )
}

function Unwaive({ duty, what, size }: ActProps) {
  const text = useText(dutyText)
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const fail = useFailure()
  const reload = () => queries.invalidateQueries()
  const { waivedReason } = duty
  const unwaive = useMutation({
    mutationFn: () => client.duties.unwaive({ dutyId: duty.id }),
    onError: fail,
    onSuccess: () => {
      void reload()
      if (waivedReason === null) return
      offerUndo({
        message: text.unwaived(what),
        undo: () => client.duties.waive({ dutyId: duty.id, reason: waivedReason }).then(reload),
      })
    },
  })
  return (
    <Button
      size={size}
      type="text"
      loading={unwaive.isPending}
      aria-label={text.unwaiveOf(what)}
      onClick={() => unwaive.mutate()}
    >
      {text.unwaive}
    </Button>
  )
}
