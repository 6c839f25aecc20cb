// The approval of an early or late election, on the page of a unit: what was approved, recording it, taking it back.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { api, type Client, client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useFailure, useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { withinAYear } from '../../org/rules.ts'
import { DayField, today, type UnitPage } from '../../org/web/index.ts'
import { termText } from './term-words.ts'
import './notices.css'

type Term = NonNullable<Awaited<ReturnType<Client['notices']['term']>>['term']>
type Approval = NonNullable<Term['approval']> & { endsOn: string }

export function UnitTerm({ unit }: { unit: UnitPage }) {
  const text = useText(termText)
  const queries = useQueryClient()
  const fail = useFailure()
  const offerUndo = useUndo()
  const [asking, setAsking] = useState(false)
  const unitId = unit.id
  const { data } = useQuery(api.notices.term.queryOptions({ input: { unitId }, enabled: unit.term !== null }))
  const reload = () => queries.invalidateQueries()
  const withdraw = useMutation({
    mutationFn: async (term: Term) => {
      const { number, endsOn } = term
      await client.notices.withdrawTermApproval({ unitId, number, seenEndsOn: endsOn })
      return term
    },
    onError: fail,
    onSuccess: ({ number, endsOn, regularEndsOn, approval }) => {
      void reload()
      if (approval === null) return
      offerUndo({
        message: text.withdrawn(regularEndsOn),
        undo: () =>
          client.notices
            .approveTerm({ unitId, number, seenEndsOn: regularEndsOn, ...approval, endsOn })
            .then(reload),
      })
    },
  })
  const term = data?.term ?? null
  if (data === undefined || term === null || (term.approval === null && !data.mayWrite)) return null
  const { approval, regularEndsOn, endsOn } = term
  return (
    <Section title={text.title} {...(unit.kind === 'branch' ? { hint: text.basis } : {})}>
      {approval === null ? (
        <p className="third">{text.none}</p>
      ) : (
        <>
          <p>
            <strong>{text.changed(regularEndsOn, endsOn)}</strong>
          </p>
          <p className="second">{text.by(approval.organ, approval.documentNo, approval.approvedOn)}</p>
          <p className="second prose">{approval.reason}</p>
        </>
      )}
      {data.mayWrite && (
        <p className="row no-print">
          <Button size="small" onClick={() => setAsking(true)}>
            {approval === null ? text.record : text.change}
          </Button>
          {approval !== null && (
            <Button
              size="small"
              type="text"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate(term)}
            >
              {text.withdraw}
            </Button>
          )}
        </p>
      )}
      {asking && <Record term={term} unitId={unitId} close={() => setAsking(false)} />}
    </Section>
  )
}

function Record({ term, unitId, close }: { term: Term; unitId: string; close: () => void }) {
  const text = useText(termText)
  const queries = useQueryClient()
  const fail = useFailure()
  const offerUndo = useUndo()
  const [form] = Form.useForm<Approval>()
  const chosen = Form.useWatch('endsOn', form)
  const { number, endsOn: seenEndsOn, regularEndsOn, approval } = term
  const save = useMutation({
    mutationFn: async (filled: Approval) => {
      await client.notices.approveTerm({ unitId, number, seenEndsOn, ...filled })
      return filled
    },
    onError: fail,
    onSuccess: ({ endsOn }) => {
      close()
      const reload = () => queries.invalidateQueries()
      void reload()
      const seen = { unitId, number, seenEndsOn: endsOn }
      offerUndo({
        message: text.saved(endsOn),
        undo: () =>
          (approval === null
            ? client.notices.withdrawTermApproval(seen)
            : client.notices.approveTerm({ ...seen, ...approval, endsOn: seenEndsOn })
          ).then(reload),
      })
    },
  })
  const needed = { required: true, whitespace: true, message: text.missing }
  return (
    <Modal
      open
      title={text.dialog}
      okText={text.record}
      cancelText={text.cancel}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form<Approval>
        form={form}
        layout="vertical"
        className="term-form"
        validateTrigger="onBlur"
        initialValues={approval === null ? {} : { ...approval, endsOn: seenEndsOn }}
        onFinish={(filled) =>
          save.mutate({
            endsOn: filled.endsOn,
            organ: filled.organ.trim(),
            documentNo: filled.documentNo.trim(),
            approvedOn: filled.approvedOn,
            reason: filled.reason.trim(),
          })
        }
      >
        <Form.Item
          name="endsOn"
          label={text.endsOn}
          rules={[
            needed,
            {
              validator: async (_, day: string | null) => {
                if (day === regularEndsOn) throw new Error(text.sameDay)
              },
            },
          ]}
        >
          <DayField least={term.startedOn} />
        </Form.Item>
        {chosen && !withinAYear(regularEndsOn, chosen) && (
          <Alert type="warning" showIcon title={text.beyond} className="term-beyond" />
        )}
        <Form.Item name="organ" label={text.organ} rules={[needed]}>
          <Input maxLength={100} placeholder={text.organHint} />
        </Form.Item>
        <Form.Item name="documentNo" label={text.documentNo} rules={[needed]}>
          <Input maxLength={60} placeholder={text.documentNoHint} />
        </Form.Item>
        <Form.Item name="approvedOn" label={text.approvedOn} rules={[needed]}>
          <DayField least={term.startedOn} most={today()} />
        </Form.Item>
        <Form.Item name="reason" label={text.reason} rules={[needed]}>
          <Input.TextArea rows={2} maxLength={500} showCount placeholder={text.reasonHint} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
