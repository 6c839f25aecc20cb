// SQL of duties: issue, fulfil, waive, list, and count by state for any unit and period.

import { sql } from 'kysely'
import type { Tx } from '../../core/db.ts'
import type { UnitRef } from '../../core/pipeline.ts'
import { type DutyState, noCounts, rateOf } from './rules.ts'

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
const stateSql = (today: string) => sql<DutyState>`case
  when f.happened_on is not null then case when f.happened_on <= d.due_on then 'done' else 'late' end
  when d.waived_at is not null then 'waived'
  when u.dissolved_on is not null and u.dissolved_on < d.due_on then 'not_applicable'
  when ${today}::date <= d.due_on then 'due'
  else 'overdue' end`

const dutyTables = sql`duty d
  join unit u on u.institution_id = d.institution_id and u.id = d.unit_id
  left join duty_fulfilment f on f.institution_id = d.institution_id and f.duty_id = d.id`

export type DutyRow = {
  readonly id: string
  readonly institutionId: string
  readonly institutionName: string
  readonly unitId: string
  readonly unitName: string
  readonly unitKind: string
  readonly rhythm: string
  readonly periodFrom: string
  readonly periodTo: string
  readonly dueOn: string
  readonly state: DutyState
  readonly waivedReason: string | null
  readonly recordKind: string | null
  readonly recordId: string | null
  readonly happenedOn: string | null
}

const selectDuties = (today: string) => sql`
    select d.id, d.institution_id as "institutionId", i.name as "institutionName", d.unit_id as "unitId",
           u.name as "unitName", u.kind as "unitKind", d.rhythm, d.period_from as "periodFrom", d.period_to as "periodTo",
           d.due_on as "dueOn", ${stateSql(today)} as state, d.waived_reason as "waivedReason",
           f.record_kind as "recordKind", f.record_id as "recordId", f.happened_on as "happenedOn"
    from ${dutyTables}
    join institution i on i.id = d.institution_id`

