// The daily work of reminders: what is due soon, overdue, or overdue so long that the level above hears; one digest a person.

import type { Tx } from '../../core/db.ts'
import { dateOf } from '../../core/calendar.ts'
import type { JobFloor } from '../../core/jobs.ts'
import {
  daysOverdue,
  declaredRhythms,
  type DutyRow,
  readDuties,
  readPolicies,
  withReminders,
} from '../duties/index.ts'
import { rootUnit } from '../org/index.ts'
import { answering } from './answering.ts'
import { notify, queueGroup } from './notify.ts'
import { type Both, type DigestLine, type ReminderKind, wordDigest } from './rules.ts'
import { claimDay, enabledGroups, insertReminders, type Reminder } from './store/index.ts'

/** Duties read at most for one institution a day; more would be no reminder. */
const most = 100_000

/** What a duty is called in a message. */
export function nameOf(duty: Pick<DutyRow, 'rhythm' | 'what'>): Both {
  if (duty.what !== null) return { zh: duty.what, en: duty.what }
  const rhythm = declaredRhythms().find(({ id }) => id === duty.rhythm)
  return { zh: rhythm?.zh ?? duty.rhythm, en: rhythm?.en ?? duty.rhythm }
}

/** Reminds in one institution, once a day: a second worker finds the day claimed. Answers how many people were told. */
export async function remindIn(tx: Tx, institutionId: string, now: Temporal.Instant): Promise<number> {
  const today = dateOf(now)
  if (!(await claimDay(tx, institutionId, today, 'remind'))) return 0
  const root = await rootUnit(tx, institutionId)
  const rows = await withReminders(
    tx,
    await readDuties(tx, {
      unitIds: [root.id],
      today,
      states: ['overdue', 'due'],
      sort: 'all',
      limit: most,
    }),
  )
  const pressing = rows.filter((duty) => duty.state === 'overdue' || duty.remindOn <= today)
  const { escalateDays } = (await readPolicies(tx, [institutionId]))(institutionId)
  const { owners, above } = await answering(tx, institutionId, today, pressing)
  const reminders: Reminder[] = []
  for (const duty of pressing) {
    const days = daysOverdue(duty.dueOn, today)
    const kind: ReminderKind = duty.state === 'overdue' ? 'overdue' : 'soon'
    const own = owners(duty)
    for (const accountId of own) reminders.push({ accountId, dutyId: duty.id, kind })
    if (kind !== 'overdue' || escalateDays === null || days < escalateDays) continue
    for (const accountId of above(duty))
      if (!own.includes(accountId)) reminders.push({ accountId, dutyId: duty.id, kind: 'escalated' })
  }
  const fresh = await insertReminders(tx, institutionId, today, reminders)
  const told = await tell(tx, institutionId, now, { pressing, reminders, fresh })
  await tellGroups(tx, institutionId, now, pressing)
  return told
}

async function tell(
  tx: Tx,
  institutionId: string,
  now: Temporal.Instant,
  found: {
    readonly pressing: readonly DutyRow[]
    readonly reminders: readonly Reminder[]
    readonly fresh: readonly Reminder[]
  },
): Promise<number> {
  const today = dateOf(now)
  const dutyOf = new Map(found.pressing.map((duty) => [duty.id, duty]))
  const overdueOf = Map.groupBy(
    found.reminders.filter(({ kind }) => kind === 'overdue'),
    ({ accountId }) => accountId,
  )
  const digests = [...Map.groupBy(found.fresh, ({ accountId }) => accountId)].map(([accountId, own]) => {
    const lines = own.flatMap(({ dutyId, kind }): DigestLine[] => {
      const duty = dutyOf.get(dutyId)
      if (duty === undefined) return []
      const { dueOn } = duty
      return [{ kind, what: nameOf(duty), unit: whoOf(duty), dueOn, days: daysOverdue(dueOn, today) }]
    })
    const fresh = own.filter(({ kind }) => kind === 'overdue').length
    const still = (overdueOf.get(accountId)?.length ?? 0) - fresh
    return {
      accountId,
      kind: 'digest' as const,
      key: `digest:${today}`,
      ...wordDigest(lines, still),
      link: '/',
    }
  })
  return notify(tx, institutionId, digests, now)
}

/** The unit, and the person where one person owes it. */
const whoOf = (duty: DutyRow): string =>
  duty.personName === null ? duty.unitName : `${duty.unitName} ${duty.personName}`

/** A group hears of the day when something below its unit presses. */
async function tellGroups(
  tx: Tx,
  institutionId: string,
  now: Temporal.Instant,
  pressing: readonly DutyRow[],
): Promise<void> {
  for (const unitId of await enabledGroups(tx, institutionId)) {
    if (pressing.some((duty) => duty.personId === null && duty.path.includes(unitId)))
      await queueGroup(tx, institutionId, unitId, now)
  }
}

/** Reminds in every institution, one transaction each. */
export async function remindAll(floor: JobFloor, institutions: readonly string[]): Promise<void> {
  for (const id of institutions) {
    const told = await floor.database.inScope([id], (tx) => remindIn(tx, id, floor.now()))
    if (told > 0) floor.log.info({ institution: id, told }, 'reminders')
  }
}
