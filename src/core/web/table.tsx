// The product's table: sticky head, search, filters, columns and views, export of what is seen, cards on phones.
import { Button, Table as AntTable } from 'antd'
import type { ColumnType, TableProps as AntTableProps } from 'antd/es/table'
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useIsPhone, useIsPrinting } from './screen-size.ts'
import { EmptyState, ErrorState, Loading } from './status.tsx'
import { Cards } from './table/cards.tsx'
import { type Column, occurring, saveCsv, seenRows } from './table/column.ts'
import { useReach } from './table/reach.ts'
import { Tools } from './table/tools.tsx'
import { useWish, type Wish } from './table/wish.ts'
import { tableText } from './table/words.ts'
import { useText } from './text.ts'

export type { Column } from './table/column.ts'
export { save, saveCsv } from './table/column.ts'

const virtualBeyond = 200
// Paper gets all rows up to here (about 55 pages); longer lists are for the exported file.
const printUpTo = 2000

export type TableProps<Row> = {
  /** Unique; columns and views chosen by the person are kept under it. */
  name: string
  /** Spoken name and name of the exported file. */
  title: string
  /** undefined while loading */
  rows: readonly Row[] | undefined
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  /** On click and Enter: open a drawer or go to the thing. */
  open?: (row: Row) => void
  error?: unknown
  retry?: () => void
  /** 32 px rows instead of 40. */
  dense?: boolean
  /** What will be here and the first step. */
  empty?: { title: string; hint?: string; action?: ReactNode }
  /** Bulk actions for the selected rows; makes rows selectable. */
  bulk?: (rows: Row[], clear: () => void) => ReactNode
  tools?: ReactNode
  /** Without the row above the table: for short lists inside a section. */
  bare?: boolean
  /** Emphasis for a row, for example the one whose drawer is open. */
  marked?: (row: Row) => boolean
}

export function Table<Row extends object>(props: TableProps<Row>) {
  const { rows, columns, rowKey, error, retry, empty, bulk, open, title, bare = false } = props
  const text = useText(tableText)
  const phone = useIsPhone()
  const wish = useWish(props.name, columns)
  const [selected, setSelected] = useState<string[]>([])
  const search = useDeferredValue(wish.search)
  const { filters, order } = wish
  const seen = useMemo(
    () => seenRows(rows ?? [], columns, { search, filters, order }),
    [rows, columns, search, filters, order],
  )
  if (error && !rows) return <ErrorState error={error} {...(retry ? { retry } : {})} />
  if (!rows) return <Loading what={title} rows={8} />
  if (rows.length === 0) return <EmptyState {...empty} />

  const visible = columns.filter((column) => wish.shown.includes(column.key))
  const exportSeen = () =>
    saveCsv(
      title,
      visible.map((column) => column.title),
      seen.map((row) => visible.map((column) => column.text(row))),
    )
  const chosen = rows.filter((row) => selected.includes(rowKey(row)))
  const selection = bulk ? { keys: selected, set: setSelected } : undefined
  return (
    <div className="table">
      {!bare && (
        <Tools
          title={title}
          columns={columns}
          rows={rows}
          seen={seen.length}
          wish={wish}
          onExport={exportSeen}
          extra={props.tools}
        />
      )}
      {bulk && chosen.length > 0 && (
        <div className="row bulk no-print" role="status">
          <strong>{text.selected(chosen.length)}</strong>
          {bulk(chosen, () => setSelected([]))}
          <Button type="link" onClick={() => setSelected([])}>
            {text.clear}
          </Button>
        </div>
      )}
      {seen.length === 0 ? (
        <EmptyState
          title={text.noMatch}
          hint={text.noMatchHint}
          action={<Button onClick={wish.clear}>{text.clearFilters}</Button>}
        />
      ) : phone ? (
        <Cards rows={seen} columns={columns} rowKey={rowKey} open={open} selection={selection} />
      ) : (
        <Grid {...props} rows={seen} all={rows} visible={visible} wish={wish} selection={selection} />
      )}
    </div>
  )
}

type GridProps<Row> = Omit<TableProps<Row>, 'rows'> & {
  rows: Row[]
  all: readonly Row[]
  visible: readonly Column<Row>[]
  wish: Wish
  selection: { keys: string[]; set: (keys: string[]) => void } | undefined
}

