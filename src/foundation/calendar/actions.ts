// Actions of the working calendar: read a year, replace a year.

import { AppError } from '../../core/errors.ts'
import type { Handlers } from '../../core/pipeline.ts'
import type { calendarContract } from './contract.ts'
import { type Day, readYear, replaceYear } from './store.ts'

export const calendarHandlers: Handlers<typeof calendarContract> = {
  year: async ({ tx }, { year }) => {
    const known = await readYear(tx, year)
    return { year, known: known !== null, source: known?.source ?? null, days: [...(known?.days ?? [])] }
  },

  saveYear: async ({ tx, changed }, { year, source, days }) => {
    checkDays(year, days)
    const before = await readYear(tx, year)
    await replaceYear(tx, year, { source, days })
    changed({ subject: 'calendar_year', id: String(year), before, after: await readYear(tx, year) })
    return {}
  },
}

function checkDays(year: number, days: readonly Day[]): void {
  const seen = new Set<string>()
  for (const { day } of days) {
    if (!day.startsWith(`${year}-`)) throw new AppError('invalid_input', { reason: 'other_year', day, year })
    if (seen.has(day)) throw new AppError('invalid_input', { reason: 'day_twice', day })
    seen.add(day)
  }
}
