// The day on which a duty is brought to mind: so many working days before it is due as the institution has set.

import { loadHolidays, workingDaysBefore } from '../../../core/calendar.ts'
import type { Tx } from '../../../core/db.ts'
import { type DutyRow, readPolicies } from '../store/index.ts'

/** `certain` is false where the year's holidays are not known and the plain week was assumed. */
export type Reminded<R> = R & { readonly remindOn: string; readonly remindCertain: boolean }

export async function withReminders<R extends Pick<DutyRow, 'dueOn' | 'institutionId'>>(
  tx: Tx,
  rows: readonly R[],
): Promise<Reminded<R>[]> {
  if (rows.length === 0) return []
  const years = rows.map((row) => Number(row.dueOn.slice(0, 4)))
  // The days before a due day may lie in the year before.
  const holidays = await loadHolidays(tx, Math.min(...years) - 1, Math.max(...years))
  const policyOf = await readPolicies(tx, [...new Set(rows.map((row) => row.institutionId))])
  // Thousands of duties share a dozen due days.
  const known = new Map<string, ReturnType<typeof workingDaysBefore>>()
  return rows.map((row) => {
    const { remindDays } = policyOf(row.institutionId)
    const remind = known.getOrInsertComputed(`${row.dueOn} ${remindDays}`, () =>
      workingDaysBefore(holidays, row.dueOn, remindDays),
    )
    return { ...row, remindOn: remind.date, remindCertain: remind.certain }
  })
}