function Grid<Row extends object>(props: GridProps<Row>) {
  const { rows, all, visible, wish, selection, rowKey, open, dense = false, title, marked } = props
  const text = useText(tableText)
  const frame = useRef<HTMLDivElement>(null)
  const printing = useIsPrinting()
  const virtual = rows.length > (printing ? printUpTo : virtualBeyond)
  const [room, setRoom] = useState({ width: 0, height: 480 })
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const measure = () => {
      const top = element.getBoundingClientRect().top + globalThis.scrollY
      setRoom({ width: element.clientWidth, height: Math.max(320, globalThis.innerHeight - top - 80) })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const antColumns = visible.map((column) => antColumn(column, all, wish))
  const wanted = visible.reduce((sum, column) => sum + (column.width ?? 160), selection ? 48 : 0)
  const onChange: NonNullable<AntTableProps<Row>['onChange']> = (_, filters, sorter, extra) => {
    if (extra.action === 'filter') {
      wish.setFilters(
        Object.fromEntries(Object.entries(filters).map(([key, values]) => [key, (values ?? []).map(String)])),
      )
    }
    if (extra.action === 'sort' && !Array.isArray(sorter)) {
      wish.setOrder(
        sorter.order ? { key: String(sorter.columnKey), descending: sorter.order === 'descend' } : null,
      )
    }
  }
  const scroll = virtual
    ? { x: Math.max(wanted, room.width), y: room.height }
    : wanted > room.width
      ? { x: wanted }
      : undefined
  useReach(frame, scroll === undefined ? null : text.scrolls(title), virtual)
  return (
    <div ref={frame} className={dense ? 'grid dense' : 'grid'}>
      <AntTable<Row>
        aria-label={title}
        dataSource={rows}
        columns={antColumns}
        rowKey={rowKey}
        size={dense ? 'small' : 'medium'}
        pagination={false}
        locale={{ filterConfirm: text.filter, filterReset: text.clearFilter }}
        virtual={virtual}
        // antd's sticky head is a table of its own, which paper cannot repeat: only where rows scroll sideways.
        // Elsewhere the head stays by style.
        sticky={!virtual && scroll ? { offsetHeader: 59 } : false}
        {...(scroll ? { scroll } : {})}
        showSorterTooltip={false}
        onChange={onChange}
        rowClassName={(row) => (marked?.(row) ? 'marked' : '')}
        {...(selection
          ? {
              rowSelection: {
                selectedRowKeys: selection.keys,
                onChange: (keys: unknown[]) => selection.set(keys.map(String)),
                columnWidth: 48,
              },
            }
          : {})}
        onRow={(row, index) => (open ? rowActs(row, index ?? 0, open) : {})}
      />
    </div>
  )
}

function antColumn<Row>(column: Column<Row>, all: readonly Row[], wish: Wish): ColumnType<Row> {
  const first = all[0]
  const numeric = first !== undefined && typeof column.text(first) === 'number'
  const options = column.filter === true ? occurring(all, column) : column.filter
  const { order } = wish
  const sorted = order?.key === column.key ? (order.descending ? 'descend' : 'ascend') : null
  return {
    key: column.key,
    title: column.title,
    align: column.align ?? (numeric ? 'right' : 'left'),
    ellipsis: true,
    ...(column.width === undefined ? {} : { width: column.width }),
    ...(column.pinned ? { fixed: 'start' as const } : {}),
    render: (_, row) => column.render?.(row) ?? column.text(row) ?? '—',
    // `true` without a comparing function: the order is ours, antd only shows it.
    ...(column.sort ? { sorter: true, sortOrder: sorted } : {}),
    ...(options
      ? {
          filters: options.map((option) => ({ text: option.label, value: option.value })),
          filteredValue: [...(wish.filters[column.key] ?? [])],
          filterSearch: options.length > 10,
        }
      : {}),
  }
}

/** Click and Enter open; arrow keys move between rows; only the first row is a tab stop. */
function rowActs<Row>(row: Row, index: number, open: (row: Row) => void) {
  return {
    tabIndex: index === 0 ? 0 : -1,
    className: 'can-open',
    onClick: (event: { target: EventTarget }) => {
      // Links, buttons and boxes in the row keep their own meaning.
      if (event.target instanceof Element && event.target.closest('a, button, input, label, [role="note"]'))
        return
      if (globalThis.getSelection()?.toString()) return
      open(row)
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.target !== event.currentTarget) return
      const move = event.key === 'ArrowDown' ? 'nextElementSibling' : 'previousElementSibling'
      if (event.key === 'Enter') open(row)
      else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const next = event.currentTarget[move]
        if (next instanceof HTMLElement && next.tabIndex >= -1) {
          event.preventDefault()
          next.focus()
        }
      }
    },
  }
}
