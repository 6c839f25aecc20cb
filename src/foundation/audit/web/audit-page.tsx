// The audit log of an institution, newest first: search, read before and after, verify, take along as a file.
import { DownloadOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useMe } from '../../../core/web/session.ts'
import { EmptyState } from '../../../core/web/status.tsx'
import { type Column, saveCsv, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { AuditLine } from '../contract.ts'
import './audit.css'
import { momentText } from './difference.ts'
import { useSummary } from './difference-view.tsx'
import { EntryDrawer } from './entry-drawer.tsx'
import { shortId, useNaming } from './naming.ts'
import { Search } from './search.tsx'
import { useVerify } from './verify.tsx'
import { auditText } from './words.ts'

const step = 100

export function AuditPage() {
  const text = useText(auditText)
  const { units } = useMe()
  const [chosen, choose] = useQueryPart('unit')
  // The log is the institution's: a grant further down does not reach it.
  const roots = [
    ...new Map(
      units
        .filter(({ kind }) => kind === 'institution' || kind === 'commission')
        .map((unit) => [unit.id, unit]),
    ).values(),
  ]
  const root = roots.find(({ id }) => id === chosen) ?? roots[0]
  if (!root) {
    return (
      <Page title={text.title} what={text.what}>
        <EmptyState title={text.none} hint={text.noneHint} />
      </Page>
    )
  }
  const select = roots.length > 1 && (
    <Select
      className="audit-institution"
      aria-label={text.institution}
      value={root.id}
      onChange={choose}
      options={roots.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
  return <Log key={root.id} unitId={root.id} name={root.name} select={select} />
}

function Log({ unitId, name, select }: { unitId: string; name: string; select: React.ReactNode }) {
  const text = useText(auditText)
  const [search, setSearch] = useState('')
  const [reset, setReset] = useState(0)
  const [open, setOpen] = useState<number | null>(null)
  const { button, result } = useVerify(unitId)
  const columns = useColumns()
  const log = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (beforeSeq: number | undefined) => ({
        unitId,
        limit: step,
        ...(beforeSeq === undefined ? {} : { beforeSeq }),
        ...(search === '' ? {} : { search }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ entries }) => (entries.length < step ? undefined : entries.at(-1)?.seq),
    }),
  )
  const clear = () => {
    setSearch('')
    setReset(reset + 1)
  }
  const entries = log.data?.pages.flatMap((page) => page.entries)
  return (
    <Page
      title={text.title}
      what={text.what}
      extra={button}
      filters={
        <>
          {select}
          <Search key={reset} search={setSearch} />
          {entries && entries.length > 0 && (
            <>
              <span className="count second">
                {log.hasNextPage ? text.shown(entries.length) : text.all(entries.length)}
              </span>
              <Button
                icon={<DownloadOutlined />}
                onClick={() => exportEntries(`${text.title} ${name}`, entries, columns, text)}
              >
                {text.export(entries.length)}
              </Button>
            </>
          )}
        </>
      }
    >
      {result}
      <Table<AuditLine>
        name="audit"
        title={text.title}
        rows={entries}
        columns={columns}
        rowKey={({ seq }) => String(seq)}
        open={({ seq }) => setOpen(seq)}
        marked={({ seq }) => seq === open}
        error={log.error}
        retry={() => void log.refetch()}
        empty={
          search === ''
            ? { title: text.empty, hint: text.emptyHint }
            : {
                title: text.noMatch,
                hint: text.noMatchHint,
                action: <Button onClick={clear}>{text.clear}</Button>,
              }
        }
        bare
      />
      {log.hasNextPage && (
        <div className="no-print">
          <Button loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {text.more}
          </Button>
        </div>
      )}
      <EntryDrawer entry={entries?.find(({ seq }) => seq === open)} close={() => setOpen(null)} />
    </Page>
  )
}

function useColumns(): Column<AuditLine>[] {
  const text = useText(auditText)
  const naming = useNaming()
  const summary = useSummary()
  return [
    { key: 'seq', title: text.seq, text: ({ seq }) => seq, width: 72, align: 'right', card: 'none' },
    { key: 'at', title: text.time, text: ({ at }) => momentText(at), width: 172, card: 'fact' },
    {
      key: 'actor',
      title: text.actor,
      text: ({ actor }) => naming.actor(actor),
      filter: true,
      width: 144,
      card: 'fact',
    },
    {
      key: 'act',
      title: text.act,
      text: ({ endpoint }) => naming.act(endpoint),
      filter: true,
      width: 168,
      card: 'title',
    },
    {
      key: 'subject',
      title: text.subject,
      text: ({ subjectKind, subjectId }) => `${naming.subject(subjectKind)} ${shortId(subjectId)}`,
      render: ({ subjectKind, subjectId }) => (
        <span title={subjectId}>
          {naming.subject(subjectKind)} <span className="third">{shortId(subjectId)}</span>
        </span>
      ),
      width: 184,
      card: 'fact',
    },
    {
      key: 'changes',
      title: text.changes,
      text: summary,
      render: (entry) => (
        <span className="audit-line">
          {entry.refusals !== null && entry.refusals.length > 0 && (
            <span className="chip overridden">{text.refusalsCount(entry.refusals.length)}</span>
          )}
          <span className="audit-summary">{summary(entry) || '—'}</span>
        </span>
      ),
      width: 320,
      card: 'fact',
    },
  ]
}

type Words = {
  endpoint: string
  subjectId: string
  request: string
  before: string
  after: string
  refusals: string
}

/** What is seen, and behind it the raw parts that a machine can compare. */
function exportEntries(
  title: string,
  entries: readonly AuditLine[],
  columns: readonly Column<AuditLine>[],
  text: Words,
): void {
  const raw = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))
  const { endpoint, subjectId, request, before, after, refusals } = text
  saveCsv(
    title,
    [...columns.map((column) => column.title), endpoint, subjectId, request, before, after, refusals],
    entries.map((entry) => [
      ...columns.map((column) => column.text(entry)),
      entry.endpoint,
      entry.subjectId,
      entry.requestId,
      raw(entry.before),
      raw(entry.after),
      raw(entry.refusals),
    ]),
  )
}
