// Indicators from front pages: the hospital, then one indicator by department, by month, and the records behind it.
import { UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Select } from 'antd'
import { useMemo } from 'react'
import { api } from '../../../core/web/client.ts'
import { Go, useGo, usePathPart } from '../../../core/web/go.tsx'
import { Columns, Figure, Page, Section } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { type Indicator, indicators } from '../rules/indicators.ts'
import { Diseases } from './diseases.tsx'
import { Drill } from './drill.tsx'
import { addressOf, monthsBetween, monthText, type Overview, useLook } from './scope.ts'
import { BasisMark, type Counted, countsText, numberOf, Value, valueText } from './value.tsx'
import './discharges.css'
import { dischargeText } from './words.ts'

export function DischargeIndicators() {
  return <Indicators unitId={usePathPart('unitId')} />
}

export function Indicators({ unitId }: { unitId: string }) {
  const text = useText(dischargeText)
  const { data, error, refetch } = useQuery(api.discharges.overview.queryOptions({ input: { unitId } }))
  if (!data) {
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
  const { first, last } = data
  const way = { label: text.toImport, icon: <UploadOutlined />, to: `/discharges/${unitId}/import` }
  if (first === null || last === null) {
    return (
      <Page title={text.title} what={text.what} primary={data.mayRead ? way : undefined}>
        <Section>
          <EmptyState
            title={text.nothingTitle}
            hint={data.mayWrite ? text.nothingHint : text.nothingOthers}
          />
        </Section>
      </Page>
    )
  }
  return <Filled overview={data} first={first} last={last} way={data.mayRead ? way : undefined} />
}

type FilledProps = {
  overview: Overview
  first: number
  last: number
  way: { label: string; icon: React.ReactNode; to: string } | undefined
}

function Filled({ overview, first, last, way }: FilledProps) {
  const text = useText(dischargeText)
  const go = useGo()
  const look = useLook(first, last)
  const months = monthsBetween(first, last).map((month) => ({ value: month, label: monthText(month) }))
  const choose = (part: { from?: number; to?: number }) =>
    go(addressOf(overview.unitId, { ...look, ...part, month: null }), true)
  const synthetic = overview.lists.filter((list) => list.synthetic)
  return (
    <Page
      title={text.title}
      what={text.what}
      primary={way}
      filters={
        <>
          <span className="third">{text.discharged}</span>
          <Select
            aria-label={text.from}
            value={look.from}
            options={months}
            onChange={(from) => choose({ from, to: Math.max(from, look.to) })}
            className="month-select"
          />
          <span className="third">{text.until}</span>
          <Select
            aria-label={text.to}
            value={look.to}
            options={months}
            onChange={(to) => choose({ to, from: Math.min(look.from, to) })}
            className="month-select"
          />
        </>
      }
    >
      {synthetic.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={text.syntheticTitle}
          description={text.syntheticHint(synthetic.map((list) => text.lists[list.kind]).join('、'))}
        />
      )}
      {look.indicator === null ? (
        <Whole overview={overview} from={look.from} to={look.to} />
      ) : (
        <Drill overview={overview} look={look} indicator={look.indicator} />
      )}
    </Page>
  )
}

type Line = { readonly indicator: Indicator; readonly cell: Counted | undefined }

function Whole({ overview, from, to }: { overview: Overview; from: number; to: number }) {
  const text = useText(dischargeText)
  const go = useGo()
  const { unitId } = overview
  const { data, error, refetch } = useQuery(
    api.discharges.indicators.queryOptions({ input: { unitId, from, to } }),
  )
  const cells = data?.rows[0]?.cells
  const lines = useMemo(
    () => indicators.map((indicator) => ({ indicator, cell: cells?.[indicator.id] })),
    [cells],
  )
  const columns = useIndicatorColumns((indicator) =>
    addressOf(unitId, { from, to, indicator, department: null, month: null }),
  )
  return (
    <>
      {data && (
        <Section>
          <Columns min={150}>
            {['discharges', 'GK3-04', 'GK3-06', 'GK2-13'].map((id) => {
              const line = lines.find((each) => each.indicator.id === id)
              return line && <Headline key={id} line={line} />
            })}
          </Columns>
        </Section>
      )}
      <Section title={text.wholeTitle(overview.name)} hint={text.wholeHint}>
        <Table<Line>
          name="discharge-indicators"
          title={text.title}
          rows={data ? lines : undefined}
          columns={columns}
          rowKey={(line) => line.indicator.id}
          open={(line) =>
            go(addressOf(unitId, { from, to, indicator: line.indicator, department: null, month: null }))
          }
          error={error}
          retry={() => void refetch()}
        />
      </Section>
      <Diseases unitId={unitId} from={from} to={to} />
    </>
  )
}

function Headline({ line: { indicator, cell } }: { line: Line }) {
  const [language] = useLanguage()
  const text = useText(dischargeText)
  return (
    <Figure
      label={indicator[language]}
      value={valueText(indicator, cell)}
      {...(indicator.unit === 'days' ? { unit: text.units.days } : {})}
      change={countsText(indicator, cell)}
    />
  )
}

function useIndicatorColumns(to: (indicator: Indicator) => string): readonly Column<Line>[] {
  const text = useText(dischargeText)
  const [language] = useLanguage()
  return [
    {
      key: 'no',
      title: text.number,
      text: ({ indicator }) => indicator.no,
      render: ({ indicator }) =>
        indicator.no === null ? '—' : `${indicator.no}${indicator.monitored ? ' ▲' : ''}`,
      sort: true,
      width: 72,
      card: 'none',
    },
    {
      key: 'name',
      title: text.indicator,
      text: ({ indicator }) => indicator[language],
      render: ({ indicator }) => (
        <Go to={to(indicator)} className="door" onClick={(event) => event.stopPropagation()}>
          {indicator[language]}
        </Go>
      ),
      sort: true,
      width: 240,
      card: 'title',
    },
    {
      key: 'value',
      title: text.value,
      text: ({ indicator, cell }) => numberOf(indicator, cell),
      render: ({ indicator, cell }) => <Value indicator={indicator} cell={cell} />,
      sort: true,
      align: 'right',
      width: 260,
      card: 'fact',
    },
    {
      key: 'unit',
      title: text.unit,
      text: ({ indicator }) => text.units[indicator.unit],
      width: 72,
      card: 'none',
    },
    {
      key: 'direction',
      title: text.direction,
      text: ({ indicator }) => text.directions[indicator.direction],
      filter: true,
      width: 104,
      card: 'none',
    },
    {
      key: 'basis',
      title: text.basis,
      text: ({ indicator }) => text.bases[indicator.basis],
      render: ({ indicator }) => <BasisMark indicator={indicator} />,
      filter: true,
      width: 210,
      card: 'fact',
    },
    {
      key: 'formula',
      title: text.formula,
      text: ({ indicator }) => (language === 'zh' ? indicator.formulaZh : indicator.formulaEn),
      render: ({ indicator }) => {
        const formula = language === 'zh' ? indicator.formulaZh : indicator.formulaEn
        return <span title={formula}>{formula}</span>
      },
      width: 360,
      hidden: true,
      card: 'none',
    },
  ]
}
