// SQL of accounts, sessions and grants.

import { sql } from 'kysely'
import type { Role } from '../../core/access.ts'
import type { Tx } from '../../core/db.ts'
import type { UnitRef } from '../../core/pipeline.ts'

// A grant at an institution's root reaches every institution below it, any other only its own.
const reachedInstitutions = sql`case when u.parent_id is null
  then (select array_agg(i.id) from institution i where i.path @> array[u.institution_id])
  else array[u.institution_id] end`

/** Which account a user name means; user names are compared in lower case. */
export async function findLogin(tx: Tx, username: string) {
  const row = await tx
    .selectFrom('login_name')
    .select(['institution_id as institutionId', 'account_id as accountId'])
    .where('name', '=', username.toLowerCase())
    .executeTakeFirst()
  return row ?? null
}

export async function readAccount(tx: Tx, institutionId: string, id: string) {
  return tx
    .selectFrom('account')
    .selectAll()
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/**
 * The account behind a session that has not expired and whose account is not disabled, with its grants: one round
 * trip, because every request begins with it.
 */
export async function readSession(tx: Tx, institutionId: string, tokenSha256: Buffer, now: string) {
  const result = await sql<{
    id: string
    institutionId: string
    personId: string | null
    username: string
    displayName: string
    language: 'zh' | 'en'
    grants: { role: Role; unitId: string; institutionIds: string[] }[]
  }>`
    select a.id, a.institution_id as "institutionId", a.person_id as "personId", a.username,
           a.display_name as "displayName", a.language,
           (select coalesce(json_agg(json_build_object('role', g.role, 'unitId', g.unit_id, 'institutionIds', ${reachedInstitutions})
                                     order by u.path, g.role), '[]')
            from account_grant g
            join unit u on u.institution_id = g.institution_id and u.id = g.unit_id
            where g.institution_id = a.institution_id and g.account_id = a.id) as grants
    from session s
    join account a on a.institution_id = s.institution_id and a.id = s.account_id
    where s.institution_id = ${institutionId} and s.token_sha256 = ${tokenSha256} and s.expires_at > ${now}::timestamptz
      and a.disabled_at is null`.execute(tx)
  return result.rows[0] ?? null
}

export async function insertSession(
  tx: Tx,
  session: {
    readonly institutionId: string
    readonly tokenSha256: Buffer
    readonly accountId: string
    readonly expiresAt: string
    readonly userAgent: string | null
  },
): Promise<void> {
  await tx
    .insertInto('session')
    .values({
      institution_id: session.institutionId,
      token_sha256: session.tokenSha256,
      account_id: session.accountId,
      expires_at: session.expiresAt,
      user_agent: session.userAgent,
    })
    .execute()
}

export async function deleteSession(tx: Tx, institutionId: string, tokenSha256: Buffer): Promise<void> {
  await tx
    .deleteFrom('session')
    .where('institution_id', '=', institutionId)
    .where('token_sha256', '=', tokenSha256)
    .execute()
}

/** Ends an account's sessions, all or all but one. */
export async function deleteSessionsOf(
  tx: Tx,
  institutionId: string,
  accountId: string,
  but: Buffer | null,
): Promise<void> {
  await tx
    .deleteFrom('session')
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .$if(but !== null, (q) => q.where('token_sha256', '!=', but ?? Buffer.alloc(0)))
    .execute()
}

export async function changeAccount(
  tx: Tx,
  institutionId: string,
  id: string,
  change: {
    readonly password_hash?: string
    readonly failed_count?: number
    readonly locked_until?: string | null
    readonly language?: 'zh' | 'en'
    readonly disabled_at?: string | null
  },
): Promise<void> {
  await tx
    .updateTable('account')
    .set(change)
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

export async function insertAccount(
  tx: Tx,
  account: {
    readonly institutionId: string
    readonly id: string
    readonly username: string
    readonly displayName: string
    readonly personId: string | null
    readonly passwordHash: string
  },
): Promise<void> {
  await tx
    .insertInto('login_name')
    .values({
      name: account.username.toLowerCase(),
      institution_id: account.institutionId,
      account_id: account.id,
    })
    .execute()
  await tx
    .insertInto('account')
    .values({
      institution_id: account.institutionId,
      id: account.id,
      username: account.username,
      display_name: account.displayName,
      person_id: account.personId,
      password_hash: account.passwordHash,
    })
    .execute()
}

type GrantKey = {
  readonly institutionId: string
  readonly accountId: string
  readonly role: Role
  readonly unitId: string
}

export async function insertGrant(tx: Tx, grant: GrantKey): Promise<void> {
  await tx
    .insertInto('account_grant')
    .values({
      institution_id: grant.institutionId,
      account_id: grant.accountId,
      role: grant.role,
      unit_id: grant.unitId,
    })
    .execute()
}

/** Answers whether there was such a grant. */
export async function deleteGrant(tx: Tx, grant: GrantKey): Promise<boolean> {
  const result = await tx
    .deleteFrom('account_grant')
    .where('institution_id', '=', grant.institutionId)
    .where('account_id', '=', grant.accountId)
    .where('role', '=', grant.role)
    .where('unit_id', '=', grant.unitId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Administrators of an institution who can still sign in, locked for the length of the transaction. */
export async function livingAdministrators(tx: Tx, institutionId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('account')
    .select('id')
    .where('institution_id', '=', institutionId)
    .where('disabled_at', 'is', null)
    .where((where) =>
      where.exists(
        where
          .selectFrom('account_grant')
          .select('role')
          .whereRef('account_grant.institution_id', '=', 'account.institution_id')
          .whereRef('account_grant.account_id', '=', 'account.id')
          .where('account_grant.role', '=', 'system_admin'),
      ),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => row.id)
}

/** An account belongs to its institution's root unit: who manages accounts there manages it. */
export async function locateAccount(tx: Tx, id: string): Promise<UnitRef | null> {
  const row = await tx
    .selectFrom('account')
    .innerJoin('unit', (join) =>
      join.onRef('unit.institution_id', '=', 'account.institution_id').on('unit.parent_id', 'is', null),
    )
    .select(['unit.institution_id as institutionId', 'unit.id', 'unit.kind', 'unit.path'])
    .where('account.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** Accounts of the institutions whose root lies in or below these units, each with its grants. */
export async function listAccounts(tx: Tx, reach: readonly string[], now: string) {
  const result = await sql<{
    id: string
    username: string
    displayName: string
    locked: boolean
    disabled: boolean
    createdAt: string
    grants: { role: Role; unitId: string; unitName: string }[]
  }>`
    select a.id, a.username, a.display_name as "displayName",
           coalesce(a.locked_until > ${now}::timestamptz, false) as locked, a.disabled_at is not null as disabled,
           a.created_at as "createdAt",
           (select coalesce(json_agg(json_build_object('role', g.role, 'unitId', g.unit_id, 'unitName', u.name)
                                     order by u.path, g.role), '[]')
            from account_grant g
            join unit u on u.institution_id = g.institution_id and u.id = g.unit_id
            where g.institution_id = a.institution_id and g.account_id = a.id) as grants
    from account a
    join unit root on root.institution_id = a.institution_id and root.parent_id is null
    where root.path && ${sql.val([...reach])}::uuid[]
    order by a.institution_id, a.username`.execute(tx)
  return result.rows
}

export async function demoAccountLines(tx: Tx) {
  const result = await sql<{ username: string; role: Role; institution: string; unit: string }>`
    select a.username, g.role, i.name as institution, u.name as unit
    from account a
    join account_grant g on g.institution_id = a.institution_id and g.account_id = a.id
    join unit u on u.institution_id = g.institution_id and u.id = g.unit_id
    join institution i on i.id = a.institution_id and i.demo
    order by i.code, a.username`.execute(tx)
  return result.rows
}

/** The institutions that are a demo. */
export async function demoInstitutions(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('institution').select('id').where('demo', '=', true).execute()
  return rows.map((row) => row.id)
}

export async function findPerson(tx: Tx, institutionId: string, staffNo: string) {
  const row = await tx
    .selectFrom('person')
    .select(['id', 'name'])
    .where('institution_id', '=', institutionId)
    .where('staff_no', '=', staffNo)
    .executeTakeFirst()
  return row ?? null
}

/** Today's names of accounts, by whichever of id and user name was asked for. */
export async function namesOfAccounts(
  tx: Tx,
  keys: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string }>> {
  if (keys.length === 0) return new Map()
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'username', 'display_name as name'])
    .where(
      sql<boolean>`(id::text = any(${sql.val([...keys])}::text[]) or username = any(${sql.val([...keys])}::text[]))`,
    )
    .execute()
  return new Map(
    rows.flatMap(({ id, username, name }) => [[id, { name }] as const, [username, { name }] as const]),
  )
}
