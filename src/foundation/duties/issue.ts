// Issuing and fulfilling: what the calendar makes due, and the records that answer it.

import type { Tx } from '../../core/db.ts'
import { newId } from '../../core/ids.ts'
import type { Job } from '../../core/jobs.ts'
import { dateOf, periodsBeginningIn } from '../../core/calendar.ts'
import { declaredRhythms, owes, type UnitOnDay } from './rules.ts'
import {
  allInstitutions,
  dutiesFrom,
  type Fulfilment,
  insertDuties,
  insertFulfilments,
  type NewDuty,
  unitHistories,
  type UnitHistory,
} from './store.ts'

/**
 * Issues every duty whose period has begun by `today`, for units that met the rhythm's premise on the period's first
 * day. Idempotent. Answers how many were new. Duties begin with the institution's own `duties_from`.
 */
export async function issueFor(
  tx: Tx,
  institutionIds: readonly string[],
  today: string,
  unitIds?: readonly string[],
): Promise<number> {
  if (institutionIds.length === 0) return 0
  const starts = await dutiesFrom(tx, institutionIds)
  const earliest = starts.map((row) => row.dutiesFrom).sort()[0]
  if (earliest === undefined) return 0
  const startOf = new Map(starts.map((row) => [row.id, row.dutiesFrom]))
  const rhythms = declaredRhythms()
  const histories = await unitHistories(tx, institutionIds, unitIds ?? null)
  const duties: NewDuty[] = []
  // Every period begins on the first of a month, so one look at the units a month serves all rhythms.
  for (const month of periodsBeginningIn('month', earliest, today)) {
    const beginning = rhythms.filter(
      (rhythm) => periodsBeginningIn(rhythm.every, month.from, month.from).length > 0,
    )
    for (const history of histories) {
      const start = startOf.get(history.institutionId)
      if (start === undefined || month.from < start) continue
      const unit = onDay(history, month.from)
      for (const rhythm of beginning) {
        if (!owes(rhythm, unit, month.from)) continue
        const [period] = periodsBeginningIn(rhythm.every, month.from, month.from)
        if (period === undefined) continue
        duties.push({
          institutionId: history.institutionId,
          id: newId(),
          unitId: history.id,
          rhythm: rhythm.id,
          periodFrom: period.from,
          periodTo: period.to,
          dueOn: period.to,
        })
      }
    }
  }
  return insertDuties(tx, duties)
}

/** A unit as it was on a day. */
function onDay(unit: UnitHistory, day: string): UnitOnDay {
  const covers = (span: { readonly from: string; readonly until: string | null }): boolean =>
    span.from <= day && (span.until === null || span.until >= day)
  return {
    kind: unit.kind,
    foundedOn: unit.foundedOn,
    dissolvedOn: unit.dissolvedOn,
    members: unit.memberships.filter(covers).length,
    committeeMembers: new Set(unit.committee.filter(covers).map((post) => post.personId)).size,
  }
}

/** Ties records to the duties they fulfil. Set-based: thousands of records in one call. */
export async function fulfil(tx: Tx, records: readonly Fulfilment[]): Promise<void> {
  if (records.length > 0) await insertFulfilments(tx, records)
}

/** Every day five minutes past midnight in China, and once at start: what begins today becomes due. */
export const issueJob: Job = {
  name: 'duties:issue',
  cron: '5 16 * * *',
  work: async ({ database, now, log }) => {
    const today = dateOf(now())
    const institutions = await database.inScope([], (tx) => allInstitutions(tx))
    for (const id of institutions) {
      const issued = await database.inScope([id], (tx) => issueFor(tx, [id], today))
      if (issued > 0) log.info({ institution: id, issued }, 'duties issued')
    }
  },
}
