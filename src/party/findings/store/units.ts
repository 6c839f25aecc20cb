// SQL of the facts about units: one row for each living unit in or below the asked ones, in one statement.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { committeePosts, type PostName } from '../../../foundation/org/words.ts'
import type { UnitFacts } from '../rules.ts'

export type UnitRow = UnitFacts & {
  readonly institutionId: string
  readonly unitId: string
  readonly unitName: string
  readonly path: readonly string[]
  readonly institutionName: string
  readonly secretaryId: string | null
  readonly secretaryName: string | null
}

const headPosts: readonly PostName[] = [
  'president',
  'vice_president',
  'department_head',
  'department_deputy',
  'head_nurse',
]

/** Living units in or below these: how many there are, before anything is judged. */
export async function countScope(tx: Tx, within: readonly string[], today: string): Promise<number> {
  const result = await sql<{ units: number }>`
    select count(*)::int as units from unit
    where path && ${sql.val([...within])}::uuid[] and (dissolved_on is null or dissolved_on >= ${today}::date)`.execute(
    tx,
  )
  return result.rows[0]?.units ?? 0
}

/** The facts that the law judges, for every living unit in or below these units. */
export async function unitFacts(
  tx: Tx,
  within: readonly string[],
  today: string,
): Promise<readonly UnitRow[]> {
  const living = (table: string) =>
    sql`${sql.ref(`${table}.from_on`)} <= ${today}::date and (${sql.ref(`${table}.until_on`)} is null or ${sql.ref(`${table}.until_on`)} >= ${today}::date)`
  const result = await sql<UnitRow>`
    with u as materialized (
      select * from unit
      where path && ${sql.val([...within])}::uuid[] and (dissolved_on is null or dissolved_on >= ${today}::date)
    ), people as materialized (
      -- Read once and joined by hash: row-level security lets the planner take an institution for a handful of rows.
      select institution_id, id, name, status, probation_on, full_on, department_id, service, merged_into
      from person where institution_id in (select distinct institution_id from u)
    ), home as (
      select a.institution_id, a.unit_id,
             count(*)::int as members, count(*) filter (where p.status = 'full')::int as full_members,
             count(*) filter (where p.probation_on >= a.from_on)::int as admitted
      from u
      join affiliation a on a.institution_id = u.institution_id and a.unit_id = u.id and a.until_on is null
      join people p on p.institution_id = a.institution_id and p.id = a.person_id
      where p.status in ('full', 'probationary') and p.merged_into is null
      group by a.institution_id, a.unit_id
    ), member as (
      select h.institution_id, top.id as unit_id, sum(h.members)::int as members,
             sum(h.full_members)::int as full_members, sum(h.admitted)::int as admitted
      from home h
      join u on u.institution_id = h.institution_id and u.id = h.unit_id
      cross join lateral unnest(u.path) as top(id)
      group by h.institution_id, top.id
    ), held as (
      select post.* from u join post on post.institution_id = u.institution_id and post.unit_id = u.id
    ), posts as (
      select institution_id, unit_id, array_agg(distinct post) as posts,
             count(distinct person_id) filter (where post = any(${sql.val([...committeePosts])}::text[]))::int as committee,
             count(distinct person_id) filter (where post = 'secretary')::int as secretaries
      from held where ${living('held')} group by institution_id, unit_id
    ), left_office as (
      select institution_id, unit_id, max(until_on) + 1 as vacant_since
      from held where post = 'secretary' and until_on < ${today}::date group by institution_id, unit_id
    ), secretary as (
      select distinct on (held.institution_id, held.unit_id) held.institution_id, held.unit_id, held.person_id,
             p.name, case when p.status = 'full' then p.full_on end as full_on,
             (select min(other.post) from post other where other.institution_id = held.institution_id and other.person_id = held.person_id
                and other.post = any(${sql.val([...headPosts])}::text[]) and ${living('other')}) as head_post,
             (select min(other.post) from post other where other.institution_id = held.institution_id and other.person_id = held.person_id
                and other.post in ('president', 'vice_president') and ${living('other')}) as institution_post
      from held join people p on p.institution_id = held.institution_id and p.id = held.person_id
      where held.post = 'secretary' and ${living('held')}
      order by held.institution_id, held.unit_id, held.from_on
    ), president as (
      select distinct on (post.institution_id) post.institution_id, post.person_id, p.status in ('full', 'probationary') as member
      from post join people p on p.institution_id = post.institution_id and p.id = post.person_id
      where post.post = 'president' and post.institution_id in (select institution_id from u where kind = 'committee')
        and ${living('post')}
      order by post.institution_id, post.from_on
    ), covers as (
      select c.institution_id, c.branch_id, count(*)::int as units,
             bool_or(d.kind in ('village', 'community')) as village
      from u join coverage c on c.institution_id = u.institution_id and c.branch_id = u.id
      join unit d on d.institution_id = c.institution_id and d.id = c.department_id
      where ${living('c')}
      group by c.institution_id, c.branch_id
    ), covered as (
      -- A branch that covers a department covers what lies below it.
      select u.institution_id, u.id, count(*)::int as branches
      from u cross join lateral unnest(u.path) as above(id)
      join coverage c on c.institution_id = u.institution_id and c.department_id = above.id
      where u.kind in ('department', 'site', 'village', 'community')
        and ${living('c')}
      group by u.institution_id, u.id
    ), attached as (
      select distinct institution_id, person_id from affiliation
      where until_on is null and institution_id in (select distinct institution_id from u)
    ), staff as (
      select p.institution_id, p.department_id,
             count(*) filter (where p.service = 'in_service')::int as people,
             count(*) filter (where p.status = 'full' and attached.person_id is null)::int as full_members
      from u join people p on p.institution_id = u.institution_id and p.department_id = u.id
      left join attached on attached.institution_id = p.institution_id and attached.person_id = p.id
      where p.merged_into is null and p.status not in ('deceased', 'transferred')
      group by p.institution_id, p.department_id
    ), terms as (
      select t.institution_id, t.unit_id, t.started_on, t.years, t.approved_ends_on,
             lead(t.approved_ends_on) over newest as previous_approved_on,
             (lead(t.started_on + make_interval(years => t.years)) over newest)::date as previous_ends_on,
             row_number() over newest as place, count(*) over (partition by t.institution_id, t.unit_id)::int as terms
      from u join term t on t.institution_id = u.institution_id and t.unit_id = u.id
      window newest as (partition by t.institution_id, t.unit_id order by t.number desc)
    ), kinds_below as (
      select u.institution_id, above.id, array_agg(distinct u.kind) as kinds
      from u cross join lateral unnest(u.path[1:cardinality(u.path) - 1]) as above(id)
      group by u.institution_id, above.id
    ), groups as (
      select institution_id, parent_id, count(*)::int as groups from u where kind = 'group' group by institution_id, parent_id
    )
    select u.institution_id as "institutionId", u.id as "unitId", u.name as "unitName", u.path, u.kind, u.form,
           u.founded_on as "foundedOn", i.name as "institutionName",
           coalesce(member.members, 0) as members, coalesce(member.full_members, 0) as "fullMembers",
           coalesce(member.admitted, 0) as admitted,
           coalesce(posts.posts, '{}') as posts, coalesce(posts.committee, 0) as "committeeMembers",
           coalesce(posts.secretaries, 0) as secretaries,
           case when coalesce(posts.secretaries, 0) = 0 then left_office.vacant_since end as "vacantSince",
           case when secretary.person_id is not null then jsonb_build_object('fullOn', secretary.full_on,
             'headPost', secretary.head_post, 'institutionPost', secretary.institution_post) end as secretary,
           secretary.person_id as "secretaryId", secretary.name as "secretaryName",
           case when u.kind = 'committee' and president.person_id is not null then jsonb_build_object('member', president.member,
             'isSecretary', president.person_id = secretary.person_id,
             'deputySecretary', exists (select from held where held.institution_id = u.institution_id and held.unit_id = u.id
                and held.person_id = president.person_id and held.post = 'deputy_secretary' and ${living('held')})) end as president,
           coalesce(covers.units, 0) as covers, coalesce(covers.village, false) as "coversVillage",
           coalesce(covered.branches, 0) as "coveredBy",
           coalesce(staff.people, 0) as staff, coalesce(staff.full_members, 0) as "staffFull",
           coalesce((select array_agg(distinct high.kind) from unit high where high.institution_id = u.institution_id
             and high.id = any(u.path) and high.id <> u.id), '{}') as above,
           coalesce(kinds_below.kinds, '{}') as below, coalesce(groups.groups, 0) as groups,
           coalesce(terms.terms, 0) as terms,
           case when terms.unit_id is not null then jsonb_build_object('startedOn', terms.started_on, 'years', terms.years,
             'previousEndsOn', terms.previous_ends_on, 'approvedEndsOn', terms.approved_ends_on,
             'previousApprovedOn', terms.previous_approved_on) end as term
    from u
    join institution i on i.id = u.institution_id
    left join member on member.institution_id = u.institution_id and member.unit_id = u.id
    left join posts on posts.institution_id = u.institution_id and posts.unit_id = u.id
    left join left_office on left_office.institution_id = u.institution_id and left_office.unit_id = u.id
    left join secretary on secretary.institution_id = u.institution_id and secretary.unit_id = u.id
    left join president on president.institution_id = u.institution_id
    left join covers on covers.institution_id = u.institution_id and covers.branch_id = u.id
    left join covered on covered.institution_id = u.institution_id and covered.id = u.id
    left join staff on staff.institution_id = u.institution_id and staff.department_id = u.id
    left join terms on terms.institution_id = u.institution_id and terms.unit_id = u.id and terms.place = 1
    left join kinds_below on kinds_below.institution_id = u.institution_id and kinds_below.id = u.id
    left join groups on groups.institution_id = u.institution_id and groups.parent_id = u.id
    order by u.path, u.code`.execute(tx)
  return result.rows
}

export type Step = {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly institutionId: string
}

/** Units by id, for naming those above the asked ones. */
export async function stepsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Step>> {
  const result = await sql<Step>`
    select id, name, kind, institution_id as "institutionId" from unit where id = any(${sql.val([...ids])}::uuid[])`.execute(
    tx,
  )
  return new Map(result.rows.map((row) => [row.id, row]))
}
