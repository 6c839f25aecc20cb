// What the duty endpoints do: list, rate, workbench, waive.

import { loadHolidays, workingDaysBefore } from '../../core/calendar.ts'
import { AppError } from '../../core/errors.ts'
import { type Handlers, targetOf, type Work } from '../../core/pipeline.ts'
import { unitNames } from '../org/index.ts'
import type { DutyLine, dutiesContract } from './contract.ts'
import { declaredRhythms, type DutyState, noCounts, rateOf } from './rules.ts'
import {
  type Counts,
  countsByChild,
  countsByMonth,
  countsOfUnit,
  type DutyRow,
  readDuties,
  readDuty,
  setWaiver,
  workbenchCounts,
} from './store.ts'

const reminderWorkingDays = 5

async function withReminders(work: Work, rows: readonly DutyRow[]): Promise<DutyLine[]> {
  if (rows.length === 0) return []
  const years = rows.map((row) => Number(row.dueOn.slice(0, 4)))
  // The days before a due day may lie in the year before.
  const holidays = await loadHolidays(work.tx, Math.min(...years) - 1, Math.max(...years))
  // Thousands of duties share a dozen due days.
  const known = new Map<string, ReturnType<typeof workingDaysBefore>>()
  return rows.map(({ institutionId: _, ...row }) => {
    const remind = known.get(row.dueOn) ?? workingDaysBefore(holidays, row.dueOn, reminderWorkingDays)
    known.set(row.dueOn, remind)
    return { ...row, remindOn: remind.date, remindCertain: remind.certain }
  })
}

const owed: readonly DutyState[] = ['overdue', 'due']

export const dutiesHandlers: Handlers<typeof dutiesContract> = {
  rhythms: async () => ({
    rhythms: declaredRhythms().map(({ id, zh, en, every, cites }) => ({ id, zh, en, every, cites })),
  }),

  list: async (work, input) => {
    const { unitId, state, ...query } = input
    const rows = await readDuties(work.tx, {
      ...query,
      unitIds: [unitId],
      today: work.today,
      states: state === undefined ? undefined : [state],
    })
    return { duties: await withReminders(work, rows) }
  },

  mine: async (work, input) => {
    const rows = await readDuties(work.tx, {
      unitIds: work.reach,
      today: work.today,
      states: owed,
      limit: input.limit,
    })
    return {
      today: work.today,
      counts: await workbenchCounts(work.tx, work.reach, work.today),
      duties: await withReminders(work, rows),
    }
  },

  rate: async (work, { unitId, year, rhythm }) => {
    const query = { year, rhythm, today: work.today }
    const [whole, byChild, byMonth] = [
      await countsOfUnit(work.tx, unitId, query),
      await countsByChild(work.tx, unitId, query),
      await countsByMonth(work.tx, unitId, query),
    ]
    const names = await unitNames(
      work.tx,
      [...byChild.keys()].filter((id) => id !== ''),
    )
    const rated = (counts: Counts) => ({ rate: rateOf(counts), counts })
    return {
      ...rated(whole),
      children: [...byChild].flatMap(([id, counts]) => {
        const unit = names.get(id)
        return unit === undefined
          ? []
          : [{ unitId: id, unitName: unit.name, unitKind: unit.kind, ...rated(counts) }]
      }),
      months: Array.from({ length: 12 }, (_, index) => ({
        month: index + 1,
        ...rated(byMonth.get(String(index + 1)) ?? noCounts()),
      })),
    }
  },

  waive: async (work, { dutyId, reason }) => {
    const duty = await readDuty(work.tx, targetOf(work).institutionId, dutyId, work.today)
    if (!owed.includes(duty.state)) {
      throw new AppError('wrong_state', { state: duty.state, move: 'waive' })
    }
    await setWaiver(work.tx, duty.institutionId, duty.id, {
      at: work.now.toString(),
      by: work.principal.accountId,
      reason,
    })
    work.changed({
      subject: 'duty',
      id: duty.id,
      unitId: duty.unitId,
      before: { state: duty.state, rhythm: duty.rhythm, periodFrom: duty.periodFrom },
      after: { state: 'waived', reason },
    })
    return {}
  },

  unwaive: async (work, { dutyId }) => {
    const duty = await readDuty(work.tx, targetOf(work).institutionId, dutyId, work.today)
    if (duty.state !== 'waived') throw new AppError('wrong_state', { state: duty.state, move: 'unwaive' })
    await setWaiver(work.tx, duty.institutionId, duty.id, null)
    work.changed({
      subject: 'duty',
      id: duty.id,
      unitId: duty.unitId,
      before: { state: 'waived', reason: duty.waivedReason },
      after: { state: 'owed' },
    })
    return {}
  },
}
