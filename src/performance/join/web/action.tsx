// One action: what it aims at, its state, the chart of its indicator, and what those who look back say of it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Go, usePathPart } from '../../../core/web/go.tsx'
import { FactList, Page, Section } from '../../../core/web/page.tsx'
import { useMay } from '../../../core/web/session.ts'
import { StateTag } from '../../../core/web/state.tsx'
import { ErrorState, Loading, useFailure, useUndo } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { DayField, today, UnitLink } from '../../../foundation/org/web/index.ts'
import type { Action } from '../contract.ts'
import { outcomes } from '../rules.ts'
import { outcomeWords, valueText } from '../words.ts'
import { ActionForm } from './action-form.tsx'
import { IndicatorJoin } from './indicator-part.tsx'
import './join.css'
import { joinText } from './words.ts'

export function ActionPage() {
  const text = useText(joinText)
  const actionId = usePathPart('actionId')
  const { data: action, error, refetch } = useQuery(api.join.action.queryOptions({ input: { actionId } }))
  const up = { to: '/join', label: text.back }
  if (!action) {
    return (
      <Page title={text.action} up={up}>
        {error ? <ErrorState error={error} retry={() => void refetch()} /> : <Loading what={text.action} />}
      </Page>
    )
  }
  return <Shown action={action} up={up} />
}

function Shown({ action, up }: { action: Action; up: { to: string; label: string } }) {
  const text = useText(joinText)
  const may = useMay()
  const [open, setOpen] = useState<'edit' | 'complete' | 'evaluate' | null>(null)
  const queries = useQueryClient()
  const fail = useFailure()
  const offerUndo = useUndo()
  const reload = () => queries.invalidateQueries()
  const owed = action.state === 'due' || action.state === 'overdue'
  const withdraw = useMutation({
    mutationFn: () => client.join.withdraw({ actionId: action.id }),
    onError: fail,
    onSuccess: () => {
      void reload()
      offerUndo({
        message: text.withdrawnDone,
        undo: async () => {
          await client.join.restore({ actionId: action.id })
          await reload()
        },
      })
    },
  })
  const restore = useMutation({
    mutationFn: () => client.join.restore({ actionId: action.id }),
    onError: fail,
    onSuccess: () => void reload(),
  })
  const complete = owed && may('duty.complete') && action.dutyId !== null
  const evaluate = action.mayWrite && !action.withdrawn && action.fromOn <= today()
  return (
    <Page
      title={action.what}
      up={up}
      primary={
        complete
          ? { label: text.complete, act: () => setOpen('complete') }
          : evaluate
            ? { label: text.evaluate, act: () => setOpen('evaluate') }
            : undefined
      }
      extra={
        action.mayWrite && (
          <>
            {owed && <Button onClick={() => setOpen('edit')}>{text.edit}</Button>}
            {complete && evaluate && <Button onClick={() => setOpen('evaluate')}>{text.evaluate}</Button>}
            {owed && (
              <Button danger loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
                {text.withdraw}
              </Button>
            )}
            {action.withdrawn && (
              <Button loading={restore.isPending} onClick={() => restore.mutate()}>
                {text.restore}
              </Button>
            )}
          </>
        )
      }
    >
      <Facts action={action} />
      {action.indicator && (action.comparison || action.latest) ? (
        <IndicatorJoin unitId={action.figureUnitId} indicatorId={action.indicator.id} actionId={action.id} />
      ) : (
        <Section>
          <p className="second">{text.hiddenFigures}</p>
        </Section>
      )}
      {open === 'edit' && <ActionForm action={action} close={() => setOpen(null)} />}
      {open === 'complete' && <Complete action={action} close={() => setOpen(null)} />}
      {open === 'evaluate' && <Evaluate action={action} close={() => setOpen(null)} />}
    </Page>
  )
}

