// The inbox of transfers: to accept, requested, settled; what may be done now stands beside each.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { App, Badge, Button, Drawer, Form, Input } from 'antd'
import { useMemo, useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Go, useQueryPart } from '../../../core/web/go.tsx'
import { FactList, Page } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useMe } from '../../../core/web/session.ts'
import { type Column, Table } from '../../../core/web/table.tsx'
import { Tabs } from '../../../core/web/tabs.tsx'
import { useText } from '../../../core/web/text.ts'
import { DayField, today, useName } from '../../org/web/index.ts'
import type { TransferLine } from '../contract.ts'
import { transferStates } from '../words.ts'
import { Change, partyUnitKinds, UnitField } from './change.tsx'
import { transferText } from './list-words.ts'
import './people.css'
import { ReasonChange, useNeed } from './person/acts/index.ts'

const tabs = ['to_accept', 'sent', 'settled'] as const
type Tab = (typeof tabs)[number]
type Act = 'accept' | 'reject' | 'withdraw' | 'receipt'

export function Transfers() {
  const text = useText(transferText)
  const [part, setPart] = useQueryPart('tab')
  const tab: Tab = tabs.find((each) => each === part) ?? 'to_accept'
  const query = useQuery(
    api.people.transfers.queryOptions({ input: { tab }, placeholderData: keepPreviousData }),
  )
  const [openId, setOpenId] = useQueryPart('transfer')
  const [act, setAct] = useState<{ act: Act; transfer: TransferLine } | null>(null)
  const start = (what: Act, transfer: TransferLine) => setAct({ act: what, transfer })
  const columns = useColumns(tab, start)
  const waiting = query.data?.counts ?? { to_accept: 0, sent: 0 }
  const opened = query.data?.transfers.find((each) => each.id === openId)
  return (
    <Page title={text.title} what={text.what}>
      <Tabs
        label={text.title}
        chosen={tab}
        choose={(key) => setPart(key === 'to_accept' ? null : key)}
        tabs={tabs.map((key) => ({
          key,
          label: (
            <span className="row">
              {text.tabs[key]}
              {key !== 'settled' && waiting[key] > 0 && <Badge count={waiting[key]} color="var(--ink)" />}
            </span>
          ),
        }))}
      >
        <Table
          name={`transfers-${tab}`}
          title={`${text.title} ${text.tabs[tab]}`}
          rows={query.isPlaceholderData ? undefined : query.data?.transfers}
          columns={columns}
          rowKey={(row) => row.id}
          open={(row) => setOpenId(row.id)}
          error={query.error}
          retry={() => void query.refetch()}
          empty={{ title: text.empty[tab], hint: text.emptyHint }}
          marked={(row) => row.id === openId}
        />
      </Tabs>
      {opened && <Opened transfer={opened} close={() => setOpenId(null)} start={start} />}
      {act && <Acting {...act} close={() => setAct(null)} />}
    </Page>
  )
}

function useColumns(
  tab: Tab,
  start: (act: Act, transfer: TransferLine) => void,
): readonly Column<TransferLine>[] {
  const text = useText(transferText)
  const name = useName()
  return useMemo(
    () => [
      {
        key: 'person',
        title: text.person,
        text: (row) => row.personName,
        width: 120,
        card: 'title' as const,
        sort: true,
      },
      {
        key: 'from',
        title: text.from,
        text: (row) => row.fromName,
        width: 220,
        card: 'fact' as const,
        sort: true,
      },
      { key: 'to', title: text.to, text: (row) => row.toName, width: 220, card: 'fact' as const, sort: true },
      { key: 'requestedOn', title: text.requestedOn, text: (row) => row.requestedOn, width: 120, sort: true },
      ...(tab === 'settled'
        ? [
            {
              key: 'state',
              title: text.state,
              text: (row: TransferLine) => name(transferStates, row.state),
              width: 110,
              filter: true as const,
              card: 'fact' as const,
            },
            {
              key: 'settledOn',
              title: text.settledOn,
              text: (row: TransferLine) => row.settledOn,
              width: 120,
              sort: true as const,
            },
          ]
        : [
            {
              key: 'letterNo',
              title: text.letterNo,
              text: (row: TransferLine) => row.letterNo,
              width: 130,
            },
            {
              key: 'acts',
              title: '',
              text: () => null,
              render: (row: TransferLine) => <Acts transfer={row} start={start} />,
              width: 180,
              card: 'fact' as const,
            },
          ]),
    ],
    [text, name, tab, start],
  )
}

