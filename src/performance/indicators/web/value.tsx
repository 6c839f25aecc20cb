// A value as people read it, its change, its five years as a line, and what is missing with who has to enter it.
import { Unverified } from '../../../core/web/law.tsx'
import { Go } from '../../../core/web/go.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { IndicatorValue } from '../contract.ts'
import { figureOf, type Indicator, isFigure, type Office, offices } from '../rules.ts'
import { countsText, judgement, signed, valueText } from './format.ts'
import { indicatorText } from './words.ts'

export type Shown = { readonly indicator: Indicator; readonly value: IndicatorValue | undefined }

/** The value in words, for tables and files. */
export function usePlainValue(): (shown: Shown) => string {
  const text = useText(indicatorText)
  return ({ indicator, value }) => {
    if (indicator.elsewhere === 'parts') return text.byParts
    if (indicator.elsewhere === 'diseases') return text.byDiseases
    if (indicator.elsewhere === 'no_formula') return text.noFormula
    if (value?.hidden === true) return text.hidden
    if (value?.words) return value.words
    if (value === undefined || value.value === null) return text.none
    if (indicator.unit === 'yes_no') return value.value === 1 ? text.yes : text.no
    if (indicator.unit === 'level') return text.levelOf(String(value.value))
    return valueText(indicator, value.value)
  }
}

export function Value({ indicator, value, smallest }: Shown & { smallest: number }) {
  const text = useText(indicatorText)
  const plain = usePlainValue()({ indicator, value })
  if (indicator.elsewhere !== null) return <span className="third">{plain}</span>
  if (value?.hidden === true) {
    return (
      <span className="third" title={text.hiddenWhy(smallest)}>
        {text.hidden}
      </span>
    )
  }
  const counts = value === undefined ? '' : countsText(indicator, value)
  const noBase = value !== undefined && value.value === null && value.missing.length === 0 && !value.words
  return (
    <span className="indicator-value" title={noBase ? text.noBase : counts}>
      <strong>{plain}</strong>
      {counts !== '' && <span className="third">{counts}</span>}
    </span>
  )
}

/** Percentage points for shares, else the difference; the sign says better or worse also without colour. */
export function Change({ indicator, value }: Shown) {
  const text = useText(indicatorText)
  const change = changeOf({ indicator, value })
  if (change === null || value === undefined) return <span className="third">{text.none}</span>
  const way = judgement(indicator, value.value, value.before)
  const sign = way === null ? '' : way === 'better' ? '▲ ' : '▼ '
  const words = indicator.unit === 'percent' ? text.points(signed(change)) : signed(change)
  return (
    <span className={`nowrap indicator-change ${way ?? ''}`}>
      {sign !== '' && <span aria-hidden>{sign}</span>}
      {words}
    </span>
  )
}

export const changeOf = ({ value }: Shown): number | null =>
  value === undefined || value.value === null || value.before === null ? null : value.value - value.before

/** The values of five years as a line without axes; what it shows is said in words to those who do not see it. */
export function Trend({ indicator, value }: Shown) {
  const text = useText(indicatorText)
  const trend = value?.trend ?? []
  const known = trend.filter((each) => each !== null)
  if (known.length < 2) return <span className="third">{text.none}</span>
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const x = (at: number): number => 4 + (at * 64) / Math.max(1, trend.length - 1)
  const y = (each: number): number => (most === least ? 12 : 20 - ((each - least) / (most - least)) * 16)
  const points = trend.flatMap((each, at) =>
    each === null ? [] : [`${x(at).toFixed(1)},${y(each).toFixed(1)}`],
  )
  const last = points.at(-1)?.split(',') ?? ['0', '0']
  const words = text.trendOf(
    trend.map((each) => (each === null ? text.none : valueText(indicator, each))).join('、'),
  )
  return (
    <svg width="72" height="24" viewBox="0 0 72 24" role="img" aria-label={words} className="indicator-trend">
      <title>{words}</title>
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx={last[0]} cy={last[1]} r="2.5" fill="currentColor" />
    </svg>
  )
}

export function BasisMark({ indicator }: { indicator: Indicator }) {
  const text = useText(indicatorText)
  const [language] = useLanguage()
  return indicator.verified ? (
    <span className="third">{text.checked}</span>
  ) : (
    <Unverified note={indicator.note?.[language]} />
  )
}

/** The name of a fact: of a yearly figure its own, of others where they come from. */
export function useFactName(): (key: string) => string {
  const text = useText(indicatorText)
  const [language] = useLanguage()
  return (key) => {
    const before = key.startsWith('before:')
    const plain = before ? key.slice('before:'.length) : key
    const id = plain.startsWith('yearly/') ? plain.slice('yearly/'.length) : ''
    const name = isFigure(id)
      ? figureOf(id)[language]
      : plain.startsWith('records/')
        ? text.lacksRecords
        : plain.startsWith('grouping/')
          ? text.lacksGrouping
          : text.lacksPartyWork
    return before && isFigure(id) ? text.yearBefore(name) : name
  }
}

/** What is missing, by the office that has it: 财务：医疗收入、上年医疗收入 */
export function useLacking(): (value: IndicatorValue | undefined) => readonly string[] {
  const text = useText(indicatorText)
  const nameOf = useFactName()
  const [language] = useLanguage()
  return (value) => {
    const byOffice = new Map<Office, string[]>()
    const others = new Set<string>()
    for (const key of value?.missing ?? []) {
      const id = key.replace(/^before:/, '').replace(/^yearly\//, '')
      if (!isFigure(id)) {
        others.add(nameOf(key))
        continue
      }
      byOffice.getOrInsertComputed(figureOf(id).office, () => []).push(nameOf(key))
    }
    const separator = language === 'zh' ? '、' : ', '
    return [
      ...others,
      ...offices.flatMap((office) => {
        const lacking = byOffice.get(office)
        return lacking === undefined ? [] : [text.officeLacks(text.offices[office], lacking.join(separator))]
      }),
    ]
  }
}

export function Lacking({ value, to }: { value: IndicatorValue | undefined; to: string }) {
  const lines = useLacking()(value)
  if (lines.length === 0) return null
  return (
    <ul className="indicator-lacking">
      {lines.map((line) => (
        <li key={line}>
          <Go to={to} onClick={(event) => event.stopPropagation()}>
            {line}
          </Go>
        </li>
      ))}
    </ul>
  )
}
