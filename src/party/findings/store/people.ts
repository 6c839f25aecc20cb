// SQL of the facts about people: only those who are watched for something, and those whose attendance broke off.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { UnitKind } from '../../../foundation/org/words.ts'
import type { PersonFacts } from '../rules.ts'

/** A person's place: the unit of the living affiliation, else the department, else the institution's root. */
export type PersonRow = Omit<PersonFacts, 'absences'> & {
  readonly institutionId: string
  readonly personId: string
  readonly personName: string
  readonly unitId: string
  readonly unitName: string
  readonly unitKind: UnitKind
  readonly path: readonly string[]
  readonly institutionName: string
}

type Asked = {
  readonly within: readonly string[]
  readonly today: string
  readonly personIds?: readonly string[]
}

/**
 * Everyone in or below these units who floats, is lost, abroad or suspended, is under a measure that runs, has an open
 * transfer, or is a member of no Party unit; and those named in `personIds`.
 */
export async function watchedPeople(
  tx: Tx,
  { within, today, personIds = [] }: Asked,
): Promise<readonly PersonRow[]> {
  const result = await sql<PersonRow>`
    with asked as (
      select distinct institution_id from unit where path && ${sql.val([...within])}::uuid[]
    ), living as (
      select a.institution_id, a.person_id, a.unit_id
      from asked join affiliation a on a.institution_id = asked.institution_id and a.until_on is null
      join unit u on u.institution_id = a.institution_id and u.id = a.unit_id
      where u.kind in ('committee', 'general_branch', 'branch', 'group') and (u.dissolved_on is null or u.dissolved_on >= ${today}::date)
    ), watched as (
      select p.institution_id, p.id from asked join person p on p.institution_id = asked.institution_id
      where p.floating_since is not null or p.abroad_since is not null or p.lost_contact_since is not null or p.status = 'suspended'
      union
      select m.institution_id, m.person_id from asked join person_measure m on m.institution_id = asked.institution_id
      where m.kind in ('correction', 'probation_within_party') and m.from_on <= ${today}::date and (m.until_on is null or m.until_on >= ${today}::date)
      union
      select t.institution_id, t.person_id from asked join transfer t on t.institution_id = asked.institution_id
      where t.state = 'requested' and t.side <> 'in'
      union
      select p.institution_id, p.id from asked join person p on p.institution_id = asked.institution_id
      left join living l on l.institution_id = p.institution_id and l.person_id = p.id
      where p.status in ('full', 'probationary') and l.person_id is null
      union
      select p.institution_id, p.id from person p where p.id = any(${sql.val([...personIds])}::uuid[])
    )
    select p.institution_id as "institutionId", p.id as "personId", p.name as "personName", p.status, p.infirm,
           exists (select from living l where l.institution_id = p.institution_id and l.person_id = p.id) as "inBranch",
           p.floating_since as "floatingSince", p.lost_contact_since as "lostContactSince", p.abroad_since as "abroadSince",
           (select max(s.from_on) from person_status s
             where s.institution_id = p.institution_id and s.person_id = p.id and s.status = 'suspended') as "suspendedSince",
           (select jsonb_build_object('requestedOn', t.requested_on, 'from', t.from_name, 'to', t.to_name) from transfer t
             where t.institution_id = p.institution_id and t.person_id = p.id and t.state = 'requested' and t.side <> 'in') as transfer,
           (select jsonb_build_object('fromOn', m.from_on, 'untilOn', m.until_on) from person_measure m
             where m.institution_id = p.institution_id and m.person_id = p.id and m.kind = 'correction'
               and m.from_on <= ${today}::date and (m.until_on is null or m.until_on >= ${today}::date)
             order by m.from_on limit 1) as correction,
           (select jsonb_build_object('fromOn', m.from_on, 'untilOn', m.until_on, 'votes',
               (select count(*) from meeting_roll r join meeting held on held.institution_id = r.institution_id and held.id = r.meeting_id
                 where r.institution_id = p.institution_id and r.person_id = p.id and r.has_vote
                   and held.state in ('open', 'held', 'confirmed') and held.started_at::date >= m.from_on))
             from person_measure m
             where m.institution_id = p.institution_id and m.person_id = p.id and m.kind = 'probation_within_party'
               and m.from_on <= ${today}::date and (m.until_on is null or m.until_on >= ${today}::date)
             order by m.from_on limit 1) as probation,
           u.id as "unitId", u.name as "unitName", u.kind as "unitKind", u.path, i.name as "institutionName"
    from watched
    join person p on p.institution_id = watched.institution_id and p.id = watched.id
    join institution i on i.id = p.institution_id
    left join affiliation a on a.institution_id = p.institution_id and a.person_id = p.id and a.until_on is null
    join unit u on u.institution_id = p.institution_id
      and (u.id = coalesce(a.unit_id, p.department_id) or (coalesce(a.unit_id, p.department_id) is null and u.parent_id is null))
    where p.merged_into is null and u.path && ${sql.val([...within])}::uuid[]
    order by u.path, p.name_sort, p.id`.execute(tx)
  return result.rows
}