function Acts({
  transfer,
  start,
}: {
  transfer: TransferLine
  start: (act: Act, transfer: TransferLine) => void
}) {
  const text = useText(transferText)
  return (
    <span className="row">
      {transfer.mayAccept && (
        <>
          <Button size="small" type="primary" onClick={() => start('accept', transfer)}>
            {text.accept}
          </Button>
          <Button size="small" onClick={() => start('reject', transfer)}>
            {text.reject}
          </Button>
        </>
      )}
      {transfer.mayWithdraw && transfer.outside && (
        <Button size="small" type="primary" onClick={() => start('receipt', transfer)}>
          {text.receipt}
        </Button>
      )}
      {transfer.mayWithdraw && (
        <Button size="small" onClick={() => start('withdraw', transfer)}>
          {text.withdraw}
        </Button>
      )}
    </span>
  )
}

type OpenedProps = {
  transfer: TransferLine
  close: () => void
  start: (act: Act, transfer: TransferLine) => void
}

function Opened({ transfer, close, start }: OpenedProps) {
  const text = useText(transferText)
  const name = useName()
  const phone = useIsPhone()
  // The sender's person is out of reach for the receiver until acceptance.
  const readable = transfer.side !== 'in' || transfer.state === 'accepted'
  return (
    <Drawer
      open
      onClose={close}
      title={`${text.title} ${transfer.personName}`}
      size={phone ? '100%' : 480}
      footer={<Acts transfer={transfer} start={start} />}
    >
      <FactList
        facts={[
          {
            label: text.person,
            value: readable ? (
              <Go to={`/people/${transfer.personId}`}>{transfer.personName}</Go>
            ) : (
              transfer.personName
            ),
          },
          { label: text.from, value: transfer.fromName },
          { label: text.to, value: transfer.toName },
          { label: text.state, value: name(transferStates, transfer.state) },
          { label: text.requestedOn, value: transfer.requestedOn },
          { label: text.settledOn, value: transfer.settledOn },
          { label: text.letterNo, value: transfer.letterNo },
          { label: text.receiptNo, value: transfer.receiptNo },
          { label: text.note, value: transfer.note },
          { label: text.answer, value: transfer.answer },
        ]}
      />
    </Drawer>
  )
}

function Acting({ act, transfer, close }: { act: Act; transfer: TransferLine; close: () => void }) {
  const text = useText(transferText)
  const { id: transferId, version, personName } = transfer
  switch (act) {
    case 'accept':
      return <Accept transfer={transfer} close={close} />
    case 'receipt':
      return <Receipt transfer={transfer} close={close} />
    case 'reject':
      return (
        <ReasonChange
          title={text.rejectTitle(personName)}
          button={text.reject}
          close={close}
          act={(reason) => client.people.rejectTransfer({ transferId, version, reason })}
        />
      )
    case 'withdraw':
      return (
        <ReasonChange
          title={text.withdrawTitle(personName)}
          button={text.withdraw}
          close={close}
          act={(reason) => client.people.withdrawTransfer({ transferId, version, reason })}
        />
      )
  }
}

type ActingProps = { transfer: TransferLine; close: () => void }

function Accept({ transfer, close }: ActingProps) {
  const text = useText(transferText)
  const need = useNeed()
  const me = useMe()
  const { message } = App.useApp()
  const { id: transferId, version, personName } = transfer
  const arrives = transfer.side === 'in'
  return (
    <Change<{ unitId?: string; staffNo?: string }>
      title={text.acceptTitle(personName)}
      button={text.acceptNow}
      hint={text.acceptHint}
      close={close}
      act={async ({ unitId, staffNo }) => {
        await client.people.acceptTransfer({
          transferId,
          version,
          ...(unitId ? { unitId } : {}),
          ...(staffNo?.trim() ? { staffNo: staffNo.trim() } : {}),
        })
        message.success(text.accepted(personName))
      }}
    >
      <FactList
        facts={[
          { label: text.from, value: transfer.fromName },
          { label: text.to, value: transfer.toName },
        ]}
      />
      {arrives && (
        <>
          <Form.Item name="unitId" label={text.unit} rules={need.choice} className="erase-head">
            <UnitField institutionId={me.institution.id} kinds={partyUnitKinds} />
          </Form.Item>
          <Form.Item name="staffNo" label={text.staffNo} extra={text.staffNoHint}>
            <Input maxLength={40} className="short-field" />
          </Form.Item>
        </>
      )}
    </Change>
  )
}

function Receipt({ transfer, close }: ActingProps) {
  const text = useText(transferText)
  const need = useNeed()
  const { id: transferId, version, personName, requestedOn } = transfer
  return (
    <Change<{ receiptNo: string; on: string }>
      title={text.receiptTitle(personName)}
      button={text.receiptNow}
      hint={text.receiptHint}
      close={close}
      initial={{ on: today() }}
      act={(fields) => client.people.recordReceipt({ transferId, version, ...fields })}
    >
      <Form.Item name="receiptNo" label={text.receiptNumber} rules={need.text}>
        <Input maxLength={60} className="short-field" />
      </Form.Item>
      <Form.Item name="on" label={text.receiptDay} rules={need.day}>
        <DayField least={requestedOn} />
      </Form.Item>
    </Change>
  )
}
