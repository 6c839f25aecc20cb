// Grants: given, taken, and what one person holds by all their accounts.

import { sql } from 'kysely'
import { administratorRoles, type Role } from '../../../core/access.ts'
import type { Tx } from '../../../core/db.ts'

type GrantKey = {
  readonly institutionId: string
  readonly accountId: string
  readonly role: Role
  readonly unitId: string
}

export async function insertGrant(tx: Tx, grant: GrantKey & { readonly by: string | null }): Promise<void> {
  await tx
    .insertInto('account_grant')
    .values({
      institution_id: grant.institutionId,
      account_id: grant.accountId,
      role: grant.role,
      unit_id: grant.unitId,
      granted_by: grant.by,
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

/** The grants of an account's own, none that were lent to it. */
export async function ownGrants(tx: Tx, institutionId: string, accountId: string) {
  const rows = await tx
    .selectFrom('account_grant')
    .select(['role', 'unit_id as unitId'])
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .execute()
  return rows
}

/**
 * Decisions about who holds what are made one at a time in an institution, until the transaction ends: two parallel
 * ones could each see a state that the other is about to change.
 */
export async function decideAlone(tx: Tx, institutionId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`grants ${institutionId}`}, 0))`.execute(tx)
}

/**
 * Every role, own or lent, of these accounts and of all other accounts of their people; records that were merged are
 * one person. Call decideAlone before.
 */
export async function rolesOfPeople(
  tx: Tx,
  institutionId: string,
  who: { readonly accountId: string | null; readonly personId: string | null },
  today: string,
): Promise<readonly { readonly role: Role; readonly username: string }[]> {
  const result = await sql<{ role: Role; username: string }>`
    with known as (
      select a.id, a.username, coalesce(p.merged_into, p.id) as person_id from account a
      left join person p on p.institution_id = a.institution_id and p.id = a.person_id
      where a.institution_id = ${institutionId}),
    theirs as (
      select id, username from known
      where id = ${who.accountId}::uuid
        or person_id = (select coalesce(p.merged_into, p.id) from person p
                        where p.institution_id = ${institutionId} and p.id = ${who.personId}::uuid)
        or person_id = (select person_id from known where id = ${who.accountId}::uuid))
    select g.role, t.username from account_grant g join theirs t on t.id = g.account_id
    where g.institution_id = ${institutionId}
    union
    select d.role, t.username from delegation d join theirs t on t.id = d.to_account_id
    where d.institution_id = ${institutionId} and d.ended_at is null and d.until_on >= ${today}::date`.execute(
    tx,
  )
  return result.rows
}

/**
 * For each administrator's role the accounts that hold it and can still sign in. Call decideAlone before.
 */
export async function livingAdministrators(tx: Tx, institutionId: string, now: string) {
  const result = await sql<{ role: Role; accounts: string[] }>`
    select g.role, array_agg(distinct a.id) as accounts
    from account_grant g
    join account a on a.institution_id = g.institution_id and a.id = g.account_id
    where g.institution_id = ${institutionId} and g.role = any(${sql.val([...administratorRoles])}::text[])
      and a.disabled_at is null and (a.first_password_until is null or a.first_password_until > ${now}::timestamptz)
    group by g.role`.execute(tx)
  return new Map(result.rows.map((row) => [row.role, row.accounts]))
}
