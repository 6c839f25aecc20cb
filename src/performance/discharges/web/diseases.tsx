// Single diseases (单病种): cases, mean stay, mean charge, deaths.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { dischargeText } from './words.ts'

type Line = Awaited<ReturnType<Client['discharges']['diseases']>>['diseases'][number]

export function Diseases(input: { unitId: string; from: number; to: number }) {
  const text = useText(dischargeText)
  const { data, error, refetch } = useQuery(api.discharges.diseases.queryOptions({ input }))
  const columns = useMemo<readonly Column<Line>[]>(() => {
    const mean = (sum: number | null, { stays }: Line): number | null =>
      sum === null ? null : Math.round((sum / stays) * 100) / 100
    const share = (line: Line): number | null => mean(line.deaths === null ? null : line.deaths * 100, line)
    return [
      { key: 'name', title: text.disease, text: (line) => line.name, sort: true, card: 'title', width: 220 },
      {
        key: 'stays',
        title: text.cases,
        text: (line) => line.stays,
        sort: true,
        align: 'right',
        card: 'fact',
        width: 96,
      },
      {
        key: 'los',
        title: text.meanLos,
        text: (line) => mean(line.losDays, line),
        align: 'right',
        sort: true,
        card: 'fact',
        width: 150,
      },
      {
        key: 'cost',
        title: text.meanCost,
        text: (line) => mean(line.costFen === null ? null : line.costFen / 100, line),
        align: 'right',
        sort: true,
        card: 'fact',
        width: 150,
      },
      {
        key: 'deaths',
        title: text.fatality,
        text: share,
        render: (line) => {
          const value = share(line)
          return value === null ? '—' : `${value.toFixed(2)}\u00a0% (${line.deaths} / ${line.stays})`
        },
        align: 'right',
        sort: true,
        card: 'fact',
        width: 170,
      },
    ]
  }, [text])
  return (
    <Section title={text.diseasesTitle} hint={text.diseasesHint}>
      <Table<Line>
        name="discharge-diseases"
        title={text.diseasesTitle}
        rows={data?.diseases}
        columns={columns}
        rowKey={(line) => line.id}
        bare
        error={error}
        retry={() => void refetch()}
        empty={{ title: text.noDiseases, hint: text.noDiseasesHint }}
      />
    </Section>
  )
}
