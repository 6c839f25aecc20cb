// Party work beside results: two charts over the same years, or one table; side by side is not cause and effect.
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { Chart, type ChartData } from '../../../core/web/chart.tsx'
import { useGo } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { percent } from '../../../core/web/state.tsx'
import { EmptyState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { BesideTable } from './beside-table.tsx'
import { besideText } from './beside-words.ts'
import { type Measure, measuresOf, spans, type YearLine, yearLines } from './beside-years.ts'
import { useWhy } from './beside-why.ts'
import type { Ratio } from './format.ts'
import { dutiesOf, type Institution } from './institution.ts'
import { type Series, seriesKey, seriesName } from './series.ts'
import { figureText } from './words.ts'

export function Beside({ institution }: { institution: Institution }) {
  const text = useText(besideText)
  const words = useText(figureText)
  const options = measuresOf(institution.results)
  const [chosen, choose] = useState<string | null>(null)
  const [wanted, want] = useState<Measure>('score')
  const [view, setView] = useState<'charts' | 'table'>('charts')
  const option = options.find(({ series }) => seriesKey(series) === chosen) ?? options[0]
  const series = option?.series ?? null
  const measure = option && !option.measures.includes(wanted) ? (option.measures[0] ?? wanted) : wanted
  const lines = yearLines(institution, series)
  if (lines.length === 0) {
    return (
      <Section title={text.title}>
        <EmptyState title={text.empty} />
      </Section>
    )
  }
  return (
    <Section
      title={text.title}
      hint={text.caution}
      extra={
        <Segmented
          aria-label={text.view}
          value={view}
          onChange={setView}
          options={[
            { value: 'charts', label: text.charts },
            { value: 'table', label: text.table },
          ]}
        />
      }
    >
      {(options.length > 1 || (option && option.measures.length > 1 && view === 'charts')) && (
        <div className="row beside-choice no-print">
          {options.length > 1 && (
            <Select
              aria-label={text.assessment}
              value={series && seriesKey(series)}
              onChange={choose}
              popupMatchSelectWidth={false}
              options={options.map((each) => ({
                value: seriesKey(each.series),
                label: seriesName(each.series, words),
              }))}
            />
          )}
          {option && option.measures.length > 1 && view === 'charts' && (
            <Segmented
              aria-label={text.measure}
              value={measure}
              onChange={want}
              options={option.measures.map((each) => ({ value: each, label: words[each] }))}
            />
          )}
        </div>
      )}
      {view === 'charts' ? (
        <Charts unitId={institution.unitId} lines={lines} series={series} measure={measure} />
      ) : (
        <BesideTable unitId={institution.unitId} lines={lines} />
      )}
    </Section>
  )
}

type ChartsProps = {
  unitId: string
  lines: readonly YearLine[]
  series: Series | null
  measure: Measure
}

// The same unit, the same colour on every page: shares, points, places.
const colours = { rate: 0, score: 2, rank: 3 } as const

function Charts({ unitId, lines, series, measure }: ChartsProps) {
  const text = useText(besideText)
  const words = useText(figureText)
  const go = useGo()
  const why = useWhy(lines)
  // Both charts have the same years, the same width and no axis of numbers: their years stand below each other.
  const same = { kind: 'bar', categories: lines.map(({ year }) => String(year)), height: 148 } as const
  const rates: ChartData = {
    ...same,
    title: text.rate,
    unit: '%',
    what: text.rateHow,
    series: [{ name: text.rate, values: lines.map(({ rate }) => sharePercent(rate)), colour: colours.rate }],
    open: (year) => go(dutiesOf(unitId, Number(year))),
  }
  const results: ChartData | null = series && {
    ...same,
    // As many years as above, so that they stay below each other; a computed one carries its mark.
    categories: lines.map((line) => `${line.year}${line[measure]?.entered === false ? '*' : ''}`),
    title: `${seriesName(series, words)} · ${words[measure]}`,
    unit: measure === 'score' ? words.points : words.rankUnit,
    what: measure === 'score' ? text.scoreHow : text.rankHow,
    series: [
      {
        name: words[measure],
        values: lines.map((line) => line[measure]?.value ?? null),
        colour: colours[measure],
      },
    ],
  }
  const without = lines.filter(({ rate }) => rate === null).map(({ year }) => year)
  const reasons = new Map<string, number[]>()
  for (const year of without) reasons.set(why(year), [...(reasons.get(why(year)) ?? []), year])
  const open = lines.filter((line) => line[measure] === null).map(({ year }) => year)
  const computed = lines.filter((line) => line[measure]?.entered === false).map(({ year }) => year)
  const named = (years: readonly number[]) => text.years(spans(years))
  return (
    <>
      <div className="beside-charts">
        <Chart {...rates} />
        {results && <Chart {...results} />}
      </div>
      <ul className="beside-notes">
        {[...reasons].map(([reason, years]) => (
          <li key={reason}>{text.missingRate(named(years), reason)}</li>
        ))}
        {results && computed.length > 0 && <li>{text.computedYears(named(computed))}</li>}
        {results && open.length > 0 && <li>{text.missingResult(named(open))}</li>}
      </ul>
    </>
  )
}

/** The share in percent as `percent` writes it, as a number for the bar. */
function sharePercent(rate: Ratio | null): number | null {
  return rate === null ? null : Number.parseFloat(percent(rate.numerator, rate.denominator))
}
