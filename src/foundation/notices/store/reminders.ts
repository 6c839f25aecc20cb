// SQL of reminders: the day's work claimed by one worker, and what was brought to whose mind.

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
