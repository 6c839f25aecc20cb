// Agreements with partners and what was held together; and the list of lectures of a year.
import { PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Segmented, Select } from 'antd'
import { useMemo, useState } from 'react'
import { api, type Client, client } from '../../../core/web/client.ts'
import { Go, useQueryPart } from '../../../core/web/go.tsx'
import { Columns, Figure, Page, Section } from '../../../core/web/page.tsx'
import { useMay } from '../../../core/web/session.ts'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { useAddressView } from '../../../foundation/duties/web/index.ts'
import { DayField, today } from '../../../foundation/org/web/index.ts'
import type { AgreementMove } from '../rules.ts'
import { useLifeFailure } from './failure.ts'
import './partners.css'
import { partnerText } from './partner-words.ts'

type Agreement = Awaited<ReturnType<Client['life']['agreements']>>['agreements'][number]
type Lecture = Awaited<ReturnType<Client['life']['lectures']>>['lectures'][number]

export function Partners() {
  const text = useText(partnerText)
  const may = useMay()
  const { unit, year } = useAddressView()
  const [tab, setTab] = useQueryPart('tab')
  const [editing, setEditing] = useState<Agreement | 'new' | null>(null)
  if (!unit) return <EmptyState title={text.noUnit} />
  const lectures = tab === 'lectures'
  return (
    <Page
      title={text.title}
      what={text.what}
      primary={
        !lectures && may('meeting.write')
          ? { label: text.add, icon: <PlusOutlined />, act: () => setEditing('new') }
          : undefined
      }
      filters={
        <Segmented<'partners' | 'lectures'>
          value={lectures ? 'lectures' : 'partners'}
          onChange={(value) => setTab(value === 'partners' ? null : value)}
          options={[
            { value: 'partners', label: text.partners },
            { value: 'lectures', label: text.lectures },
          ]}
        />
      }
    >
      {lectures ? (
        <Lectures unitId={unit.id} year={year} />
      ) : (
        <Agreements unitId={unit.id} edit={setEditing} />
      )}
      {editing !== null && (
        <AgreementDialog
          unitId={unit.id}
          agreement={editing === 'new' ? null : editing}
          close={() => setEditing(null)}
        />
      )}
    </Page>
  )
}

