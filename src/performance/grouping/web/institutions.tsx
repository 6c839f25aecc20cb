// The institutions within reach whose stays are grouped; who has only one sees it at once.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { useGo } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { Results } from './results.tsx'
import { groupingText } from './words.ts'

type Line = Awaited<ReturnType<Client['grouping']['institutions']>>['institutions'][number]

export function GroupingInstitutions() {
  const text = useText(groupingText)
  const go = useGo()
  const { data, error, refetch } = useQuery(api.grouping.institutions.queryOptions({ input: {} }))
  const columns = useMemo<readonly Column<Line>[]>(
    () => [
      { key: 'name', title: text.institution, text: (line) => line.name, sort: true, card: 'title' },
      {
        key: 'grouped',
        title: text.state,
        text: (line) => (line.grouped ? text.grouped : text.notGrouped),
        filter: true,
        card: 'fact',
      },
    ],
    [text],
  )
  const only = data?.institutions.length === 1 ? data.institutions[0] : undefined
  if (only) return <Results unitId={only.unitId} />
  return (
    <Page title={text.title} what={text.what}>
      <Table<Line>
        name="grouping-institutions"
        title={text.title}
        rows={data?.institutions}
        columns={columns}
        rowKey={(line) => line.unitId}
        open={(line) => go(`/grouping/${line.unitId}`)}
        error={error}
        retry={() => void refetch()}
        empty={{ title: text.noInstitution, hint: text.noInstitutionHint }}
      />
    </Page>
  )
}
