// SQL of how an institution wants duties brought to mind: working days before, and days overdue before the level above hears.

import type { Tx } from '../../../core/db.ts'
import { plainPolicy } from '../rules.ts'

export type DutyPolicy = {
  readonly remindDays: number
  readonly escalateDays: number | null
  readonly version: number
}

/** The policies of institutions; the defaults, at version 0, where none was saved. */
export async function readPolicies(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<(institutionId: string) => DutyPolicy> {
  const rows =
    institutionIds.length === 0
      ? []
      : await tx
          .selectFrom('duty_policy')
          .select([
            'institution_id as institutionId',
            'remind_days as remindDays',
            'escalate_days as escalateDays',
            'version',
          ])
          .where('institution_id', 'in', [...institutionIds])
          .execute()
  const found = new Map(rows.map(({ institutionId, ...policy }) => [institutionId, policy]))
  return (institutionId) => found.get(institutionId) ?? { ...plainPolicy, version: 0 }
}

/** Saves on top of a version; answers false when somebody else has saved meanwhile. */
export async function savePolicy(
  tx: Tx,
  institutionId: string,
  policy: DutyPolicy,
  by: string,
  at: string,
): Promise<boolean> {
  const values = {
    remind_days: policy.remindDays,
    escalate_days: policy.escalateDays,
    changed_at: at,
    changed_by: by,
  }
  const result =
    policy.version === 0
      ? await tx
          .insertInto('duty_policy')
          .values({ institution_id: institutionId, ...values })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
      : await tx
          .updateTable('duty_policy')
          .set({ ...values, version: policy.version + 1 })
          .where('institution_id', '=', institutionId)
          .where('version', '=', policy.version)
          .executeTakeFirst()
  return ('numUpdatedRows' in result ? result.numUpdatedRows : (result.numInsertedOrUpdatedRows ?? 0n)) > 0n
}
