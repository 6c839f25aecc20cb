// The page of the tree: search, dissolved units or not, today or a past day; on a phone level by level.
import { HistoryOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useMay } from '../../../core/web/session.ts'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { DaySlider } from './day-slider.tsx'
import { today } from './day-field.tsx'
import { DrillDown } from './drill-down.tsx'
import { HitList } from './hit-list.tsx'
import './org.css'
import { SearchField, useSearchPart } from './search-field.tsx'
import { focusTree, TreeView } from './tree-view.tsx'
import { findUnits, firstOpen, linesOf, searchWords } from './tree.ts'
import { type TreeQuery, useMembers, useTree } from './use-tree.ts'
import { treeText } from './words.ts'

// What was open, for the way back from a unit's page.
const kept: { open: ReadonlySet<string> | null } = { open: null }

const isDay = (part: string | null): part is string => part !== null && /^\d{4}-\d\d-\d\d$/.test(part)

export function Units() {
  const text = useText(treeText)
  const may = useMay()
  const [search, setSearch] = useSearchPart('q')
  const [dissolved, setDissolved] = useQueryPart('dissolved')
  const [day, setDay] = useQueryPart('on')
  const withDissolved = dissolved === '1'
  const at = isDay(day) && day < today() ? day : null
  // The usual tree is asked for without a word, as the frame does: one answer for both.
  const look = useMemo(
    () => ({ ...(withDissolved ? { withDissolved } : {}), ...(at === null ? {} : { at }) }),
    [withDissolved, at],
  )
  const query = useTree(look)
  const { tree, whole } = query
  const phone = useIsPhone()
  const words = useMemo(() => searchWords(search), [search])
  const wanted = useDeferredValue(words)
  const near = useMemo(
    () => (tree && whole && wanted.length > 0 ? findUnits(tree, wanted) : null),
    [tree, whole, wanted],
  )
  // What the names on the screen do not tell, pinyin and former names, the server knows; and all of a very large tree.
  const asking = wanted.length > 0 && tree !== null && (!whole || near?.length === 0)
  const far = useQuery(
    api.org.search.queryOptions({
      input: { ...look, q: wanted.join(' ') },
      enabled: asking,
      staleTime: 60_000,
      placeholderData: (before) => before,
    }),
  )
  const found = asking ? far.data : undefined
  const hits = useMemo(
    () => (found && tree && whole ? found.hits.flatMap((hit) => tree.byId.get(hit.id) ?? []) : near),
    [found, tree, whole, near],
  )
  const [open, setOpen] = useState(kept.open)

  const change = (next: ReadonlySet<string>) => {
    kept.open = next
    setOpen(next)
  }
  const intoTree = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    focusTree()
  }
  const primary = may('org.write') && at === null ? { label: text.import, to: '/workbook' } : undefined
  const count = () => {
    if (!tree) return ''
    if (!whole) {
      return wanted.length === 0 || !found ? text.large : text.foundSome(found.hits.length, found.more)
    }
    return hits === null ? text.count(tree.units.length) : text.found(hits.length, tree.units.length)
  }
  return (
    <Page
      title={text.title}
      what={text.what}
      primary={primary}
      filters={
        tree && (tree.units.length > 0 || at !== null) ? (
          <>
            <SearchField value={search} onChange={setSearch} placeholder={text.search} onKeyDown={intoTree} />
            <Checkbox
              checked={withDissolved}
              onChange={(event) => setDissolved(event.target.checked ? '1' : null)}
            >
              {text.dissolved}
            </Checkbox>
            {at === null && (
              <Button type="text" icon={<HistoryOutlined />} onClick={() => setDay(yesterday())}>
                {text.past}
              </Button>
            )}
            {!phone && hits === null && whole && (
              <>
                <Button type="text" onClick={() => change(new Set(tree.below.keys()))}>
                  {text.openAll}
                </Button>
                <Button type="text" onClick={() => change(new Set())}>
                  {text.closeAll}
                </Button>
              </>
            )}
            <span className="third count" role="status">
              {count()}
            </span>
          </>
        ) : undefined
      }
    >
      {at !== null && <DaySlider at={at} onChange={setDay} />}
      {!whole && wanted.length > 0 ? (
        <HitList hits={far.data?.hits} words={wanted} clear={() => setSearch('')} />
      ) : (
        <Body
          query={query}
          hits={hits}
          words={wanted}
          open={open}
          change={change}
          clear={() => setSearch('')}
          withDissolved={withDissolved}
          at={at}
        />
      )}
    </Page>
  )
}

function yesterday(): string {
  const day = new Date(`${today()}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}

type BodyProps = {
  query: TreeQuery
  hits: ReturnType<typeof findUnits> | null
  words: readonly string[]
  open: ReadonlySet<string> | null
  change: (open: ReadonlySet<string>) => void
  clear: () => void
  withDissolved: boolean
  at: string | null
}

function Body({ query, hits, words, open, change, clear, withDissolved, at }: BodyProps) {
  const text = useText(treeText)
  const phone = useIsPhone()
  const go = useGo()
  const { tree, whole, load } = query
  const isOpen = useMemo(() => open ?? (tree ? firstOpen(tree) : new Set<string>()), [open, tree])
  const lines = useMemo(() => (tree ? linesOf(tree, isOpen, hits) : []), [tree, isOpen, hits])
  useEffect(() => {
    for (const line of lines) if (line.open && tree && !tree.below.has(line.unit.id)) load(line.unit.id)
  }, [lines, tree, load])
  // Of a small tree all are counted once, of a very large one those that are on the screen.
  const counted = useMemo(
    () =>
      phone ? [] : (whole ? (tree?.units ?? []) : lines.map((line) => line.unit)).map((unit) => unit.id),
    [phone, whole, tree, lines],
  )
  const members = useMembers(counted, at)
  if (!tree) {
    return query.error ? (
      <ErrorState error={query.error} retry={() => query.refetch()} />
    ) : (
      <Loading what={text.title} rows={8} />
    )
  }
  if (tree.units.length === 0) return <EmptyState title={text.empty} hint={text.emptyHint} />
  if (hits?.length === 0) {
    return (
      <EmptyState
        title={text.noHit}
        hint={text.noHitHint}
        action={<Button onClick={clear}>{text.clear}</Button>}
      />
    )
  }
  if (phone) {
    const levelPath = (id: string | null) => {
      const parts = new URLSearchParams()
      if (withDissolved) parts.set('dissolved', '1')
      if (at !== null) parts.set('on', at)
      if (id !== null) parts.set('at', id)
      const part = parts.toString()
      return part === '' ? '/units' : `/units?${part}`
    }
    return <DrillDown tree={tree} hits={hits} words={words} at={at} load={load} levelPath={levelPath} />
  }
  const toggle = (id: string, opened: boolean) => {
    const next = new Set(isOpen)
    if (opened) {
      next.add(id)
      load(id)
    } else next.delete(id)
    change(next)
  }
  return (
    <TreeView
      lines={lines}
      words={words}
      members={members}
      toggle={hits === null ? toggle : null}
      visit={(id) => go(`/units/${id}`)}
    />
  )
}
