// The editor of one layout: columns at the left, at the right at once what they give for a month, and every fault at its column.
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Segmented, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useFailure } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { LayoutRecord } from '../contract/platform.ts'
import {
  fieldsFor,
  formatsFor,
  type Layout,
  type LayoutColumn,
  type LayoutFault,
  layoutFaults,
  type RowKind,
  rowKinds,
  usualLayout,
} from '../rules.ts'
import { MonthChoice } from './marks.tsx'
import { useMonth, useMonthWords } from './month.ts'
import { platformText } from './words.ts'

type Props = { unitId: string; saved: LayoutRecord | null; close: () => void }

const input = (body: Layout) => ({
  ...body,
  titles: [...body.titles],
  columns: body.columns.map((each) => ({ ...each })),
})

export function LayoutEditor({ unitId, saved, close }: Props) {
  const text = useText(platformText).layouts
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [name, setName] = useState(saved?.name ?? '')
  const [body, setBody] = useState<Layout>(saved?.body ?? usualLayout('meeting'))
  const [tried, setTried] = useState(false)
  const faults = layoutFaults(body)
  const change = (more: Partial<Layout>) => setBody({ ...body, ...more })
  const write = useMutation({
    mutationFn: (retired: boolean) =>
      client.monthly.saveLayout({
        unitId,
        layoutId: saved?.id ?? null,
        version: saved?.version ?? null,
        name: name.trim(),
        body: input(body),
        retired,
      }),
    onSuccess: (_, retired) => {
      message.success(retired ? text.retiredDone : text.saved)
      close()
    },
    onError: useFailure(),
    onSettled: () => queries.invalidateQueries({ queryKey: api.monthly.key() }),
  })
  const save = (retired: boolean) => {
    setTried(true)
    if (name.trim() !== '' && faults.length === 0) write.mutate(retired)
  }
  // Another kind of row has other fields: what fits stays.
  const chooseRows = (rows: RowKind) => {
    const fitting = new Set(fieldsFor(rows).map(({ id }) => id))
    const columns = body.columns.filter(({ field }) => fitting.has(field))
    change({ rows, columns: columns.length === 0 ? usualLayout(rows).columns : columns })
  }
  return (
    <div className="layout-editor">
      <Section
        title={saved?.name ?? text.add}
        extra={
          saved && (
            <Button onClick={() => save(!saved.retired)}>{saved.retired ? text.restore : text.retire}</Button>
          )
        }
      >
        <Labelled label={text.name} fault={tried && name.trim() === '' ? text.needName : null}>
          <Input
            id="layout-name"
            aria-label={text.name}
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
          />
        </Labelled>
        <Labelled label={text.sheet}>
          <Input
            aria-label={text.sheet}
            value={body.sheet}
            maxLength={60}
            onChange={(event) => change({ sheet: event.target.value })}
          />
        </Labelled>
        <Labelled label={text.rows}>
          <Segmented<RowKind>
            aria-label={text.rows}
            value={body.rows}
            onChange={chooseRows}
            options={rowKinds.map((value) => ({ value, label: text.each[value] }))}
          />
        </Labelled>
        <Labelled label={text.titles}>
          <Input.TextArea
            aria-label={text.titles}
            autoSize={{ minRows: 1, maxRows: 5 }}
            value={body.titles.join('\n')}
            onChange={(event) =>
              change({ titles: event.target.value === '' ? [] : event.target.value.split('\n').slice(0, 5) })
            }
          />
        </Labelled>
        <FaultList faults={faults.filter(({ column }) => column === null)} />
        <h3>{text.columns}</h3>
        <Columns body={body} faults={faults} change={(columns) => change({ columns })} />
        <div className="row" style={{ marginTop: 12 }}>
          <Button type="primary" loading={write.isPending} onClick={() => save(saved?.retired ?? false)}>
            {text.save}
          </Button>
          {faults.length > 0 && <span className="layout-faults">{text.faults(faults.length)}</span>}
        </div>
      </Section>
      <Preview unitId={unitId} body={body} />
    </div>
  )
}

function Labelled(props: { label: string; fault?: string | null; children: React.ReactNode }) {
  return (
    <div style={{ marginBottom: 12 }}>
      <div className="second">{props.label}</div>
      {props.children}
      {props.fault && (
        <p className="layout-faults" role="alert">
          {props.fault}
        </p>
      )}
    </div>
  )
}

function FaultList({ faults }: { faults: readonly LayoutFault[] }) {
  const text = useText(platformText).layouts
  if (faults.length === 0) return null
  return (
    <p className="layout-faults" role="alert">
      {faults
        .map(({ code, value }) => `${text.faultWords[code]}${value === '' ? '' : `: ${value}`}`)
        .join('；')}
    </p>
  )
}

type ColumnsProps = {
  body: Layout
  faults: readonly LayoutFault[]
  change: (columns: readonly LayoutColumn[]) => void
}

