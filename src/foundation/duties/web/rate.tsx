// The fulfilment rate of a unit, of the units right below it, and month by month, each number leading to its duties.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api, type Client } from '../../../core/web/client.ts'
import { Chart } from '../../../core/web/chart.tsx'
import { Go, useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { useMay } from '../../../core/web/session.ts'
import { percent, Rate, StateTag, stateText } from '../../../core/web/state.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { DutyState } from '../rules.ts'
import { useAddressView } from './address.ts'
import './duties.css'
import { goalPercent, goalShare } from './goal.ts'
import { periodText } from './period.ts'
import { useRhythms } from './rhythms.ts'
import { dutyText, listText, rateText, workbenchText } from './words.ts'

export type Rates = Awaited<ReturnType<Client['duties']['rate']>>
type Child = Rates['children'][number]

const counted: readonly DutyState[] = ['done', 'late', 'overdue', 'due', 'waived']

/** The list of duties behind a number. */
export function dutiesPath(unitId: string, parts: Readonly<Record<string, string | number | null>>): string {
  const search = new URLSearchParams({ unit: unitId })
  for (const [name, value] of Object.entries(parts)) if (value !== null) search.set(name, String(value))
  return `/duties?${search}`
}

export function DutyRate() {
  const text = useText(rateText)
  const words = useText(dutyText)
  const list = useText(listText)
  const rhythms = useRhythms()
  const { unit, year } = useAddressView()
  const [rhythm, setRhythm] = useQueryPart('rhythm')
  const above = useAbove(unit?.id)
  const query = useQuery(
    api.duties.rate.queryOptions({
      input: { unitId: unit?.id ?? '', year, ...(rhythm === null ? {} : { rhythm }) },
      enabled: unit !== null,
    }),
  )
  // A hospital has one committee below it: the list then begins with what stands below that.
  const [only, ...others] = query.data?.children ?? []
  const { data: deeper } = useQuery(
    api.duties.rate.queryOptions({
      input: { unitId: only?.unitId ?? '', year, ...(rhythm === null ? {} : { rhythm }) },
      enabled: only !== undefined && others.length === 0 && only.unitKind !== 'branch',
    }),
  )
  if (!unit) return <EmptyState title={text.noChildren} />
  return (
    <Page
      title={words.screens.rate}
      what={text.what}
      up={
        above
          ? { to: `/duties/rate?unit=${above.id}&year=${year}`, label: above.name }
          : { to: `/duties?unit=${unit.id}&year=${year}`, label: words.screens.duties }
      }
      extra={<Go to={`/life/table?unit=${unit.id}&year=${year}`}>{list.table}</Go>}
      filters={
        <Select
          className="duty-filter"
          aria-label={list.rhythm}
          value={rhythm ?? ''}
          onChange={(value: string) => setRhythm(value)}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: list.anyRhythm },
            ...rhythms.list.map(({ id }) => ({ value: id, label: rhythms.name(id) })),
          ]}
        />
      }
    >
      {query.error && !query.data ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : !query.data ? (
        <Loading what={words.screens.rate} rows={8} />
      ) : (
        <>
          <Section title={text.title(unit.name, year)}>
            <div className="rate-whole">
              <span className="figure-value">
                {query.data.rate.denominator === 0
                  ? '—'
                  : percent(query.data.rate.numerator, query.data.rate.denominator)}
              </span>
              <Rate {...query.data.rate} goal={goalShare} to={dutiesPath(unit.id, { year, rhythm })} />
            </div>
            <ul className="row count-doors">
              {counted.map((state) => (
                <li key={state}>
                  <Go to={dutiesPath(unit.id, { year, rhythm, state })} className="door">
                    <StateTag state={state} /> <strong>{query.data.counts[state]}</strong>
                  </Go>
                </li>
              ))}
            </ul>
          </Section>
          <MonthChart rates={query.data} unitId={unit.id} year={year} rhythm={rhythm} />
          <Children rates={deeper ?? query.data} year={year} rhythm={rhythm} unitId={unit.id} />
        </>
      )}
    </Page>
  )
}

