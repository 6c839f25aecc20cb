// The faults of a file: how often each occurs, then line by line with column, value and reason; and as a file.
import { DownloadOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import { api, client, type Client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useFailure } from '../../../core/web/status.tsx'
import { type Column, save, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { faultWord } from '../words.ts'
import { importText } from './import-words.ts'
import type { Run } from './sending.ts'

type Faulty = Awaited<ReturnType<Client['discharges']['faults']>>
type Fault = Faulty['faults'][number]
type Kind = Faulty['kinds'][number]
const shown = 1000

export function Faults({ unitId, run }: { unitId: string; run: Run }) {
  const text = useText(importText)
  const [language] = useLanguage()
  const failed = useFailure()
  const { data, error, refetch } = useQuery(
    api.discharges.faults.queryOptions({ input: { unitId, runId: run.id, limit: shown } }),
  )
  const file = useMutation({
    mutationFn: () => client.discharges.faultsFile({ unitId, runId: run.id, language }),
    onSuccess: (found) => save(found.name, found),
    onError: failed,
  })
  const kinds = useMemo<readonly Column<Kind>[]>(
    () => [
      { key: 'reason', title: text.reason, text: (kind) => faultWord(kind.code, language), card: 'title' },
      { key: 'column', title: text.column, text: (kind) => columnText(kind), width: 240, card: 'fact' },
      {
        key: 'count',
        title: text.times,
        text: (kind) => kind.count,
        align: 'right',
        width: 96,
        card: 'fact',
      },
    ],
    [text, language],
  )
  const columns = useMemo<readonly Column<Fault & { key: string }>[]>(
    () => [
      { key: 'line', title: text.line, text: (fault) => fault.line, sort: true, width: 90, card: 'fact' },
      {
        key: 'column',
        title: text.column,
        text: (fault) => columnText(fault),
        filter: true,
        width: 240,
        card: 'fact',
      },
      { key: 'value', title: text.fileValue, text: (fault) => fault.value, width: 200, card: 'fact' },
      {
        key: 'reason',
        title: text.reason,
        text: (fault) => faultWord(fault.code, language),
        filter: true,
        card: 'title',
      },
    ],
    [text, language],
  )
  const rows = useMemo(() => data?.faults.map((fault, at) => ({ ...fault, key: String(at) })), [data])
  const total = run.outcome?.faults ?? 0
  return (
    <Section
      title={text.faultsTitle(total)}
      hint={text.faultsHint}
      extra={
        <Button icon={<DownloadOutlined />} loading={file.isPending} onClick={() => file.mutate()}>
          {text.faultsFile}
        </Button>
      }
    >
      <Table<Kind>
        name="discharge-fault-kinds"
        title={text.faultKinds}
        rows={data?.kinds}
        columns={kinds}
        rowKey={(kind) => `${kind.column} ${kind.code}`}
        bare
        dense
        error={error}
        retry={() => void refetch()}
      />
      <div className="discharge-below">
        <Table<Fault & { key: string }>
          name="discharge-faults"
          title={text.faultsFile}
          rows={rows}
          columns={columns}
          rowKey={(fault) => fault.key}
          dense
        />
      </div>
      {total > shown && <p className="second discharge-below">{text.faultsMore(shown, total)}</p>}
    </Section>
  )
}

const columnText = ({ column, columnName }: Pick<Fault, 'column' | 'columnName'>): string | null =>
  column === null ? null : columnName === null ? column : `${column} ${columnName}`