export type DutyQuery = {
  /** In or below any of these units. */
  readonly unitIds: readonly string[]
  readonly today: string
  /** Due within these days, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly states?: readonly DutyState[] | undefined
  readonly rhythm?: string | undefined
  readonly limit: number
}

/** Duties of units that hung in or below these when the period ended: overdue first, then by the day they are due, then by unit. */
export async function readDuties(tx: Tx, query: DutyQuery): Promise<readonly DutyRow[]> {
  const state = stateSql(query.today)
  const result = await sql<DutyRow>`
    ${selectDuties(query.today)}
    where d.path && ${sql.val([...query.unitIds])}::uuid[]
      and (${query.from ?? null}::date is null or d.due_on >= ${query.from ?? null}::date)
      and (${query.to ?? null}::date is null or d.due_on <= ${query.to ?? null}::date)
      and (${query.rhythm ?? null}::text is null or d.rhythm = ${query.rhythm ?? null})
      and (${query.states === undefined ? null : sql.val([...query.states])}::text[] is null
           or (${state}) = any(${query.states === undefined ? null : sql.val([...query.states])}::text[]))
    order by (${state}) <> 'overdue', d.due_on, u.path, d.rhythm
    limit ${query.limit}`.execute(tx)
  return result.rows
}

export async function readDuty(tx: Tx, institutionId: string, id: string, today: string): Promise<DutyRow> {
  const result = await sql<DutyRow>`
    ${selectDuties(today)}
    where d.institution_id = ${institutionId} and d.id = ${id}
    for update of d`.execute(tx)
  const [row] = result.rows
  if (row === undefined) throw new Error('A located duty is gone')
  return row
}

export type Counts = Record<DutyState, number>

/** Counts by state of the duties due within [from, to], grouped by a key; in or below one unit. */
async function countBy(
  tx: Tx,
  unitId: string,
  query: {
    readonly from: string
    readonly to: string
    readonly today: string
    readonly rhythm?: string | undefined
  },
  key: 'all' | 'child' | 'month' | 'year',
): Promise<ReadonlyMap<string, Counts>> {
  const keySql = {
    all: sql`'all'`,
    // The step of the path right after the unit itself: the direct child that the duty's unit lies in.
    child: sql`coalesce(d.path[array_position(d.path, ${unitId}::uuid) + 1]::text, '')`,
    month: sql`extract(month from d.due_on)::int::text`,
    year: sql`extract(year from d.due_on)::int::text`,
  }[key]
  const result = await sql<{ key: string; state: DutyState; count: number }>`
    select ${keySql} as key, ${stateSql(query.today)} as state, count(*)::int as count
    from ${dutyTables}
    where d.path @> array[${unitId}]::uuid[] and d.due_on between ${query.from}::date and ${query.to}::date
      and (${query.rhythm ?? null}::text is null or d.rhythm = ${query.rhythm ?? null})
    group by 1, 2`.execute(tx)
  const counts = new Map<string, Counts>()
  for (const row of result.rows) {
    const sums = counts.get(row.key) ?? noCounts()
    sums[row.state] += row.count
    counts.set(row.key, sums)
  }
  return counts
}

type YearQuery = { readonly year: number; readonly today: string; readonly rhythm?: string | undefined }
const yearDays = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31` })

export async function countsOfUnit(tx: Tx, unitId: string, query: YearQuery): Promise<Counts> {
  const counts = await countBy(tx, unitId, { ...query, ...yearDays(query.year) }, 'all')
  return counts.get('all') ?? noCounts()
}

export async function countsByChild(
  tx: Tx,
  unitId: string,
  query: YearQuery,
): Promise<ReadonlyMap<string, Counts>> {
  return countBy(tx, unitId, { ...query, ...yearDays(query.year) }, 'child')
}

export async function countsByMonth(
  tx: Tx,
  unitId: string,
  query: YearQuery,
): Promise<ReadonlyMap<string, Counts>> {
  return countBy(tx, unitId, { ...query, ...yearDays(query.year) }, 'month')
}

/** The fulfilment rate of a unit with all below it, for each year in which duties fell due by the end of this one. */
export async function ratesByYear(
  tx: Tx,
  unitId: string,
  today: string,
): Promise<ReadonlyMap<number, { readonly numerator: number; readonly denominator: number }>> {
  const { to } = yearDays(Number(today.slice(0, 4)))
  const counts = await countBy(tx, unitId, { from: '-infinity', to, today }, 'year')
  return new Map([...counts].map(([year, sums]) => [Number(year), rateOf(sums)]))
}

/** Overdue and due now (period begun), and done in the month of `today`, in or below units. */
export async function workbenchCounts(tx: Tx, unitIds: readonly string[], today: string) {
  const result = await sql<{ overdue: number; due: number; doneThisMonth: number }>`
    with s as (
      select ${stateSql(today)} as state, d.period_from, f.happened_on
      from ${dutyTables} where d.path && ${sql.val([...unitIds])}::uuid[]
    )
    select count(*) filter (where state = 'overdue')::int as overdue,
           count(*) filter (where state = 'due' and period_from <= ${today}::date)::int as due,
           count(*) filter (where state in ('done', 'late') and happened_on >= date_trunc('month', ${today}::date))::int as "doneThisMonth"
    from s`.execute(tx)
  return result.rows[0] ?? { overdue: 0, due: 0, doneThisMonth: 0 }
}

export type PartyUnit = {
  readonly institutionId: string
  readonly id: string
  readonly kind: string
  readonly path: readonly string[]
  readonly foundedOn: string | null
  readonly dissolvedOn: string | null
}

/** The branches and groups of these institutions, or those among `unitIds`. */
export async function partyUnits(
  tx: Tx,
  institutionIds: readonly string[],
  unitIds: readonly string[] | null,
): Promise<readonly PartyUnit[]> {
  return tx
    .selectFrom('unit')
    .select([
      'institution_id as institutionId',
      'id',
      'kind',
      'path',
      'founded_on as foundedOn',
      'dissolved_on as dissolvedOn',
    ])
    .where('institution_id', '=', sql<string>`any(${sql.val([...institutionIds])}::uuid[])`)
    .where('kind', 'in', ['branch', 'group'])
    .$if(unitIds !== null, (q) => q.where('id', 'in', [...(unitIds ?? [])]))
    .execute()
}

export type NewDuty = {
  readonly institutionId: string
  readonly id: string
  readonly unitId: string
  /** The unit's path at the end of the period. */
  readonly path: readonly string[]
  readonly rhythm: string
  readonly periodFrom: string
  readonly periodTo: string
  readonly dueOn: string
}

/** Inserts duties that are not there yet; answers how many were new. */
export async function insertDuties(tx: Tx, duties: readonly NewDuty[]): Promise<number> {
  let inserted = 0
  for (let at = 0; at < duties.length; at += 1_000) {
    const rows = await tx
      .insertInto('duty')
      .values(
        duties.slice(at, at + 1_000).map((duty) => ({
          institution_id: duty.institutionId,
          id: duty.id,
          unit_id: duty.unitId,
          path: [...duty.path],
          rhythm: duty.rhythm,
          period_from: duty.periodFrom,
          period_to: duty.periodTo,
          due_on: duty.dueOn,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    inserted += rows.length
  }
  return inserted
}

export async function dutiesFrom(tx: Tx, institutionIds: readonly string[]) {
  return tx
    .selectFrom('institution')
    .select(['id', 'duties_from as dutiesFrom'])
    .where('id', 'in', [...institutionIds])
    .execute()
}

/** All institutions, for the daily job; it then works in the scope of each. */
export async function allInstitutions(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('institution').select('id').execute()
  return rows.map((row) => row.id)
}

export type Fulfilment = {
  readonly institutionId: string
  readonly unitId: string
  readonly rhythm: string
  readonly recordKind: string
  readonly recordId: string
  /** The day it happened, which decides between on time and late. */
  readonly happenedOn: string
  /** A day within the period that it counts for: usually the same, earlier when it makes up for one. */
  readonly countsFor: string
}

/** Ties records to the duties they fulfil; a duty keeps its first record, a record fulfils one duty of its rhythm. */
export async function insertFulfilments(tx: Tx, records: readonly Fulfilment[]): Promise<void> {
  for (let at = 0; at < records.length; at += 2_000) {
    const part = records.slice(at, at + 2_000)
    const column = (read: (record: Fulfilment) => string) => sql.val(part.map(read))
    await sql`
      insert into duty_fulfilment (institution_id, duty_id, record_kind, record_id, happened_on)
      select distinct on (d.institution_id, d.id) d.institution_id, d.id, r.record_kind, r.record_id, r.happened_on
      from unnest(${column((r) => r.institutionId)}::uuid[], ${column((r) => r.unitId)}::uuid[],
                  ${column((r) => r.rhythm)}::text[], ${column((r) => r.recordKind)}::text[],
                  ${column((r) => r.recordId)}::uuid[], ${column((r) => r.happenedOn)}::date[],
                  ${column((r) => r.countsFor)}::date[])
        as r(institution_id, unit_id, rhythm, record_kind, record_id, happened_on, counts_for)
      join duty d on d.institution_id = r.institution_id and d.unit_id = r.unit_id and d.rhythm = r.rhythm
        and r.counts_for between d.period_from and d.period_to
      order by d.institution_id, d.id, r.happened_on
      on conflict do nothing`.execute(tx)
  }
}

export async function setWaiver(
  tx: Tx,
  institutionId: string,
  dutyId: string,
  waiver: { readonly at: string; readonly by: string; readonly reason: string } | null,
): Promise<void> {
  await tx
    .updateTable('duty')
    .set({
      waived_at: waiver?.at ?? null,
      waived_by: waiver?.by ?? null,
      waived_reason: waiver?.reason ?? null,
    })
    .where('institution_id', '=', institutionId)
    .where('id', '=', dutyId)
    .execute()
}

/** The periods, by their last day, of the duties of these units that end on a day or later. */
export async function periodsOf(
  tx: Tx,
  institutionId: string,
  unitIds: readonly string[],
  from: string,
): Promise<readonly { readonly unitId: string; readonly periodTo: string }[]> {
  return tx
    .selectFrom('duty')
    .select(['unit_id as unitId', 'period_to as periodTo'])
    .distinct()
    .where('institution_id', '=', institutionId)
    .where(sql<boolean>`unit_id = any(${sql.val([...unitIds])}::uuid[])`)
    .where('period_to', '>=', from)
    .execute()
}

/** Puts duties where their units hung when the periods ended. */
export async function placeDuties(
  tx: Tx,
  institutionId: string,
  places: readonly { readonly unitId: string; readonly periodTo: string; readonly path: readonly string[] }[],
): Promise<void> {
  if (places.length === 0) return
  const column = (read: (place: (typeof places)[number]) => string) => sql.val(places.map(read))
  await sql`
    update duty d set path = p.path::uuid[]
    from unnest(${column((p) => p.unitId)}::uuid[], ${column((p) => p.periodTo)}::date[],
                ${column((p) => `{${p.path.join(',')}}`)}::text[]) as p(unit_id, period_to, path)
    where d.institution_id = ${institutionId} and d.unit_id = p.unit_id and d.period_to = p.period_to
      and d.path <> p.path::uuid[]`.execute(tx)
}
