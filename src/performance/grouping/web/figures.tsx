// The overview: the hospital's figures, case mix as a chart, and all figures by department or by month.
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useMemo } from 'react'
import { Chart } from '../../../core/web/chart.tsx'
import { api, type Client } from '../../../core/web/client.ts'
import { Go, useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Unverified } from '../../../core/web/law.tsx'
import { Columns, Figure, Section } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { ratios } from '../rules/figures.ts'
import { monthText } from '../../discharges/web/index.ts'
import {
  addressOf,
  countText,
  departmentName,
  type Departments,
  fourPlaces,
  type Groups,
  type Look,
  type Overview,
  percentText,
  scopeOf,
  twoPlaces,
} from './look.ts'
import { Value } from './value.tsx'
import { groupingText } from './words.ts'

type Row = Awaited<ReturnType<Client['grouping']['figures']>>['rows'][number]
type FiguresProps = { overview: Overview; groups: Groups; departments: Departments; look: Look }

export function Figures({ overview, groups, departments, look }: FiguresProps) {
  const text = useText(groupingText)
  const scope = scopeOf(overview.unitId, look)
  const { data } = useQuery(api.grouping.figures.queryOptions({ input: scope }))
  const row = data?.rows[0]
  const to = (part: Look['part']) => addressOf(overview.unitId, { ...look, part })
  return (
    <>
      {row && (
        <Section>
          <Columns min={130}>
            <Figure
              label={text.cases}
              value={countText(row.grouped)}
              to={to('groups')}
              change={text.share(percentText(row.grouped / (row.grouped + row.ungrouped)))}
            />
            <Figure label={text.ungrouped} value={countText(row.ungrouped)} to={to('ungrouped')} />
            <Figure
              label={text.caseMixLong}
              value={fourPlaces(ratios.caseMix(row))}
              change={text.of(twoPlaces(row.weightSum / 10_000), countText(row.grouped))}
            />
            <Figure label={text.groupsCount} value={countText(row.groups)} to={to('groups')} />
            <Figure
              label={text.costIndex}
              value={fourPlaces(ratios.costIndex(row))}
              change={text.indexHint}
            />
            <Figure
              label={text.timeIndex}
              value={fourPlaces(ratios.timeIndex(row))}
              change={text.indexHint}
            />
            <Figure
              label={text.lowRisk}
              value={percentText(ratios.lowRiskMortality(row))}
              change={
                <>
                  {row.lowRiskDeaths === null
                    ? text.hidden
                    : text.of(countText(row.lowRiskDeaths), countText(row.lowRiskCases))}{' '}
                  <Unverified note={text.strataNote} />
                </>
              }
            />
          </Columns>
          <p className="third prose">{text.strataSources[groups.strataSource]}</p>
        </Section>
      )}
      <Spread overview={overview} departments={departments} look={look} all={row} />
    </>
  )
}

type SpreadProps = {
  overview: Overview
  departments: Departments
  look: Look
  /** The whole, as a thin line across the chart. */
  all: Row | undefined
}

