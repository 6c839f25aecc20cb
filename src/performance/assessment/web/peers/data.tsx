// The data of a peer table: directions, weights and denominators in one form; hospitals in a table, each changed in a drawer.
import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, InputNumber, Select, Tag } from 'antd'
import { useMemo, useState } from 'react'
import { api, client } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { useIsPhone } from '../../../../core/web/screen-size.ts'
import { ErrorState, useFailure, useUndo } from '../../../../core/web/status.tsx'
import { type Column, Table } from '../../../../core/web/table.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { PeerRowView } from '../../peers/contract.ts'
import { directions } from '../../peers/methods/peers.ts'
import { oneLine } from '../entry.tsx'
import { type PeerTable, writeValue } from './look.tsx'
import { peerText } from './words.ts'

type DataProps = { unitId: string; table: PeerTable }

export function PeerData({ unitId, table }: DataProps) {
  return (
    <>
      <ColumnForm unitId={unitId} table={table} />
      <Hospitals unitId={unitId} table={table} />
    </>
  )
}

type Fields = Pick<PeerTable, 'name' | 'year' | 'peerGroup' | 'source' | 'columns'> & { ownNo: number }
const nobody = 0

function ColumnForm({ unitId, table }: DataProps) {
  const text = useText(peerText)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const failed = useFailure()
  const [form] = Form.useForm<Fields>()
  const place = { unitId, tableId: table.id, version: table.version }
  const reload = () => queries.invalidateQueries({ queryKey: api.assessment.key() })
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      client.assessment.savePeers({
        ...place,
        name: oneLine(fields.name),
        year: fields.year,
        peerGroup: oneLine(fields.peerGroup ?? ''),
        source: oneLine(fields.source),
        ownNo: fields.ownNo === nobody ? null : fields.ownNo,
        columns: table.columns.map((column, index) => {
          const typed = fields.columns[index]
          return {
            ...column,
            ...typed,
            unit: typed?.unit ?? '',
            weight: typed?.weight ?? 0,
            denominator: typed?.denominator || null,
          }
        }),
      }),
    onSuccess: async () => {
      message.success(text.saved)
      await reload()
    },
  })
  const fill = useMutation({
    mutationFn: () => client.assessment.fillOwn(place),
    onSuccess: async ({ filled }) => {
      message.info(text.filled(filled.join('、')))
      await reload()
    },
    onError: failed,
  })
  return (
    <Section
      title={text.tabs.data}
      hint={text.dataHint}
      extra={
        table.mayWrite &&
        table.ownNo !== null && (
          <Button loading={fill.isPending} onClick={() => fill.mutate()}>
            {text.fillOwn}
          </Button>
        )
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        disabled={!table.mayWrite}
        initialValues={{ ...table, ownNo: table.ownNo ?? nobody }}
        onFinish={(fields) => save.mutate(fields)}
      >
        {save.error !== null && <ErrorState error={save.error} retry={() => void reload()} />}
        <div className="entry-fields">
          <Form.Item
            name="name"
            label={text.name}
            rules={[{ required: true, whitespace: true, message: text.needName }]}
          >
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item name="ownNo" label={text.own}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={[
                { value: nobody, label: text.ownNone },
                ...table.rows.map(({ no, name }) => ({ value: no, label: name })),
              ]}
            />
          </Form.Item>
          <Form.Item name="year" label={text.year} rules={[{ required: true, message: text.year }]}>
            <InputNumber<number> min={1949} max={2200} precision={0} controls={false} />
          </Form.Item>
          <Form.Item name="peerGroup" label={text.peerGroup}>
            <Input maxLength={80} placeholder={text.peerGroupHint} />
          </Form.Item>
          <Form.Item
            name="source"
            label={text.source}
            className="wide"
            rules={[{ required: true, whitespace: true, message: text.needSource }]}
          >
            <Input maxLength={500} />
          </Form.Item>
        </div>
        <div className="beside-table" role="region" tabIndex={0} aria-label={text.weights}>
          <table className="plain-table left">
            <thead>
              <tr>
                <th scope="col">{text.indicator}</th>
                <th scope="col">{text.direction}</th>
                <th scope="col">{text.weight}</th>
                <th scope="col">{text.unit}</th>
                <th scope="col" title={text.denominatorHint}>
                  {text.denominator}
                </th>
              </tr>
            </thead>
            <tbody>
              {table.columns.map(({ key, name, indicator }, index) => (
                <tr key={key}>
                  <th scope="row">
                    {indicator !== null && <span className="third">{indicator} </span>}
                    {name}
                  </th>
                  <td>
                    <Form.Item name={['columns', index, 'direction']} noStyle>
                      <Select
                        aria-label={`${name} ${text.direction}`}
                        popupMatchSelectWidth={false}
                        style={{ minWidth: 120 }}
                        options={directions.map((value) => ({ value, label: text.directions[value] }))}
                      />
                    </Form.Item>
                  </td>
                  <td>
                    <Form.Item name={['columns', index, 'weight']} noStyle>
                      <InputNumber<number>
                        aria-label={`${name} ${text.weight}`}
                        min={0}
                        max={1000}
                        controls={false}
                        className="peer-weights"
                      />
                    </Form.Item>
                  </td>
                  <td>
                    <Form.Item name={['columns', index, 'unit']} noStyle>
                      <Input aria-label={`${name} ${text.unit}`} maxLength={20} className="peer-weights" />
                    </Form.Item>
                  </td>
                  <td>
                    <Form.Item name={['columns', index, 'denominator']} noStyle>
                      <InputNumber<number>
                        aria-label={`${name} ${text.denominator}`}
                        min={0}
                        controls={false}
                        className="peer-weights"
                      />
                    </Form.Item>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {table.mayWrite && (
          <Button type="primary" htmlType="submit" loading={save.isPending} className="entry-acts">
            {text.save}
          </Button>
        )}
      </Form>
    </Section>
  )
}

function Hospitals({ unitId, table }: DataProps) {
  const text = useText(peerText)
  const queries = useQueryClient()
  const failed = useFailure()
  const offerUndo = useUndo()
  const [editing, edit] = useState<PeerRowView | 'new' | null>(null)
  const reload = () => queries.invalidateQueries({ queryKey: api.assessment.key() })
  const place = { unitId, tableId: table.id }
  const remove = useMutation({
    mutationFn: (row: PeerRowView) =>
      client.assessment.removePeerRow({ ...place, no: row.no, version: table.version }),
    onSuccess: async ({ version }, row) => {
      edit(null)
      await reload()
      offerUndo({
        message: text.removedHospital(row.name),
        undo: async () => {
          await client.assessment.savePeerRow({
            ...place,
            no: null,
            name: row.name,
            values: row.values,
            version,
          })
          await reload()
        },
      })
    },
    onError: failed,
  })
  const columns = useMemo<Column<PeerRowView>[]>(
    () => [
      {
        key: 'name',
        title: text.hospital,
        text: ({ name }) => name,
        render: ({ name, no }) =>
          no === table.ownNo ? (
            <strong>
              {name} <Tag>{text.ownBadge}</Tag>
            </strong>
          ) : (
            name
          ),
        sort: true,
        card: 'title',
        pinned: true,
        width: 200,
      },
      ...table.columns.map(
        ({ key, name, unit }, index): Column<PeerRowView> => ({
          key,
          title: unit === '' ? name : `${name}（${unit}）`,
          text: ({ values }) => values[index] ?? null,
          render: ({ values }) => {
            const value = values[index] ?? null
            return value === null ? <span className="third">{text.missing}</span> : writeValue(value)
          },
          sort: true,
          align: 'right',
          card: index < 4 ? 'fact' : 'none',
          hidden: index >= 8,
          width: 150,
        }),
      ),
    ],
    [text, table],
  )
  return (
    <Section
      title={text.hospitalsTitle}
      extra={
        table.mayWrite && (
          <Button icon={<PlusOutlined />} onClick={() => edit('new')}>
            {text.addHospital}
          </Button>
        )
      }
    >
      <Table<PeerRowView>
        name={`figures.peers.${table.id}`}
        title={table.name}
        rows={table.rows}
        columns={columns}
        rowKey={({ no }) => String(no)}
        {...(table.mayWrite ? { open: edit } : {})}
        marked={({ no }) => no === table.ownNo}
        dense
      />
      {editing !== null && (
        <HospitalDrawer
          unitId={unitId}
          table={table}
          row={editing === 'new' ? null : editing}
          close={() => edit(null)}
          remove={(row) => remove.mutate(row)}
        />
      )}
    </Section>
  )
}

type HospitalProps = DataProps & {
  row: PeerRowView | null
  close: () => void
  remove: (row: PeerRowView) => void
}

function HospitalDrawer({ unitId, table, row, close, remove }: HospitalProps) {
  const text = useText(peerText)
  const phone = useIsPhone()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: (fields: { name: string; values: (number | null)[] }) =>
      client.assessment.savePeerRow({
        unitId,
        tableId: table.id,
        no: row?.no ?? null,
        name: oneLine(fields.name),
        values: table.columns.map((_, index) => fields.values[index] ?? null),
        version: table.version,
      }),
    onSuccess: async () => {
      message.success(text.saved)
      close()
      await queries.invalidateQueries({ queryKey: api.assessment.key() })
    },
  })
  return (
    <Drawer
      open
      onClose={close}
      maskClosable={false}
      size={phone ? '100%' : 480}
      title={row === null ? text.addHospital : text.editHospital(row.name)}
    >
      <Form
        layout="vertical"
        initialValues={row ?? { name: '', values: table.columns.map(() => null) }}
        onFinish={(fields: { name: string; values: (number | null)[] }) => save.mutate(fields)}
      >
        {save.error !== null && <ErrorState error={save.error} />}
        <Form.Item
          name="name"
          label={text.hospital}
          rules={[{ required: true, whitespace: true, message: text.needName }]}
        >
          <Input maxLength={80} />
        </Form.Item>
        {table.columns.map(({ key, name, unit }, index) => (
          <Form.Item key={key} name={['values', index]} label={unit === '' ? name : `${name}（${unit}）`}>
            <InputNumber<number> controls={false} placeholder={text.missing} style={{ width: '100%' }} />
          </Form.Item>
        ))}
        <div className="row entry-acts">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {text.save}
          </Button>
          <Button onClick={close}>{text.cancel}</Button>
          {row !== null && (
            <Button danger onClick={() => remove(row)}>
              {text.remove}
            </Button>
          )}
        </div>
      </Form>
    </Drawer>
  )
}
