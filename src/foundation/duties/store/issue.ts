// SQL of issuing: units with their members on the days on which periods begin, and duties written in bulk.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { isMember } from '../../org/rules.ts'
import { committeePosts, partyStatuses } from '../../org/words.ts'
import { keepYears, placeYears } from './years.ts'

export type PartyUnit = {
  readonly id: string
  readonly kind: string
  readonly path: readonly string[]
  readonly foundedOn: string | null
  readonly dissolvedOn: string | null
}

/** The units of these kinds of an institution, or those among `unitIds`. */
export async function partyUnits(
  tx: Tx,
  institutionId: string,
  unitIds: readonly string[] | null,
  kinds: readonly string[],
): Promise<readonly PartyUnit[]> {
  return tx
    .selectFrom('unit')
    .select(['id', 'kind', 'path', 'founded_on as foundedOn', 'dissolved_on as dissolvedOn'])
    .where('institution_id', '=', institutionId)
    .where(sql<boolean>`kind = any(${sql.val([...kinds])}::text[])`)
    .$if(unitIds !== null, (q) =>
      q.where('id', '=', sql<string>`any(${sql.val([...(unitIds ?? [])])}::uuid[])`),
    )
    .execute()
}

const memberStatuses = partyStatuses.map(({ value }) => value).filter(isMember)

/** Up to so many units are looked up one by one. */
const fewUnits = 5

const nestedLoops = (tx: Tx, setting: 'on' | 'off') =>
  sql`select set_config('enable_nestloop', ${setting}, true)`.execute(tx)

/** How many belong to a unit, or sit in its committee, on a day; everybody below a unit counts for it. */
export type Headcount = (unitId: string, day: string) => { readonly members: number; readonly seats: number }

/**
 * Members and committee seats of an institution's units on days, or of those among `unitIds`. Counted where the data
 * are: statusOn() of org's rules as spans of membership, which a test holds together.
 */
export async function headcounts(
  tx: Tx,
  institutionId: string,
  days: readonly string[],
  unitIds: readonly string[] | null,
): Promise<Headcount> {
  const among = unitIds === null ? null : sql.val([...unitIds])
  const on = sql`unnest(${sql.val([...days])}::date[]) as on_day(day)`
  // What an import has just written has no statistics, and the planner would compare everybody with everybody.
  const whole = unitIds === null || unitIds.length > fewUnits
  if (whole) await nestedLoops(tx, 'off')
  const members = await sql<{ path: string[]; day: string; count: number }>`
    with belonging as materialized (
      select a.unit_id, a.person_id, a.from_on, a.until_on
      from affiliation a
      where a.institution_id = ${institutionId}
        and (${among}::uuid[] is null or a.unit_id in (
          select id from unit where institution_id = ${institutionId} and path && ${among}::uuid[]))
    ), step as (
      select person_id, status, from_on, lead(from_on) over (partition by person_id order by from_on) as next_on
      from person_status
      where institution_id = ${institutionId}
        and (${among}::uuid[] is null or person_id in (select person_id from belonging))
    ), span as materialized (
      select person_id, from_on, next_on from step where status = any(${sql.val(memberStatuses)}::text[])
      union all
      select p.id, least(p.full_on, p.probation_on), null
      from person p
      where p.institution_id = ${institutionId} and p.status = any(${sql.val(memberStatuses)}::text[])
        and (${among}::uuid[] is null or p.id in (select person_id from belonging))
        and not exists (select from person_status s where s.institution_id = p.institution_id and s.person_id = p.id)
    ), counted as (
      select b.unit_id, on_day.day, count(*)::int as count
      from belonging b
      join span on span.person_id = b.person_id
      join ${on} on on_day.day >= greatest(b.from_on, span.from_on)
        and (b.until_on is null or on_day.day <= b.until_on) and (span.next_on is null or on_day.day < span.next_on)
      group by 1, 2
    )
    select u.path, c.day, c.count
    from counted c join unit u on u.institution_id = ${institutionId} and u.id = c.unit_id`.execute(tx)
  if (whole) await nestedLoops(tx, 'on')
  const seats = await sql<{ unitId: string; day: string; count: number }>`
    select o.unit_id as "unitId", on_day.day, count(distinct o.person_id)::int as count
    from post o
    join ${on} on on_day.day >= o.from_on and (o.until_on is null or on_day.day <= o.until_on)
    where o.institution_id = ${institutionId} and o.post = any(${sql.val([...committeePosts])}::text[])
      and (${among}::uuid[] is null or o.unit_id = any(${among}::uuid[]))
    group by 1, 2`.execute(tx)
  const found = new Map<string, { members: number; seats: number }>()
  const at = (unitId: string, day: string) =>
    found.getOrInsertComputed(`${unitId} ${day}`, () => ({ members: 0, seats: 0 }))
  // The path is spread here, not in SQL: joined there, the planner may walk all pairs of units.
  for (const { path, day, count } of members.rows) for (const id of path) at(id, day).members += count
  for (const { unitId, day, count } of seats.rows) at(unitId, day).seats += count
  return (unitId, day) => found.get(`${unitId} ${day}`) ?? { members: 0, seats: 0 }
}

export type NewDuty = {
  readonly id: string
  readonly unitId: string
  /** The unit's path at the end of the period where it is not today's. */
  readonly path: readonly string[] | null
  readonly rhythm: string
  readonly periodFrom: string
  readonly periodTo: string
}

const rowsAtOnce = 5_000

/** Inserts duties of one institution that are not there yet; answers how many were new. */
export async function insertDuties(
  tx: Tx,
  institutionId: string,
  duties: readonly NewDuty[],
): Promise<number> {
  let inserted = 0
  for (let at = 0; at < duties.length; at += rowsAtOnce) {
    const part = duties.slice(at, at + rowsAtOnce)
    const column = (read: (duty: NewDuty) => string | null) => sql.val(part.map(read))
    const result = await sql<{ count: number }>`
      with issued as (
      insert into duty (institution_id, id, unit_id, path, rhythm, period_from, period_to, due_on)
      select ${institutionId}::uuid, r.id, r.unit_id, coalesce(r.path::uuid[], u.path), r.rhythm, r.period_from, r.period_to, r.period_to
      from unnest(${column((d) => d.id)}::uuid[], ${column((d) => d.unitId)}::uuid[],
                  ${column((d) => (d.path === null ? null : `{${d.path.join(',')}}`))}::text[],
                  ${column((d) => d.rhythm)}::text[], ${column((d) => d.periodFrom)}::date[],
                  ${column((d) => d.periodTo)}::date[]) as r(id, unit_id, path, rhythm, period_from, period_to)
      join unit u on u.institution_id = ${institutionId} and u.id = r.unit_id
      on conflict (institution_id, unit_id, rhythm, period_from) where origin = 'rhythm' do nothing
      returning institution_id, unit_id, rhythm, path, due_on
      ), kept as (${keepYears(sql`select i.*, null::date as happened_on, false as waived from issued i`)})
      select count(*)::int as count from issued`.execute(tx)
    inserted += result.rows[0]?.count ?? 0
  }
  return inserted
}

/** The day from which an institution's duties count. */
export async function dutiesFrom(tx: Tx, institutionId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('institution')
    .select('duties_from as dutiesFrom')
    .where('id', '=', institutionId)
    .executeTakeFirst()
  return row?.dutiesFrom ?? null
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
  await placeYears(tx, institutionId, [...new Set(places.map(({ unitId }) => unitId))])
}
