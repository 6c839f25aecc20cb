// One indicator: its definition and certainty, value and parts, course over time, departments down to months and records.
import { DownloadOutlined, FlagOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { Chart } from '../../../core/web/chart.tsx'
import { api, client, type Client } from '../../../core/web/client.ts'
import { Go, usePathPart, useQueryPart } from '../../../core/web/go.tsx'
import { Columns, FactList, Figure, Page, Section } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { type Indicator, indicatorOf, indicators, isMonthly } from '../rules.ts'
import { pageText } from './indicator-words.ts'
import { countsText, factText, numberText } from './format.ts'
import './indicators.css'
import { type Overview, useYear } from './list.tsx'
import { IndicatorParts } from './parts.tsx'
import { Departments, monthText } from './departments.tsx'
import { TargetForm } from './target.tsx'
import { BasisMark, Change, Lacking, useFactName, usePlainValue } from './value.tsx'
import { indicatorText } from './words.ts'

type Facts = Awaited<ReturnType<Client['indicators']['facts']>>

export function IndicatorPage() {
  const text = useText(indicatorText)
  const words = useText(pageText)
  const unitId = usePathPart('unitId')
  const indicator = indicatorOf(usePathPart('indicatorId'))
  const { data, error, refetch } = useQuery(api.indicators.overview.queryOptions({ input: { unitId } }))
  const up = { to: `/indicators/${unitId}`, label: text.title }
  if (indicator === null) {
    return (
      <Page title={text.title} up={up}>
        <EmptyState title={words.unknown} />
      </Page>
    )
  }
  if (data) return <Filled overview={data} indicator={indicator} up={up} />
  return (
    <Page title={text.title} up={up}>
      {error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : (
        <Loading what={text.title} rows={8} />
      )}
    </Page>
  )
}

type FilledProps = { overview: Overview; indicator: Indicator; up: { to: string; label: string } }

function Filled({ overview, indicator, up }: FilledProps) {
  const text = useText(indicatorText)
  const words = useText(pageText)
  const [language] = useLanguage()
  const failed = useFailure()
  const { unitId } = overview
  const [year, setYear, years] = useYear(overview)
  const [department] = useQueryPart('department')
  const [aiming, setAiming] = useState(false)
  const { data, error, refetch } = useQuery(
    api.indicators.facts.queryOptions({ input: { unitId, indicator: indicator.id, year } }),
  )
  const report = useMutation({
    mutationFn: () => client.indicators.measureReport({ unitId, indicator: indicator.id, year }),
    onSuccess: (file) => save(file.name, file),
    onError: failed,
  })
  const parts = indicators.filter(({ parent }) => parent === indicator.id)
  const target =
    overview.mayWrite && indicator.formula !== null && indicator.unit !== 'words'
      ? { label: words.setTarget, icon: <FlagOutlined />, act: () => setAiming(true) }
      : undefined
  return (
    <Page
      title={[indicator.no === indicator.id ? '' : indicator.no, indicator[language]]
        .filter(Boolean)
        .join(' ')}
      what={overview.name}
      up={{ ...up, to: `${up.to}?year=${year}` }}
      primary={target}
      extra={
        indicator.formula !== null && (
          <Button icon={<DownloadOutlined />} loading={report.isPending} onClick={() => report.mutate()}>
            {text.exportFhir}
          </Button>
        )
      }
      filters={
        <Select
          aria-label={text.year}
          value={year}
          options={years.map((value) => ({ value, label: text.yearOf(value) }))}
          onChange={setYear}
          className="indicator-select"
        />
      }
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {data && indicator.elsewhere === null && (
        <KnownValue overview={overview} indicator={indicator} facts={data} year={year} />
      )}
      {indicator.elsewhere === 'diseases' && (
        <Section>
          <Go to={`/discharges/${unitId}`}>{words.diseases}</Go>
        </Section>
      )}
      {parts.length > 0 && (
        <Section title={words.parts}>
          <ul>
            {parts.map((part) => (
              <li key={part.id}>
                <Go to={`/indicators/${unitId}/${part.id}?year=${year}`}>
                  {part.no} {part[language]}
                </Go>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {indicator.formula !== null && indicator.formula.as !== 'words' && (
        <Course
          overview={overview}
          indicator={indicator}
          year={year}
          target={data?.value.target?.target ?? null}
        />
      )}
      {isMonthly(indicator) && <Departments overview={overview} indicator={indicator} year={year} />}
      <IndicatorParts unitId={unitId} indicatorId={indicator.id} year={year} department={department} />
      <Definition indicator={indicator} />
      {aiming && data && (
        <TargetForm
          unitId={unitId}
          indicator={indicator}
          year={year}
          target={data.value.target}
          close={() => setAiming(false)}
        />
      )}
    </Page>
  )
}

function Definition({ indicator }: { indicator: Indicator }) {
  const text = useText(indicatorText)
  const words = useText(pageText)
  const [language] = useLanguage()
  return (
    <Section title={words.definition} extra={<BasisMark indicator={indicator} />}>
      <p className="prose">{language === 'zh' ? indicator.formulaZh : indicator.formulaEn}</p>
      {indicator.note && <p className="third prose">{indicator.note[language]}</p>}
      <FactList
        facts={[
          {
            label: text.dimension,
            value: `${text.dimensions[indicator.dimension]} · ${text.subs[indicator.sub]}`,
          },
          { label: text.attribute, value: text.attributes[indicator.attribute] },
          { label: text.direction, value: text.directions[indicator.direction] },
          { label: text.source, value: text.sources[indicator.source] },
          { label: text.confidence, value: text.confidences[indicator.confidence] },
          { label: text.monitored, value: indicator.monitored ? `▲ ${text.yes}` : text.no },
          ...(indicator.aliases.length === 0
            ? []
            : [{ label: text.aliases, value: indicator.aliases.join('、') }]),
        ]}
      />
    </Section>
  )
}

type KnownProps = { overview: Overview; indicator: Indicator; facts: Facts; year: number }

function KnownValue({ overview, indicator, facts, year }: KnownProps) {
  const text = useText(indicatorText)
  const words = useText(pageText)
  const plain = usePlainValue()
  const nameOf = useFactName()
  const { value } = facts
  const shown = { indicator, value }
  const nameOfFact = (key: string): string => {
    if (key.endsWith('/numerator')) return words.recordFacts.numerator
    if (key.endsWith('/denominator')) return words.recordFacts.denominator
    if (key.startsWith('grouping/')) return words.recordFacts.grouping
    return key.startsWith('party_work/') ? words.recordFacts.party_work : nameOf(key)
  }
  return (
    <>
      <Section title={text.yearOf(year)}>
        <Columns min={150}>
          <Figure
            label={text.value}
            value={plain(shown)}
            unit={value.value === null || indicator.unit === 'percent' ? '' : text.units[indicator.unit]}
            change={
              value.hidden
                ? text.hiddenWhy(overview.smallestShown)
                : [countsText(indicator, value), value.months === null ? '' : text.monthsOf(value.months)]
                    .filter(Boolean)
                    .join(' · ')
            }
          />
          <Figure
            label={text.before}
            value={value.before === null ? null : numberText(indicator, value.before)}
            change={<Change {...shown} />}
          />
          <Figure
            label={text.target}
            value={value.target === null ? null : numberText(indicator, value.target.target)}
          />
        </Columns>
        <Lacking value={value} to={`/indicators/${overview.unitId}/figures?year=${year}`} />
      </Section>
      {facts.facts.length > 0 && indicator.formula?.as !== 'words' && (
        <Section title={words.facts} hint={words.factsHint}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{words.fact}</th>
                <th scope="col">{words.thisYear}</th>
                <th scope="col">{words.yearBefore}</th>
              </tr>
            </thead>
            <tbody>
              {facts.facts.map((fact) => (
                <tr key={fact.key}>
                  <th scope="row">{nameOfFact(fact.key)}</th>
                  <td>{fact.value === null ? text.none : factText(fact.key, fact.value)}</td>
                  <td>{fact.before === null ? text.none : factText(fact.key, fact.before)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
    </>
  )
}

type CourseProps = { overview: Overview; indicator: Indicator; year: number; target: number | null }

/** By month two years up to the chosen one, by year ten. */
function Course({ overview, indicator, year, target }: CourseProps) {
  const text = useText(indicatorText)
  const words = useText(pageText)
  const [language] = useLanguage()
  const [asked, setBy] = useQueryPart('by')
  const [department] = useQueryPart('department')
  const monthly = isMonthly(indicator)
  const by = monthly && asked !== 'year' ? 'month' : 'year'
  const range =
    by === 'month' ? { from: (year - 1) * 100 + 1, to: year * 100 + 12 } : { from: year - 9, to: year }
  const { data, error, refetch } = useQuery(
    api.indicators.series.queryOptions({
      input: {
        unitId: overview.unitId,
        indicator: indicator.id,
        by,
        ...range,
        ...(department === null ? {} : { department }),
      },
    }),
  )
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />
  const points = data?.points ?? []
  return (
    <>
      {monthly && (
        <div className="row">
          <Segmented
            value={by}
            options={[
              { value: 'month', label: words.byMonth },
              { value: 'year', label: words.byYear },
            ]}
            onChange={(value) => setBy(value === 'year' ? 'year' : null)}
          />
        </div>
      )}
      <Chart
        kind="line"
        title={words.trend}
        unit={text.units[indicator.unit] || indicator[language]}
        what={`${indicator[language]} · ${by === 'month' ? words.byMonth : words.byYear}`}
        categories={points.map(({ period }) =>
          by === 'month' ? monthText(period ?? 0) : String(period ?? ''),
        )}
        series={[
          {
            name: indicator[language],
            values: points.map(({ value }) => (value === null ? null : Number(value.toFixed(4)))),
          },
        ]}
        {...(target === null ? {} : { target: { value: target, label: text.target } })}
      />
    </>
  )
}
