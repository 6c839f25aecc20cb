// The plans of the branches below: who has submitted, who has none, what was held of it.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type Client } from '../../../../core/web/client.ts'
import { Go } from '../../../../core/web/go.tsx'
import { Section } from '../../../../core/web/page.tsx'
import { type Column, Table } from '../../../../core/web/table.tsx'
import { useText } from '../../../../core/web/text.ts'
import { planText } from '../plan-words.ts'

type Row = Awaited<ReturnType<Client['life']['plansBelow']>>['units'][number]

export function PlansBelow({ unitId, year }: { unitId: string; year: number }) {
  const text = useText(planText)
  const query = useQuery(api.life.plansBelow.queryOptions({ input: { unitId, year } }))
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        key: 'unit',
        title: text.unit,
        text: (row) => row.unitName,
        render: (row) => <Go to={`/life/plan?unit=${row.unitId}&year=${year}`}>{row.unitName}</Go>,
        card: 'title',
      },
      {
        key: 'state',
        title: text.state,
        text: (row) => (row.state === null ? text.none : text.states[row.state]),
        render: (row) =>
          row.state === null ? (
            <span className="third">{text.none}</span>
          ) : (
            <span className={`chip plan-${row.state}`}>{text.states[row.state]}</span>
          ),
        filter: true,
        card: 'fact',
      },
      { key: 'items', title: text.items, text: (row) => row.items, sort: true, card: 'fact' },
      { key: 'held', title: text.done, text: (row) => row.held, sort: true, card: 'fact' },
      {
        key: 'submitted',
        title: text.submittedOn,
        text: (row) => row.submittedAt?.slice(0, 10) ?? null,
        sort: true,
      },
    ],
    [text, year],
  )
  return (
    <Section title={text.below} hint={text.belowHint}>
      <Table
        name="life.plans"
        title={text.below}
        rows={query.data?.units}
        columns={columns}
        rowKey={(row) => row.unitId}
        error={query.error}
        retry={() => void query.refetch()}
        empty={{ title: text.belowEmpty }}
        dense
      />
    </Section>
  )
}
