// The stays behind a number, without anything that names a person; the record number one by one, each reading logged.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Pagination, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { api, client, type Client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useFailure } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Indicator } from '../rules/indicators.ts'
import { departmentName, type Look, monthText, type Overview } from './scope.ts'
import { dischargeText } from './words.ts'

type Stay = Awaited<ReturnType<Client['discharges']['stays']>>['stays'][number]
type StaysProps = { overview: Overview; look: Look; indicator: Indicator; month: number }
const pageSize = 50

export function Stays({ overview, look, indicator, month }: StaysProps) {
  const text = useText(dischargeText)
  const [part, setPart] = useState<'numerator' | 'denominator'>('numerator')
  const [page, setPage] = useState(1)
  const { unitId } = overview
  const { data, error, refetch } = useQuery(
    api.discharges.stays.queryOptions({
      input: {
        unitId,
        from: month,
        to: month,
        ...(look.department === null ? {} : { department: look.department }),
        indicator: indicator.id,
        part,
        limit: pageSize,
        offset: (page - 1) * pageSize,
      },
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
        text: (stay) => departmentName(overview, stay.department),
        width: 160,
        card: 'fact',
      },
      { key: 'los', title: text.los, text: (stay) => stay.losDays, align: 'right', width: 104, card: 'fact' },
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
        key: 'flags',
        title: text.flagsTitle,
        text: (stay) => stay.flags.map((flag) => text.flags[flag as keyof typeof text.flags]).join('、'),
        width: 320,
        card: 'fact',
      },
      {
        key: 'record',
        title: text.recordNumber,
        text: () => text.sealed,
        render: (stay) => <RecordNumber key={stay.stay} unitId={unitId} stay={stay.stay} />,
        width: 150,
        card: 'fact',
      },
    ],
    [text, overview, unitId],
  )
  return (
    <Section
      title={text.staysTitle(monthText(month), data?.total ?? null)}
      hint={text.staysHint}
      extra={
        indicator.denominator !== null && (
          <Segmented
            value={part}
            options={[
              { value: 'numerator', label: text.numerator },
              { value: 'denominator', label: text.denominator },
            ]}
            onChange={(value) => {
              setPart(value as typeof part)
              setPage(1)
            }}
          />
        )
      }
    >
      <Table<Stay>
        name="discharge-stays"
        title={text.staysFile}
        rows={data?.stays}
        columns={columns}
        rowKey={(stay) => stay.stay}
        dense
        error={error}
        retry={() => void refetch()}
        empty={{ title: text.noStays, hint: text.noStaysHint }}
      />
      {data !== undefined && data.total > pageSize && (
        <Pagination
          className="discharge-below"
          current={page}
          pageSize={pageSize}
          total={data.total}
          showSizeChanger={false}
          onChange={setPage}
        />
      )}
    </Section>
  )
}

function RecordNumber({ unitId, stay }: { unitId: string; stay: string }) {
  const text = useText(dischargeText)
  const failed = useFailure()
  const read = useMutation({
    mutationFn: () => client.discharges.recordNumber({ unitId, stay }),
    onError: failed,
  })
  if (read.data) return <span className="nowrap">{read.data.recordNumber}</span>
  return (
    <Button size="small" type="link" loading={read.isPending} onClick={() => read.mutate()}>
      {text.reveal}
    </Button>
  )
}
