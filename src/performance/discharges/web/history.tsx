// What was imported before, and the way to take one back.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useMemo } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useFailure } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { importText } from './import-words.ts'
import type { Run } from './sending.ts'

type HistoryProps = { unitId: string; runs: readonly Run[]; mayWrite: boolean }

const timeText = (instant: string): string =>
  new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16)

export function History({ unitId, runs, mayWrite }: HistoryProps) {
  const text = useText(importText)
  const columns = useMemo<readonly Column<Run>[]>(
    () => [
      { key: 'file', title: text.file, text: (run) => run.fileName, card: 'title', width: 220 },
      {
        key: 'state',
        title: text.state,
        text: (run) => text.states[run.state],
        filter: true,
        card: 'fact',
        width: 110,
      },
      {
        key: 'rows',
        title: text.rows,
        text: (run) => run.outcome?.rows ?? null,
        align: 'right',
        card: 'fact',
        width: 100,
      },
      {
        key: 'bad',
        title: text.bad,
        text: (run) => run.outcome?.bad ?? null,
        align: 'right',
        width: 90,
        card: 'none',
      },
      {
        key: 'reason',
        title: text.note,
        text: (run) =>
          run.failure ? text.failures(run.failure.reason, run.failure.columns.join('、')) : null,
        width: 220,
        card: 'none',
      },
      { key: 'who', title: text.who, text: (run) => run.startedBy, width: 120, card: 'none' },
      {
        key: 'when',
        title: text.when,
        text: (run) => timeText(run.startedAt),
        sort: true,
        width: 150,
        card: 'fact',
      },
      {
        key: 'act',
        title: text.act,
        text: () => null,
        render: (run) =>
          run.state === 'published' && mayWrite ? <RollBack unitId={unitId} run={run} /> : <span>—</span>,
        width: 110,
        card: 'fact',
      },
    ],
    [text, unitId, mayWrite],
  )
  return (
    <Section title={text.history} hint={text.historyHint}>
      <Table<Run>
        name="discharge-runs"
        title={text.history}
        rows={runs}
        columns={columns}
        rowKey={(run) => run.id}
        bare
        empty={{ title: text.noHistory, hint: text.noHistoryHint }}
      />
    </Section>
  )
}

function RollBack({ unitId, run }: { unitId: string; run: Run }) {
  const text = useText(importText)
  const queries = useQueryClient()
  const failed = useFailure()
  const back = useMutation({
    mutationFn: () => client.discharges.rollBack({ unitId, runId: run.id }),
    onError: failed,
    onSettled: () => queries.invalidateQueries({ queryKey: api.discharges.key() }),
  })
  return (
    <Popconfirm
      title={text.rollBackTitle(run.fileName)}
      description={text.rollBackHint}
      okText={text.rollBack}
      cancelText={text.goOn}
      onConfirm={() => back.mutate()}
    >
      <Button size="small" loading={back.isPending}>
        {text.rollBack}
      </Button>
    </Popconfirm>
  )
}
