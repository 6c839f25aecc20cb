// SQL of people: who belongs where on which day, and the numbers that findings and duties need.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import type { UnitFacts } from '../rules.ts'
import { committeePosts, type PartyStatus } from '../words.ts'

/** A person belongs to the unit of their living affiliation, else to their department, else to the institution's root. */
export async function locatePerson(tx: Tx, id: string): Promise<UnitRef | null> {
  const result = await sql<UnitRef>`
    select u.institution_id as "institutionId", u.id, u.kind, u.path
    from person p
    left join affiliation a on a.institution_id = p.institution_id and a.person_id = p.id and a.until_on is null
    join unit u on u.institution_id = p.institution_id
      and (u.id = coalesce(a.unit_id, p.department_id) or (coalesce(a.unit_id, p.department_id) is null and u.parent_id is null))
    where p.id = ${id}
    limit 1`.execute(tx)
  return result.rows[0] ?? null
}

export type MemberOnDay = {
  readonly personId: string
  readonly name: string
  readonly status: PartyStatus
  readonly probationOn: string | null
  readonly fullOn: string | null
}

/** Everyone affiliated on a day to a unit or to a unit below it (a branch's groups), in the order of names. */
export async function affiliatedOn(
  tx: Tx,
  institutionId: string,
  unitId: string,
  day: string,
): Promise<readonly MemberOnDay[]> {
  return tx
    .selectFrom('affiliation')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'affiliation.institution_id')
        .onRef('unit.id', '=', 'affiliation.unit_id'),
    )
    .innerJoin('person', (join) =>
      join
        .onRef('person.institution_id', '=', 'affiliation.institution_id')
        .onRef('person.id', '=', 'affiliation.person_id'),
    )
    .select([
      'person.id as personId',
      'person.name',
      'person.status',
      'person.probation_on as probationOn',
      'person.full_on as fullOn',
    ])
    .where('affiliation.institution_id', '=', institutionId)
    .where(sql<boolean>`unit.path @> array[${unitId}]::uuid[]`)
    .where('affiliation.from_on', '<=', day)
    .where((where) =>
      where.or([where('affiliation.until_on', 'is', null), where('affiliation.until_on', '>=', day)]),
    )
    .orderBy('person.name_sort')
    .orderBy('person.staff_no')
    .execute()
}

/** Members (full and probationary) in or below each of these units today, by unit id. */
export async function memberCounts(tx: Tx, unitIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const result = await sql<{ unitId: string; members: number }>`
    select top.id as "unitId", count(*)::int as members
    from affiliation a
    join person p on p.institution_id = a.institution_id and p.id = a.person_id and p.status in ('full', 'probationary')
    join unit u on u.institution_id = a.institution_id and u.id = a.unit_id
    cross join lateral unnest(u.path) as top(id)
    where a.until_on is null and top.id = any(${sql.val([...unitIds])}::uuid[])
    group by top.id`.execute(tx)
  return new Map(result.rows.map((row) => [row.unitId, row.members]))
}

/** People whose Party unit or department lies in or below a unit. */
export async function listPeople(
  tx: Tx,
  unitId: string,
  query: {
    readonly search?: string | undefined
    readonly status?: PartyStatus | undefined
    readonly limit: number
    readonly offset: number
  },
) {
  const search = query.search?.trim()
  const pattern =
    search === undefined || search === '' ? null : `%${search.replace(/[%_\\]/g, '\\$&').toLowerCase()}%`
  const rows = await sql<{
    id: string
    institutionId: string
    staffNo: string
    name: string
    status: PartyStatus
    partyUnitId: string | null
    partyUnitName: string | null
    departmentName: string | null
    title: string | null
    service: 'in_service' | 'retired'
    total: number
  }>`
    select p.id, p.institution_id as "institutionId", p.staff_no as "staffNo", p.name, p.status,
           pu.id as "partyUnitId", pu.name as "partyUnitName", d.name as "departmentName", p.title, p.service,
           count(*) over ()::int as total
    from person p
    left join affiliation a on a.institution_id = p.institution_id and a.person_id = p.id and a.until_on is null
    left join unit pu on pu.institution_id = a.institution_id and pu.id = a.unit_id
    left join unit d on d.institution_id = p.institution_id and d.id = p.department_id
    where (pu.path @> array[${unitId}]::uuid[] or d.path @> array[${unitId}]::uuid[])
      and (${pattern}::text is null or lower(p.name) like ${pattern} or p.name_sort like ${pattern} or lower(p.staff_no) like ${pattern})
      and (${query.status ?? null}::text is null or p.status = ${query.status ?? null})
    order by p.name_sort, p.staff_no
    limit ${query.limit} offset ${query.offset}`.execute(tx)
  return rows.rows
}

