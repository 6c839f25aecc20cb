// The calendar that the product brings along: the State Council's notices for 2004 to 2026, from the package chinese-days.

import table from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { Tx } from '../../core/db.ts'
import { addYears, type Day } from './store.ts'

const source = 'chinese-days 1.5.7 (国务院办公厅放假通知)'
const first = 2004
const last = 2026

/** Enters the years that nobody entered yet; what people entered stays. Needs no scope. Answers the years it added. */
export async function seedCalendar(tx: Tx): Promise<readonly number[]> {
  return addYears(tx, source, years())
}

function years(): ReadonlyMap<number, readonly Day[]> {
  // Holidays on a weekend and make-up days on a weekday change nothing about the plain week.
  const days = [
    ...daysOf(table.holidays, false).filter(({ day }) => !isWeekend(day)),
    ...daysOf(table.workdays, true).filter(({ day }) => isWeekend(day)),
  ]
  const byYear = Map.groupBy(days, ({ day }) => Number(day.slice(0, 4)))
  const known = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return new Map(known.map((year) => [year, byYear.get(year) ?? []]))
}

function daysOf(named: Readonly<Record<string, string>>, working: boolean): readonly Day[] {
  // A name is written as "National Day,国庆节,3".
  return Object.entries(named).map(([day, name]) => ({ day, name: name.split(',')[1] ?? name, working }))
}

const isWeekend = (day: string): boolean => Temporal.PlainDate.from(day).dayOfWeek > 5
