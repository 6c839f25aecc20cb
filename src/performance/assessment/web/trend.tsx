// How score, place and percentile of one series moved over the years.
import { Select } from 'antd'
import { useState } from 'react'
import { Chart, type ChartData } from '../../../core/web/chart.tsx'
import { Section } from '../../../core/web/page.tsx'
import { EmptyState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { type YearLine, yearLines } from './beside-years.ts'
import type { Institution } from './institution.ts'
import { roundText } from './round-words.ts'
import { seriesIn, seriesKey, seriesName } from './series.ts'
import { figureText } from './words.ts'

export function Trend({ institution }: { institution: Institution }) {
  const text = useText(roundText)
  const words = useText(figureText)
  const [chosen, choose] = useState<string | null>(null)
  const all = seriesIn(institution.results)
  const series = all.find((each) => seriesKey(each) === chosen) ?? all[0]
  const lines = series === undefined ? [] : yearLines({ results: institution.results, partyWork: [] }, series)
  if (series === undefined || lines.length === 0) {
    return (
      <Section title={words.tabs.trend}>
        <EmptyState title={text.noTrend} hint={text.noTrendHint} />
      </Section>
    )
  }
  const name = seriesName(series, words)
  const chart = (
    of: (line: YearLine) => { value: number; entered: boolean } | null,
    look: { measure: string; unit: string; what: string; colour: number },
  ): ChartData | null => {
    const values = lines.map(of)
    if (values.every((value) => value === null)) return null
    return {
      kind: 'line',
      title: text.trendTitle(name, look.measure),
      unit: look.unit,
      what: look.what,
      height: 200,
      categories: lines.map((line, index) => `${line.year}${values[index]?.entered === false ? '*' : ''}`),
      series: [
        { name: look.measure, values: values.map((value) => value?.value ?? null), colour: look.colour },
      ],
    }
  }
  const charts = [
    chart(({ score }) => score, {
      measure: words.score,
      unit: words.points,
      what: text.scoreHow,
      colour: 2,
    }),
    chart(({ rank }) => rank, { measure: words.rank, unit: words.rankUnit, what: text.rankHow, colour: 3 }),
    chart(
      ({ result }) =>
        result?.percentile
          ? {
              value: Number(((100 * result.percentile.numerator) / result.percentile.denominator).toFixed(2)),
              entered: true,
            }
          : null,
      { measure: words.percentile, unit: '%', what: text.percentileHow, colour: 1 },
    ),
  ].filter((each) => each !== null)
  return (
    <>
      {all.length > 1 && (
        <div className="row beside-choice no-print">
          <Select
            aria-label={text.series}
            value={seriesKey(series)}
            onChange={choose}
            popupMatchSelectWidth={false}
            options={all.map((each) => ({ value: seriesKey(each), label: seriesName(each, words) }))}
          />
        </div>
      )}
      {charts.map((data) => (
        <Chart key={data.title} {...data} />
      ))}
    </>
  )
}
