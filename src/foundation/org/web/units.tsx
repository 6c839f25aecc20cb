// The page of the tree: search, dissolved units or not, and the tree itself, on a phone level by level.
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { type KeyboardEvent, useDeferredValue, useMemo, useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useMay } from '../../../core/web/session.ts'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { DrillDown } from './drill-down.tsx'
import './org.css'
import { SearchField, useSearchPart } from './search-field.tsx'
import { focusTree, TreeView } from './tree-view.tsx'
import { findUnits, firstOpen, growTree, linesOf, searchWords } from './tree.ts'
import { treeText } from './words.ts'

// What was open, for the way back from a unit's page.
const kept: { open: ReadonlySet<string> | null } = { open: null }

export function Units() {
  const text = useText(treeText)
  const may = useMay()
  const [search, setSearch] = useSearchPart('q')
  const [dissolved, setDissolved] = useQueryPart('dissolved')
  const withDissolved = dissolved === '1'
  // The usual tree is asked for without the flag, as the frame does: one answer for both.
  const query = useQuery(
    api.org.tree.queryOptions({ input: withDissolved ? { withDissolved } : {}, staleTime: 5 * 60_000 }),
  )
  const tree = useMemo(() => (query.data ? growTree(query.data.units) : null), [query.data])
  const phone = useIsPhone()
  const words = useMemo(() => searchWords(search), [search])
  const wanted = useDeferredValue(words)
  const hits = useMemo(() => (tree && wanted.length > 0 ? findUnits(tree, wanted) : null), [tree, wanted])
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
  const primary = may('org.write') ? { label: text.import, to: '/workbook' } : undefined
  return (
    <Page
      title={text.title}
      what={text.what}
      primary={primary}
      filters={
        tree && tree.units.length > 0 ? (
          <>
            <SearchField value={search} onChange={setSearch} placeholder={text.search} onKeyDown={intoTree} />
            <Checkbox
              checked={withDissolved}
              onChange={(event) => setDissolved(event.target.checked ? '1' : null)}
            >
              {text.dissolved}
            </Checkbox>
            {!phone && hits === null && (
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
              {hits === null ? text.count(tree.units.length) : text.found(hits.length, tree.units.length)}
            </span>
          </>
        ) : undefined
      }
    >
      <Body
        query={query}
        tree={tree}
        hits={hits}
        words={wanted}
        open={open}
        change={change}
        clear={() => setSearch('')}
        withDissolved={withDissolved}
      />
    </Page>
  )
}

type BodyProps = {
  query: { error: unknown; refetch: () => unknown }
  tree: ReturnType<typeof growTree> | null
  hits: ReturnType<typeof findUnits> | null
  words: readonly string[]
  open: ReadonlySet<string> | null
  change: (open: ReadonlySet<string>) => void
  clear: () => void
  withDissolved: boolean
}

function Body({ query, tree, hits, words, open, change, clear, withDissolved }: BodyProps) {
  const text = useText(treeText)
  const phone = useIsPhone()
  const go = useGo()
  const isOpen = useMemo(() => open ?? (tree ? firstOpen(tree) : new Set<string>()), [open, tree])
  const lines = useMemo(() => (tree ? linesOf(tree, isOpen, hits) : []), [tree, isOpen, hits])
  if (!tree) {
    return query.error ? (
      <ErrorState error={query.error} retry={() => void query.refetch()} />
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
      if (id !== null) parts.set('at', id)
      const part = parts.toString()
      return part === '' ? '/units' : `/units?${part}`
    }
    return <DrillDown tree={tree} hits={hits} words={words} levelPath={levelPath} />
  }
  const toggle = (id: string, opened: boolean) => {
    const next = new Set(isOpen)
    if (opened) next.add(id)
    else next.delete(id)
    change(next)
  }
  return (
    <TreeView
      lines={lines}
      words={words}
      toggle={hits === null ? toggle : null}
      visit={(id) => go(`/units/${id}`)}
    />
  )
}
