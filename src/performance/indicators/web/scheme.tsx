// The 18 indicators of high-quality development: a proposal marked as such until the hospital saves its own.
import { EditOutlined, SaveOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { api, client, type Client } from '../../../core/web/client.ts'
import { Go, usePathPart } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { indicatorOf, indicators } from '../rules.ts'
import { schemeText } from './figures-words.ts'
import './indicators.css'
import { useYear } from './list.tsx'
import { usePlainValue } from './value.tsx'
import { indicatorText } from './words.ts'

type Scheme = Awaited<ReturnType<Client['indicators']['scheme']>>
type Row = Scheme['rows'][number]
type Numbered = { readonly at: number; readonly row: Row }

export function QualityScheme() {
  const text = useText(schemeText)
  const words = useText(indicatorText)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const unitId = usePathPart('unitId')
  const overview = useQuery(api.indicators.overview.queryOptions({ input: { unitId } })).data
  const [year] = useYear(overview)
  const { data, error, refetch } = useQuery(api.indicators.scheme.queryOptions({ input: { unitId } }))
  const [draft, setDraft] = useState<{ rows: Row[]; source: string } | null>(null)
  const saving = useMutation({
    mutationFn: (next: { rows: Row[]; source: string }) =>
      client.indicators.saveScheme({ unitId, ...next, version: data?.version ?? null }),
    onSuccess: async () => {
      setDraft(null)
      message.success(text.saved)
      await queries.invalidateQueries({ queryKey: api.indicators.scheme.key() })
    },
    onError: useFailure(),
  })
  const full =
    draft?.rows.every(({ dimension, name }) => dimension.trim() !== '' && name.trim() !== '') ?? false
  const primary =
    data?.mayWrite !== true
      ? undefined
      : draft === null
        ? {
            label: text.edit,
            icon: <EditOutlined />,
            act: () => setDraft({ rows: data.rows.map((row) => ({ ...row })), source: data.source }),
          }
        : {
            label: text.save,
            icon: <SaveOutlined />,
            busy: saving.isPending,
            act: () => full && draft.rows.length > 0 && saving.mutate(draft),
          }
  return (
    <Page
      title={text.title}
      what={text.what}
      up={{ to: `/indicators/${unitId}?year=${year}`, label: words.title }}
      primary={primary}
      extra={draft !== null && <Button onClick={() => setDraft(null)}>{text.cancel}</Button>}
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what={text.title} rows={8} />}
      {data?.version === null && (
        <Alert type="warning" showIcon title={text.proposal} description={text.proposalHint} />
      )}
      {data && draft === null && <Values unitId={unitId} year={year} scheme={data} />}
      {draft !== null && <Editor draft={draft} change={setDraft} />}
    </Page>
  )
}

function Values({ unitId, year, scheme }: { unitId: string; year: number; scheme: Scheme }) {
  const text = useText(schemeText)
  const words = useText(indicatorText)
  const [language] = useLanguage()
  const plainOf = usePlainValue()
  const read = (edition: string) => api.indicators.values.queryOptions({ input: { unitId, year, edition } })
  const tertiary = useQuery(read('tertiary-2025')).data?.values ?? []
  const secondary = useQuery(read('secondary')).data?.values ?? []
  const valueOf = (id: string | null) => [...tertiary, ...secondary].find((each) => each.id === id)
  const columns: readonly Column<Numbered>[] = [
    { key: 'at', title: words.number, text: ({ at }) => at, width: 64, card: 'none' },
    {
      key: 'dimension',
      title: text.dimension,
      text: ({ row }) => row.dimension,
      filter: true,
      width: 120,
      card: 'fact',
    },
    { key: 'name', title: text.name, text: ({ row }) => row.name, width: 260, card: 'title' },
    {
      key: 'linked',
      title: text.linked,
      text: ({ row }) => indicatorOf(row.indicatorId ?? '')?.[language] ?? null,
      render: ({ row }) => {
        const linked = indicatorOf(row.indicatorId ?? '')
        return linked === null ? (
          <span className="third">{text.none}</span>
        ) : (
          <Go to={`/indicators/${unitId}/${linked.id}?year=${year}`}>{linked[language]}</Go>
        )
      },
      width: 240,
      card: 'fact',
    },
    {
      key: 'value',
      title: `${text.value} ${words.yearOf(year)}`,
      text: ({ row }) => {
        const linked = indicatorOf(row.indicatorId ?? '')
        return linked === null ? null : plainOf({ indicator: linked, value: valueOf(linked.id) })
      },
      align: 'right',
      width: 140,
      card: 'fact',
    },
  ]
  return (
    <Section title={scheme.version === null ? text.title : text.own} hint={scheme.source}>
      <Table<Numbered>
        name="quality-scheme"
        title={text.title}
        rows={scheme.rows.map((row, index) => ({ at: index + 1, row }))}
        columns={columns}
        rowKey={({ at }) => String(at)}
      />
    </Section>
  )
}

type Draft = { rows: Row[]; source: string }

function Editor({ draft, change }: { draft: Draft; change: (draft: Draft) => void }) {
  const text = useText(schemeText)
  const [language] = useLanguage()
  const options = indicators.map((each) => ({
    value: each.id,
    label: [each.no === each.id ? '' : each.id, each[language]].filter(Boolean).join(' '),
  }))
  const set = (at: number, part: Partial<Row>) =>
    change({ ...draft, rows: draft.rows.map((row, index) => (index === at ? { ...row, ...part } : row)) })
  return (
    <Section title={text.edit}>
      {draft.rows.map((row, at) => (
        <div key={at} className="scheme-row">
          <Input
            aria-label={`${text.dimension} ${at + 1}`}
            value={row.dimension}
            maxLength={40}
            status={row.dimension.trim() === '' ? 'error' : ''}
            onChange={(event) => set(at, { dimension: event.target.value })}
          />
          <Input
            aria-label={`${text.name} ${at + 1}`}
            value={row.name}
            maxLength={100}
            status={row.name.trim() === '' ? 'error' : ''}
            onChange={(event) => set(at, { name: event.target.value })}
          />
          <Select
            aria-label={`${text.linked} ${at + 1}`}
            value={row.indicatorId}
            options={options}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={text.none}
            onChange={(next: string | undefined) => set(at, { indicatorId: next ?? null })}
          />
          <Button
            type="text"
            onClick={() => change({ ...draft, rows: draft.rows.filter((_, index) => index !== at) })}
          >
            {text.remove}
          </Button>
        </div>
      ))}
      <div className="row">
        <Button
          onClick={() =>
            change({
              ...draft,
              rows: [...draft.rows, { dimension: '', name: '', indicatorId: null, note: '' }],
            })
          }
        >
          {text.add}
        </Button>
      </div>
      <Input
        aria-label={text.source}
        placeholder={text.source}
        value={draft.source}
        maxLength={500}
        onChange={(event) => change({ ...draft, source: event.target.value })}
      />
    </Section>
  )
}
