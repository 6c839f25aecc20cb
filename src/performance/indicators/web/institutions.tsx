// The institutions within reach; who has only one sees its indicators at once.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { useGo } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { Indicators } from './list.tsx'
import { indicatorText } from './words.ts'

type Line = Awaited<ReturnType<Client['indicators']['institutions']>>['institutions'][number]

export function IndicatorInstitutions() {
  const text = useText(indicatorText)
  const go = useGo()
  const { data, error, refetch } = useQuery(api.indicators.institutions.queryOptions({ input: {} }))
  const columns = useMemo<readonly Column<Line>[]>(
    () => [
      { key: 'name', title: text.institution, text: (line) => line.name, sort: true, card: 'title' },
      { key: 'level', title: text.level, text: (line) => line.level, filter: true, card: 'fact' },
    ],
    [text],
  )
  const only = data?.institutions.length === 1 ? data.institutions[0] : undefined
  if (only) return <Indicators unitId={only.unitId} />
  return (
    <Page title={text.title} what={text.what}>
      <Table<Line>
        name="indicator-institutions"
        title={text.title}
        rows={data?.institutions}
        columns={columns}
        rowKey={(line) => line.unitId}
        open={(line) => go(`/indicators/${line.unitId}`)}
        error={error}
        retry={() => void refetch()}
        empty={{ title: text.noInstitution, hint: text.noInstitutionHint }}
      />
    </Page>
  )
}
