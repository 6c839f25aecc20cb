// Issuing and fulfilling: what the calendar makes due, and the records that answer it.

import type { Tx } from '../../core/db.ts'
import { newId } from '../../core/ids.ts'
import type { Job } from '../../core/jobs.ts'
import { dateOf, periodsBeginningIn } from '../../core/calendar.ts'
import { everBelow, everyInstitution, lastMove, type Moved, placeKey, placesOn } from '../org/index.ts'
import { declaredRhythms, owes, type UnitOnDay } from './rules.ts'
import {
  deleteFulfilment,
  dutiesFrom,
  type Fulfilment,
  headcounts,
  insertDuties,
  insertFulfilments,
  type NewDuty,
  partyUnits,
  periodsOf,
  placeDuties,
} from './store/index.ts'

/**
 * Issues every duty whose period has begun by `today`, for units that met the rhythm's premise on the period's first
 * day. Idempotent. Answers how many were new. Duties begin with the institution's own `duties_from`. One institution
 * after the other: a province takes no more memory than its largest hospital.
 */
export async function issueFor(
  tx: Tx,
  institutionIds: readonly string[],
  today: string,
  unitIds?: readonly string[],
): Promise<number> {
  if (unitIds?.length === 0) return 0
  let issued = 0
  for (const id of institutionIds) issued += await issueIn(tx, id, today, unitIds ?? null)
  return issued
}

async function issueIn(
  tx: Tx,
  institutionId: string,
  today: string,
  unitIds: readonly string[] | null,
): Promise<number> {
  const start = await dutiesFrom(tx, institutionId)
  if (start === null) return 0
  // Every period begins on the first of a month, so one look at the units a month serves all rhythms.
  const months = periodsBeginningIn('month', start, today)
  const kinds = [...new Set(declaredRhythms().map(({ unitKind }) => unitKind))]
  const units = months.length === 0 ? [] : await partyUnits(tx, institutionId, unitIds, kinds)
  if (units.length === 0) return 0
  const counted = await headcounts(
    tx,
    institutionId,
    months.map((month) => month.from),
    unitIds,
  )
  const duties: NewDuty[] = []
  for (const { from } of months) {
    const beginning = declaredRhythms().flatMap((rhythm) => {
      const [period] = periodsBeginningIn(rhythm.every, from, from)
      return period === undefined ? [] : [{ rhythm, period }]
    })
    for (const unit of units) {
      const { members, seats } = counted(unit.id, from)
      const then: UnitOnDay = { ...unit, members, committeeMembers: seats }
      for (const { rhythm, period } of beginning) {
        if (!owes(rhythm, then, from)) continue
        duties.push({
          id: newId(),
          unitId: unit.id,
          path: null,
          rhythm: rhythm.id,
          periodFrom: period.from,
          periodTo: period.to,
        })
      }
    }
  }
  return insertDuties(tx, institutionId, await placed(tx, institutionId, duties, today))
}

/** The day for which a duty's place counts: the end of its period, or today while that lies ahead. */
const placeDay = (periodTo: string, today: string): string => (periodTo < today ? periodTo : today)

/** Duties with their paths at the ends of their periods: today's are right where nothing has moved since. */
async function placed(
  tx: Tx,
  institutionId: string,
  duties: readonly NewDuty[],
  today: string,
): Promise<readonly NewDuty[]> {
  const moved = await lastMove(tx, institutionId, today)
  if (moved === null) return duties
  const earlier = duties.filter((duty) => duty.periodTo < moved)
  const places = await placesOn(
    tx,
    institutionId,
    earlier.map(({ unitId, periodTo }) => ({ unitId, day: periodTo })),
  )
  return duties.map((duty) => ({
    ...duty,
    path: places.get(placeKey(duty.unitId, duty.periodTo)) ?? null,
  }))
}

/** After a move: duties whose period ends on its day or later go where their units hang then; earlier ones stay. */
export async function followMove(tx: Tx, { institutionId, unitId, on, today }: Moved): Promise<void> {
  const units = await everBelow(tx, institutionId, unitId, on)
  const periods = await periodsOf(tx, institutionId, units, on)
  const days = periods.map((each) => ({ ...each, day: placeDay(each.periodTo, today) }))
  const places = await placesOn(tx, institutionId, days)
  await placeDuties(
    tx,
    institutionId,
    days.flatMap(({ day, ...each }) => {
      const path = places.get(placeKey(each.unitId, day))
      return path === undefined ? [] : [{ ...each, path }]
    }),
  )
}

/**
 * Ties records to the duties they fulfil. Set-based: thousands of records in one call. A record that answers several
 * rhythms (a theme day in which a lecture was held) is given once for each.
 */
export async function fulfil(tx: Tx, records: readonly Fulfilment[]): Promise<void> {
  if (records.length > 0) await insertFulfilments(tx, records)
}

/** Takes back what fulfilled the duty of a unit's rhythm in the period that holds `countsFor`: it is owed again. */
export async function unfulfil(
  tx: Tx,
  duty: Omit<Fulfilment, 'recordKind' | 'recordId' | 'happenedOn'>,
): Promise<void> {
  await deleteFulfilment(tx, duty)
}

/** Every day five minutes past midnight in China, and once at start: what begins today becomes due. */
export const issueJob: Job = {
  name: 'duties:issue',
  cron: '5 16 * * *',
  work: async ({ database, now, log }) => {
    const today = dateOf(now())
    const institutions = await database.inScope([], (tx) => everyInstitution(tx))
    for (const id of institutions) {
      const issued = await database.inScope([id], (tx) => issueFor(tx, [id], today))
      if (issued > 0) log.info({ institution: id, issued }, 'duties issued')
    }
  },
}
