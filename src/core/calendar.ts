// Days and periods: Shanghai dates, months, quarters, half-years and years, and working days with make-up days.

import { sql } from 'kysely'
import type { Tx } from './db.ts'

export const zone = 'Asia/Shanghai'
const weekend = [6, 7]

/** The calendar date in China at an instant, ISO. */
export function dateOf(instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO(zone).toPlainDate().toString()
}

export const everies = ['month', 'quarter', 'half_year', 'year'] as const
export type Every = (typeof everies)[number]
/** A period from its first to its last day, both ISO and both included. */
export type Period = { readonly from: string; readonly to: string }

/** How many months a period lasts. */
export const monthsIn: Readonly<Record<Every, number>> = { month: 1, quarter: 3, half_year: 6, year: 12 }

/** The month, quarter, half-year or year that holds a date. */
export function periodOf(every: Every, date: string): Period {
  const day = Temporal.PlainDate.from(date)
  const months = monthsIn[every]
  const first = day.with({ month: Math.floor((day.month - 1) / months) * months + 1, day: 1 })
  return { from: first.toString(), to: first.add({ months }).subtract({ days: 1 }).toString() }
}

/** All periods that begin within [from, to], in order. */
export function periodsBeginningIn(every: Every, from: string, to: string): readonly Period[] {
  const periods: Period[] = []
  let period = periodOf(every, from)
  if (period.from < from) period = periodOf(every, dayAfter(period.to))
  while (period.from <= to) {
    periods.push(period)
    period = periodOf(every, dayAfter(period.to))
  }
  return periods
}

export function dayAfter(date: string): string {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString()
}

export function dayBefore(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ days: 1 }).toString()
}

/** The days that depart from the plain week, and the years for which they are known. */
export type Holidays = {
  readonly off: ReadonlySet<string>
  readonly working: ReadonlySet<string>
  readonly years: ReadonlySet<number>
}

export function isWorkingDay(holidays: Holidays, date: string): boolean {
  if (holidays.working.has(date)) return true
  if (holidays.off.has(date)) return false
  return !weekend.includes(Temporal.PlainDate.from(date).dayOfWeek)
}

/**
 * The date that lies `days` working days before `date`. `certain` is false when a year it crosses has no holiday
 * table yet: the plain week was assumed and the screen must say so.
 */
export function workingDaysBefore(
  holidays: Holidays,
  date: string,
  days: number,
): { readonly date: string; readonly certain: boolean } {
  let day = Temporal.PlainDate.from(date)
  let certain = holidays.years.has(day.year)
  for (let left = days; left > 0; ) {
    day = day.subtract({ days: 1 })
    certain &&= holidays.years.has(day.year)
    if (isWorkingDay(holidays, day.toString())) left -= 1
  }
  return { date: day.toString(), certain }
}

/** Reads the holidays of the years from `from` to `to`, both included. */
export async function loadHolidays(tx: Tx, from: number, to: number): Promise<Holidays> {
  const rows = await tx
    .selectFrom('calendar_year')
    .leftJoin('holiday', (join) =>
      join.on('calendar_year.year', '=', sql<number>`extract(year from holiday.day)::int`),
    )
    .select(['calendar_year.year', 'holiday.day', 'holiday.working'])
    .where('calendar_year.year', '>=', from)
    .where('calendar_year.year', '<=', to)
    .execute()
  const days = (working: boolean): ReadonlySet<string> =>
    new Set(rows.flatMap((row) => (row.day !== null && row.working === working ? [row.day] : [])))
  return { off: days(false), working: days(true), years: new Set(rows.map((row) => row.year)) }
}