function Facts({ action }: { action: Action }) {
  const text = useText(joinText)
  const [language] = useLanguage()
  const { indicator } = action
  const unit = indicator?.unit ?? ''
  const reached = action.reached === null ? '' : ` · ${action.reached ? text.reached : text.notReached}`
  return (
    <Section>
      <FactList
        facts={[
          {
            label: text.state,
            value: <StateTag state={action.state}>{action.withdrawn ? text.withdrawn : undefined}</StateTag>,
          },
          { label: text.owner, value: <UnitLink id={action.unitId} name={action.unitName} /> },
          ...(action.personName === null ? [] : [{ label: text.person, value: action.personName }]),
          { label: text.indicator, value: indicator?.[language] ?? text.gone(action.indicatorId) },
          {
            label: text.scope,
            value:
              action.departmentId === null ? (
                text.wholeHospital
              ) : (
                <Go to={`/join/pack/${action.departmentId}`} className="door">
                  {action.departmentName}
                </Go>
              ),
          },
          { label: text.direction, value: text[action.direction] },
          { label: text.target, value: valueText(unit, action.target, language) },
          {
            label: text.latest,
            value: action.latest
              ? `${valueText(unit, action.latest.value, language)}（${action.latest.period}${reached}）`
              : '—',
          },
          { label: text.from, value: action.fromOn },
          { label: text.until, value: action.untilOn },
          ...(action.ground === null ? [] : [{ label: text.ground, value: action.ground }]),
          ...(action.evidence === null
            ? []
            : [{ label: text.evidence, value: `${action.happenedOn ?? ''} ${action.evidence}` }]),
        ]}
      />
      {action.outcome !== null && (
        <div className="join-evaluation">
          <h3>
            {text.evaluation}：{outcomeWords[action.outcome][language]}
          </h3>
          <p className="prose">{action.evaluation}</p>
        </div>
      )}
    </Section>
  )
}

type DialogProps = { action: Action; close: () => void }

function Complete({ action, close }: DialogProps) {
  const text = useText(joinText)
  const [form] = Form.useForm<{ doneOn: string; evidence: string }>()
  const queries = useQueryClient()
  const fail = useFailure()
  const offerUndo = useUndo()
  const save = useMutation({
    mutationFn: (fields: { doneOn: string; evidence: string }) =>
      client.duties.complete({ dutyId: action.dutyId ?? '', ...fields }),
    onError: fail,
    onSuccess: () => {
      close()
      void queries.invalidateQueries()
      offerUndo({
        message: text.completed,
        undo: async () => {
          await client.duties.reopen({ dutyId: action.dutyId ?? '' })
          await queries.invalidateQueries()
        },
      })
    },
  })
  return (
    <Modal
      open
      title={text.completeTitle}
      okText={text.complete}
      cancelText={text.notNow}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ doneOn: today() }}
        validateTrigger="onBlur"
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item name="doneOn" label={text.doneOn} rules={[{ required: true, message: text.dayMissing }]}>
          <DayField least={action.fromOn} most={today()} />
        </Form.Item>
        <Form.Item
          name="evidence"
          label={text.evidence}
          rules={[{ required: true, whitespace: true, message: text.evidenceMissing }]}
        >
          <Input.TextArea rows={4} maxLength={2000} placeholder={text.evidenceHint} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function Evaluate({ action, close }: DialogProps) {
  const text = useText(joinText)
  const [language] = useLanguage()
  const [form] = Form.useForm<{ outcome: (typeof outcomes)[number]; evaluation: string }>()
  const queries = useQueryClient()
  const fail = useFailure()
  const save = useMutation({
    mutationFn: (fields: { outcome: (typeof outcomes)[number]; evaluation: string }) =>
      client.join.evaluate({ actionId: action.id, version: action.version, ...fields }),
    onError: fail,
    onSuccess: () => {
      close()
      void queries.invalidateQueries()
    },
  })
  return (
    <Modal
      open
      title={text.evaluateTitle}
      okText={text.evaluate}
      cancelText={text.notNow}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ outcome: action.outcome ?? undefined, evaluation: action.evaluation ?? '' }}
        validateTrigger="onBlur"
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item
          name="outcome"
          label={text.outcome}
          rules={[{ required: true, message: text.outcomeMissing }]}
        >
          <Radio.Group options={outcomes.map((value) => ({ value, label: outcomeWords[value][language] }))} />
        </Form.Item>
        <Form.Item
          name="evaluation"
          label={text.evaluation}
          extra={text.evaluationHint}
          rules={[{ required: true, whitespace: true, message: text.evaluationMissing }]}
        >
          <Input.TextArea rows={5} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
