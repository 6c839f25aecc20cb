// The month in view, kept in the address: last month unless another was chosen, since that is the one to be reported.
import { useQueryPart } from '../../../core/web/go.tsx'
import { useText } from '../../../core/web/text.ts'
import type { ReportLine } from '../contract/report.ts'
import { monthlyText } from './words.ts'

const pad = (number: number): string => String(number).padStart(2, '0')

/** A month as 2026-10, so many months before the present one. */
export function monthBefore(months: number): string {
  const now = new Date()
  const day = new Date(now.getFullYear(), now.getMonth() - months, 1)
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}`
}

/** The last day of a month given as 2026-10. */
export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return `${month}-${pad(new Date(Date.UTC(year, number, 0)).getUTCDate())}`
}

/** Today in the browser's zone, ISO. */
export function localToday(): string {
  const now = new Date()
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`
}

export function useMonth(): [month: string, choose: (month: string) => void] {
  const [part, write] = useQueryPart('month')
  const month = part !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(part) ? part : monthBefore(1)
  return [month, write]
}

export function reportPath({ unitId, month }: Pick<ReportLine, 'unitId' | 'month'>): string {
  return `/monthly/reports/${unitId}?month=${month}`
}

/** 2026 年 10 月 */
export function useMonthWords(): (month: string) => string {
  const text = useText(monthlyText)
  return (month) => text.month(Number(month.slice(0, 4)), Number(month.slice(5, 7)))
}

/** A moment of the server in the words of the page: 2026-11-03 14:05. */
export function momentWords(instant: string): string {
  const at = new Date(instant)
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${pad(at.getHours())}:${pad(at.getMinutes())}`
}
