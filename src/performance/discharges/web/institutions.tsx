// The institutions within reach whose front pages are counted; who has only one sees it at once.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { useGo } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { Indicators } from './indicators.tsx'
import { dischargeText } from './words.ts'

type Line = Awaited<ReturnType<Client['discharges']['institutions']>>['institutions'][number]

export function DischargeInstitutions() {
  const text = useText(dischargeText)
  const go = useGo()
  const { data, error, refetch } = useQuery(api.discharges.institutions.queryOptions({ input: {} }))
  const columns = useMemo<readonly Column<Line>[]>(
    () => [
      { key: 'name', title: text.institution, text: (line) => line.name, sort: true, card: 'title' },
      {
        key: 'published',
        title: text.state,
        text: (line) => (line.published ? text.published : text.nothingYet),
        filter: true,
        card: 'fact',
      },
    ],
    [text],
  )
  const only = data?.institutions.length === 1 ? data.institutions[0] : undefined
  if (only) return <Indicators unitId={only.unitId} />
  return (
    <Page title={text.title} what={text.what}>
      <Table<Line>
        name="discharge-institutions"
        title={text.title}
        rows={data?.institutions}
        columns={columns}
        rowKey={(line) => line.unitId}
        open={(line) => go(`/discharges/${line.unitId}`)}
        error={error}
        retry={() => void refetch()}
        empty={{ title: text.noInstitution, hint: text.noInstitutionHint }}
      />
    </Page>
  )
}
