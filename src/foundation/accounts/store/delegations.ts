// Roles lent for a time.

import { sql } from 'kysely'
import type { Role } from '../../../core/access.ts'
import type { Tx } from '../../../core/db.ts'
import { stillHeld } from './sessions.ts'

export type DelegationRow = {
  readonly id: string
  readonly role: Role
  readonly unitId: string
  readonly unitName: string
  readonly fromAccountId: string
  readonly fromName: string
  readonly toAccountId: string
  readonly toName: string
  readonly fromOn: string
  readonly untilOn: string
  readonly reason: string
  readonly state: 'coming' | 'running' | 'over' | 'ended' | 'resting'
}

/**
 * Delegations of an institution, or of one account as lender or receiver. `resting`: within its days, but its lender
 * does not hold the role any more or may not sign in.
 */
export async function listDelegations(
  tx: Tx,
  of: { readonly institutionIds: readonly string[]; readonly accountId: string | null },
  today: string,
): Promise<readonly DelegationRow[]> {
  const result = await sql<DelegationRow>`
    select d.id, d.role, d.unit_id as "unitId", u.name as "unitName", d.from_account_id as "fromAccountId",
           f.display_name as "fromName", d.to_account_id as "toAccountId", t.display_name as "toName",
           d.from_on as "fromOn", d.until_on as "untilOn", d.reason,
           case when d.ended_at is not null then 'ended' when d.until_on < ${today}::date then 'over'
                when d.from_on > ${today}::date then 'coming' when ${stillHeld} then 'running' else 'resting' end as state
    from delegation d
    join unit u on u.institution_id = d.institution_id and u.id = d.unit_id
    join account f on f.institution_id = d.institution_id and f.id = d.from_account_id
    join account t on t.institution_id = d.institution_id and t.id = d.to_account_id
    where d.institution_id = any(${sql.val([...of.institutionIds])}::uuid[])
      and (${of.accountId}::uuid is null or ${of.accountId}::uuid in (d.from_account_id, d.to_account_id))
    order by d.until_on desc, d.id`.execute(tx)
  return result.rows
}

export async function insertDelegation(
  tx: Tx,
  delegation: {
    readonly institutionId: string
    readonly id: string
    readonly role: Exclude<Role, 'system_admin' | 'security_admin' | 'auditor'>
    readonly unitId: string
    readonly fromAccountId: string
    readonly toAccountId: string
    readonly fromOn: string
    readonly untilOn: string
    readonly reason: string
    readonly by: string
  },
): Promise<void> {
  await tx
    .insertInto('delegation')
    .values({
      institution_id: delegation.institutionId,
      id: delegation.id,
      role: delegation.role,
      unit_id: delegation.unitId,
      from_account_id: delegation.fromAccountId,
      to_account_id: delegation.toAccountId,
      from_on: delegation.fromOn,
      until_on: delegation.untilOn,
      reason: delegation.reason,
      made_by: delegation.by,
    })
    .execute()
}

/** Ends a delegation of an account (as lender or receiver); answers what it was, null when there is none to end. */
export async function endDelegation(
  tx: Tx,
  institutionId: string,
  id: string,
  ended: { readonly accountId: string; readonly by: string; readonly now: string },
) {
  const row = await tx
    .updateTable('delegation')
    .set({ ended_at: ended.now, ended_by: ended.by })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where((where) =>
      where.or([
        where('from_account_id', '=', ended.accountId),
        where('to_account_id', '=', ended.accountId),
      ]),
    )
    .returning(['role', 'unit_id as unitId', 'to_account_id as toAccountId', 'until_on as untilOn'])
    .executeTakeFirst()
  return row ?? null
}

/** Colleagues who might receive a role: enabled accounts of the institution without an administrator's role. */
export async function findColleagues(tx: Tx, institutionId: string, search: string, but: string) {
  const like = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const result = await sql<{ id: string; username: string; displayName: string }>`
    select a.id, a.username, a.display_name as "displayName"
    from account a
    where a.institution_id = ${institutionId} and a.id <> ${but} and a.disabled_at is null
      and (a.display_name ilike ${like} or a.username ilike ${like})
      and not exists (select from account_grant g where g.institution_id = a.institution_id and g.account_id = a.id
                      and g.role in ('system_admin', 'security_admin', 'auditor'))
    order by a.display_name, a.username
    limit 20`.execute(tx)
  return result.rows
}
