// The second factor of an account: its sealed secret, the last step used, and the recovery codes.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'

export async function readTotp(tx: Tx, institutionId: string, accountId: string) {
  const row = await tx
    .selectFrom('account_totp')
    .select(['secret', 'confirmed_at as confirmedAt', 'last_step as lastStep'])
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row ?? null
}

/** Keeps a new secret until its first code confirms it; a confirmed one stays. False when there is a confirmed one. */
export async function beginTotp(
  tx: Tx,
  totp: {
    readonly institutionId: string
    readonly accountId: string
    readonly keyId: number
    readonly secret: Buffer
  },
): Promise<boolean> {
  const result = await sql`
    insert into account_totp (institution_id, account_id, key_id, secret)
    values (${totp.institutionId}, ${totp.accountId}, ${totp.keyId}, ${totp.secret})
    on conflict (institution_id, account_id) do update set key_id = excluded.key_id, secret = excluded.secret
    where account_totp.confirmed_at is null`.execute(tx)
  return (result.numAffectedRows ?? 0n) > 0n
}

/** Uses up the code of a step. False when it, or a later one, has been used: of parallel uses one succeeds. */
export async function useStep(
  tx: Tx,
  institutionId: string,
  accountId: string,
  step: number,
  confirmAt: string | null,
): Promise<boolean> {
  const result = await sql`
    update account_totp set last_step = ${step}, confirmed_at = coalesce(confirmed_at, ${confirmAt}::timestamptz)
    where institution_id = ${institutionId} and account_id = ${accountId} and last_step < ${step}
      and (confirmed_at is null) = (${confirmAt}::timestamptz is not null)`.execute(tx)
  return (result.numAffectedRows ?? 0n) > 0n
}

/** Uses up a recovery code. Of parallel uses one succeeds. */
export async function useRecoveryCode(
  tx: Tx,
  institutionId: string,
  accountId: string,
  codeSha256: Buffer,
  now: string,
): Promise<boolean> {
  const result = await tx
    .updateTable('account_recovery_code')
    .set({ used_at: now })
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .where('code_sha256', '=', codeSha256)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function replaceRecoveryCodes(
  tx: Tx,
  institutionId: string,
  accountId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await tx
    .deleteFrom('account_recovery_code')
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .execute()
  if (hashes.length === 0) return
  await tx
    .insertInto('account_recovery_code')
    .values(
      hashes.map((hash) => ({ institution_id: institutionId, account_id: accountId, code_sha256: hash })),
    )
    .execute()
}

export async function recoveryCodesLeft(tx: Tx, institutionId: string, accountId: string): Promise<number> {
  const row = await tx
    .selectFrom('account_recovery_code')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.n
}

/** Answers whether there was a confirmed one. */
export async function deleteTotp(tx: Tx, institutionId: string, accountId: string): Promise<boolean> {
  await replaceRecoveryCodes(tx, institutionId, accountId, [])
  const row = await tx
    .deleteFrom('account_totp')
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .returning('confirmed_at')
    .executeTakeFirst()
  return row !== undefined && row.confirmed_at !== null
}
