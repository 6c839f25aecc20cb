// SQL of the facts that findings judge.

import { sql } from 'kysely'
import type { Tx } from '../../core/db.ts'
import { committeePosts } from '../../foundation/org/words.ts'
import type { UnitFacts } from './rules.ts'

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
