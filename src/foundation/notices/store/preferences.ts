// SQL of how people want to be told, of units' groups and of calendar secrets.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { type Preference, plainPreference } from '../rules.ts'

export type KeptPreference = Preference & { readonly address: Buffer | null; readonly version: number }

/** The preferences of accounts; the defaults, at version 0, where none was saved. */
export async function readPreferences(
  tx: Tx,
  institutionId: string,
  accountIds: readonly string[],
): Promise<(accountId: string) => KeptPreference> {
  const rows = await tx
    .selectFrom('notice_preference')
    .select([
      'account_id as accountId',
      'bell',
      'email',
      'address',
      'version',
      'digest_at as digestAt',
      'quiet_from as quietFrom',
      'quiet_until as quietUntil',
    ])
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', sql<string>`any(${sql.val([...accountIds])}::uuid[])`)
    .execute()
  const found = new Map(rows.map(({ accountId, ...row }) => [accountId, row]))
  return (accountId) => found.get(accountId) ?? { ...plainPreference, address: null, version: 0 }
}

/** Saves on top of a version; answers false when it was changed elsewhere meanwhile. */
export async function savePreference(
  tx: Tx,
  institutionId: string,
  accountId: string,
  preference: KeptPreference & { readonly keyId: number },
): Promise<boolean> {
  const { bell, email, address, digestAt, quietFrom, quietUntil, version, keyId } = preference
  const { rows } = await sql`
    insert into notice_preference as p (institution_id, account_id, key_id, bell, email, address, digest_at, quiet_from, quiet_until)
    select ${institutionId}, ${accountId}, ${keyId}, ${bell}, ${email}, ${address}, ${digestAt}, ${quietFrom}, ${quietUntil}
    on conflict (institution_id, account_id) do update
      set key_id = excluded.key_id, bell = excluded.bell, email = excluded.email, address = excluded.address,
          digest_at = excluded.digest_at, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
          version = p.version + 1
      where p.version = ${version}
    returning 1`.execute(tx)
  return rows.length === 1
}

export type Group = {
  readonly unitId: string
  readonly unitName: string
  readonly enabled: boolean
  readonly version: number
}

/** The groups of units in or below these. */
export async function listGroups(tx: Tx, unitIds: readonly string[]): Promise<readonly Group[]> {
  return tx
    .selectFrom('notice_group as g')
    .innerJoin('unit as u', (join) =>
      join.onRef('u.institution_id', '=', 'g.institution_id').onRef('u.id', '=', 'g.unit_id'),
    )
    .select(['g.unit_id as unitId', 'u.name as unitName', 'g.enabled', 'g.version'])
    .where(sql<boolean>`u.path && ${sql.val([...unitIds])}::uuid[]`)
    .orderBy(sql`cardinality(u.path)`)
    .orderBy('u.code')
    .execute()
}

export async function readGroup(tx: Tx, institutionId: string, unitId: string) {
  const row = await tx
    .selectFrom('notice_group')
    .select(['address', 'enabled', 'version'])
    .where('institution_id', '=', institutionId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
  return row ?? null
}

/** Units of an institution whose groups are to be told. */
export async function enabledGroups(tx: Tx, institutionId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('notice_group')
    .select('unit_id as unitId')
    .where('institution_id', '=', institutionId)
    .where('enabled', '=', true)
    .execute()
  return rows.map(({ unitId }) => unitId)
}

/** Saves on top of a version; answers false when it was changed elsewhere meanwhile. */
export async function saveGroup(
  tx: Tx,
  group: {
    readonly institutionId: string
    readonly unitId: string
    readonly keyId: number
    readonly address: Buffer
    readonly enabled: boolean
    readonly version: number
    readonly by: string
    readonly at: string
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into notice_group as g (institution_id, unit_id, key_id, address, enabled, changed_at, changed_by)
    values (${group.institutionId}, ${group.unitId}, ${group.keyId}, ${group.address}, ${group.enabled}, ${group.at}, ${group.by})
    on conflict (institution_id, unit_id) do update
      set key_id = excluded.key_id, address = excluded.address, enabled = excluded.enabled,
          changed_at = excluded.changed_at, changed_by = excluded.changed_by, version = g.version + 1
      where g.version = ${group.version}
    returning 1`.execute(tx)
  return rows.length === 1
}

export async function deleteGroup(tx: Tx, institutionId: string, unitId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('notice_group')
    .where('institution_id', '=', institutionId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Sets or, with null, takes away the secret of an account's calendar. */
export async function setCalendar(
  tx: Tx,
  institutionId: string,
  accountId: string,
  token: { readonly sha256: Buffer; readonly at: string } | null,
): Promise<void> {
  await tx
    .deleteFrom('notice_calendar')
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .execute()
  if (token === null) return
  await tx
    .insertInto('notice_calendar')
    .values({
      institution_id: institutionId,
      account_id: accountId,
      token_sha256: token.sha256,
      made_at: token.at,
    })
    .execute()
}

/** When an account's calendar was made and last read; null without one. */
export async function readCalendar(tx: Tx, institutionId: string, accountId: string) {
  const row = await tx
    .selectFrom('notice_calendar')
    .select(['made_at as madeAt', 'read_at as readAt'])
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row ?? null
}

/** The account whose calendar a secret opens; notes the reading. */
export async function openCalendar(
  tx: Tx,
  institutionId: string,
  sha256: Buffer,
  at: string,
): Promise<string | null> {
  const row = await tx
    .updateTable('notice_calendar')
    .set({ read_at: at })
    .where('institution_id', '=', institutionId)
    .where('token_sha256', '=', sha256)
    .returning('account_id as accountId')
    .executeTakeFirst()
  return row?.accountId ?? null
}
