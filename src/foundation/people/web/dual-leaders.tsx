// Both-leaders on the page of a unit: the rate with its definition and source, and the secretaries behind it.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { Cite } from '../../../core/web/law.tsx'
import { Section } from '../../../core/web/page.tsx'
import { Rate } from '../../../core/web/state.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { type UnitPage, useName } from '../../org/web/index.ts'
import { postNames } from '../../org/words.ts'
import { dualLeaderCites } from '../rules/dual.ts'
import { dualText } from './list-words.ts'

type Line = Awaited<ReturnType<Client['people']['dualLeaders']>>['secretaries'][number]

const above: readonly string[] = ['commission', 'institution', 'committee', 'general_branch']

export function DualLeaders({ unit }: { unit: UnitPage }) {
  return unit.mayReadPeople && above.includes(unit.kind) ? <Whole unitId={unit.id} name={unit.name} /> : null
}

function Whole({ unitId, name: unitName }: { unitId: string; name: string }) {
  const text = useText(dualText)
  const go = useGo()
  const query = useQuery(api.people.dualLeaders.queryOptions({ input: { unitId } }))
  const columns = useColumns()
  const data = query.data
  if (data && data.secretaries.length === 0) return null
  return (
    <Section
      title={text.title}
      hint={text.hint}
      extra={data && <Rate numerator={data.rate.numerator} denominator={data.rate.denominator} />}
    >
      <Table
        bare
        dense
        name="dual-leaders"
        title={`${unitName} ${text.secretaries}`}
        rows={data?.secretaries}
        columns={columns}
        rowKey={(row) => `${row.branchId} ${row.personId}`}
        open={(row) => go(`/people/${row.personId}?tab=posts`)}
        error={query.error}
        retry={() => void query.refetch()}
      />
      {dualLeaderCites.map((cite) => (
        <Cite key={cite.article} cite={cite} />
      ))}
    </Section>
  )
}

function useColumns(): readonly Column<Line>[] {
  const text = useText(dualText)
  const name = useName()
  return useMemo(
    () => [
      { key: 'name', title: text.secretary, text: (row) => row.name, width: 110, card: 'title', sort: true },
      {
        key: 'branch',
        title: text.branch,
        text: (row) => row.branchName,
        render: (row) => <Go to={`/units/${row.branchId}`}>{row.branchName}</Go>,
        width: 220,
        card: 'fact',
        sort: true,
      },
      {
        key: 'heads',
        title: text.heads,
        text: (row) =>
          row.heads.map((head) => `${head.unitName} ${name(postNames, head.post)}`).join('、') || null,
        width: 240,
        card: 'fact',
      },
      {
        key: 'dual',
        title: text.dual,
        text: (row) => (row.inService ? (row.dual ? text.yes : text.no) : text.retired),
        width: 120,
        filter: true,
        card: 'fact',
      },
    ],
    [text, name],
  )
}
