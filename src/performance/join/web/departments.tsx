// Which department each code of the front pages means: suggested by name, set by people.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useMemo } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { ErrorState, Loading, useFailure, useUndo } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Department } from '../contract.ts'
import { joinText } from './words.ts'

type Entry = { code: string; departmentId: string | null; was: string | null }

export function Departments() {
  const text = useText(joinText)
  const [asked, choose] = useQueryPart('institution')
  const scope = useQuery(api.join.scope.queryOptions({ input: {}, staleTime: 5 * 60_000 }))
  const institutions = scope.data?.institutions ?? []
  const chosen = institutions.find(({ unitId }) => unitId === asked) ?? institutions[0]
  if (!scope.data) {
    return scope.error ? (
      <ErrorState error={scope.error} retry={() => void scope.refetch()} />
    ) : (
      <Loading what={text.loadingCodes} />
    )
  }
  return (
    <>
      <p className="second prose">{text.departmentsWhat}</p>
      {institutions.length > 1 && (
        <div className="row">
          <Select
            aria-label={text.institution}
            value={chosen?.unitId ?? null}
            onChange={choose}
            showSearch={{ optionFilterProp: 'label' }}
            options={institutions.map(({ unitId, name }) => ({ value: unitId, label: name }))}
            style={{ minWidth: 240 }}
          />
        </div>
      )}
      {chosen && <Codes key={chosen.unitId} unitId={chosen.unitId} />}
    </>
  )
}

function Codes({ unitId }: { unitId: string }) {
  const text = useText(joinText)
  const queries = useQueryClient()
  const fail = useFailure()
  const offerUndo = useUndo()
  const { data, error, refetch } = useQuery(api.join.departments.queryOptions({ input: { unitId } }))
  const reload = () => queries.invalidateQueries({ queryKey: api.join.key() })
  const { mutate, isPending } = useMutation({
    mutationFn: (entries: Entry[]) => client.join.saveDepartments({ unitId, entries }),
    onError: fail,
    onSuccess: (_, entries) => {
      void reload()
      offerUndo({
        message: text.mappingSaved,
        undo: async () => {
          const back = entries.map(({ code, departmentId, was }) => ({
            code,
            departmentId: was,
            was: departmentId,
          }))
          await client.join.saveDepartments({ unitId, entries: back })
          await reload()
        },
      })
    },
  })
  const columns = useMemo((): Column<Department>[] => {
    const options = data?.units.map(({ id, name }) => ({ value: id, label: name })) ?? []
    const set = ({ code, unitId: was }: Department, departmentId: string | null) =>
      mutate([{ code, departmentId, was }])
    return [
      { key: 'code', title: text.code, text: (line) => line.code, sort: true, card: 'title', width: 110 },
      {
        key: 'name',
        title: text.codeName,
        text: (line) => line.name ?? '',
        sort: true,
        card: 'fact',
        width: 180,
      },
      { key: 'stays', title: text.stays, text: (line) => line.stays, sort: true, card: 'fact', width: 110 },
      {
        key: 'unit',
        title: text.unit,
        text: (line) => line.unitName ?? '',
        render: (line) =>
          data?.mayWrite ? (
            <Select
              aria-label={`${text.unit} ${line.code}`}
              value={line.unitId}
              allowClear
              placeholder={text.chooseUnit}
              showSearch={{ optionFilterProp: 'label' }}
              options={options}
              onChange={(id: string | undefined) => set(line, id ?? null)}
              style={{ width: 220 }}
            />
          ) : (
            (line.unitName ?? '—')
          ),
        sort: true,
        card: 'fact',
        width: 240,
      },
      {
        key: 'suggestion',
        title: text.suggestion,
        text: (line) => line.suggestion?.unitName ?? '',
        render: (line) =>
          line.suggestion && data?.mayWrite ? (
            <Button type="link" onClick={() => set(line, line.suggestion?.unitId ?? null)}>
              {text.accept}：{line.suggestion.unitName}
            </Button>
          ) : (
            (line.suggestion?.unitName ?? '')
          ),
        card: 'fact',
        width: 220,
      },
    ]
  }, [data, text, mutate])
  const suggested = data?.departments.flatMap(({ code, unitId: was, suggestion }) =>
    suggestion === null ? [] : [{ code, departmentId: suggestion.unitId, was }],
  )
  return (
    <Table<Department>
      name="join-departments"
      title={text.parts.departments}
      rows={data?.departments}
      columns={columns}
      rowKey={(line) => line.code}
      error={error}
      retry={() => void refetch()}
      empty={{ title: text.noCodes, hint: text.noCodesHint }}
      tools={
        data?.mayWrite &&
        suggested !== undefined &&
        suggested.length > 1 && (
          <Button loading={isPending} onClick={() => mutate(suggested)}>
            {text.acceptAll(suggested.length)}
          </Button>
        )
      }
    />
  )
}
