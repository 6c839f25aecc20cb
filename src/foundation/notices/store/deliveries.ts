// SQL of what goes out: queued once, taken by one worker, ended or tried again, and shown to the office.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { Fault } from '../rules.ts'

export type Target =
  | { readonly channel: 'email'; readonly accountId: string }
  | { readonly channel: 'group'; readonly unitId: string }

/**
 * Queues a message, or adds notices to the one that waits under the same key. Answers its id; null when the one of
 * this key has gone out already.
 */
export async function queueDelivery(
  tx: Tx,
  institutionId: string,
  target: Target,
  message: {
    readonly key: string
    readonly noticeIds: readonly string[]
    readonly dueAt: string
    readonly at: string
  },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into notice_delivery as d (institution_id, id, channel, account_id, unit_id, key, notice_ids, state, due_at, made_at)
    values (${institutionId}, ${newId()}, ${target.channel}, ${'accountId' in target ? target.accountId : null}::uuid,
            ${'unitId' in target ? target.unitId : null}::uuid, ${message.key}, ${sql.val([...message.noticeIds])}::uuid[],
            'waiting', ${message.dueAt}::timestamptz, ${message.at}::timestamptz)
    on conflict (institution_id, channel, account_id, unit_id, key)
    do update set notice_ids = d.notice_ids || excluded.notice_ids where d.state = 'waiting' and d.attempts = 0
    returning id`.execute(tx)
  return rows[0]?.id ?? null
}

export type Delivery = {
  readonly id: string
  readonly channel: 'email' | 'group'
  readonly accountId: string | null
  readonly unitId: string | null
  readonly key: string
  readonly noticeIds: readonly string[]
  readonly attempts: number
  readonly dueAt: string
}

/** Takes a waiting delivery for the length of the transaction; null when it has ended or another worker has it. */
export async function takeDelivery(tx: Tx, institutionId: string, id: string): Promise<Delivery | null> {
  const row = await tx
    .selectFrom('notice_delivery')
    .select([
      'id',
      sql<'email' | 'group'>`channel`.as('channel'),
      'account_id as accountId',
      'unit_id as unitId',
      'key',
      'notice_ids as noticeIds',
      'attempts',
      'due_at as dueAt',
    ])
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row ?? null
}

export async function endDelivery(
  tx: Tx,
  institutionId: string,
  id: string,
  end: {
    readonly state: 'sent' | 'failed' | 'dropped'
    readonly attempts: number
    readonly fault: Fault | null
    readonly at: string
  },
): Promise<void> {
  await tx
    .updateTable('notice_delivery')
    .set({ state: end.state, attempts: end.attempts, fault: end.fault, ended_at: end.at })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

export async function postpone(
  tx: Tx,
  institutionId: string,
  id: string,
  to: { readonly dueAt: string; readonly attempts: number; readonly fault: Fault | null },
): Promise<void> {
  await tx
    .updateTable('notice_delivery')
    .set({ due_at: to.dueAt, attempts: to.attempts, fault: to.fault })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

/** Deliveries that should have been tried by a moment: their jobs were lost, for example with a restored backup. */
export async function waitingSince(
  tx: Tx,
  institutionId: string,
  before: string,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('notice_delivery')
    .select('id')
    .where('institution_id', '=', institutionId)
    .where('state', '=', 'waiting')
    .where('due_at', '<', before)
    .orderBy('due_at')
    .limit(1_000)
    .execute()
  return rows.map(({ id }) => id)
}

export type DeliveryLine = {
  readonly id: string
  readonly channel: 'email' | 'group'
  readonly to: string
  readonly state: string
  readonly attempts: number
  readonly fault: Fault | null
  readonly madeAt: string
  readonly dueAt: string
  readonly endedAt: string | null
}

/** What went out to groups in or below a unit and to accounts with a role there, the newest first. */
export async function listDeliveries(
  tx: Tx,
  unitId: string,
  query: { readonly failed: boolean; readonly limit: number },
): Promise<readonly DeliveryLine[]> {
  const { rows } = await sql<DeliveryLine>`
    select d.id, d.channel, coalesce(a.display_name, u.name, '') as "to", d.state, d.attempts, d.fault,
           d.made_at as "madeAt", d.due_at as "dueAt", d.ended_at as "endedAt"
    from notice_delivery d
    left join account a on a.institution_id = d.institution_id and a.id = d.account_id
    left join unit u on u.institution_id = d.institution_id and u.id = d.unit_id
    where (not ${query.failed} or d.state = 'failed' or d.state = 'waiting' and d.fault is not null)
      and (u.path @> array[${unitId}]::uuid[] or exists (
        select from account_grant g join unit at on at.institution_id = g.institution_id and at.id = g.unit_id
        where g.institution_id = d.institution_id and g.account_id = d.account_id and at.path @> array[${unitId}]::uuid[]))
    order by d.made_at desc, d.id desc
    limit ${query.limit}`.execute(tx)
  return rows
}