function Spread({ overview, departments, look, all }: SpreadProps) {
  const text = useText(groupingText)
  const go = useGo()
  const [way, setWay] = useQueryPart('by')
  const byMonth = look.department !== null || way === 'month'
  const { unitId } = overview
  const { data, error, refetch } = useQuery(
    api.grouping.figures.queryOptions({
      input: { ...scopeOf(unitId, look), byMonth, byDepartment: !byMonth },
    }),
  )
  const rows = data?.rows
  const columns = useFigureColumns(departments, byMonth, (row) =>
    byMonth ? null : addressOf(unitId, { ...look, department: row.department }),
  )
  const charted = (rows ?? []).filter((row) => row.grouped > 0)
  const nameOf = (row: Row): string =>
    row.month === null ? departmentName(departments, row.department ?? '') : monthText(row.month)
  const values = charted.map((row) => rounded(ratios.caseMix(row)))
  const mean = all === undefined ? null : rounded(ratios.caseMix(all))
  return (
    <>
      {charted.length > 1 && (
        <Chart
          kind={byMonth ? 'line' : 'bar'}
          title={byMonth ? text.caseMixByMonth : text.caseMixBy}
          unit={text.unit}
          what={byMonth ? text.chartMonths : text.chartWhat}
          categories={charted.map(nameOf)}
          series={[{ name: text.caseMix, values }]}
          lying={!byMonth}
          height={byMonth ? 280 : Math.max(200, charted.length * 32 + 80)}
          {...(mean === null ? {} : { target: { value: mean, label: text.mean } })}
          {...(byMonth
            ? {}
            : {
                open: (category: string) => {
                  const row = charted.find((each) => nameOf(each) === category)
                  if (row) go(addressOf(unitId, { ...look, department: row.department }))
                },
              })}
        />
      )}
      <Section
        title={byMonth ? text.byMonth : text.byDepartment}
        extra={
          look.department === null && (
            <Segmented
              value={byMonth ? 'month' : 'department'}
              options={[
                { value: 'department', label: text.byDepartment },
                { value: 'month', label: text.byMonth },
              ]}
              onChange={(value) => setWay(value === 'month' ? 'month' : null)}
            />
          )
        }
      >
        <Table<Row>
          name={byMonth ? 'grouping-months' : 'grouping-departments'}
          title={text.titled(text.title)}
          rows={rows}
          columns={columns}
          rowKey={(row) => `${row.department} ${row.month}`}
          {...(byMonth
            ? {}
            : { open: (row: Row) => go(addressOf(unitId, { ...look, department: row.department })) })}
          error={error}
          retry={() => void refetch()}
          empty={{ title: text.noStays, hint: text.noStaysHint }}
        />
      </Section>
    </>
  )
}

const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 10_000) / 10_000

function useFigureColumns(
  departments: Departments,
  byMonth: boolean,
  to: (row: Row) => string | null,
): readonly Column<Row>[] {
  const text = useText(groupingText)
  return useMemo(() => {
    const nameOf = (row: Row): string =>
      row.month === null ? departmentName(departments, row.department ?? '') : monthText(row.month)
    const count = (key: 'grouped' | 'ungrouped' | 'groups', title: string, width = 96): Column<Row> => ({
      key,
      title,
      text: (row) => row[key],
      render: (row) => countText(row[key]),
      sort: true,
      align: 'right',
      width,
      card: 'fact',
    })
    const ratio = (
      key: string,
      title: string,
      value: (row: Row) => number | null,
      hidden: (row: Row) => boolean = () => false,
    ): Column<Row> => ({
      key,
      title,
      text: (row) => rounded(value(row)),
      render: (row) => <Value text={fourPlaces(value(row))} hidden={hidden(row)} />,
      sort: true,
      align: 'right',
      width: 132,
      card: 'fact',
    })
    return [
      {
        key: 'place',
        title: byMonth ? text.month : text.department,
        text: nameOf,
        render: (row) => {
          const address = to(row)
          return address === null ? (
            nameOf(row)
          ) : (
            <Go to={address} className="door" onClick={(event) => event.stopPropagation()}>
              {nameOf(row)}
            </Go>
          )
        },
        sort: true,
        card: 'title',
        width: 120,
      },
      count('grouped', text.cases, 108),
      count('ungrouped', text.ungrouped, 112),
      ratio('cmi', text.caseMix, ratios.caseMix),
      {
        key: 'weight',
        title: text.totalWeight,
        text: (row) => row.weightSum / 10_000,
        render: (row) => <Value text={twoPlaces(row.weightSum / 10_000)} />,
        sort: true,
        align: 'right',
        width: 104,
        card: 'fact',
      },
      count('groups', text.groupsCount, 116),
      ratio('cost', text.costIndex, ratios.costIndex, (row) => row.costIndexSum === null),
      ratio('time', text.timeIndex, ratios.timeIndex, (row) => row.timeIndexSum === null),
      {
        key: 'low',
        title: text.lowRisk,
        text: (row) => rounded(ratios.lowRiskMortality(row)),
        render: (row) => (
          <Value
            text={percentText(ratios.lowRiskMortality(row))}
            hidden={row.lowRiskDeaths === null}
            more={text.of(countText(row.lowRiskDeaths ?? 0), countText(row.lowRiskCases))}
          />
        ),
        sort: true,
        align: 'right',
        width: 180,
        card: 'fact',
      },
    ]
    // `to` is made anew at each drawing from what stands in the others.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text, departments, byMonth])
}