export type Absences = NonNullable<PersonFacts['absences']> & {
  readonly personId: string
}

/** No run of six months is shorter: 1 September to 1 March of a plain year. */
const leastDays = 181
/** Whoever attended nothing for longer than this has been found long ago. */
const monthsLookedBack = 18

/**
 * Members of branches in or below these units who missed every meeting they were due at since the last one they
 * attended or were excused from: runs that may be six months, and runs the institution wants to be told of.
 */
export async function brokenAttendance(tx: Tx, { within, today }: Asked): Promise<readonly Absences[]> {
  const result = await sql<Absences>`
    with asked as (
      select distinct institution_id from unit where path && ${sql.val([...within])}::uuid[]
    ), held as materialized (
      select m.institution_id, m.id, m.started_at::date as day
      from asked join meeting m on m.institution_id = asked.institution_id
      where m.state in ('held', 'confirmed') and m.started_at >= ${today}::date - make_interval(months => ${monthsLookedBack})
    ), missed as materialized (
      -- Few are absent: the rolls of those who miss meetings again and again are read, nobody else's.
      -- What was recorded under a merged duplicate is the kept person's.
      select r.institution_id, coalesce(p.merged_into, p.id) as person_id
      from held
      join meeting_roll r on r.institution_id = held.institution_id and r.meeting_id = held.id and r.attendance = 'absent'
      join person p on p.institution_id = r.institution_id and p.id = r.person_id
      left join finding_setting s on s.institution_id = r.institution_id
      group by r.institution_id, coalesce(p.merged_into, p.id), s.absences_from
      having max(held.day) - min(held.day) >= ${leastDays} or count(distinct held.day) >= s.absences_from
    ), home as materialized (
      select missed.institution_id, missed.person_id
      from missed
      join person p on p.institution_id = missed.institution_id and p.id = missed.person_id
      join affiliation a on a.institution_id = p.institution_id and a.person_id = p.id and a.until_on is null
      join unit u on u.institution_id = a.institution_id and u.id = a.unit_id
      where p.status in ('full', 'probationary') and not p.infirm and u.path && ${sql.val([...within])}::uuid[]
    ), own as (
      select institution_id, person_id, person_id as recorded_as from home
      union all
      select home.institution_id, home.person_id, gone.id
      from home join person gone on gone.institution_id = home.institution_id and gone.merged_into = home.person_id
    ), day as (
      select own.institution_id, own.person_id, held.day, bool_or(r.attendance <> 'absent') as there
      from own
      join meeting_roll r on r.institution_id = own.institution_id and r.person_id = own.recorded_as
      join held on held.institution_id = r.institution_id and held.id = r.meeting_id
      group by own.institution_id, own.person_id, held.day
    ), run as (
      select institution_id, person_id, min(day) as first, max(day) as last, count(*)::int as missed
      from (select *, max(day) filter (where there) over (partition by institution_id, person_id) as attended from day) as known
      where not there and (attended is null or day > attended)
      group by institution_id, person_id
    )
    select run.person_id as "personId", run.first as "firstMissedOn", run.last as "lastMissedOn", run.missed,
           exists (select from person_measure m where m.institution_id = run.institution_id and m.person_id = run.person_id
             and m.kind = 'reminder_talk' and m.from_on >= run.first) as talked
    from run
    left join finding_setting s on s.institution_id = run.institution_id
    where run.last - run.first >= ${leastDays} or run.missed >= s.absences_from`.execute(tx)
  return result.rows
}
