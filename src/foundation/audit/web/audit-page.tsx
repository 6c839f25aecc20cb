// The audit log of an institution, newest first: search, read before and after, verify, take along as a file.
import { DownloadOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useMe } from '../../../core/web/session.ts'
import { EmptyState, useFailure } from '../../../core/web/status.tsx'
import { type Column, save, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { AuditLine } from '../contract.ts'
import './audit.css'
import { Chain } from './chain.tsx'
import { momentText } from './difference.ts'
import { useSummary } from './difference-view.tsx'
import { EntryDrawer } from './entry-drawer.tsx'
import { FilterBar, type Filters, SubjectTag, useFilters } from './filters.tsx'
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
  return <Log key={root.id} unitId={root.id} select={select} />
}

function Log({ unitId, select }: { unitId: string; select: React.ReactNode }) {
  const text = useText(auditText)
  const filters = useFilters()
  const { values } = filters
  const [open, setOpen] = useState<number | null>(null)
  const verify = useVerify(unitId)
  const columns = useColumns()
  const log = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (beforeSeq: number | undefined) => ({
        unitId,
        limit: step,
        ...(beforeSeq === undefined ? {} : { beforeSeq }),
        ...values,
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ entries }) => (entries.length < step ? undefined : entries.at(-1)?.seq),
    }),
  )
  const entries = log.data?.pages.flatMap((page) => page.entries)
  return (
    <Page
      title={text.title}
      what={text.what}
      extra={<Exports unitId={unitId} filters={filters} />}
      filters={
        <>
          {select}
          <Search
            key={values.search ?? ''}
            initial={values.search ?? ''}
            search={(word) => filters.set('search', word)}
          />
          <FilterBar unitId={unitId} filters={filters} />
        </>
      }
    >
      <Chain unitId={unitId} verify={verify} />
      <div className="row">
        <SubjectTag filters={filters} name={entries?.[0]?.subjectName ?? undefined} />
        {entries && entries.length > 0 && (
          <span className="count second" role="status">
            {log.hasNextPage ? text.shown(entries.length) : text.all(entries.length)}
          </span>
        )}
      </div>
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
          filters.count === 0
            ? { title: text.empty, hint: text.emptyHint }
            : {
                title: text.noMatch,
                hint: text.noMatchHint,
                action: <Button onClick={filters.clear}>{text.filters.clear}</Button>,
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
      <EntryDrawer
        entry={entries?.find(({ seq }) => seq === open)}
        close={() => setOpen(null)}
        history={(entry) => {
          setOpen(null)
          filters.history(entry.subjectKind, entry.subjectId)
        }}
      />
    </Page>
  )
}

/** The log as a table for reading, or the chain itself for an outside check; both are written down. */
function Exports({ unitId, filters }: { unitId: string; filters: Filters }) {
  const text = useText(auditText)
  const [language] = useLanguage()
  const failed = useFailure()
  const queries = useQueryClient()
  const take = {
    onSuccess: (file: File) => {
      save(file.name, file)
      void queries.invalidateQueries({ queryKey: api.audit.key() })
    },
    onError: failed,
  }
  const table = useMutation(api.audit.exportTable.mutationOptions(take))
  const chain = useMutation(api.audit.exportChain.mutationOptions(take))
  return (
    <Dropdown
      menu={{
        items: [
          { key: 'table', label: text.exportTable },
          { key: 'chain', label: text.exportChain },
        ],
        onClick: ({ key }) =>
          key === 'table' ? table.mutate({ unitId, language, ...filters.values }) : chain.mutate({ unitId }),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={table.isPending || chain.isPending}>
        {text.exports}
      </Button>
    </Dropdown>
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
      text: ({ actor, actorName }) => actorName ?? naming.actor(actor),
      render: ({ actor, actorName }) => <span title={actor}>{actorName ?? naming.actor(actor)}</span>,
      width: 144,
      card: 'fact',
    },
    {
      key: 'act',
      title: text.act,
      text: ({ endpoint }) => naming.act(endpoint),
      width: 168,
      card: 'title',
    },
    {
      key: 'subject',
      title: text.subject,
      text: ({ subjectKind, subjectId, subjectName }) =>
        `${naming.subject(subjectKind)} ${subjectName ?? shortId(subjectId)}`,
      render: ({ subjectKind, subjectId, subjectName }) => (
        <span title={subjectId}>
          {naming.subject(subjectKind)} {subjectName ?? <span className="third">{shortId(subjectId)}</span>}
        </span>
      ),
      width: 184,
      card: 'fact',
    },
    { key: 'unit', title: text.unit, text: ({ unitName }) => unitName, width: 160, card: 'fact' },
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
