// What can be done with a duty: hold the meeting, make it up, open its record, waive it with a reason and take that back.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, type ButtonProps, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../core/web/client.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { useMay, useMe } from '../../../core/web/session.ts'
import { useFailure, useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import type { DutyLine } from '../contract.ts'
import { Complete, TakeBack, Withdraw } from './complete.tsx'
import { useDutyNames } from './names.ts'
import { dutyText } from './words.ts'

/** Rhythms that a meeting of the same kind fulfils. */
const heldAsMeeting = new Set([
  'general_meeting',
  'committee_meeting',
  'group_meeting',
  'theme_day',
  'lecture',
  'organizational_life_meeting',
  'democratic_life_meeting',
  'study_group',
  'governance_meeting',
  'ideology_meeting',
])

/** Where the meeting for a duty begins; an overdue one is made up for its own period. */
export function holdPath(duty: DutyLine): string | null {
  if (!heldAsMeeting.has(duty.rhythm)) return null
  const parts = new URLSearchParams({ unitId: duty.unitId, kind: duty.rhythm })
  if (duty.state === 'overdue') parts.set('makeUpFor', duty.periodFrom)
  return `/meetings/new?${parts}`
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
  const path = owed && may('meeting.write') ? holdPath(duty) : null
  const late = duty.state === 'overdue'
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
          aria-label={late ? text.makeUpOf(what) : text.holdOf(what)}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            go(path)
          }}
        >
          {late ? text.makeUp : text.hold}
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
  const [form] = Form.useForm<{ reason: string }>()
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
      <Modal
        open={open}
        title={text.waiveTitle}
        okText={text.waive}
        cancelText={text.cancel}
        confirmLoading={waive.isPending}
        destroyOnHidden
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
        // A press in the dialog must not open the row that the button stands in.
        modalRender={(dialog) => <div onClick={(event) => event.stopPropagation()}>{dialog}</div>}
      >
        <p>
          <strong>{what}</strong>
        </p>
        <p className="second">{text.waiveHint}</p>
        <Form<{ reason: string }>
          form={form}
          layout="vertical"
          className="waive-form"
          preserve={false}
          validateTrigger="onBlur"
          onFinish={({ reason }) => waive.mutate(reason.trim())}
        >
          <Form.Item
            name="reason"
            label={text.reason}
            rules={[{ required: true, whitespace: true, message: text.reasonMissing }]}
          >
            <Input.TextArea rows={3} maxLength={500} showCount autoFocus placeholder={text.reasonHint} />
          </Form.Item>
        </Form>
      </Modal>
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
