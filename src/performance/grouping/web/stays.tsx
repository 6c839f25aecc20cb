// The stays of a group, or without one for a reason, without anything that names a person; and why each is there.
import { useQuery } from '@tanstack/react-query'
import { Button, Pagination } from 'antd'
import { useMemo, useState } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { Go, useQueryPart } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { addressOf, departmentName, type Departments, type Look, type Overview, scopeOf } from './look.ts'
import { TraceDrawer } from './trace.tsx'
import { groupingText } from './words.ts'

type Stay = Awaited<ReturnType<Client['grouping']['stays']>>['stays'][number]
const pageSize = 50

type StaysProps = { overview: Overview; departments: Departments; look: Look }

export function Stays({ overview, departments, look }: StaysProps) {
  const text = useText(groupingText)
  const [page, setPage] = useState(1)
  const [chosen, setChosen] = useQueryPart('stay')
  const { unitId } = overview
  const of = look.drg !== null ? { drg: look.drg } : look.reason !== null ? { reason: look.reason } : {}
  const { data, error, refetch } = useQuery(
    api.grouping.stays.queryOptions({
      input: { ...scopeOf(unitId, look), ...of, limit: pageSize, offset: (page - 1) * pageSize },
    }),
  )
  const columns = useMemo<readonly Column<Stay>[]>(
    () => [
      {
        key: 'discharged',
        title: text.dischargedOn,
        text: (stay) => stay.discharged,
        width: 120,
        card: 'title',
      },
      {
        key: 'department',
        title: text.department,
        text: (stay) => departmentName(departments, stay.department),
        width: 180,
        card: 'fact',
      },
      {
        key: 'los',
        title: text.losDays,
        text: (stay) => stay.losDays,
        align: 'right',
        width: 100,
        card: 'fact',
      },
      {
        key: 'cost',
        title: text.cost,
        text: (stay) => stay.costFen / 100,
        render: (stay) => (stay.costFen / 100).toFixed(2),
        align: 'right',
        width: 130,
        card: 'fact',
      },
      {
        key: 'level',
        title: text.level,
        text: (stay) => (stay.level === null ? '—' : text.levels[stay.level]),
        width: 150,
        card: 'fact',
      },
      {
        key: 'outcome',
        title: text.outcome,
        text: (stay) => (stay.death ? text.died : text.left),
        width: 100,
        card: 'fact',
      },
      {
        key: 'why',
        title: text.why,
        text: () => null,
        render: (stay) => (
          <Button
            size="small"
            type="link"
            onClick={(event) => {
              event.stopPropagation()
              setChosen(stay.stay)
            }}
          >
            {text.why}
          </Button>
        ),
        width: 110,
        card: 'fact',
      },
    ],
    [text, departments, setChosen],
  )
  const name = look.drg ?? (look.reason === null ? '' : text.reasons[look.reason])
  return (
    <Section title={text.staysTitle(name, data?.total ?? null)} hint={text.staysHint}>
      <p>
        <Go to={addressOf(unitId, { ...look, drg: null, reason: null })}>‹ {text.back}</Go>
      </p>
      <Table<Stay>
        name="grouping-stays"
        title={name}
        rows={data?.stays}
        columns={columns}
        rowKey={(stay) => stay.stay}
        open={(stay) => setChosen(stay.stay)}
        marked={(stay) => stay.stay === chosen}
        dense
        error={error}
        retry={() => void refetch()}
        empty={{ title: text.noStays, hint: text.noStaysHint }}
      />
      {data !== undefined && data.total > pageSize && (
        <Pagination
          className="grouping-below"
          current={page}
          pageSize={pageSize}
          total={data.total}
          showSizeChanger={false}
          onChange={setPage}
        />
      )}
      {chosen !== null && <TraceDrawer unitId={unitId} stay={chosen} close={() => setChosen(null)} />}
    </Section>
  )
}
