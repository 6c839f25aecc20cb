// One indicator followed down: by department, by month of a department, and the stays of one month.
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useCallback, useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { Go, useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { Indicator } from '../rules/indicators.ts'
import { addressOf, departmentName, type Look, monthText, type Overview } from './scope.ts'
import { Stays } from './stays.tsx'
import { BasisMark, countsText, numberOf, Value } from './value.tsx'
import { dischargeText } from './words.ts'

type Row = Awaited<ReturnType<Client['discharges']['indicators']>>['rows'][number]
type DrillProps = { overview: Overview; look: Look; indicator: Indicator }

export function Drill({ overview, look, indicator }: DrillProps) {
  const text = useText(dischargeText)
  const [language] = useLanguage()
  return (
    <>
      <Path overview={overview} look={look} indicator={indicator} />
      <Section>
        <p className="prose">
          <strong>{indicator[language]}</strong> <BasisMark indicator={indicator} />
        </p>
        <p className="second prose">{language === 'zh' ? indicator.formulaZh : indicator.formulaEn}</p>
        <p className="third prose">{text.sourceOf(indicator.source)}</p>
      </Section>
      {look.month !== null && overview.mayRead ? (
        <Stays overview={overview} look={look} indicator={indicator} month={look.month} />
      ) : (
        <Groups overview={overview} look={look} indicator={indicator} />
      )}
    </>
  )
}

/** 全院 › 手术占比 › 心内科 › 2025-03: every step a way back. */
function Path({ overview, look, indicator }: DrillProps) {
  const text = useText(dischargeText)
  const [language] = useLanguage()
  const { unitId } = overview
  const step = (part: Partial<Look>) => addressOf(unitId, { ...look, ...part })
  const steps = [
    { label: overview.name, to: step({ indicator: null, department: null, month: null }) },
    { label: indicator[language], to: step({ department: null, month: null }) },
    ...(look.department === null
      ? []
      : [{ label: departmentName(overview, look.department), to: step({ month: null }) }]),
    ...(look.month === null ? [] : [{ label: monthText(look.month), to: step({}) }]),
  ]
  return (
    <nav aria-label={text.path} className="drill-path">
      {steps.map(({ label, to }, at) =>
        at === steps.length - 1 ? (
          <span key={to} aria-current="page">
            {label}
          </span>
        ) : (
          <span key={to}>
            <Go to={to}>{label}</Go> <span aria-hidden>›</span>{' '}
          </span>
        ),
      )}
    </nav>
  )
}

function Groups({ overview, look, indicator }: DrillProps) {
  const text = useText(dischargeText)
  const go = useGo()
  const [way, setWay] = useQueryPart('by')
  const byMonth = look.department !== null || way === 'month'
  const { unitId } = overview
  const { from, to, department } = look
  const { data, error, refetch } = useQuery(
    api.discharges.indicators.queryOptions({
      input: {
        unitId,
        from,
        to,
        ...(department === null ? {} : { department }),
        byMonth,
        byDepartment: !byMonth,
      },
    }),
  )
  const next = useCallback(
    (row: Row): string =>
      addressOf(unitId, {
        from,
        to,
        indicator,
        department: byMonth ? department : row.department,
        month: byMonth ? row.month : null,
      }),
    [unitId, from, to, indicator, department, byMonth],
  )
  const opens = !byMonth || overview.mayRead
  const columns = useMemo<readonly Column<Row>[]>(() => {
    const nameOf = (row: Row): string =>
      row.month === null ? departmentName(overview, row.department ?? '') : monthText(row.month)
    return [
      {
        key: 'group',
        title: byMonth ? text.month : text.department,
        text: nameOf,
        render: (row) =>
          opens ? (
            <Go to={next(row)} className="door" onClick={(event) => event.stopPropagation()}>
              {nameOf(row)}
            </Go>
          ) : (
            nameOf(row)
          ),
        sort: true,
        card: 'title',
        width: 220,
      },
      {
        key: 'value',
        title: text.value,
        text: (row) => numberOf(indicator, row.cells[indicator.id]),
        render: (row) => <Value indicator={indicator} cell={row.cells[indicator.id]} />,
        sort: true,
        align: 'right',
        card: 'fact',
        width: 260,
      },
      {
        key: 'counts',
        title: text.counts,
        text: (row) => countsText(indicator, row.cells[indicator.id]),
        hidden: true,
        card: 'none',
        width: 200,
      },
      {
        key: 'stays',
        title: text.staysCount,
        text: (row) => row.cells['discharges']?.numerator ?? null,
        sort: true,
        align: 'right',
        card: 'fact',
        width: 120,
      },
    ]
  }, [overview, indicator, byMonth, opens, text, next])
  return (
    <Section
      title={byMonth ? text.byMonth : text.byDepartment}
      extra={
        department === null && (
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
        name={byMonth ? 'discharge-months' : 'discharge-departments'}
        title={text.title}
        rows={data?.rows}
        columns={columns}
        rowKey={(row) => `${row.department} ${row.month}`}
        {...(opens ? { open: (row: Row) => go(next(row)) } : {})}
        error={error}
        retry={() => void refetch()}
        empty={{ title: text.noStays, hint: text.noStaysHint }}
      />
    </Section>
  )
}
