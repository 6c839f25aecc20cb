// SQL of mergers and splits that begin later.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'

export type Plan = {
  readonly institutionId: string
  readonly id: string
  readonly unitId: string
  readonly kind: 'merge' | 'split'
  readonly on: string
  readonly request: unknown
  readonly plannedBy: string
  readonly failed: string | null
}

const columns = [
  'institution_id as institutionId',
  'id',
  'unit_id as unitId',
  'kind',
  'on_day as on',
  'request',
  'planned_by as plannedBy',
  'failed',
] as const

export async function insertPlan(tx: Tx, plan: Omit<Plan, 'failed'>): Promise<void> {
  await tx
    .insertInto('unit_plan')
    .values({
      institution_id: plan.institutionId,
      id: plan.id,
      unit_id: plan.unitId,
      kind: plan.kind,
      on_day: plan.on,
      request: JSON.stringify(plan.request),
      planned_by: plan.plannedBy,
    })
    .execute()
}

/** Plans of which this unit is the one named, or one of the sources of a merger. */
export async function plansOf(tx: Tx, institutionId: string, unitId: string): Promise<readonly Plan[]> {
  return tx
    .selectFrom('unit_plan')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where((where) =>
      where.or([
        where('unit_id', '=', unitId),
        sql<boolean>`request @? ${`$.sources[*].unitId ? (@ == "${unitId}")`}::jsonpath`,
      ]),
    )
    .orderBy('on_day')
    .execute()
}

export async function duePlans(tx: Tx, institutionId: string, today: string): Promise<readonly Plan[]> {
  return tx
    .selectFrom('unit_plan')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('on_day', '<=', today)
    .where('failed', 'is', null)
    .orderBy('on_day')
    .execute()
}

/** Takes a plan away; answers whether it was still there. */
export async function deletePlan(tx: Tx, institutionId: string, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('unit_plan')
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function failPlan(tx: Tx, institutionId: string, id: string, failed: string): Promise<void> {
  await tx
    .updateTable('unit_plan')
    .set({ failed })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

/** All institutions, for the daily job; it then works in the scope of each. */
export async function everyInstitution(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('institution').select('id').orderBy('id').execute()
  return rows.map((row) => row.id)
}
