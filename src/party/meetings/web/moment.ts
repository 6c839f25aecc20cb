// Days and minutes as text in China's time, whatever zone the device is set to.
import { type Every, monthsIn } from '../../../core/calendar.ts'

const china = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** An instant (Date or ISO with zone) as China's local minute: 2026-03-12T16:00 */
export const minuteOf = (instant: Date | string): string =>
  china.format(typeof instant === 'string' ? new Date(instant) : instant).replace(' ', 'T')

export const now = (): string => minuteOf(new Date())
export const today = (): string => now().slice(0, 10)

/** 2026-03-12 16:00 */
export const showMinute = (minute: string): string => minute.slice(0, 16).replace('T', ' ')
export const showInstant = (instant: string): string => showMinute(minuteOf(instant))

/** 2026-03-12 16:00–17:10, or both days when it went past midnight. */
export function showSpan(start: string, end: string | null): string {
  if (end === null) return showMinute(start)
  const sameDay = start.slice(0, 10) === end.slice(0, 10)
  return `${showMinute(start)}–${sameDay ? end.slice(11, 16) : showMinute(end)}`
}

// Local minutes are counted as if they were UTC: only differences matter.
const count = (minute: string): number => Date.parse(`${minute.slice(0, 16)}Z`)
const back = (time: number): string => new Date(time).toISOString().slice(0, 16)

export const addMinutes = (minute: string, minutes: number): string => back(count(minute) + minutes * 60_000)
export const addDays = (day: string, days: number): string =>
  back(count(`${day}T00:00`) + days * 86_400_000).slice(0, 10)
export const daysFrom = (from: string, to: string): number =>
  Math.round((count(`${to.slice(0, 10)}T00:00`) - count(`${from.slice(0, 10)}T00:00`)) / 86_400_000)

/** What departs from the plain week: the endpoint calendar.year. */
type OddDays = readonly { readonly day: string; readonly working: boolean }[]

/** The first working day after `day`; without the year's table by the plain week. */
export function nextWorkingDay(day: string, odd: OddDays): string {
  const known = new Map(odd.map((each) => [each.day, each.working]))
  for (let next = addDays(day, 1); ; next = addDays(next, 1)) {
    const weekday = new Date(`${next}T00:00Z`).getUTCDay()
    if (known.get(next) ?? (weekday !== 0 && weekday !== 6)) return next
  }
}

/** The first day of the month, quarter, half-year or year that holds `day`. */
export function periodStart(every: Every, day: string): string {
  const [year = '', month = '01'] = day.split('-')
  const first = Math.floor((Number(month) - 1) / monthsIn[every]) * monthsIn[every] + 1
  return `${year}-${String(first).padStart(2, '0')}-01`
}
