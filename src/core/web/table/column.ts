// What a column is, and what is computed from columns: search, filter, order, and the exported file.
import type { ReactNode } from 'react'

export type Cell = string | number | null

export type Column<Row> = {
  key: string
  title: string
  /** The plain value: it is searched, sorted, filtered and exported; numbers stand at the right. */
  text: (row: Row) => Cell
  /** What is shown; without it the plain value. */
  render?: (row: Row) => ReactNode
  /** true: by the plain value (Chinese by pinyin, numbers by size), or an own order. */
  sort?: true | ((a: Row, b: Row) => number)
  /** true: choose among the values that occur; or a closed list. */
  filter?: true | readonly { value: string; label: string }[]
  /** px; needed for tables wider than the page */
  width?: number
  align?: 'left' | 'right' | 'center'
  /** Not shown until chosen in the column chooser. */
  hidden?: boolean
  /** On phones: the card's title, one of its facts, or not there. Without any: first column title, next three facts. */
  card?: 'title' | 'fact' | 'none'
  pinned?: boolean
}

export type Order = { key: string; descending: boolean } | null
export type Filters = Readonly<Record<string, readonly string[]>>

const collator = new Intl.Collator('zh-CN', { numeric: true })

function compareCells(a: Cell, b: Cell): number {
  if (a === b) return 0
  if (a === null) return 1 // what is missing stands last
  if (b === null) return -1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}

/** The rows that are seen: searched, filtered, ordered. */
export function seenRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  wish: { search: string; filters: Filters; order: Order },
): Row[] {
  const words = wish.search.toLowerCase().split(/\s+/).filter(Boolean)
  const active = columns.filter((column) => (wish.filters[column.key]?.length ?? 0) > 0)
  const seen = rows.filter((row) => {
    const fits = active.every((column) => wish.filters[column.key]?.includes(String(column.text(row) ?? '')))
    if (!fits || words.length === 0) return fits
    const line = columns
      .map((column) => String(column.text(row) ?? ''))
      .join('\n')
      .toLowerCase()
    return words.every((word) => line.includes(word))
  })
  const column = columns.find((candidate) => candidate.key === wish.order?.key)
  if (!column || wish.order === null) return seen
  const { sort } = column
  const sign = wish.order.descending ? -1 : 1
  if (typeof sort === 'function') return seen.sort((a, b) => sign * sort(a, b))
  return seen.sort((a, b) => {
    const [left, right] = [column.text(a), column.text(b)]
    // a missing value stays last in both directions
    if (left === null || right === null) return compareCells(left, right)
    return sign * compareCells(left, right)
  })
}

type Option = { value: string; label: string }
// Counting ten thousand rows at each keystroke would be felt; the same rows and column give the same options.
const known = new WeakMap<object, WeakMap<object, Option[]>>()

/** The values that occur in a column, with their counts, in order. */
export function occurring<Row>(rows: readonly Row[], column: Column<Row>): Option[] {
  const ofRows = known.get(rows) ?? new WeakMap<object, Option[]>()
  known.set(rows, ofRows)
  const options = ofRows.get(column) ?? counted(rows, column)
  ofRows.set(column, options)
  return options
}

function counted<Row>(rows: readonly Row[], column: Column<Row>): Option[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const value = String(column.text(row) ?? '')
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .sort(([a], [b]) => collator.compare(a, b))
    .map(([value, count]) => ({ value, label: `${value === '' ? '—' : value} (${count})` }))
}

/** CSV that Excel opens in the right encoding; cells that would run as formulas are made plain text. */
export function csv(head: readonly string[], body: readonly (readonly Cell[])[]): string {
  const quote = (cell: Cell): string => {
    if (cell === null) return ''
    if (typeof cell === 'number') return String(cell)
    const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const lines = [head, ...body].map((line) => line.map(quote).join(','))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

/** Gives the browser a file to save. */
export function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Some browsers read the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export function saveCsv(name: string, head: readonly string[], body: readonly (readonly Cell[])[]): void {
  save(`${name}.csv`, new Blob([csv(head, body)], { type: 'text/csv;charset=utf-8' }))
}
