// Accounts: found by name, made, changed, and locked while something about them is decided.

import { sql } from 'kysely'
import type { Role } from '../../../core/access.ts'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { UnitRef } from '../../../core/pipeline.ts'

/** Which account a user name means; user names are compared in lower case. */
export async function findLogin(tx: Tx, username: string) {
  const row = await tx
    .selectFrom('login_name')
    .select(['institution_id as institutionId', 'account_id as accountId'])
    .where('name', '=', username.toLowerCase())
    .executeTakeFirst()
  return row ?? null
}

/** With its roles, own and lent until today or later; `lock` keeps the account for the rest of the transaction. */
export async function readAccount(
  tx: Tx,
  institutionId: string,
  id: string,
  options: { readonly today: string; readonly lock?: boolean },
) {
  const account = await tx
    .selectFrom('account')
    .selectAll()
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .$if(options.lock === true, (query) => query.forUpdate())
    .executeTakeFirst()
  if (account === undefined) return null
  const roles = await sql<{ role: Role }>`
    select role from account_grant where institution_id = ${institutionId} and account_id = ${id}
    union
    select role from delegation where institution_id = ${institutionId} and to_account_id = ${id}
      and ended_at is null and until_on >= ${options.today}::date`.execute(tx)
  return { ...account, roles: roles.rows.map((row) => row.role) }
}
export type AccountRecord = NonNullable<Awaited<ReturnType<typeof readAccount>>>

export async function changeAccount(
  tx: Tx,
  institutionId: string,
  id: string,
  change: {
    readonly language?: 'zh' | 'en'
    readonly disabled_at?: string | null
    readonly display_name?: string
    readonly person_id?: string | null
    readonly last_sign_in_at?: string
    readonly last_sign_in_address?: string | null
    readonly wished_role?: string | null
    readonly wished_unit_id?: string | null
  },
): Promise<void> {
  await tx
    .updateTable('account')
    .set(change)
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

export type NewAccount = {
  readonly institutionId: string
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly personId: string | null
  readonly passwordHash: string
  /** Until when the password serves as a first one; null: it is the person's own. */
  readonly firstPasswordUntil: string | null
  readonly now: string
  readonly wish?: { readonly role: Role; readonly unitId: string } | null
}

export async function insertAccount(tx: Tx, account: NewAccount): Promise<void> {
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
      first_password_until: account.firstPasswordUntil,
      password_changed_at: account.now,
      wished_role: account.wish?.role ?? null,
      wished_unit_id: account.wish?.unitId ?? null,
    })
    .execute()
}

/** Sets a password; the old one is remembered, so that it does not come back. */
export async function setPassword(
  tx: Tx,
  account: { readonly institution_id: string; readonly id: string; readonly password_hash: string },
  password: { readonly hash: string; readonly firstUntil: string | null; readonly now: string },
): Promise<void> {
  await tx
    .insertInto('account_password')
    .values({
      institution_id: account.institution_id,
      account_id: account.id,
      id: newId(),
      set_at: password.now,
      hash: account.password_hash,
    })
    .execute()
  await tx
    .updateTable('account')
    .set({
      password_hash: password.hash,
      first_password_until: password.firstUntil,
      password_changed_at: password.now,
    })
    .where('institution_id', '=', account.institution_id)
    .where('id', '=', account.id)
    .execute()
}

/** The hashes of earlier passwords, newest first; older ones are forgotten. */
export async function earlierPasswords(
  tx: Tx,
  institutionId: string,
  accountId: string,
  keep: number,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('account_password')
    .select(['id', 'hash'])
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .orderBy('set_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const older = rows.slice(keep).map((row) => row.id)
  if (older.length > 0) {
    await tx
      .deleteFrom('account_password')
      .where('institution_id', '=', institutionId)
      .where('account_id', '=', accountId)
      .where('id', 'in', older)
      .execute()
  }
  return rows.slice(0, keep).map((row) => row.hash)
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

export async function findPerson(tx: Tx, institutionId: string, staffNo: string) {
  const row = await tx
    .selectFrom('person')
    .select(['id', 'name'])
    .where('institution_id', '=', institutionId)
    .where('staff_no', '=', staffNo)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** All staff numbers of an institution with their people. */
export async function peopleByStaffNo(tx: Tx, institutionId: string) {
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'name', 'staff_no'])
    .where('institution_id', '=', institutionId)
    .where('merged_into', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.staff_no, row]))
}

/** Which of these user names are taken in the whole product, in lower case. */
export async function takenNames(tx: Tx, names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set()
  const rows = await tx.selectFrom('login_name').select('name').where('name', 'in', names).execute()
  return new Set(rows.map((row) => row.name))
}
