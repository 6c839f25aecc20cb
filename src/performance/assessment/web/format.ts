// How figures are written: scores with a decimal, counts with commas, changes with a sign, bands of a percentile.
import { percent } from '../../../core/web/state.tsx'
import { isWithinTop, type WorkloadItem } from '../rules.ts'

const scores = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 2 })
const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const shares = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

export type Ratio = { readonly numerator: number; readonly denominator: number }

export const scoreText = (score: number): string => scores.format(score)
export const countText = (count: number): string => counts.format(count)
export const shareText = (share: number): string => `${shares.format(share)}\u00a0%`

/** A yearly figure without its unit; satisfaction is a percentage. */
export const valueText = (item: WorkloadItem, value: number): string =>
  item === 'satisfaction' ? shares.format(value) : countText(value)

/** The unit behind a yearly figure: the item's word, or the sign of a share. */
export const unitText = (
  item: WorkloadItem,
  units: Record<Exclude<WorkloadItem, 'satisfaction'>, string>,
): string => (item === 'satisfaction' ? '%' : units[item])

/** '+8.42 %', '−3.00 %', '0.00 %'. */
export function signed(value: number, text: (value: number) => string): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : ''
  return `${sign}${text(Math.abs(value))}`
}

/** '357 / 1521' — without commas: it is read as one ratio. */
export const ratioText = ({ numerator, denominator }: Ratio): string => `${numerator} / ${denominator}`
export const percentileText = (ratio: Ratio): string => percent(ratio.numerator, ratio.denominator)

const bands = [1, 5, 10, 20, 25, 50] as const

/** The narrowest band that holds the rank, and the last rank that still lies in it; null for the lower half. */
export function bandOf(ratio: Ratio): { readonly percent: number; readonly limit: number } | null {
  const band = bands.find((candidate) => isWithinTop(ratio, candidate))
  return band === undefined ? null : { percent: band, limit: Math.floor((ratio.denominator * band) / 100) }
}