/** The unit right above, if it is within reach. */
function useAbove(unitId: string | undefined): { id: string; name: string } | undefined {
  const may = useMay()
  const way = useQuery(
    api.org.way.queryOptions({
      input: { unitId: unitId ?? '' },
      enabled: may('org.read') && unitId !== undefined,
      staleTime: 5 * 60_000,
    }),
  )
  return way.data?.way.at(-1)
}

export type MonthChartProps = {
  rates: Rates
  unitId: string
  year: number
  rhythm?: string | null
  height?: number
}

/** Rates by the month in which duties fall due, with the goal as a thin line; a bar leads to the month's duties. */
export function MonthChart({ rates, unitId, year, rhythm = null, height = 220 }: MonthChartProps) {
  const text = useText(workbenchText)
  const periods = useText(periodText)
  const go = useGo()
  const names = rates.months.map(({ month }) => periods.shortMonth(month))
  return (
    <Chart
      kind="line"
      title={text.trend(year)}
      what={text.trendWhat}
      unit="%"
      height={height}
      categories={names}
      // The goal is a line of its own and not a mark, so that it stays in sight when all rates are above it.
      series={[
        {
          name: text.rateSeries,
          values: rates.months.map(({ rate }) =>
            rate.denominator === 0 ? null : Number.parseFloat(percent(rate.numerator, rate.denominator)),
          ),
        },
        { name: text.goalSeries(`${goalPercent} %`), values: names.map(() => goalPercent), colour: 7 },
      ]}
      open={(name) => go(dutiesPath(unitId, { year, rhythm, period: names.indexOf(name) + 1 }))}
    />
  )
}

type ChildrenProps = { rates: Rates; unitId: string; year: number; rhythm: string | null }

function Children({ rates, unitId, year, rhythm }: ChildrenProps) {
  const text = useText(rateText)
  const states = useText(stateText)
  const go = useGo()
  const columns: readonly Column<Child>[] = [
    { key: 'unit', title: text.unit, text: (child) => child.unitName, sort: true, width: 220, card: 'title' },
    {
      key: 'rate',
      title: text.rate,
      text: ({ rate }) => (rate.denominator === 0 ? null : percent(rate.numerator, rate.denominator)),
      render: ({ rate, unitId: id }) => <Rate {...rate} to={dutiesPath(id, { year, rhythm })} />,
      sort: (a, b) => share(a) - share(b),
      width: 180,
      align: 'right',
      card: 'fact',
    },
    ...counted.map(
      (state): Column<Child> => ({
        key: state,
        title: states[state],
        text: (child) => child.counts[state],
        render: (child) =>
          child.counts[state] === 0 ? (
            <span className="third">0</span>
          ) : (
            <Go className="door" to={dutiesPath(child.unitId, { year, rhythm, state })}>
              {child.counts[state]}
            </Go>
          ),
        sort: true,
        width: 96,
        card: state === 'overdue' || state === 'due' ? 'fact' : 'none',
      }),
    ),
  ]
  return (
    <Section title={text.children} hint={text.childrenHint}>
      <Table
        name="duty-rates"
        title={text.children}
        rows={rates.children}
        columns={columns}
        rowKey={(child) => child.unitId}
        open={(child) => {
          const parts = new URLSearchParams({ unit: child.unitId, year: String(year) })
          if (rhythm !== null) parts.set('rhythm', rhythm)
          go(`/duties/rate?${parts}`)
        }}
        empty={{
          title: text.noChildren,
          hint: text.noChildrenHint,
          action: <Go to={dutiesPath(unitId, { year, rhythm })}>{text.duties}</Go>,
        }}
        dense
      />
    </Section>
  )
}

const share = ({ rate }: Child) => (rate.denominator === 0 ? 2 : rate.numerator / rate.denominator)
