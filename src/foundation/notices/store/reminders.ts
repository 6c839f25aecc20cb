// SQL of reminders: the day's work claimed by one worker, what was brought to whose mind, and when last.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { ReminderKind } from '../rules.ts'

/** Claims a work of a day: of several workers one gets true, the others after it has committed get false. */
export async function claimDay(tx: Tx, institutionId: string, day: string, work: string): Promise<boolean> {
  const result = await tx
    .insertInto('notice_day')
    .values({ institution_id: institutionId, day, work })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export type Reminder = { readonly accountId: string; readonly dutyId: string; readonly kind: ReminderKind }

/** Notes reminders; answers those that nobody had noted yet. */
export async function insertReminders(
  tx: Tx,
  institutionId: string,
  day: string,
  reminders: readonly Reminder[],
): Promise<readonly Reminder[]> {
  const fresh: Reminder[] = []
  for (let at = 0; at < reminders.length; at += 5_000) {
    const part = reminders.slice(at, at + 5_000)
    const column = (read: (reminder: Reminder) => string) => sql.val(part.map(read))
    const { rows } = await sql<Reminder>`
      insert into duty_reminder (institution_id, account_id, duty_id, kind, day)
      select ${institutionId}::uuid, r.account_id, r.duty_id, r.kind, ${day}::date
      from unnest(${column((r) => r.accountId)}::uuid[], ${column((r) => r.dutyId)}::uuid[], ${column((r) => r.kind)}::text[])
        as r(account_id, duty_id, kind)
      on conflict do nothing
      returning account_id as "accountId", duty_id as "dutyId", kind`.execute(tx)
    fresh.push(...rows)
  }
  return fresh
}

export type LastReminder = {
  readonly on: string
  readonly kind: ReminderKind
  readonly people: number
  readonly byMail: number
  readonly byGroup: boolean
}

/** The newest day on which anybody was reminded of a duty, and how it reached them; null: nobody was yet. */
export async function lastReminder(
  tx: Tx,
  institutionId: string,
  dutyId: string,
): Promise<LastReminder | null> {
  const { rows } = await sql<LastReminder>`
    select r.day::text as "on", min(r.kind) as kind, count(distinct r.account_id)::int as people,
           count(distinct r.account_id) filter (where exists (
             select from notice n
             join notice_delivery d on d.institution_id = n.institution_id and d.account_id = n.account_id
             where n.institution_id = r.institution_id and n.account_id = r.account_id and n.key = 'digest:' || r.day
               and d.channel = 'email' and d.state = 'sent' and n.id = any(d.notice_ids)))::int as "byMail",
           exists (
             select from duty o
             join notice_delivery d on d.institution_id = o.institution_id and d.unit_id = any(o.path)
             where o.institution_id = ${institutionId} and o.id = ${dutyId} and o.person_id is null
               and d.channel = 'group' and d.state = 'sent' and d.key = 'day:' || r.day) as "byGroup"
    from duty_reminder r
    where r.institution_id = ${institutionId} and r.duty_id = ${dutyId}
    group by r.institution_id, r.day
    order by r.day desc
    limit 1`.execute(tx)
  return rows[0] ?? null
}