function Agreements({ unitId, edit }: { unitId: string; edit: (agreement: Agreement) => void }) {
  const text = useText(partnerText)
  const query = useQuery(api.life.agreements.queryOptions({ input: { unitId } }))
  if (query.error && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <Loading what={text.partners} />
  const { agreements, today: day } = query.data
  if (agreements.length === 0) return <EmptyState title={text.empty} hint={text.emptyHint} />
  return agreements.map((agreement) => (
    <AgreementCard key={agreement.id} agreement={agreement} today={day} edit={() => edit(agreement)} />
  ))
}

function AgreementCard(props: { agreement: Agreement; today: string; edit: () => void }) {
  const { agreement, edit } = props
  const text = useText(partnerText)
  const { message, modal } = App.useApp()
  const fail = useLifeFailure()
  const queries = useQueryClient()
  const [linking, setLinking] = useState(false)
  const run = async (move: AgreementMove, review = '') => {
    try {
      await client.life.moveAgreement({
        agreementId: agreement.id,
        version: agreement.version,
        move,
        review,
      })
      void message.success(text.moved)
      await queries.invalidateQueries({ queryKey: api.life.key() })
    } catch (error) {
      fail(error)
    }
  }
  const act = (move: AgreementMove) => {
    if (move !== 'review') {
      void run(move)
      return
    }
    let review = ''
    modal.confirm({
      title: text.reviewTitle,
      content: (
        <Input.TextArea
          autoFocus
          aria-label={text.review}
          maxLength={5000}
          autoSize={{ minRows: 3 }}
          onChange={(event) => {
            review = event.target.value
          }}
        />
      ),
      okText: text.moves.review,
      cancelText: text.cancel,
      onOk: () => run('review', review),
    })
  }
  const { untilOn, state } = agreement
  const expired = untilOn !== null && untilOn < props.today && state !== 'ended'
  return (
    <Section
      title={agreement.partner}
      hint={`${agreement.unitName} · ${text.days(agreement.signedOn, untilOn)}${expired ? ` · ${text.expired}` : ''}`}
      extra={
        <>
          <span className="chip">{text.states[state]}</span>
          {agreement.moves.map((move) => (
            <Button key={move} size="small" onClick={() => act(move)}>
              {text.moves[move]}
            </Button>
          ))}
          {agreement.mayWrite && state !== 'ended' && (
            <Button size="small" aria-label={text.editOf(agreement.partner)} onClick={edit}>
              {text.edit}
            </Button>
          )}
        </>
      }
    >
      <p className="prose partner-text">{agreement.content}</p>
      {agreement.plan !== '' && <p className="second prose partner-text">{agreement.plan}</p>}
      {agreement.review !== '' && (
        <p className="prose partner-text">
          <span className="label">{text.review}</span> {agreement.review}
        </p>
      )}
      <h3>{text.meetings(agreement.meetings.length)}</h3>
      {agreement.meetings.length === 0 ? (
        <p className="third">{text.noMeetings}</p>
      ) : (
        <ul className="partner-meetings">
          {agreement.meetings.map((meeting) => (
            <li key={meeting.id}>
              <Go to={`/meetings/${meeting.id}`}>{meeting.title}</Go>{' '}
              <span className="third">{meeting.on}</span>
            </li>
          ))}
        </ul>
      )}
      {agreement.mayWrite && state !== 'ended' && (
        <Button size="small" onClick={() => setLinking(true)}>
          {text.link}
        </Button>
      )}
      {linking && <LinkDialog agreement={agreement} close={() => setLinking(false)} />}
    </Section>
  )
}

function LinkDialog({ agreement, close }: { agreement: Agreement; close: () => void }) {
  const text = useText(partnerText)
  const fail = useLifeFailure()
  const queries = useQueryClient()
  const [ids, setIds] = useState(agreement.meetings.map((meeting) => meeting.id))
  const list = useQuery(api.meetings.list.queryOptions({ input: { unitId: agreement.unitId, limit: 300 } }))
  const options = new Map<string, string>()
  for (const meeting of agreement.meetings) options.set(meeting.id, `${meeting.on} ${meeting.title}`)
  for (const meeting of list.data?.meetings ?? []) {
    if (meeting.state !== 'cancelled')
      options.set(meeting.id, `${(meeting.startedAt ?? meeting.plannedAt).slice(0, 10)} ${meeting.title}`)
  }
  const save = async () => {
    try {
      await client.life.linkPartnerMeetings({
        agreementId: agreement.id,
        version: agreement.version,
        meetingIds: ids,
      })
      close()
      await queries.invalidateQueries({ queryKey: api.life.key() })
    } catch (error) {
      fail(error)
    }
  }
  return (
    <Modal
      open
      title={text.linkTitle}
      okText={text.save}
      cancelText={text.cancel}
      onCancel={close}
      onOk={() => void save()}
    >
      <p className="third">{text.linkHint}</p>
      <Select
        mode="multiple"
        aria-label={text.linkTitle}
        style={{ width: '100%' }}
        optionFilterProp="label"
        loading={list.isPending}
        value={ids}
        onChange={setIds}
        options={[...options].map(([value, label]) => ({ value, label }))}
      />
    </Modal>
  )
}

type Fields = { partner: string; content: string; plan?: string; signedOn: string; untilOn?: string | null }

function AgreementDialog(props: { unitId: string; agreement: Agreement | null; close: () => void }) {
  const { unitId, agreement, close } = props
  const text = useText(partnerText)
  const { message } = App.useApp()
  const fail = useLifeFailure()
  const queries = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const needed = [{ required: true, whitespace: true, message: text.missing }]
  const save = async (fields: Fields) => {
    setBusy(true)
    const given = {
      partner: fields.partner,
      content: fields.content,
      plan: fields.plan ?? '',
      signedOn: fields.signedOn,
      untilOn: fields.untilOn ?? null,
    }
    try {
      if (agreement === null) await client.life.createAgreement({ unitId, ...given })
      else
        await client.life.changeAgreement({
          agreementId: agreement.id,
          version: agreement.version,
          ...given,
        })
      void message.success(text.saved)
      close()
      await queries.invalidateQueries({ queryKey: api.life.key() })
    } catch (error) {
      fail(error)
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={agreement === null ? text.add : text.editOf(agreement.partner)}
      okText={text.save}
      cancelText={text.cancel}
      confirmLoading={busy}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={agreement ?? { signedOn: today() }}
        onFinish={(fields) => void save(fields)}
      >
        <Form.Item name="partner" label={text.partner} rules={needed}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="content" label={text.content} rules={needed}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={20_000} />
        </Form.Item>
        <Form.Item name="plan" label={text.plan}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
        </Form.Item>
        <Form.Item name="signedOn" label={text.signedOn} rules={[{ required: true, message: text.missing }]}>
          <DayField />
        </Form.Item>
        <Form.Item name="untilOn" label={text.untilOn}>
          <DayField />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function Lectures({ unitId, year }: { unitId: string; year: number }) {
  const text = useText(partnerText)
  const query = useQuery(api.life.lectures.queryOptions({ input: { unitId, year } }))
  const columns = useMemo(
    (): Column<Lecture>[] => [
      { key: 'on', title: text.date, text: (row) => row.on, sort: true, width: 120, card: 'fact' },
      { key: 'unit', title: text.unit, text: (row) => row.unitName, filter: true, card: 'fact' },
      {
        key: 'lecturer',
        title: text.lecturer,
        text: (row) => row.lecturer ?? text.notWritten,
        sort: true,
        card: 'fact',
      },
      { key: 'post', title: text.post, text: (row) => row.post },
      {
        key: 'topic',
        title: text.topic,
        text: (row) => row.topic ?? row.title,
        render: (row) => <Go to={`/meetings/${row.meetingId}`}>{row.topic ?? row.title}</Go>,
        card: 'title',
      },
      {
        key: 'leader',
        title: text.leader,
        text: (row) => (row.leader ? text.yes : text.no),
        filter: true,
        width: 120,
      },
    ],
    [text],
  )
  return (
    <>
      {query.data && (
        <Columns min={150}>
          <Figure label={text.held} value={query.data.held} />
          <Figure label={text.leaders} value={query.data.leaders} />
          <Figure label={text.byJuly} value={query.data.leadersByJuly} />
        </Columns>
      )}
      <Table
        name="life.lectures"
        title={text.lectures}
        rows={query.data?.lectures}
        columns={columns}
        rowKey={(row) => `${row.meetingId} ${row.lecturer} ${row.topic}`}
        error={query.error}
        retry={() => void query.refetch()}
        empty={{ title: text.lecturesEmpty, hint: text.lecturesEmptyHint }}
      />
    </>
  )
}
