// SQL of the goal that an institution sets itself for the fulfilment rate.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { usualGoal } from '../rules/table.ts'

export type Goal = { readonly goal: number; readonly source: string | null; readonly version: number }

/** Version 0 and no source where the institution has set none. */
export async function readGoal(tx: Tx, institutionId: string): Promise<Goal> {
  const row = await tx
    .selectFrom('rate_goal')
    .select(['goal', 'source', 'version'])
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  return row ?? { goal: usualGoal, source: null, version: 0 }
}

/** Saves if nobody changed it since `version`; answers the new version, or null when it is stale. */
export async function writeGoal(
  tx: Tx,
  institutionId: string,
  { goal, source, version }: { readonly goal: number; readonly source: string; readonly version: number },
): Promise<number | null> {
  const result = await sql<{ version: number }>`
    insert into rate_goal as g (institution_id, goal, source) values (${institutionId}, ${goal}, ${source})
    on conflict (institution_id) do update set goal = excluded.goal, source = excluded.source, version = g.version + 1
    where g.version = ${version}
    returning version`.execute(tx)
  return result.rows[0]?.version ?? null
}
