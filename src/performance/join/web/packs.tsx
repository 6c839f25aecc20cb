// The departments of the hospitals within reach, each the door to its data pack.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../../core/web/client.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { joinText } from './words.ts'

type Line = { id: string; name: string; mapped: boolean; branch: string; institution: string }

export function Packs() {
  const text = useText(joinText)
  const go = useGo()
  const { data, error, refetch } = useQuery(api.join.scope.queryOptions({ input: {}, staleTime: 5 * 60_000 }))
  const rows = useMemo(
    () =>
      data?.institutions.flatMap(({ name: institution, departments }) =>
        departments.map(
          ({ id, name, mapped, branches }): Line => ({
            id,
            name,
            mapped,
            institution,
            branch: branches.map((each) => each.name).join('、'),
          }),
        ),
      ),
    [data],
  )
  const columns = useMemo(
    (): Column<Line>[] => [
      {
        key: 'name',
        title: text.department,
        text: (line) => line.name,
        render: (line) => (
          <Go to={`/join/pack/${line.id}`} className="door" onClick={(event) => event.stopPropagation()}>
            {line.name}
          </Go>
        ),
        sort: true,
        card: 'title',
      },
      {
        key: 'branch',
        title: text.branch,
        text: (line) => line.branch || text.noBranch,
        sort: true,
        filter: true,
        card: 'fact',
      },
      {
        key: 'mapped',
        title: text.mapped,
        text: (line) => (line.mapped ? text.isMapped : text.notMapped),
        filter: true,
        card: 'fact',
      },
      { key: 'institution', title: text.institution, text: (line) => line.institution, filter: true },
    ],
    [text],
  )
  return (
    <Table<Line>
      name="join-packs"
      title={text.parts.packs}
      rows={rows}
      columns={columns}
      rowKey={(line) => line.id}
      open={(line) => go(`/join/pack/${line.id}`)}
      error={error}
      retry={() => void refetch()}
      empty={{ title: text.noPack, hint: text.noPackHint }}
    />
  )
}
