// A value with its numerator and denominator, as people read it; what is missing or hidden says so.
import { Unverified } from '../../../core/web/law.tsx'
import { useText } from '../../../core/web/text.ts'
import { type Indicator, valueOf } from '../rules/indicators.ts'
import { dischargeText } from './words.ts'

export type Counted = {
  readonly numerator: number | null
  readonly denominator: number | null
  readonly hidden: boolean
}

const grouped = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 })
const twoDigits = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** The value alone; null when there is no base or it is hidden. */
export function numberOf(indicator: Indicator, cell: Counted | undefined): number | null {
  if (cell === undefined || cell.hidden || cell.numerator === null) return null
  return valueOf(indicator, cell.numerator, indicator.denominator === null ? null : cell.denominator)
}

export function valueText(indicator: Indicator, cell: Counted | undefined): string {
  const value = numberOf(indicator, cell)
  if (value === null) return '—'
  if (indicator.unit === 'count') return grouped.format(value)
  return indicator.unit === 'percent' ? `${twoDigits.format(value)}\u00a0%` : twoDigits.format(value)
}

/** 7,326 / 20,000; money in yuan. */
export function countsText(indicator: Indicator, cell: Counted | undefined): string {
  if (cell === undefined || cell.numerator === null || cell.denominator === null || cell.hidden) return ''
  const numerator =
    indicator.unit === 'yuan' ? twoDigits.format(cell.numerator / 100) : grouped.format(cell.numerator)
  return `${numerator} / ${grouped.format(cell.denominator)}`
}

export function Value({ indicator, cell }: { indicator: Indicator; cell: Counted | undefined }) {
  const text = useText(dischargeText)
  if (cell?.hidden === true) {
    return (
      <span className="third" title={text.hiddenWhy}>
        {text.hidden}
      </span>
    )
  }
  const value = valueText(indicator, cell)
  const counts = countsText(indicator, cell)
  return (
    <span className="indicator-value" title={value === '—' ? text.noBase : counts}>
      <strong>{value}</strong>
      {counts !== '' && <span className="third"> {counts}</span>}
    </span>
  )
}

/** Where the formula was read, and a mark while the official text was not. */
export function BasisMark({ indicator }: { indicator: Indicator }) {
  const text = useText(dischargeText)
  return (
    <span className="nowrap">
      {text.bases[indicator.basis]}
      {!indicator.verified && (
        <>
          {' '}
          <Unverified note={text.basisNotes[indicator.basis]} />
        </>
      )}
    </span>
  )
}
