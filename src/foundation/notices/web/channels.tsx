// The office's page of reminders: when duties are brought to mind, which groups are told, and what did not arrive.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, InputNumber } from 'antd'
import { useState } from 'react'
import { api, type Client, client, readError } from '../../../core/web/client.ts'
import { Page, Section } from '../../../core/web/page.tsx'
import { useMe } from '../../../core/web/session.ts'
import { ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { Groups } from './groups.tsx'
import { minuteOf } from './moment.ts'
import './notices.css'
import { channelText, noticeText } from './words.ts'

export function Channels() {
  const names = useText(noticeText)
  const text = useText(channelText)
  const me = useMe()
  const unit = me.units.find(({ kind }) => kind === 'institution' || kind === 'commission') ?? me.units[0]
  return (
    <Page title={names.screens.channels} what={text.what}>
      {unit !== undefined && (
        <>
          {(unit.kind === 'institution' || unit.kind === 'commission') && <Policy unitId={unit.id} />}
          <Groups />
          <Log unitId={unit.id} />
        </>
      )}
    </Page>
  )
}

type Kept = Awaited<ReturnType<Client['duties']['policy']>>

function Policy({ unitId }: { unitId: string }) {
  const text = useText(channelText)
  const query = useQuery(api.duties.policy.queryOptions({ input: {} }))
  return (
    <Section title={text.policy} hint={text.policyHint}>
      {query.data ? (
        <PolicyForm key={query.data.version} unitId={unitId} kept={query.data} />
      ) : query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Loading rows={2} />
      )}
    </Section>
  )
}

function PolicyForm({ unitId, kept }: { unitId: string; kept: Kept }) {
  const text = useText(channelText)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const fail = useFailure()
  // The days of reminders stand beside every duty.
  const reload = () => queries.invalidateQueries({ queryKey: api.duties.key() })
  const save = useMutation({
    mutationFn: (fields: { remindDays: number; escalateDays?: number | null }) =>
      client.duties.savePolicy({
        unitId,
        version: kept.version,
        remindDays: fields.remindDays,
        escalateDays: fields.escalateDays ?? null,
      }),
    onSuccess: async () => {
      void message.success(text.saved)
      await reload()
    },
    onError: async (error) => {
      if (readError(error).code !== 'stale') return fail(error)
      void message.warning(text.stale)
      await reload()
    },
  })
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={kept}
      onFinish={(fields) => save.mutate(fields)}
    >
      <div className="policy-fields">
        <Form.Item name="remindDays" label={text.remindDays} rules={[{ required: true }]}>
          <InputNumber min={1} max={30} precision={0} />
        </Form.Item>
        <Form.Item name="escalateDays" label={text.escalateDays} extra={text.escalateHint}>
          <InputNumber min={1} max={90} precision={0} />
        </Form.Item>
      </div>
      <Button htmlType="submit" loading={save.isPending}>
        {text.save}
      </Button>
    </Form>
  )
}

type Line = Awaited<ReturnType<Client['notices']['deliveries']>>['deliveries'][number]

function Log({ unitId }: { unitId: string }) {
  const text = useText(channelText)
  const [failed, setFailed] = useState(false)
  const query = useQuery(api.notices.deliveries.queryOptions({ input: { unitId, failed } }))
  const { columns: heads } = text
  const columns: readonly Column<Line>[] = [
    {
      key: 'made',
      title: heads.made,
      text: (line) => minuteOf(line.madeAt),
      sort: true,
      width: 150,
      card: 'fact',
    },
    {
      key: 'channel',
      title: heads.channel,
      text: (line) => text.channels[line.channel],
      filter: true,
      width: 90,
      card: 'fact',
    },
    { key: 'to', title: heads.to, text: (line) => line.to, sort: true, width: 180, card: 'title' },
    {
      key: 'state',
      title: heads.state,
      text: (line) => text.states[line.state],
      filter: true,
      width: 110,
      card: 'fact',
    },
    {
      key: 'fault',
      title: heads.fault,
      text: (line) => (line.fault === null ? '' : text.faults[line.fault]),
      width: 260,
      card: 'fact',
    },
    { key: 'attempts', title: heads.attempts, text: (line) => line.attempts, width: 70, card: 'none' },
    {
      key: 'due',
      title: heads.due,
      text: (line) => (line.state === 'waiting' ? minuteOf(line.dueAt) : ''),
      width: 150,
      card: 'none',
    },
  ]
  return (
    <Section
      title={text.log}
      extra={
        <Checkbox checked={failed} onChange={(event) => setFailed(event.target.checked)}>
          {text.failedOnly}
        </Checkbox>
      }
    >
      <Table
        name="deliveries"
        title={text.log}
        rows={query.data?.deliveries}
        columns={columns}
        rowKey={(line) => line.id}
        error={query.error}
        retry={() => void query.refetch()}
        empty={{ title: text.noLog, hint: text.noLogHint }}
        dense
        bare
      />
    </Section>
  )
}
