// Dates of the demo: ISO text outside, Temporal inside, working days by the public holiday table.
import chineseDays from 'chinese-days'
import type { Random } from './random.ts'

const monthsOfWork = new Map<string, readonly string[]>()

/** Working days (Monday to Friday, no public holiday) of a month such as '2026-03'. */
export function workingDays(month: string): readonly string[] {
  const known = monthsOfWork.get(month)
  if (known) return known
  const first = Temporal.PlainDate.from(`${month}-01`)
  const days: string[] = []
  for (let day = first; day.month === first.month; day = day.add({ days: 1 })) {
    if (day.dayOfWeek <= 5 && !chineseDays.isHoliday(day.toString())) days.push(day.toString())
  }
  monthsOfWork.set(month, days)
  return days
}

/** The date itself or the next working day after it. */
export function workingDay(date: string): string {
  const later = workingDays(date.slice(0, 7)).find((day) => day >= date)
  if (later !== undefined) return later
  return workingDay(
    Temporal.PlainYearMonth.from(date.slice(0, 7)).add({ months: 1 }).toPlainDate({ day: 1 }).toString(),
  )
}

/** Moves a date by whole years, months and days; the 31st clamps to the month's end. */
export function move(date: string, by: Temporal.DurationLike): string {
  return Temporal.PlainDate.from(date).add(by).toString()
}

/** The months from that of `from` to that of `to`, both included, as '2026-03'. */
export function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = []
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); ) {
    months.push(month)
    month = Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString()
  }
  return months
}

/** A random day, both ends included; `from` when the span is empty. */
export function dayBetween(random: Random, from: string, to: string): string {
  if (to <= from) return from
  const start = Temporal.PlainDate.from(from)
  return start.add({ days: random.int(0, start.until(to).days) }).toString()
}

export function earliest(...dates: readonly [string, ...string[]]): string {
  return dates.reduce((least, date) => (date < least ? date : least))
}

export function latest(...dates: readonly [string, ...string[]]): string {
  return dates.reduce((most, date) => (date > most ? date : most))
}
