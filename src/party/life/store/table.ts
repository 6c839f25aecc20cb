// SQL of the activity table: how large a unit is, and what hangs right below it. Its duties are counted by their own room.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'

/** How many branches and groups lie in or below a unit today. */
export async function countLeaves(tx: Tx, unitId: string): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::int as count from unit
    where path @> array[${unitId}]::uuid[] and kind in ('branch', 'group')`.execute(tx)
  return result.rows[0]?.count ?? 0
}

/** The Party units and institutions right below a unit, by code: its own, and the roots of institutions below. */
export async function unitsRightBelow(
  tx: Tx,
  unit: { readonly institutionId: string; readonly id: string },
): Promise<readonly string[]> {
  const result = await sql<{ id: string }>`
    select c.id, c.code from unit c
    where c.institution_id = ${unit.institutionId} and c.parent_id = ${unit.id}
      and c.kind in ('commission', 'institution', 'committee', 'general_branch', 'branch', 'group')
    union
    select c.id, c.code from institution i
    join unit c on c.institution_id = i.id and c.parent_id is null
    where i.parent_id = ${unit.institutionId} and c.path[cardinality(c.path) - 1] = ${unit.id}::uuid
    order by 2`.execute(tx)
  return result.rows.map((row) => row.id)
}
