// All indicators of a year by dimension: value, change, target, trend, what is missing and who has to enter it.
import { DownloadOutlined, EditOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Segmented, Select } from 'antd'
import { useMemo } from 'react'
import { api, client, type Client } from '../../../core/web/client.ts'
import { Go, useGo, usePathPart, useQueryPart } from '../../../core/web/go.tsx'
import { Unverified } from '../../../core/web/law.tsx'
import { Columns, Figure, Page, Section } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { EmptyState, ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { type Column, save, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { currentYear } from '../../../core/web/view.ts'
import { dimensions, editions, indicatorOf } from '../rules.ts'
import { countsText, judgement, numberText } from './format.ts'
import './indicators.css'
import { SmallestShown } from './smallest.tsx'
import {
  BasisMark,
  Change,
  changeOf,
  Lacking,
  type Shown,
  Trend,
  useLacking,
  usePlainValue,
  useUnit,
  Value,
} from './value.tsx'
import { indicatorText } from './words.ts'

export type Overview = Awaited<ReturnType<Client['indicators']['overview']>>

export function IndicatorList() {
  return <Indicators unitId={usePathPart('unitId')} />
}

/** The year in the address; else the newest of which something is known. */
export function useYear(overview: Overview | undefined): [number, (year: number) => void, readonly number[]] {
  const [asked, setAsked] = useQueryPart('year')
  const known = overview?.years ?? []
  const last = currentYear()
  const years = [...new Set([last, last - 1, ...known])].sort((a, b) => b - a)
  const year = asked !== null && /^\d{4}$/.test(asked) ? Number(asked) : (known[0] ?? last - 1)
  return [year, (next) => setAsked(String(next)), years]
}

export function Indicators({ unitId }: { unitId: string }) {
  const text = useText(indicatorText)
  const { data, error, refetch } = useQuery(api.indicators.overview.queryOptions({ input: { unitId } }))
  if (data) return <Filled overview={data} />
  return (
    <Page title={text.title}>
      {error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : (
        <Loading what={text.title} rows={8} />
      )}
    </Page>
  )
}

const shows = ['all', 'known', 'missing', 'worse', 'monitored'] as const
type Show = (typeof shows)[number]

function fits(show: Show, { indicator, value }: Shown): boolean {
  if (show === 'known') return isKnown({ indicator, value })
  if (show === 'missing') return (value?.missing.length ?? 0) > 0
  if (show === 'monitored') return indicator.monitored
  return show === 'all' || judgement(indicator, value?.value ?? null, value?.before ?? null) === 'worse'
}
const isKnown = ({ value }: Shown): boolean =>
  value !== undefined && (value.value !== null || value.words !== null)

function Filled({ overview }: { overview: Overview }) {
  const text = useText(indicatorText)
  const [language] = useLanguage()
  const failed = useFailure()
  const { unitId } = overview
  const [year, setYear, years] = useYear(overview)
  const [editionAsked, setEdition] = useQueryPart('edition')
  const [dimension, setDimension] = useQueryPart('dimension')
  const [showAsked, setShow] = useQueryPart('show')
  const show = shows.find((each) => each === showAsked) ?? 'all'
  const edition =
    editions.find(({ id }) => id === editionAsked) ?? editions.find(({ list }) => list === overview.list)
  const { data, error, refetch } = useQuery(
    api.indicators.values.queryOptions({ input: { unitId, year, edition: edition?.id ?? 'tertiary-2025' } }),
  )
  const all = useMemo<readonly Shown[] | undefined>(
    () =>
      data?.values.flatMap((value) => {
        const indicator = indicatorOf(value.id)
        return indicator === null ? [] : [{ indicator, value }]
      }),
    [data],
  )
  const rows = useMemo(
    () =>
      all?.filter(
        (each) => (dimension === null || each.indicator.dimension === dimension) && fits(show, each),
      ),
    [all, dimension, show],
  )
  const report = useMutation({
    mutationFn: () =>
      client.indicators.measureReports({ unitId, year, edition: edition?.id ?? 'tertiary-2025' }),
    onSuccess: (file) => save(file.name, file),
    onError: failed,
  })
  const go = useGo()
  const figures = `/indicators/${unitId}/figures?year=${year}`
  const columns = useColumns(overview, year)
  return (
    <Page
      title={text.title}
      what={text.what}
      primary={{
        label: overview.mayWrite ? text.toFigures : text.seeFigures,
        icon: <EditOutlined />,
        to: figures,
      }}
      extra={
        <>
          <Go to={`/indicators/${unitId}/scheme?year=${year}`}>{text.toScheme}</Go>
          <Button icon={<DownloadOutlined />} loading={report.isPending} onClick={() => report.mutate()}>
            {text.exportFhir}
          </Button>
        </>
      }
      filters={
        <>
          <Select
            aria-label={text.year}
            value={year}
            options={years.map((value) => ({ value, label: text.yearOf(value) }))}
            onChange={setYear}
            className="indicator-select"
          />
          <Select
            aria-label={text.edition}
            value={edition?.id ?? ''}
            options={editions.map((each) => ({ value: each.id, label: each[language] }))}
            onChange={setEdition}
            className="edition-select"
          />
          {edition && !edition.verified && <Unverified note={edition.note[language]} />}
        </>
      }
    >
      <Summary all={all} show={setShow} />
      <Section title={overview.name}>
        <div className="row indicator-dimensions">
          <Segmented
            aria-label={text.dimension}
            value={dimension ?? 'all'}
            options={[
              { value: 'all', label: text.dimensions.all },
              ...dimensions.map((value) => ({ value, label: text.dimensions[value] })),
            ]}
            onChange={(value) => setDimension(value === 'all' ? null : value)}
          />
          <Select
            aria-label={text.shows.all}
            value={show}
            options={shows.map((value) => ({ value, label: text.shows[value] }))}
            onChange={(value) => setShow(value === 'all' ? null : value)}
            className="indicator-select"
          />
        </div>
        {all !== undefined && !all.some(isKnown) && <EmptyState title={text.empty} hint={text.emptyHint} />}
        <Table<Shown>
          name="indicators"
          title={`${overview.name} ${text.title} ${year}`}
          rows={rows}
          columns={columns}
          rowKey={({ indicator }) => indicator.id}
          open={({ indicator }) => go(`/indicators/${unitId}/${indicator.id}?year=${year}`)}
          error={error}
          retry={() => void refetch()}
          empty={{ title: text.noMatch }}
        />
      </Section>
      {overview.mayWrite && <SmallestShown key={overview.settingVersion} overview={overview} />}
    </Page>
  )
}

/** How many are known, missing, worse: each a door to those. */
function Summary({ all, show }: { all: readonly Shown[] | undefined; show: (what: string | null) => void }) {
  const text = useText(indicatorText)
  if (all === undefined) return null
  const national = all.filter(({ indicator }) => indicator.elsewhere === null)
  const door = (what: Show, label: string) => (
    <button key={what} type="button" className="plain indicator-door" onClick={() => show(what)}>
      <Figure
        label={label}
        value={national.filter((each) => fits(what, each)).length}
        change={text.ofAll(national.length)}
      />
    </button>
  )
  return (
    <Section>
      <Columns min={150}>
        {door('known', text.known)}
        {door('missing', text.missing)}
        {door('worse', text.worse)}
        <Figure
          label={text.unverifiedCount}
          value={national.filter(({ indicator }) => !indicator.verified).length}
          change={text.ofAll(national.length)}
        />
      </Columns>
    </Section>
  )
}

function useColumns(overview: Overview, year: number): readonly Column<Shown>[] {
  const text = useText(indicatorText)
  const [language] = useLanguage()
  const plainOf = usePlainValue()
  const lackingOf = useLacking()
  const unitOf = useUnit()
  const phone = useIsPhone()
  const { unitId, smallestShown } = overview
  return [
    {
      key: 'no',
      title: text.number,
      text: ({ indicator }) => (indicator.no === indicator.id ? null : indicator.no),
      render: ({ indicator }) =>
        indicator.no === indicator.id ? (
          text.none
        ) : (
          <span className="nowrap" title={indicator.monitored ? text.monitored : undefined}>
            {language === 'zh' ? indicator.no : indicator.no.replace('增', 'X')}
            {indicator.monitored && ' ▲'}
          </span>
        ),
      width: 72,
      card: 'none',
    },
    {
      key: 'name',
      title: text.indicator,
      text: ({ indicator }) =>
        [indicator[language], ...(language === 'zh' ? indicator.aliases : [])].join(' '),
      // A card opens as a whole: no door within its door.
      render: ({ indicator }) =>
        phone ? (
          indicator[language]
        ) : (
          <Go
            to={`/indicators/${unitId}/${indicator.id}?year=${year}`}
            className={
              indicator.parent === null ? 'door indicator-name' : 'door indicator-name indicator-part'
            }
            onClick={(event) => event.stopPropagation()}
          >
            {indicator[language]}
          </Go>
        ),
      width: 250,
      card: 'title',
    },
    {
      key: 'value',
      title: text.value,
      text: (shown) => shown.value?.value ?? (isKnown(shown) ? plainOf(shown) : null),
      render: (shown) => <Value {...shown} smallest={smallestShown} />,
      align: 'right',
      width: 190,
      card: 'fact',
    },
    {
      key: 'unit',
      title: text.unit,
      text: ({ indicator }) => unitOf(indicator.unit),
      width: 96,
      hidden: true,
      card: 'none',
    },
    {
      key: 'change',
      title: text.change,
      text: (shown) => {
        const change = changeOf(shown)
        return change === null ? null : Number(change.toFixed(4))
      },
      render: (shown) => <Change {...shown} />,
      align: 'right',
      width: 130,
      card: 'fact',
    },
    {
      key: 'target',
      title: text.target,
      text: ({ value }) => value?.target?.target ?? null,
      render: ({ indicator, value }) =>
        value?.target ? (
          numberText(indicator, value.target.target)
        ) : (
          <span className="third">{text.none}</span>
        ),
      align: 'right',
      width: 76,
      card: 'none',
    },
    {
      key: 'trend',
      title: text.trend,
      text: ({ value }) => (value?.trend ?? []).map((each) => each?.toFixed(2) ?? text.none).join(' '),
      render: (shown) => <Trend {...shown} />,
      width: 96,
      card: 'none',
    },
    {
      key: 'missing',
      title: text.missingWhat,
      text: ({ value }) => lackingOf(value).join('；') || null,
      render: ({ value }) => <Lacking value={value} to={`/indicators/${unitId}/figures?year=${year}`} />,
      width: 216,
      card: 'fact',
    },
    {
      key: 'basis',
      title: text.basis,
      text: ({ indicator }) => (indicator.verified ? text.checked : (indicator.note?.[language] ?? null)),
      render: ({ indicator }) => <BasisMark indicator={indicator} />,
      width: 110,
      card: 'none',
    },
    {
      key: 'sub',
      title: text.dimension,
      text: ({ indicator }) => text.subs[indicator.sub],
      filter: true,
      width: 120,
      hidden: true,
      card: 'none',
    },
    {
      key: 'direction',
      title: text.direction,
      text: ({ indicator }) => text.directions[indicator.direction],
      filter: true,
      width: 104,
      hidden: true,
      card: 'none',
    },
    {
      key: 'counts',
      title: text.counts,
      text: ({ indicator, value }) => (value === undefined ? null : countsText(indicator, value)),
      width: 200,
      hidden: true,
      card: 'none',
    },
    {
      key: 'formula',
      title: text.formula,
      text: ({ indicator }) => (language === 'zh' ? indicator.formulaZh : indicator.formulaEn),
      width: 320,
      hidden: true,
      card: 'none',
    },
  ]
}
