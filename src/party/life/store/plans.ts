// SQL of year plans: plans with their items and meetings, templates above, and the fixed day of a unit.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import type { FixedDay, PlanItem, PlanState } from '../rules.ts'

export type StoredPlan = {
  readonly institutionId: string
  readonly id: string
  readonly unitId: string
  readonly year: number
  readonly state: PlanState
  readonly reason: string | null
  readonly submittedAt: string | null
  readonly decidedAt: string | null
  readonly version: number
}

const columns = [
  'activity_plan.institution_id as institutionId',
  'activity_plan.id',
  'activity_plan.unit_id as unitId',
  'activity_plan.year',
  sql<PlanState>`activity_plan.state`.as('state'),
  'activity_plan.reason',
  'activity_plan.submitted_at as submittedAt',
  'activity_plan.decided_at as decidedAt',
  'activity_plan.version',
] as const

export async function locatePlan(tx: Tx, id: string): Promise<UnitRef | null> {
  const row = await tx
    .selectFrom('activity_plan')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'activity_plan.institution_id')
        .onRef('unit.id', '=', 'activity_plan.unit_id'),
    )
    .select(['unit.institution_id as institutionId', 'unit.id', 'unit.kind', 'unit.path'])
    .where('activity_plan.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function lockPlan(tx: Tx, institutionId: string, id: string): Promise<StoredPlan> {
  return tx
    .selectFrom('activity_plan')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** The plan of a unit for a year; with `hold`, its row is kept until the transaction ends. */
export async function planOf(
  tx: Tx,
  unit: { readonly institutionId: string; readonly id: string },
  year: number,
  hold = false,
): Promise<StoredPlan | null> {
  const row = await tx
    .selectFrom('activity_plan')
    .select(columns)
    .where('institution_id', '=', unit.institutionId)
    .where('unit_id', '=', unit.id)
    .where('year', '=', year)
    .$if(hold, (q) => q.forUpdate())
    .executeTakeFirst()
  return row ?? null
}

export type ItemWithMeeting = PlanItem & {
  readonly meetingState: string | null
  readonly meetingTitle: string | null
  readonly meetingOn: string | null
}

/** The items of a plan by month, with the meetings made from them. */
export async function readItems(
  tx: Tx,
  plan: Pick<StoredPlan, 'institutionId' | 'id'>,
): Promise<readonly ItemWithMeeting[]> {
  const result = await sql<ItemWithMeeting>`
    select i.id, i.month, i.kind, i.title, i.scheme_id as "schemeId", i.part_id as "partId", i.lecturer, i.place,
           i.meeting_id as "meetingId", m.state as "meetingState", m.title as "meetingTitle",
           coalesce(m.started_at, m.planned_at) as "meetingOn"
    from activity_plan_item i
    left join meeting m on m.institution_id = i.institution_id and m.id = i.meeting_id
    where i.institution_id = ${plan.institutionId} and i.plan_id = ${plan.id}
    order by i.month, i.position`.execute(tx)
  return result.rows
}

export async function insertPlan(
  tx: Tx,
  unit: { readonly institutionId: string; readonly id: string },
  year: number,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('activity_plan')
    .values({ institution_id: unit.institutionId, id, unit_id: unit.id, year, state: 'draft' })
    .execute()
  return id
}

/** Replaces the items of a plan. */
export async function writeItems(
  tx: Tx,
  plan: Pick<StoredPlan, 'institutionId' | 'id'>,
  items: readonly PlanItem[],
): Promise<void> {
  await tx
    .deleteFrom('activity_plan_item')
    .where('institution_id', '=', plan.institutionId)
    .where('plan_id', '=', plan.id)
    .execute()
  if (items.length === 0) return
  await tx
    .insertInto('activity_plan_item')
    .values(
      items.map((item, index) => ({
        institution_id: plan.institutionId,
        plan_id: plan.id,
        id: item.id,
        position: index + 1,
        month: item.month,
        kind: item.kind,
        title: item.title,
        scheme_id: item.schemeId,
        part_id: item.partId,
        lecturer: item.lecturer,
        place: item.place,
        meeting_id: item.meetingId,
      })),
    )
    .execute()
}

/** Changes a locked plan and counts its version on; answers the new version. */
export async function changePlan(
  tx: Tx,
  plan: Pick<StoredPlan, 'institutionId' | 'id' | 'version'>,
  change: Partial<Pick<StoredPlan, 'state' | 'reason' | 'submittedAt' | 'decidedAt'>> & {
    readonly decidedBy?: string
  } = {},
): Promise<number> {
  const row = await tx
    .updateTable('activity_plan')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.reason === undefined ? {} : { reason: change.reason }),
      ...(change.submittedAt === undefined ? {} : { submitted_at: change.submittedAt }),
      ...(change.decidedAt === undefined ? {} : { decided_at: change.decidedAt }),
      ...(change.decidedBy === undefined ? {} : { decided_by: change.decidedBy }),
      version: plan.version + 1,
    })
    .where('institution_id', '=', plan.institutionId)
    .where('id', '=', plan.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

export async function changeItem(
  tx: Tx,
  plan: Pick<StoredPlan, 'institutionId' | 'id'>,
  itemId: string,
  change: { readonly month?: number; readonly meetingId?: string },
): Promise<void> {
  await tx
    .updateTable('activity_plan_item')
    .set({
      ...(change.month === undefined ? {} : { month: change.month }),
      ...(change.meetingId === undefined ? {} : { meeting_id: change.meetingId }),
    })
    .where('institution_id', '=', plan.institutionId)
    .where('plan_id', '=', plan.id)
    .where('id', '=', itemId)
    .execute()
}

/** The nearest plan that a unit above has handed down for a year; null when none has. */
export async function templateAbove(
  tx: Tx,
  path: readonly string[],
  year: number,
): Promise<(Pick<StoredPlan, 'institutionId' | 'id'> & { readonly unitName: string }) | null> {
  const row = await tx
    .selectFrom('activity_plan')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'activity_plan.institution_id')
        .onRef('unit.id', '=', 'activity_plan.unit_id'),
    )
    .select(['activity_plan.institution_id as institutionId', 'activity_plan.id', 'unit.name as unitName'])
    .where(sql<boolean>`unit.id = any(${sql.val(path.slice(0, -1))}::uuid[])`)
    .where('unit.kind', 'not in', ['branch', 'group'])
    .where('activity_plan.year', '=', year)
    .where('activity_plan.state', '=', 'approved')
    .orderBy(sql`cardinality(unit.path)`, 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** The branches and groups below a unit with their plans, submitted ones first. */
export async function plansBelow(tx: Tx, unitId: string, year: number, today: string) {
  const result = await sql<{
    unitId: string
    unitName: string
    planId: string | null
    state: PlanState | null
    version: number | null
    submittedAt: string | null
    items: number
    held: number
  }>`
    select u.id as "unitId", u.name as "unitName", p.id as "planId", p.state, p.version, p.submitted_at as "submittedAt",
           count(i.id)::int as items,
           (count(*) filter (where m.state not in ('planned', 'notified', 'cancelled')))::int as held
    from unit u
    left join activity_plan p on p.institution_id = u.institution_id and p.unit_id = u.id and p.year = ${year}
    left join activity_plan_item i on i.institution_id = p.institution_id and i.plan_id = p.id
    left join meeting m on m.institution_id = i.institution_id and m.id = i.meeting_id
    where u.path @> array[${unitId}]::uuid[] and u.id <> ${unitId} and u.kind in ('branch', 'group')
      and (u.dissolved_on is null or u.dissolved_on >= ${today}::date)
    group by u.id, u.name, u.path, u.code, p.id, p.state, p.version, p.submitted_at
    order by case p.state when 'submitted' then 0 when 'returned' then 1 when 'draft' then 2 when 'approved' then 4 else 3 end,
             p.submitted_at, u.code
    limit 2000`.execute(tx)
  return result.rows
}

export type StoredFixedDay = FixedDay & {
  readonly time: string
  readonly place: string | null
  readonly version: number
}

export async function readFixedDay(
  tx: Tx,
  unit: { readonly institutionId: string; readonly id: string },
): Promise<StoredFixedDay | null> {
  const row = await tx
    .selectFrom('fixed_day')
    .select(['nth', sql<FixedDay['basis']>`basis`.as('basis'), 'at_time as time', 'place', 'version'])
    .where('institution_id', '=', unit.institutionId)
    .where('unit_id', '=', unit.id)
    .executeTakeFirst()
  return row ?? null
}

/** Saves if nobody changed it since `version` (0: none yet); answers the new version, or null when it is stale. */
export async function writeFixedDay(
  tx: Tx,
  unit: { readonly institutionId: string; readonly id: string },
  fixed: StoredFixedDay,
): Promise<number | null> {
  const result = await sql<{ version: number }>`
    insert into fixed_day as x (institution_id, unit_id, nth, basis, at_time, place)
    values (${unit.institutionId}, ${unit.id}, ${fixed.nth}, ${fixed.basis}, ${fixed.time}, ${fixed.place})
    on conflict (institution_id, unit_id) do update set nth = excluded.nth, basis = excluded.basis,
      at_time = excluded.at_time, place = excluded.place, version = x.version + 1
    where x.version = ${fixed.version}
    returning version`.execute(tx)
  return result.rows[0]?.version ?? null
}
