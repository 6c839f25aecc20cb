// SQL of the join: actions, and which unit a department code means.

import { sql } from 'kysely'
import type { Tx } from '../../core/db.ts'
import type { UnitRef } from '../../core/pipeline.ts'
import type { Direction, Outcome } from './rules.ts'

export type StoredAction = {
  readonly institutionId: string
  readonly institutionName: string
  readonly id: string
  readonly unitId: string
  readonly unitName: string
  readonly path: readonly string[]
  readonly personId: string | null
  readonly personName: string | null
  readonly what: string
  readonly indicator: string
  readonly departmentId: string | null
  readonly departmentName: string | null
  readonly departmentPath: readonly string[] | null
  readonly direction: Direction
  readonly target: number | null
  readonly fromOn: string
  readonly untilOn: string
  readonly ground: string | null
  readonly withdrawn: boolean
  readonly outcome: Outcome | null
  readonly evaluation: string | null
  readonly version: number
}

/** The unit that owns an action, where it hangs today. */
export async function locateAction(tx: Tx, id: string): Promise<UnitRef | null> {
  const row = await tx
    .selectFrom('join_action')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'join_action.institution_id')
        .onRef('unit.id', '=', 'join_action.unit_id'),
    )
    .select(['unit.institution_id as institutionId', 'unit.id', 'unit.kind', 'unit.path'])
    .where('join_action.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

const selectActions = sql`
  select a.institution_id as "institutionId", i.name as "institutionName", a.id, a.unit_id as "unitId", u.name as "unitName",
         u.path, a.person_id as "personId", p.name as "personName", a.what, a.indicator, a.department_id as "departmentId",
         d.name as "departmentName", d.path as "departmentPath", a.direction, a.target, a.from_on as "fromOn",
         a.until_on as "untilOn", a.ground, a.withdrawn_at is not null as withdrawn, a.outcome, a.evaluation, a.version
  from join_action a
  join institution i on i.id = a.institution_id
  join unit u on u.institution_id = a.institution_id and u.id = a.unit_id
  left join person p on p.institution_id = a.institution_id and p.id = a.person_id
  left join unit d on d.institution_id = a.institution_id and d.id = a.department_id`

export type ActionQuery = {
  /** Owned in or below any of these units. */
  readonly unitIds: readonly string[]
  readonly indicator?: string | undefined
  /** Aiming at this department; null: at the whole hospital; undefined: at anything. */
  readonly departmentId?: string | null | undefined
  readonly withWithdrawn?: boolean
  readonly limit: number
}

/** Actions, the newest beginning first. */
export async function readActions(tx: Tx, query: ActionQuery): Promise<readonly StoredAction[]> {
  const department =
    query.departmentId === undefined
      ? sql`true`
      : sql`a.department_id is not distinct from ${query.departmentId}::uuid`
  const result = await sql<StoredAction>`
    ${selectActions}
    where u.path && ${sql.val([...query.unitIds])}::uuid[] and ${department}
      and (${query.indicator ?? null}::text is null or a.indicator = ${query.indicator ?? null})
      and (${query.withWithdrawn === true} or a.withdrawn_at is null)
    order by a.from_on desc, a.what, a.id
    limit ${query.limit}`.execute(tx)
  return result.rows
}

/** One action, held until the transaction ends: of two changes at once the later sees what the earlier did. */
export async function readAction(
  tx: Tx,
  institutionId: string,
  id: string,
  hold: boolean,
): Promise<StoredAction> {
  const result = await sql<StoredAction>`
    ${selectActions}
    where a.institution_id = ${institutionId} and a.id = ${id}
    ${hold ? sql`for update of a` : sql``}`.execute(tx)
  const [row] = result.rows
  if (row === undefined) throw new Error('A located action is gone')
  return row
}

export type NewAction = Pick<
  StoredAction,
  | 'institutionId'
  | 'id'
  | 'unitId'
  | 'personId'
  | 'what'
  | 'indicator'
  | 'departmentId'
  | 'direction'
  | 'target'
  | 'fromOn'
  | 'untilOn'
  | 'ground'
>

/** Writes an action down; the database refuses the same one twice (23505). */
export async function insertAction(
  tx: Tx,
  action: NewAction,
  made: { readonly by: string; readonly at: string },
): Promise<void> {
  await tx
    .insertInto('join_action')
    .values({
      institution_id: action.institutionId,
      id: action.id,
      unit_id: action.unitId,
      person_id: action.personId,
      what: action.what,
      indicator: action.indicator,
      department_id: action.departmentId,
      direction: action.direction,
      target: action.target,
      from_on: action.fromOn,
      until_on: action.untilOn,
      ground: action.ground,
      made_by: made.by,
      made_at: made.at,
    })
    .execute()
}

type Change = {
  readonly what?: string
  readonly indicator?: string
  readonly department_id?: string | null
  readonly direction?: Direction
  readonly target?: number | null
  readonly from_on?: string
  readonly until_on?: string
  readonly ground?: string | null
  readonly withdrawn_at?: string | null
  readonly outcome?: Outcome
  readonly evaluation?: string
  readonly evaluated_by?: string
  readonly evaluated_at?: string
}

/** Changes an action that the caller holds. */
export async function changeAction(
  tx: Tx,
  { institutionId, id, version }: Pick<StoredAction, 'institutionId' | 'id' | 'version'>,
  change: Change,
): Promise<void> {
  await tx
    .updateTable('join_action')
    .set({ ...change, version: version + 1 })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

export type Mapping = { readonly institutionId: string; readonly code: string; readonly unitId: string }

/** Which units the codes of these institutions mean. */
export async function readMappings(tx: Tx, institutionIds: readonly string[]): Promise<readonly Mapping[]> {
  return tx
    .selectFrom('join_department')
    .select(['institution_id as institutionId', 'code', 'unit_id as unitId'])
    .where(sql<boolean>`institution_id = any(${sql.val([...institutionIds])}::uuid[])`)
    .orderBy('code')
    .execute()
}

/** Lets nobody else change the codes of an institution until the transaction ends. */
export async function holdMappings(tx: Tx, institutionId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`join_department ${institutionId}`}, 0))`.execute(
    tx,
  )
}

export async function setMapping(
  tx: Tx,
  { institutionId, code, unitId }: Mapping,
  by: { readonly accountId: string; readonly at: string },
): Promise<void> {
  const set = { unit_id: unitId, set_by: by.accountId, set_at: by.at }
  await tx
    .insertInto('join_department')
    .values({ institution_id: institutionId, code, ...set })
    .onConflict((conflict) => conflict.columns(['institution_id', 'code']).doUpdateSet(set))
    .execute()
}

export async function removeMapping(tx: Tx, institutionId: string, code: string): Promise<void> {
  await tx
    .deleteFrom('join_department')
    .where('institution_id', '=', institutionId)
    .where('code', '=', code)
    .execute()
}
