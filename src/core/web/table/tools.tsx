// The row above a table: search, order and filter on phones, views, columns, export, and the count.
import { DeleteOutlined, DownloadOutlined, SearchOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Popover, Select, Space, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { useIsPhone } from '../screen-size.ts'
import { useText } from '../text.ts'
import { type Column, occurring } from './column.ts'
import type { Wish } from './wish.ts'
import { tableText } from './words.ts'

type ToolsProps<Row> = {
  title: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  seen: number
  wish: Wish
  onExport: () => void
  extra?: ReactNode
}

export function Tools<Row>({ title, columns, rows, seen, wish, onExport, extra }: ToolsProps<Row>) {
  const text = useText(tableText)
  const phone = useIsPhone()
  return (
    <div className="row table-tools no-print">
      <Input
        allowClear
        className="table-search"
        prefix={<SearchOutlined aria-hidden />}
        placeholder={text.search}
        aria-label={text.searchIn(title)}
        value={wish.search}
        onChange={(event) => wish.setSearch(event.target.value)}
      />
      {phone && <PhoneOrder columns={columns} rows={rows} wish={wish} />}
      {extra}
      <span className="third count" role="status">
        {text.count(seen, rows.length)}
      </span>
      <span className="row table-buttons">
        {!phone && <Columns columns={columns} wish={wish} />}
        <Tooltip title={text.export}>
          <Button
            type="text"
            icon={<DownloadOutlined />}
            aria-label={text.export}
            disabled={seen === 0}
            onClick={onExport}
          />
        </Tooltip>
      </span>
    </div>
  )
}

function Columns<Row>({ columns, wish }: { columns: readonly Column<Row>[]; wish: Wish }) {
  const text = useText(tableText)
  const [name, setName] = useState('')
  const store = () => {
    const title = name.trim()
    if (title === '') return
    wish.saveView(title)
    setName('')
  }
  const content = (
    <div className="column-chooser">
      {wish.views.length > 0 && (
        <>
          <strong>{text.views}</strong>
          {wish.views.map((view) => (
            <div key={view.name} className="row spread">
              <Button type="link" size="small" onClick={() => wish.apply(view)}>
                {view.name}
              </Button>
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={text.deleteView(view.name)}
                onClick={() => wish.deleteView(view.name)}
              />
            </div>
          ))}
        </>
      )}
      <strong>{text.columns}</strong>
      <Checkbox.Group
        value={[...wish.shown]}
        onChange={(keys) => wish.show(keys)}
        options={columns.map((column) => ({
          value: column.key,
          label: column.title,
          disabled: wish.shown.length === 1 && wish.shown[0] === column.key,
        }))}
      />
      <Space.Compact>
        <Input
          size="small"
          value={name}
          maxLength={20}
          placeholder={text.viewName}
          aria-label={text.viewName}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={store}
        />
        <Button size="small" onClick={store} aria-label={text.saveView}>
          {text.save}
        </Button>
      </Space.Compact>
      <Button size="small" type="link" onClick={wish.reset}>
        {text.reset}
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button type="text" icon={<SettingOutlined />} aria-label={text.columns} title={text.columns} />
    </Popover>
  )
}

/** Cards have no heads to click: order and filters become two fields. */
function PhoneOrder<Row>(props: { columns: readonly Column<Row>[]; rows: readonly Row[]; wish: Wish }) {
  const { columns, rows, wish } = props
  const text = useText(tableText)
  const sortable = columns.filter((column) => column.sort)
  const filterable = columns.filter((column) => column.filter)
  const orders = sortable.flatMap((column) => [
    { value: `${column.key}+`, label: text.ascending(column.title) },
    { value: `${column.key}-`, label: text.descending(column.title) },
  ])
  const chosen = Object.entries(wish.filters).flatMap(([key, values]) =>
    values.map((value) => `${key} ${value}`),
  )
  const choose = (values: readonly string[]) => {
    const next: Record<string, string[]> = {}
    for (const value of values) {
      const space = value.indexOf(' ')
      const key = value.slice(0, space)
      next[key] = [...(next[key] ?? []), value.slice(space + 1)]
    }
    wish.setFilters(next)
  }
  return (
    <>
      {sortable.length > 0 && (
        <Select
          className="phone-order"
          aria-label={text.sort}
          value={wish.order ? `${wish.order.key}${wish.order.descending ? '-' : '+'}` : ''}
          options={[{ value: '', label: text.noOrder }, ...orders]}
          onChange={(value: string) =>
            wish.setOrder(value === '' ? null : { key: value.slice(0, -1), descending: value.endsWith('-') })
          }
        />
      )}
      {filterable.length > 0 && (
        <Select
          className="phone-order"
          mode="multiple"
          maxTagCount={0}
          maxTagPlaceholder={(left) => `${text.filter} ${left.length}`}
          placeholder={text.filter}
          aria-label={text.filter}
          value={chosen}
          onChange={choose}
          options={filterable.map((column) => ({
            label: column.title,
            title: column.title,
            options: (column.filter === true ? occurring(rows, column) : (column.filter ?? [])).map(
              (option) => ({
                value: `${column.key} ${option.value}`,
                label: option.label,
              }),
            ),
          }))}
        />
      )}
    </>
  )
}
