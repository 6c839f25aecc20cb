// Sessions: read with all grants in one round trip, listed, renewed and ended.

import { sql } from 'kysely'
import type { Grant, Role } from '../../../core/access.ts'
import type { Tx } from '../../../core/db.ts'

// A grant at an institution's root reaches every institution below it, any other only its own.
const reachedInstitutions = sql`case when u.parent_id is null
  then (select array_agg(i.id) from institution i where i.path @> array[u.institution_id])
  else array[u.institution_id] end`

// Neither worn out nor left alone for too long.
const alive = (now: string) =>
  sql<boolean>`s.expires_at > ${now}::timestamptz and (s.idle_minutes is null
    or s.last_seen_at + s.idle_minutes * interval '1 minute' > ${now}::timestamptz)`

// The grants of the account `a`, its own and what is lent to it on this day. What is lent counts while its lender holds it.
const grantsOn = (today: string) => sql`
  (select coalesce(json_agg(json_build_object('role', g.role, 'unitId', g.unit_id, 'until', g.until_on,
                                              'institutionIds', ${reachedInstitutions})
                            order by g.until_on nulls first, g.role, g.unit_id), '[]')
   from (select o.institution_id, o.role, o.unit_id, null::date as until_on
         from account_grant o where o.institution_id = a.institution_id and o.account_id = a.id
         union all
         select d.institution_id, d.role, d.unit_id, d.until_on
         from delegation d
         where d.institution_id = a.institution_id and d.to_account_id = a.id and d.ended_at is null
           and ${today}::date between d.from_on and d.until_on and ${stillHeld}) g
   join unit u on u.institution_id = g.institution_id and u.id = g.unit_id)`

/**
 * What an account may still do: for work that goes on after the request that ordered it. Nothing when it is disabled.
 * The transaction's scope must hold the account's institution.
 */
export async function grantsOf(
  tx: Tx,
  institutionId: string,
  accountId: string,
  today: string,
): Promise<readonly Grant[]> {
  const { rows } = await sql<{ grants: Grant[] }>`
    select ${grantsOn(today)} as grants from account a
    where a.institution_id = ${institutionId} and a.id = ${accountId} and a.disabled_at is null`.execute(tx)
  return rows[0]?.grants ?? []
}

/**
 * The account behind a session that has not expired and whose account is not disabled, with its grants and what is lent
 * to it today: one round trip, because every request begins with it.
 */
export async function readSession(
  tx: Tx,
  institutionId: string,
  tokenSha256: Buffer,
  now: string,
  today: string,
) {
  const result = await sql<{
    id: string
    institutionId: string
    personId: string | null
    username: string
    displayName: string
    language: 'zh' | 'en'
    lastSeenAt: string
    grants: { role: Role; unitId: string; institutionIds: string[]; until: string | null }[]
  }>`
    select a.id, a.institution_id as "institutionId", coalesce(p.merged_into, p.id) as "personId", a.username,
           a.display_name as "displayName", a.language, s.last_seen_at as "lastSeenAt",
           ${grantsOn(today)} as grants
    from session s
    join account a on a.institution_id = s.institution_id and a.id = s.account_id
    left join person p on p.institution_id = a.institution_id and p.id = a.person_id
    where s.institution_id = ${institutionId} and s.token_sha256 = ${tokenSha256} and s.stage = 'full'
      and ${alive(now)} and a.disabled_at is null`.execute(tx)
  return result.rows[0] ?? null
}

// The lender of `d` still has the role there or above, and may sign in.
export const stillHeld = sql<boolean>`exists (
  select from account_grant lg
  join account la on la.institution_id = lg.institution_id and la.id = lg.account_id and la.disabled_at is null
  join unit lu on lu.institution_id = d.institution_id and lu.id = d.unit_id
  where lg.institution_id = d.institution_id and lg.account_id = d.from_account_id and lg.role = d.role
    and lu.path @> array[lg.unit_id])`