export async function readPerson(tx: Tx, institutionId: string, id: string) {
  return tx
    .selectFrom('person')
    .selectAll()
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

export async function readAffiliations(tx: Tx, institutionId: string, personId: string) {
  return tx
    .selectFrom('affiliation')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'affiliation.institution_id')
        .onRef('unit.id', '=', 'affiliation.unit_id'),
    )
    .select([
      'affiliation.unit_id as unitId',
      'unit.name as unitName',
      'affiliation.from_on as fromOn',
      'affiliation.until_on as untilOn',
    ])
    .where('affiliation.institution_id', '=', institutionId)
    .where('affiliation.person_id', '=', personId)
    .orderBy('affiliation.from_on', 'desc')
    .execute()
}

/** People in or below a unit by Party status. */
export async function countByStatus(tx: Tx, unitId: string) {
  const result = await sql<{ status: PartyStatus; people: number }>`
    select p.status, count(*)::int as people
    from affiliation a
    join unit u on u.institution_id = a.institution_id and u.id = a.unit_id
    join person p on p.institution_id = a.institution_id and p.id = a.person_id
    where a.until_on is null and u.path @> array[${unitId}]::uuid[]
    group by p.status`.execute(tx)
  return result.rows
}

/** The facts that findings judge, for every living unit in or below these units. */
export async function factsForFindings(
  tx: Tx,
  unitIds: readonly string[],
  today: string,
  reminderMonths: number,
) {
  const result = await sql<
    Omit<UnitFacts, 'term'> & {
      unitId: string
      unitName: string
      institutionName: string
      endsOn: string | null
      remindFrom: string | null
    }
  >`
    with u as (
      select * from unit
      where path && ${sql.val([...unitIds])}::uuid[] and (dissolved_on is null or dissolved_on >= ${today}::date)
    ), member as (
      select a.institution_id, top.id as unit_id,
             count(*) filter (where p.status in ('full', 'probationary'))::int as members,
             count(*) filter (where p.status = 'full')::int as full_members
      from affiliation a
      join person p on p.institution_id = a.institution_id and p.id = a.person_id
      join unit home on home.institution_id = a.institution_id and home.id = a.unit_id
      cross join lateral unnest(home.path) as top(id)
      where a.until_on is null
      group by a.institution_id, top.id
    ), committee as (
      select institution_id, unit_id, count(distinct person_id)::int as people
      from post
      where post = any(${sql.val([...committeePosts])}::text[]) and from_on <= ${today}::date and (until_on is null or until_on >= ${today}::date)
      group by institution_id, unit_id
    ), covered as (
      select institution_id, department_id, count(*)::int as branches
      from coverage where from_on <= ${today}::date and (until_on is null or until_on >= ${today}::date)
      group by institution_id, department_id
    ), staff as (
      select institution_id, department_id, count(*)::int as people from person
      where department_id is not null and service = 'in_service' group by institution_id, department_id
    ), newest as (
      select distinct on (institution_id, unit_id) institution_id, unit_id,
             (started_on + make_interval(years => years))::date as ends_on
      from term order by institution_id, unit_id, number desc
    )
    select u.id as "unitId", u.name as "unitName", u.kind, i.name as "institutionName",
           coalesce(member.members, 0) as members, coalesce(member.full_members, 0) as "fullMembers",
           coalesce(committee.people, 0) as "committeeMembers", coalesce(covered.branches, 0) as "coveredBy",
           coalesce(staff.people, 0) as staff, newest.ends_on as "endsOn",
           (newest.ends_on - make_interval(months => ${reminderMonths}))::date as "remindFrom"
    from u
    join institution i on i.id = u.institution_id
    left join member on member.institution_id = u.institution_id and member.unit_id = u.id
    left join committee on committee.institution_id = u.institution_id and committee.unit_id = u.id
    left join covered on covered.institution_id = u.institution_id and covered.department_id = u.id
    left join staff on staff.institution_id = u.institution_id and staff.department_id = u.id
    left join newest on newest.institution_id = u.institution_id and newest.unit_id = u.id
    order by u.path, u.code`.execute(tx)
  return result.rows
}
