// The daily job: reports of a month that is over become due, for every institution, once; what was missed is made up for.

import { dateOf } from '../../core/calendar.ts'
import type { Tx } from '../../core/db.ts'
import type { Job } from '../../core/jobs.ts'
import { look, owed } from './actions/gather.ts'
import { dueDay, monthAfter, monthOf, monthsFrom } from './rules.ts'
import { insertReports, newestMonth, readSettings } from './store/index.ts'
import { everyInstitution, rootUnit } from '../../foundation/org/index.ts'

export const issueJobName = 'monthly:issue'

/**
 * Begins the reports of every month from the first that this institution reports to the last that is over. Without a
 * first month it begins with last month, so that nobody finds years of missing reports. Answers how many were new.
 */
export async function issueReports(tx: Tx, institutionId: string, today: string): Promise<number> {
  const unit = await rootUnit(tx, institutionId)
  const last = monthAfter(monthOf(today), -1)
  const { firstMonth } = await readSettings(tx, institutionId)
  const first = firstMonth ?? (await newestMonth(tx, institutionId)) ?? last
  let begun = 0
  for (const month of monthsFrom(first, last)) {
    const seen = await look(tx, unit, month, today)
    const reports = seen.reporters
      .filter((each) => !seen.reports.has(each.id) && owed(seen, each))
      .map((each) => {
        const due = dueDay(month, each.kind, seen.settings, seen.holidays)
        return { institutionId, unitId: each.id, month, dueOn: due.date, dueCertain: due.certain }
      })
    begun += await insertReports(tx, reports)
  }
  return begun
}

/** Every day ten minutes past midnight in China, after the duties; once at start; and for one institution when asked. */
export const issueJob: Job = {
  name: issueJobName,
  cron: '10 16 * * *',
  work: async ({ database, now, log }, payload, stop) => {
    const today = dateOf(now())
    const asked = payload['institutionId']
    const institutions =
      asked === undefined ? await database.inScope([], (tx) => everyInstitution(tx)) : [asked]
    for (const id of institutions) {
      if (stop.aborted) return
      const begun = await database.inScope([id], (tx) => issueReports(tx, id, today))
      if (begun > 0) log.info({ institution: id, begun }, 'monthly reports due')
    }
  },
}
