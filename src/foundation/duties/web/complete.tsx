// Completing what was imposed: the day and what shows it, in a dialog, and taking that back.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, type ButtonProps, Form, Input } from 'antd'
import { useState } from 'react'
import { client } from '../../../core/web/client.ts'
import { useFailure, useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { DayField, today } from '../../org/web/index.ts'
import type { DutyLine } from '../contract.ts'
import { DutyDialog } from './dialog.tsx'
import { imposedText } from './words.ts'

type Act = { duty: DutyLine; what: string; size: ButtonProps['size']; primary?: boolean }

export function Complete({ duty, what, size, primary = false }: Act) {
  const text = useText(imposedText)
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const fail = useFailure()
  const reload = () => queries.invalidateQueries()
  const complete = useMutation({
    mutationFn: (done: { doneOn: string; evidence: string }) =>
      client.duties.complete({ dutyId: duty.id, ...done }),
    onError: fail,
    onSuccess: () => {
      setOpen(false)
      void reload()
      offerUndo({
        message: text.completed(what),
        undo: () => client.duties.reopen({ dutyId: duty.id }).then(reload),
      })
    },
  })
  return (
    <>
      <Button
        size={size}
        type={primary ? 'primary' : 'default'}
        aria-label={text.completeOf(what)}
        onClick={() => setOpen(true)}
      >
        {text.complete}
      </Button>
      <DutyDialog<{ doneOn: string; evidence: string }>
        open={open}
        close={() => setOpen(false)}
        title={text.completeTitle}
        act={text.complete}
        cancel={text.notNow}
        busy={complete.isPending}
        what={what}
        hint={duty.basis}
        initial={{ doneOn: today() }}
        finish={({ doneOn, evidence }) => complete.mutate({ doneOn, evidence: evidence.trim() })}
      >
        <Form.Item
          name="doneOn"
          label={text.doneOn}
          rules={[{ required: true, message: text.doneOnMissing }]}
        >
          <DayField least={duty.periodFrom} most={today()} />
        </Form.Item>
        <Form.Item
          name="evidence"
          label={text.evidence}
          rules={[{ required: true, whitespace: true, message: text.evidenceMissing }]}
        >
          <Input.TextArea rows={3} maxLength={2000} showCount placeholder={text.evidenceHint} />
        </Form.Item>
      </DutyDialog>
    </>
  )
}

/** Takes a completion in words, or a withdrawal, back. */
export function TakeBack({ duty, what, size }: Act) {
  const text = useText(imposedText)
  const queries = useQueryClient()
  const fail = useFailure()
  const back = useMutation({
    mutationFn: () =>
      duty.withdrawn ? client.duties.restore({ dutyId: duty.id }) : client.duties.reopen({ dutyId: duty.id }),
    onError: fail,
    onSuccess: () => queries.invalidateQueries(),
  })
  const label = duty.withdrawn ? text.restore : text.reopen
  return (
    <Button
      size={size}
      type="text"
      loading={back.isPending}
      aria-label={`${label}：${what}`}
      onClick={() => back.mutate()}
    >
      {label}
    </Button>
  )
}

export function Withdraw({ duty, what, size }: Act) {
  const text = useText(imposedText)
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const fail = useFailure()
  const reload = () => queries.invalidateQueries()
  const withdraw = useMutation({
    mutationFn: () => client.duties.withdraw({ dutyId: duty.id }),
    onError: fail,
    onSuccess: () => {
      void reload()
      offerUndo({
        message: text.withdrawn(what),
        undo: () => client.duties.restore({ dutyId: duty.id }).then(reload),
      })
    },
  })
  return (
    <Button
      size={size}
      type="text"
      loading={withdraw.isPending}
      aria-label={`${text.withdraw}：${what}`}
      onClick={() => withdraw.mutate()}
    >
      {text.withdraw}
    </Button>
  )
}
