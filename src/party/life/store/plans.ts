// SQL of year plans: plans with their items and meetings, templates above, and the fixed day of a unit.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import type { FixedDay, PlanItem, PlanState } from '../rules.ts'
import { daySql, heldSql } from './meeting-day.ts'

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
  /** What became of the item: the meeting made from it, or a record of its kind and month. */
  readonly meeting: {
    readonly id: string
    readonly state: string
    readonly title: string
    readonly on: string
  } | null
}

/** Records of the units of plans that no item was made into: a meeting recorded without a look at the plan. */
const looseRecords = sql`
  select m.institution_id, m.unit_id, m.id, m.kind, m.state, m.title, coalesce(m.started_at, m.planned_at) as at,
         extract(month from coalesce(m.make_up_for, ${daySql}))::int as month
  from meeting m
  join wanted w on w.institution_id = m.institution_id and w.unit_id = m.unit_id
  where ${heldSql} and m.planned_at >= make_date(w.year - 1, 1, 1)
    and extract(year from coalesce(m.make_up_for, ${daySql})) = w.year
    and not exists (select from activity_plan_item x where x.institution_id = m.institution_id and x.meeting_id = m.id)`

/**
 * The items of a plan by month, with the meetings made from them. An item without one takes a record of its kind and
 * month that no other item has, the first the first: nothing that records tell is typed again.
 */
export async function readItems(
  tx: Tx,
  plan: Pick<StoredPlan, 'institutionId' | 'id'>,
): Promise<readonly ItemWithMeeting[]> {
  const result = await sql<ItemWithMeeting>`
    with wanted as (
      select institution_id, unit_id, year from activity_plan
      where institution_id = ${plan.institutionId} and id = ${plan.id}
    ), loose as (
      select r.*, row_number() over (partition by r.month, r.kind order by r.at, r.id) as turn
      from (${looseRecords}) r
    ), item as (
      select i.*, m.state, m.title as held_title, coalesce(m.started_at, m.planned_at) as at,
             m.id is null or m.state = 'cancelled' as open,
             row_number() over (
               partition by i.month, i.kind, m.id is null or m.state = 'cancelled' order by i.position
             ) as turn
      from activity_plan_item i
      left join meeting m on m.institution_id = i.institution_id and m.id = i.meeting_id
      where i.institution_id = ${plan.institutionId} and i.plan_id = ${plan.id}
    )
    select i.id, i.month, i.kind, i.title, i.scheme_id as "schemeId", i.part_id as "partId", i.lecturer, i.place,
           i.meeting_id as "meetingId",
           case when r.id is not null
                then jsonb_build_object('id', r.id, 'state', r.state, 'title', r.title, 'on', to_char(r.at, 'YYYY-MM-DD"T"HH24:MI'))
                when i.meeting_id is not null
                then jsonb_build_object('id', i.meeting_id, 'state', i.state, 'title', i.held_title,
                                        'on', to_char(i.at, 'YYYY-MM-DD"T"HH24:MI'))
           end as meeting
    from item i
    left join loose r on i.open and r.month = i.month and r.kind = i.kind and r.turn = i.turn
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
    with wanted as materialized (
      select u.institution_id, u.id as unit_id, u.name, u.code, ${year}::int as year, p.id as plan_id, p.state, p.version,
             p.submitted_at,
             case p.state when 'submitted' then 0 when 'returned' then 1 when 'draft' then 2 when 'approved' then 4
                          else 3 end as turn
      from unit u
      left join activity_plan p on p.institution_id = u.institution_id and p.unit_id = u.id and p.year = ${year}
      where u.path @> array[${unitId}]::uuid[] and u.id <> ${unitId} and u.kind in ('branch', 'group')
        and (u.dissolved_on is null or u.dissolved_on >= ${today}::date)
      order by turn, p.submitted_at, u.code
      limit 2000
    ), item as (
      select i.institution_id, w.unit_id, i.month, i.kind, count(*) as items,
             count(*) filter (where ${heldSql}) as held, count(*) filter (where m.id is null or m.state = 'cancelled') as open
      from wanted w
      join activity_plan_item i on i.institution_id = w.institution_id and i.plan_id = w.plan_id
      left join meeting m on m.institution_id = i.institution_id and m.id = i.meeting_id
      group by 1, 2, 3, 4
    ), loose as (
      select r.institution_id, r.unit_id, r.month, r.kind, count(*) as records from (${looseRecords}) r group by 1, 2, 3, 4
    ), counted as (
      select i.institution_id, i.unit_id, sum(i.items)::int as items,
             sum(i.held + least(i.open, coalesce(r.records, 0)))::int as held
      from item i
      left join loose r on r.institution_id = i.institution_id and r.unit_id = i.unit_id and r.month = i.month
                       and r.kind = i.kind
      group by 1, 2
    )
    select w.unit_id as "unitId", w.name as "unitName", w.plan_id as "planId", w.state, w.version,
           w.submitted_at as "submittedAt", coalesce(c.items, 0) as items, coalesce(c.held, 0) as held
    from wanted w
    left join counted c on c.institution_id = w.institution_id and c.unit_id = w.unit_id
    order by w.turn, w.submitted_at, w.code`.execute(tx)
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
