// Days and periods in words: how many days are left, and which month, quarter or year a duty belongs to.
import { defineText } from '../../../core/web/text.ts'

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export const periodText = defineText({
  zh: {
    month: (year: number, month: number) => `${year} 年 ${month} 月`,
    quarter: (year: number, quarter: number) => `${year} 年第${'一二三四'[quarter - 1] ?? ''}季度`,
    half: (year: number, half: number) => `${year} 年${half === 1 ? '上' : '下'}半年`,
    year: (year: number) => `${year} 年`,
    shortMonth: (month: number) => `${month} 月`,
    over: (days: number) => `逾期 ${days} 天`,
    left: (days: number) => (days === 0 ? '今天到期' : days === 1 ? '明天到期' : `还有 ${days} 天`),
    weekday: (day: number) => `星期${'日一二三四五六'[day] ?? ''}`,
  },
  en: {
    month: (year, month) => `${monthNames[month - 1] ?? ''} ${year}`,
    quarter: (year, quarter) => `Q${quarter} ${year}`,
    half: (year, half) => `${half === 1 ? 'First' : 'Second'} half of ${year}`,
    year: (year) => `${year}`,
    shortMonth: (month) => monthNames[month - 1] ?? '',
    over: (days) => `${days} ${days === 1 ? 'day' : 'days'} overdue`,
    left: (days) => (days === 0 ? 'due today' : days === 1 ? 'due tomorrow' : `${days} days left`),
    weekday: (day) =>
      ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][day] ?? '',
  },
})

type PeriodWords = {
  readonly month: (year: number, month: number) => string
  readonly quarter: (year: number, quarter: number) => string
  readonly half: (year: number, half: number) => string
  readonly year: (year: number) => string
}

/** Whole days from one ISO day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** '2026 年 11 月', '2026 年第四季度', '2026 年下半年', '2026 年': by the length of the period. */
export function periodWords(text: PeriodWords, period: { periodFrom: string; periodTo: string }): string {
  const year = Number(period.periodFrom.slice(0, 4))
  const first = Number(period.periodFrom.slice(5, 7))
  const last = Number(period.periodTo.slice(5, 7))
  if (first === last) return text.month(year, first)
  if (last - first === 2) return text.quarter(year, Math.ceil(last / 3))
  if (last - first === 5) return text.half(year, Math.ceil(last / 6))
  return text.year(year)
}

/** The day at the hospital, whatever zone the device is set to. */
export function localToday(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
}
