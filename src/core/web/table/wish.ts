// What a person wants to see of a table: search, filters, order, columns, and views saved under a name.
import { useMemo, useState } from 'react'
import { type Choice, makeChoice, useChoice } from '../choice.ts'
import type { Column, Filters, Order } from './column.ts'

export type View = { name: string; search: string; filters: Filters; order: Order; shown: readonly string[] }

type Kept = { shown: readonly string[] | null; views: readonly View[] }

const kept = new Map<string, Choice<Kept>>()

function parseKept(text: string): Kept | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('views' in value) || !Array.isArray(value.views)) {
      return undefined
    }
    return value as Kept
  } catch {
    return undefined
  }
}

function choiceFor(name: string): Choice<Kept> {
  const known = kept.get(name)
  if (known) return known
  const made = makeChoice<Kept>(
    `table.${name}`,
    parseKept,
    () => ({ shown: null, views: [] }),
    (value) => JSON.stringify(value),
  )
  kept.set(name, made)
  return made
}

export function useWish<Row>(name: string, columns: readonly Column<Row>[]) {
  const [search, setSearch] = useState('')
  const [filters, setFilters] = useState<Filters>({})
  const [order, setOrder] = useState<Order>(null)
  const [{ shown, views }, keep] = useChoice(useMemo(() => choiceFor(name), [name]))
  const usual = columns.filter((column) => !column.hidden).map((column) => column.key)
  const keys = shown ?? usual
  const clear = () => {
    setSearch('')
    setFilters({})
  }
  return {
    search,
    filters,
    order,
    shown: keys,
    views,
    setSearch,
    setFilters,
    setOrder,
    clear,
    show: (next: readonly string[] | null) => keep({ shown: next, views }),
    saveView: (title: string) => {
      const view: View = { name: title, search, filters, order, shown: keys }
      keep({ shown, views: [...views.filter((other) => other.name !== title), view] })
    },
    deleteView: (title: string) => keep({ shown, views: views.filter((other) => other.name !== title) }),
    apply: (view: View) => {
      setSearch(view.search)
      setFilters(view.filters)
      setOrder(view.order)
      keep({ shown: view.shown, views })
    },
    reset: () => {
      clear()
      setOrder(null)
      keep({ shown: null, views })
    },
  }
}

export type Wish = ReturnType<typeof useWish>
