// One indicator by department, a department by month, and from a month to its records.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Indicator } from '../rules.ts'
import { countsText } from './format.ts'
import { pageText } from './indicator-words.ts'
import type { Overview } from './list.tsx'
import { Value } from './value.tsx'
import { indicatorText } from './words.ts'

type Point = Awaited<ReturnType<Client['indicators']['departments']>>['points'][number]

export const monthText = (period: number): string =>
  `${Math.floor(period / 100)}-${String(period % 100).padStart(2, '0')}`

type DepartmentsProps = { overview: Overview; indicator: Indicator; year: number }

/** Hospital › department › month; a month leads to its records. */
export function Departments({ overview, indicator, year }: DepartmentsProps) {
  const text = useText(indicatorText)
  const words = useText(pageText)
  const go = useGo()
  const [department, setDepartment] = useQueryPart('department')
  const { unitId } = overview
  const range = { unitId, indicator: indicator.id, from: year * 100 + 1, to: year * 100 + 12 }
  const places = useQuery(
    api.indicators.departments.queryOptions({ input: range, enabled: department === null }),
  )
  const months = useQuery(
    api.indicators.series.queryOptions({
      input: { ...range, by: 'month', department: department ?? '' },
      enabled: department !== null,
    }),
  )
  const names = useQuery(api.discharges.overview.queryOptions({ input: { unitId } })).data?.departments
  const { data, error, refetch } = department === null ? places : months
  const records = recordsOf(indicator)
  const columns = useMemo<readonly Column<Point>[]>(() => {
    const nameOf = (point: Point): string =>
      department === null
        ? (names?.find(({ code }) => code === point.department)?.name ?? point.department ?? '')
        : monthText(point.period ?? 0)
    return [
      {
        key: 'group',
        title: department === null ? words.department : words.month,
        text: nameOf,
        sort: true,
        card: 'title',
        width: 200,
      },
      {
        key: 'value',
        title: text.value,
        text: ({ value }) => value,
        render: (point) => (
          <Value
            indicator={indicator}
            value={{
              ...point,
              id: indicator.id,
              words: null,
              before: null,
              trend: [],
              months: null,
              target: null,
            }}
            smallest={overview.smallestShown}
          />
        ),
        sort: true,
        align: 'right',
        card: 'fact',
        width: 200,
      },
      {
        key: 'counts',
        title: text.counts,
        text: (point) => countsText(indicator, point),
        hidden: true,
        card: 'none',
        width: 200,
      },
    ]
  }, [department, names, words, text, indicator, overview.smallestShown])
  const mayOpen = department === null || (overview.mayReadRecords && records !== null)
  const open = (point: Point) => {
    if (department === null) setDepartment(point.department)
    else
      go(
        `/discharges/${unitId}?${new URLSearchParams({
          from: String(range.from),
          to: String(range.to),
          indicator: records ?? '',
          department,
          month: String(point.period),
        }).toString()}`,
      )
  }
  const chosen = names?.find(({ code }) => code === department)?.name ?? department
  return (
    <Section title={department === null ? words.departments : `${chosen}`} hint={words.departmentsHint}>
      {department !== null && (
        <nav aria-label={words.path} className="row">
          <Button type="link" onClick={() => setDepartment(null)}>
            {words.whole}
          </Button>
          <span aria-hidden>›</span>
          <span aria-current="page">{chosen}</span>
        </nav>
      )}
      <Table<Point>
        name={department === null ? 'indicator-departments' : 'indicator-months'}
        title={words.departments}
        rows={data?.points}
        columns={columns}
        rowKey={(point) => `${point.department} ${point.period}`}
        {...(mayOpen ? { open } : {})}
        error={error}
        retry={() => void refetch()}
        empty={{ title: words.noMonths }}
      />
    </Section>
  )
}

/** The id under which the records behind an indicator are listed; null where they are not. */
function recordsOf({ formula }: Indicator): string | null {
  if (formula === null || formula.as === 'words') return null
  const { numerator } = formula
  return 'from' in numerator && numerator.from === 'records' ? numerator.id : null
}