function Columns({ body, faults, change }: ColumnsProps) {
  const text = useText(platformText).layouts
  const { columns, rows } = body
  const set = (at: number, more: Partial<LayoutColumn>) =>
    change(columns.map((column, index) => (index === at ? { ...column, ...more } : column)))
  const move = (at: number, by: number) => {
    const next = [...columns]
    const [moved] = next.splice(at, 1)
    if (moved) next.splice(at + by, 0, moved)
    change(next)
  }
  // A new column takes the first field that is not there yet.
  const add = () => {
    const used = new Set(columns.map(({ field }) => field))
    const field = fieldsFor(rows).find(({ id }) => id !== 'fixed' && !used.has(id)) ?? fieldsFor(rows)[0]
    if (!field) return
    change([
      ...columns,
      { field: field.id, header: field.zh, format: formatsFor(field.id)[0] ?? 'plain', fixed: '' },
    ])
  }
  return (
    <>
      {columns.map((column, at) => (
        <ColumnRow
          // The place is what identifies a column: two may show the same field.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          at={at}
          last={at === columns.length - 1}
          rows={rows}
          column={column}
          faults={faults.filter((fault) => fault.column === at + 1)}
          set={(more) => set(at, more)}
          move={(by) => move(at, by)}
          remove={() => change(columns.filter((_, index) => index !== at))}
        />
      ))}
      <Button icon={<PlusOutlined />} onClick={add} disabled={columns.length >= 40}>
        {text.addColumn}
      </Button>
    </>
  )
}

function ColumnRow(props: {
  at: number
  last: boolean
  rows: RowKind
  column: LayoutColumn
  faults: readonly LayoutFault[]
  set: (more: Partial<LayoutColumn>) => void
  move: (by: number) => void
  remove: () => void
}) {
  const { at, last, rows, column, faults, set, move, remove } = props
  const text = useText(platformText).layouts
  const [language] = useLanguage()
  const fields = fieldsFor(rows)
  const formats = formatsFor(column.field)
  const choose = (id: string) => {
    const [before, after] = [
      fields.find((each) => each.id === column.field),
      fields.find((each) => each.id === id),
    ]
    // A heading that was only the field's name follows the field.
    const named = column.header.trim() === '' || column.header === before?.zh || column.header === before?.en
    set({
      field: id,
      format: formatsFor(id)[0] ?? 'plain',
      ...(named && after ? { header: after.zh } : {}),
    })
  }
  return (
    <div className="layout-column" role="group" aria-label={text.column(at + 1)}>
      <span className="third">{at + 1}</span>
      <Input
        aria-label={text.header}
        value={column.header}
        maxLength={100}
        onChange={(event) => set({ header: event.target.value })}
      />
      <Select
        aria-label={text.field}
        value={column.field}
        onChange={choose}
        popupMatchSelectWidth={false}
        options={fields.map((field) => ({ value: field.id, label: field[language] }))}
      />
      <Select
        aria-label={text.format}
        value={column.format}
        disabled={formats.length < 2}
        onChange={(format) => set({ format })}
        popupMatchSelectWidth={false}
        options={formats.map((format) => ({ value: format, label: text.formats[format] }))}
      />
      <span className="row" style={{ gap: 0 }}>
        <Button
          type="text"
          size="small"
          icon={<ArrowUpOutlined />}
          aria-label={text.up}
          disabled={at === 0}
          onClick={() => move(-1)}
        />
        <Button
          type="text"
          size="small"
          icon={<ArrowDownOutlined />}
          aria-label={text.down}
          disabled={last}
          onClick={() => move(1)}
        />
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={text.remove}
          onClick={remove}
        />
      </span>
      {column.field === 'fixed' && (
        <Input
          className="layout-fixed"
          aria-label={text.fixed}
          placeholder={text.fixed}
          value={column.fixed}
          maxLength={200}
          onChange={(event) => set({ fixed: event.target.value })}
        />
      )}
      {faults.length > 0 && (
        <div className="layout-faults">
          <FaultList faults={faults} />
        </div>
      )}
    </div>
  )
}

function Preview({ unitId, body }: { unitId: string; body: Layout }) {
  const text = useText(platformText).layouts
  const words = useMonthWords()
  const [month, choose] = useMonth()
  const shown = useDeferredValue(body)
  const query = useQuery({
    queryKey: [...api.monthly.key(), 'preview', unitId, month, shown],
    queryFn: () => client.monthly.previewLayout({ unitId, month, body: input(shown) }),
    placeholderData: keepPreviousData,
  })
  const { data } = query
  return (
    <Section
      title={text.preview}
      {...(data ? { hint: text.previewHint(data.total, words(month)) } : {})}
      extra={<MonthChoice month={month} choose={choose} />}
    >
      {data && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        <div className="layout-preview" tabIndex={0} role="region" aria-label={text.preview}>
          <table>
            {data.titles.length > 0 && <caption>{data.titles.join(' / ')}</caption>}
            <thead>
              <tr>
                {data.headings.map((heading, at) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <th key={at} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row, at) => (
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={at}>
                  {row.map((cell, column) => (
                    // oxlint-disable-next-line react/no-array-index-key
                    <td key={column}>{cell ?? ''}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {data.rows.length === 0 && data.faults.length === 0 && <p className="third">{text.previewEmpty}</p>}
        </div>
      )}
    </Section>
  )
}
