// SQL of duties as they are read: one, and those in or below units or owed by a person, with their state today.

import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import { declaredRhythms, type DutyState, fromRhythm, isBranchLife } from '../rules.ts'

export async function locateDuty(tx: Tx, id: string): Promise<UnitRef | null> {
  const row = await tx
    .selectFrom('duty')
    .innerJoin('unit', (join) =>
      join.onRef('unit.institution_id', '=', 'duty.institution_id').onRef('unit.id', '=', 'duty.unit_id'),
    )
    // A duty belongs where its unit hung when the period ended, and those above it then answer for it.
    .select(['unit.institution_id as institutionId', 'unit.id', 'unit.kind', 'duty.path'])
    .where('duty.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** The state in SQL, word for word dutyState() of rules.ts; a test compares the two. */
export const stateSql = (today: string) => sql<DutyState>`case
  when f.happened_on is not null then case when f.happened_on <= d.due_on then 'done' else 'late' end
  when d.waived_at is not null then 'waived'
  when d.withdrawn_at is not null then 'not_applicable'
  when u.dissolved_on is not null and u.dissolved_on < d.due_on then 'not_applicable'
  when ${today}::date <= d.due_on then 'due'
  else 'overdue' end`

export const dutyTables = sql`duty d
  join unit u on u.institution_id = d.institution_id and u.id = d.unit_id
  left join duty_fulfilment f on f.institution_id = d.institution_id and f.duty_id = d.id`

export type DutyRow = {
  readonly id: string
  readonly institutionId: string
  readonly institutionName: string
  readonly unitId: string
  readonly unitName: string
  readonly unitKind: string
  /** Where the unit hung when the period ended, itself last. */
  readonly path: readonly string[]
  readonly rhythm: string
  readonly periodFrom: string
  readonly periodTo: string
  readonly dueOn: string
  readonly state: DutyState
  readonly waivedReason: string | null
  readonly recordKind: string | null
  readonly recordId: string | null
  readonly happenedOn: string | null
  readonly origin: string
  readonly originId: string
  /** What is to be done; null for a rhythm, whose name says it. */
  readonly what: string | null
  readonly basis: string | null
  readonly link: string | null
  readonly post: string | null
  readonly personId: string | null
  readonly personName: string | null
  readonly evidence: string | null
  readonly withdrawn: boolean
}

const selectDuties = (today: string) => sql`
    select d.id, d.institution_id as "institutionId", i.name as "institutionName", d.unit_id as "unitId",
           u.name as "unitName", u.kind as "unitKind", d.path, d.rhythm, d.period_from as "periodFrom", d.period_to as "periodTo",
           d.due_on as "dueOn", ${stateSql(today)} as state, d.waived_reason as "waivedReason",
           f.record_kind as "recordKind", f.record_id as "recordId", f.happened_on as "happenedOn",
           d.origin, d.origin_id as "originId", d.what, d.basis, d.link, d.post, d.person_id as "personId",
           p.name as "personName", f.evidence, d.withdrawn_at is not null as withdrawn
    from ${dutyTables}
    join institution i on i.id = d.institution_id
    left join person p on p.institution_id = d.institution_id and p.id = d.person_id`

/** Whether the life of branches and groups, all that comes back each period, what is imposed once, or everything is meant. */
export type DutySort = 'branch_life' | 'rhythms' | 'imposed' | 'all'

/** Duties of one person are shown to that person and to those who look after the units above. */
export type Viewer = { readonly personId: string | null; readonly oversees: readonly string[] }

export type DutyQuery = {
  /** In or below any of these units. */
  readonly unitIds: readonly string[]
  readonly today: string
  /** Due within these days, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly states?: readonly DutyState[] | undefined
  readonly rhythm?: string | undefined
  /** Branch life unless told otherwise. */
  readonly sort?: DutySort
  /** Everybody's duties without one. */
  readonly viewer?: Viewer
  /** Besides: what this person owes by name or by a post, wherever. */
  readonly owedBy?: string | null
  readonly limit: number
}

/** The rhythms that are no life of a branch. */
export const otherRhythms = (): readonly string[] =>
  declaredRhythms().flatMap((each) => (isBranchLife(each) ? [] : [each.id]))

// Written out, not as parameters: an index holds the one or the other.
const periodic = sql<boolean>`d.origin = ${sql.lit(fromRhythm)}`
const sorts: Readonly<Record<DutySort, () => RawBuilder<boolean>>> = {
  branch_life: () => sql`${periodic} and d.rhythm <> all(${sql.val(otherRhythms())}::text[])`,
  rhythms: () => periodic,
  imposed: () => sql`d.origin <> ${sql.lit(fromRhythm)}`,
  all: () => sql`true`,
}
export const sortSql = (sort: DutySort): RawBuilder<boolean> => sorts[sort]()

/** The duties that a query means, by place and person. */
export function meantSql(
  query: Pick<DutyQuery, 'unitIds' | 'today' | 'viewer' | 'owedBy'>,
): RawBuilder<boolean> {
  const { viewer, owedBy = null, today } = query
  const below = sql`d.path && ${sql.val([...query.unitIds])}::uuid[]`
  const shown =
    viewer === undefined
      ? below
      : sql`${below} and (d.person_id is null or d.person_id = ${viewer.personId}::uuid
             or d.path && ${sql.val([...viewer.oversees])}::uuid[])`
  if (owedBy === null) return sql<boolean>`(${shown})`
  return sql<boolean>`(${shown} or d.person_id = ${owedBy}::uuid or d.post is not null and exists (
    select from post o
    where o.institution_id = d.institution_id and o.unit_id = d.unit_id and o.post = d.post and o.person_id = ${owedBy}::uuid
      and o.from_on <= ${today}::date and (o.until_on is null or o.until_on >= ${today}::date)))`
}

/** Duties of units that hung in or below these when the period ended: overdue first, then by the day they are due, then by unit. */
export async function readDuties(tx: Tx, query: DutyQuery): Promise<readonly DutyRow[]> {
  const state = stateSql(query.today)
  const result = await sql<DutyRow>`
    ${selectDuties(query.today)}
    where ${meantSql(query)} and ${sortSql(query.sort ?? 'branch_life')}
      and (${query.from ?? null}::date is null or d.due_on >= ${query.from ?? null}::date)
      and (${query.to ?? null}::date is null or d.due_on <= ${query.to ?? null}::date)
      and (${query.rhythm ?? null}::text is null or d.rhythm = ${query.rhythm ?? null})
      and (${query.states === undefined ? null : sql.val([...query.states])}::text[] is null
           or (${state}) = any(${query.states === undefined ? null : sql.val([...query.states])}::text[]))
    order by (${state}) <> 'overdue', d.due_on, u.path, d.rhythm, d.what, d.id
    limit ${query.limit}`.execute(tx)
  return result.rows
}

export async function readDuty(tx: Tx, institutionId: string, id: string, today: string): Promise<DutyRow> {
  const result = await sql<DutyRow>`
    ${selectDuties(today)}
    where d.institution_id = ${institutionId} and d.id = ${id}
    -- Not for update: a record that fulfils it meanwhile holds its unit's year and looks up the duty at last.
    for no key update of d`.execute(tx)
  const [row] = result.rows
  if (row === undefined) throw new Error('A located duty is gone')
  return row
}

/** A duty of a rhythm as the yearly table shows it. */
export type YearDuty = Pick<
  DutyRow,
  'id' | 'unitId' | 'rhythm' | 'state' | 'dueOn' | 'recordKind' | 'recordId'
>

/** The duties of rhythms due in a year by units in or below these, by day. The years name the units, an index their duties. */
export async function dutiesOfYear(
  tx: Tx,
  unitIds: readonly string[],
  year: number,
  today: string,
): Promise<readonly YearDuty[]> {
  const below = sql.val([...unitIds])
  const result = await sql<YearDuty>`
    select d.id, d.unit_id as "unitId", d.rhythm, ${stateSql(today)} as state, d.due_on as "dueOn",
           f.record_kind as "recordKind", f.record_id as "recordId"
    from (
      select distinct institution_id, unit_id from duty_year
      where year = ${sql.lit(year)} and (path is null or path && ${below}::uuid[])
    ) y
    join (${dutyTables}) on d.institution_id = y.institution_id and d.unit_id = y.unit_id
    where d.origin = ${sql.lit(fromRhythm)} and d.due_on between make_date(${sql.lit(year)}, 1, 1) and make_date(${sql.lit(year)}, 12, 31)
      and d.path && ${below}::uuid[]
    order by d.due_on, d.rhythm`.execute(tx)
  return result.rows
}

/** What was imposed from these things of an origin, as it stands: no row for what never was imposed. */
export async function readImposed(
  tx: Tx,
  query: { readonly origin: string; readonly originIds: readonly string[]; readonly today: string },
): Promise<readonly DutyRow[]> {
  if (query.originIds.length === 0) return []
  const result = await sql<DutyRow>`
    ${selectDuties(query.today)}
    where d.institution_id = any (current_setting('app.institutions')::uuid[]) and d.origin = ${query.origin}
      and d.origin_id = any(${sql.val([...query.originIds])}::text[])
    order by d.due_on, d.id`.execute(tx)
  return result.rows
}
