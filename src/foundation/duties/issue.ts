// Issuing and fulfilling: what the calendar makes due, and the records that answer it.

import type { Tx } from '../../core/db.ts'
import { newId } from '../../core/ids.ts'
import type { Job } from '../../core/jobs.ts'
import { dateOf, periodsBeginningIn } from '../../core/calendar.ts'
import { isMember, statusOn } from '../org/rules.ts'
import {
  everBelow,
  lastMove,
  type Moved,
  placeKey,
  placesOn,
  readStays,
  type Stay,
  staysOn,
} from '../org/index.ts'
import { declaredRhythms, owes, type UnitOnDay } from './rules.ts'
import {
  allInstitutions,
  dutiesFrom,
  type Fulfilment,
  insertDuties,
  insertFulfilments,
  type NewDuty,
  type PartyUnit,
  partyUnits,
  periodsOf,
  placeDuties,
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
  if (institutionIds.length === 0 || unitIds?.length === 0) return 0
  const starts = await dutiesFrom(tx, institutionIds)
  const earliest = starts.map((row) => row.dutiesFrom).sort()[0]
  if (earliest === undefined) return 0
  const startOf = new Map(starts.map((row) => [row.id, row.dutiesFrom]))
  const rhythms = declaredRhythms()
  const units = await partyUnits(tx, institutionIds, unitIds ?? null)
  const stays = await readStays(tx, institutionIds, unitIds ?? null)
  const members = Map.groupBy(stays.members, (stay) => stay.unitId)
  const committees = Map.groupBy(stays.committees, (stay) => stay.unitId)
  const duties: NewDuty[] = []
  // Every period begins on the first of a month, so one look at the units a month serves all rhythms.
  for (const month of periodsBeginningIn('month', earliest, today)) {
    const beginning = rhythms.filter(
      (rhythm) => periodsBeginningIn(rhythm.every, month.from, month.from).length > 0,
    )
    for (const unit of units) {
      const start = startOf.get(unit.institutionId)
      if (start === undefined || month.from < start) continue
      const then = onDay(unit, members.get(unit.id) ?? [], committees.get(unit.id) ?? [], month.from)
      for (const rhythm of beginning) {
        if (!owes(rhythm, then, month.from)) continue
        const [period] = periodsBeginningIn(rhythm.every, month.from, month.from)
        if (period === undefined) continue
        duties.push({
          institutionId: unit.institutionId,
          id: newId(),
          unitId: unit.id,
          path: unit.path,
          rhythm: rhythm.id,
          periodFrom: period.from,
          periodTo: period.to,
          dueOn: period.to,
        })
      }
    }
  }
  return insertDuties(tx, await placed(tx, duties, today))
}

/** The day for which a duty's place counts: the end of its period, or today while that lies ahead. */
const placeDay = (periodTo: string, today: string): string => (periodTo < today ? periodTo : today)

/** Duties with their paths at the ends of their periods: today's are right where nothing has moved since. */
async function placed(tx: Tx, duties: readonly NewDuty[], today: string): Promise<readonly NewDuty[]> {
  const rows: NewDuty[] = []
  for (const [institutionId, own] of Map.groupBy(duties, (duty) => duty.institutionId)) {
    const moved = await lastMove(tx, institutionId, today)
    const earlier = own.filter((duty) => moved !== null && duty.periodTo < moved)
    const places = await placesOn(
      tx,
      institutionId,
      earlier.map(({ unitId, periodTo }) => ({ unitId, day: periodTo })),
    )
    rows.push(
      ...own.map((duty) => ({
        ...duty,
        path: places.get(placeKey(duty.unitId, duty.periodTo)) ?? duty.path,
      })),
    )
  }
  return rows
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

/** A unit as it was on a day. */
function onDay(
  unit: PartyUnit,
  members: readonly Stay[],
  committee: readonly Stay[],
  day: string,
): UnitOnDay {
  const there = (stay: Stay): boolean => staysOn(stay, day)
  return {
    ...unit,
    members: members.filter((stay) => there(stay) && isMember(statusOn(stay, day))).length,
    committeeMembers: new Set(committee.filter(there).map((stay) => stay.personId)).size,
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