/** Passes over a session that another request of the same person holds: that one notes it. */
export async function touchSession(
  tx: Tx,
  institutionId: string,
  tokenSha256: Buffer,
  now: string,
): Promise<void> {
  await sql`
    update session set last_seen_at = ${now}::timestamptz
    where institution_id = ${institutionId} and token_sha256 = (
      select token_sha256 from session where institution_id = ${institutionId} and token_sha256 = ${tokenSha256}
      for update skip locked)`.execute(tx)
}

export type SessionStage = 'full' | 'password' | 'code' | 'enrol'

export async function insertSession(
  tx: Tx,
  session: {
    readonly institutionId: string
    readonly tokenSha256: Buffer
    readonly accountId: string
    readonly expiresAt: string
    readonly userAgent: string | null
    readonly address?: string | null
    readonly stage?: SessionStage
    /** null: it may rest as long as it lives. */
    readonly idleMinutes?: number | null
    readonly now?: string
  },
): Promise<void> {
  const { now } = session
  await tx
    .insertInto('session')
    .values({
      institution_id: session.institutionId,
      token_sha256: session.tokenSha256,
      account_id: session.accountId,
      expires_at: session.expiresAt,
      user_agent: session.userAgent,
      address: session.address ?? null,
      stage: session.stage ?? 'full',
      idle_minutes: session.idleMinutes ?? null,
      ...(now === undefined ? {} : { created_at: now, last_seen_at: now }),
    })
    .execute()
}

/** The account of a session that still owes a step; null when it is not there any more. */
export async function readPending(tx: Tx, institutionId: string, tokenSha256: Buffer, now: string) {
  const row = await tx
    .selectFrom('session')
    .select(['account_id as accountId', 'stage'])
    .where('institution_id', '=', institutionId)
    .where('token_sha256', '=', tokenSha256)
    .where('expires_at', '>', now)
    .where('stage', '!=', 'full')
    .executeTakeFirst()
  return row ?? null
}

/** Gives the session a new secret: a cookie that was seen before no longer opens it. */
export async function renewSession(
  tx: Tx,
  institutionId: string,
  old: Buffer,
  renewed: Buffer,
): Promise<void> {
  await tx
    .updateTable('session')
    .set({ token_sha256: renewed })
    .where('institution_id', '=', institutionId)
    .where('token_sha256', '=', old)
    .execute()
}

export async function listSessions(tx: Tx, institutionId: string, accountId: string, now: string) {
  const result = await sql<{
    id: string
    tokenSha256: Buffer
    createdAt: string
    lastSeenAt: string
    expiresAt: string
    userAgent: string | null
    address: string | null
  }>`
    select s.id, s.token_sha256 as "tokenSha256", s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
           s.expires_at as "expiresAt", s.user_agent as "userAgent", s.address
    from session s
    where s.institution_id = ${institutionId} and s.account_id = ${accountId} and s.stage = 'full' and ${alive(now)}
    order by s.last_seen_at desc`.execute(tx)
  return result.rows
}

export async function deleteSession(tx: Tx, institutionId: string, tokenSha256: Buffer): Promise<void> {
  await tx
    .deleteFrom('session')
    .where('institution_id', '=', institutionId)
    .where('token_sha256', '=', tokenSha256)
    .execute()
}

/** Ends one session of an account by its id; answers whether it was there. */
export async function deleteSessionById(
  tx: Tx,
  institutionId: string,
  accountId: string,
  id: string,
): Promise<boolean> {
  const result = await tx
    .deleteFrom('session')
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Ends an account's sessions, all or all but one; answers how many. */
export async function deleteSessionsOf(
  tx: Tx,
  institutionId: string,
  accountId: string,
  but: Buffer | null,
): Promise<number> {
  const result = await tx
    .deleteFrom('session')
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .$if(but !== null, (q) => q.where('token_sha256', '!=', but ?? Buffer.alloc(0)))
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** A stricter policy binds the sessions that are open already. */
export async function tightenSessions(
  tx: Tx,
  institutionId: string,
  policy: { readonly sessionHours: number; readonly idleMinutes: number },
): Promise<void> {
  await sql`
    update session set idle_minutes = ${policy.idleMinutes},
      expires_at = least(expires_at, created_at + ${policy.sessionHours} * interval '1 hour')
    where institution_id = ${institutionId} and stage = 'full'`.execute(tx)
}
