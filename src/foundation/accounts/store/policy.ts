// What an institution has set of its security policy; the defaults where it has set nothing.

import type { Role } from '../../../core/access.ts'
import type { Tx } from '../../../core/db.ts'
import { defaultPolicy, type Policy } from '../rules.ts'

export type KeptPolicy = Policy & { readonly version: number | null }

export async function readPolicy(tx: Tx, institutionId: string): Promise<KeptPolicy> {
  const row = await tx
    .selectFrom('security_policy')
    .selectAll()
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  if (row === undefined) return { ...defaultPolicy, version: null }
  return {
    passwordLength: row.password_length,
    administratorLength: row.administrator_length,
    passwordDays: row.password_days,
    sessionHours: row.session_hours,
    idleMinutes: row.idle_minutes,
    lockAfter: row.lock_after,
    lockMinutes: row.lock_minutes,
    totpRoles: row.totp_roles as Role[],
    version: row.version,
  }
}

/** False when somebody else has saved meanwhile. `version` null: nothing was kept before. */
export async function savePolicy(
  tx: Tx,
  institutionId: string,
  policy: Policy,
  version: number | null,
  by: string,
): Promise<boolean> {
  const values = {
    password_length: policy.passwordLength,
    administrator_length: policy.administratorLength,
    password_days: policy.passwordDays,
    session_hours: policy.sessionHours,
    idle_minutes: policy.idleMinutes,
    lock_after: policy.lockAfter,
    lock_minutes: policy.lockMinutes,
    totp_roles: [...policy.totpRoles],
    version: (version ?? 0) + 1,
    changed_by: by,
  }
  if (version === null) {
    const made = await tx
      .insertInto('security_policy')
      .values({ institution_id: institutionId, ...values })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return (made.numInsertedOrUpdatedRows ?? 0n) > 0n
  }
  const changed = await tx
    .updateTable('security_policy')
    .set(values)
    .where('institution_id', '=', institutionId)
    .where('version', '=', version)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}
