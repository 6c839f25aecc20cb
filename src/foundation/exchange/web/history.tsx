// The caller's latest imports: found again after leaving the page, those under way first.
import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { useMemo } from 'react'
import { api } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { sumOf } from './counts.tsx'
import { type Run, underWay } from './run.ts'
import { stepWords, workbookText } from './words.ts'

const colours: Readonly<Partial<Record<Run['state'], string>>> = {
  reading: 'processing',
  importing: 'processing',
  done: 'success',
  failed: 'error',
}

const moment = (at: string): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(at))

export function History({ open }: { open: (runId: string) => void }) {
  const text = useText(workbookText)
  const [language] = useLanguage()
  const phone = useIsPhone()
  const { data, error, refetch } = useQuery(
    api.exchange.runs.queryOptions({
      input: {},
      staleTime: 0,
      refetchInterval: ({ state }) => (state.data?.runs.some(underWay) === true ? 1_000 : false),
    }),
  )
  const columns = useMemo<readonly Column<Run>[]>(
    () => [
      {
        key: 'file',
        title: text.history.file,
        text: (run) => run.fileName,
        // On a phone the whole card is the button; a link inside it would be a second one.
        render: (run) => (phone ? run.fileName : <Go to={`/workbook?run=${run.id}`}>{run.fileName}</Go>),
        card: 'title',
      },
      {
        key: 'at',
        title: text.history.at,
        text: (run) => moment(run.at),
        sort: true,
        width: 170,
        card: 'fact',
      },
      {
        key: 'state',
        title: text.history.state,
        text: (run) => text.states[run.state],
        render: (run) => (
          <Tag {...(colours[run.state] === undefined ? {} : { color: colours[run.state] })}>
            {text.states[run.state]}
            {underWay(run) && ` · ${stepWords(run.step, language)}`}
          </Tag>
        ),
        filter: true,
        width: 210,
        card: 'fact',
      },
      {
        key: 'rows',
        title: text.history.rows,
        text: (run) =>
          run.sheets.length === 0 ? null : sumOf(run.sheets, 'created') + sumOf(run.sheets, 'updated'),
        align: 'right',
        width: 130,
        card: 'fact',
      },
      {
        key: 'faults',
        title: text.history.faults,
        text: (run) => (run.sheets.length === 0 ? null : run.faultCount),
        align: 'right',
        width: 90,
        card: 'none',
      },
    ],
    [phone, text, language],
  )
  const runs = data?.runs
  if (runs !== undefined && runs.length === 0) return null
  return (
    <Section title={text.history.title} hint={text.history.hint}>
      <Table
        name="workbook-runs"
        title={text.history.title}
        rows={runs}
        columns={columns}
        rowKey={(run) => run.id}
        open={(run) => open(run.id)}
        error={error}
        retry={() => void refetch()}
        bare
      />
    </Section>
  )
}
