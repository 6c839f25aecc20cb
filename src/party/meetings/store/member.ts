// SQL of what members do for themselves: their meetings, their leave, and the secret behind the codes of a meeting.

import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import type { Tx } from '../../../core/db.ts'
import type { Attendance, MeetingKind, MeetingState } from '../rules.ts'
import type { MeetingRecord } from './meeting.ts'

type MeetingKey = { readonly institutionId: string; readonly id: string }
type LeaveState = 'asked' | 'approved' | 'declined'

export type LeaveLine = {
  readonly personId: string
  readonly name: string
  readonly reason: string
  readonly state: LeaveState
  readonly askedAt: string
  readonly late: boolean
  readonly answer: string | null
}

export async function readLeaves(tx: Tx, meeting: MeetingKey): Promise<readonly LeaveLine[]> {
  return tx
    .selectFrom('meeting_leave')
    .innerJoin('person', (join) =>
      join
        .onRef('person.institution_id', '=', 'meeting_leave.institution_id')
        .onRef('person.id', '=', 'meeting_leave.person_id'),
    )
    .select([
      'meeting_leave.person_id as personId',
      'person.name',
      'meeting_leave.reason',
      'meeting_leave.state',
      'meeting_leave.asked_at as askedAt',
      'meeting_leave.late',
      'meeting_leave.answer',
    ])
    .where('meeting_leave.institution_id', '=', meeting.institutionId)
    .where('meeting_leave.meeting_id', '=', meeting.id)
    .orderBy('meeting_leave.asked_at')
    .execute()
}

/** Asks leave, or changes a request that is still unanswered; false when it was answered already. */
export async function askForLeave(
  tx: Tx,
  meeting: MeetingKey,
  leave: { readonly personId: string; readonly reason: string; readonly at: string; readonly late: boolean },
): Promise<boolean> {
  const { rows } = await sql<{ personId: string }>`
    insert into meeting_leave (institution_id, meeting_id, person_id, reason, asked_at, late)
    values (${meeting.institutionId}, ${meeting.id}, ${leave.personId}, ${leave.reason}, ${leave.at}, ${leave.late})
    on conflict (institution_id, meeting_id, person_id) do update
      set reason = excluded.reason, asked_at = excluded.asked_at, late = excluded.late
      where meeting_leave.state = 'asked'
    returning person_id as "personId"`.execute(tx)
  return rows.length === 1
}

export async function dropLeave(tx: Tx, meeting: MeetingKey, personId: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('meeting_leave')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .where('person_id', '=', personId)
    .where('state', '=', 'asked')
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function settleLeave(
  tx: Tx,
  meeting: MeetingKey,
  personId: string,
  settled: {
    readonly state: LeaveState
    readonly answer: string | null
    readonly at: string
    readonly by: string
  },
): Promise<void> {
  await tx
    .updateTable('meeting_leave')
    .set({
      state: settled.state,
      answer: settled.answer,
      answered_at: settled.at,
      answered_by: settled.by,
    })
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .where('person_id', '=', personId)
    .execute()
}

/** The secret of a meeting's codes, made with the first code. */
export async function signInSecret(tx: Tx, meeting: MeetingKey): Promise<Buffer> {
  await tx
    .insertInto('meeting_sign_in')
    .values({ institution_id: meeting.institutionId, meeting_id: meeting.id, secret: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const secret = await readSignInSecret(tx, meeting)
  if (secret === null) throw new Error('A secret just made is gone')
  return secret
}

/** Null when no code was ever shown, or the meeting is closed. */
export async function readSignInSecret(tx: Tx, meeting: MeetingKey): Promise<Buffer | null> {
  const row = await tx
    .selectFrom('meeting_sign_in')
    .select('secret')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .executeTakeFirst()
  return row?.secret ?? null
}

export async function dropSignInSecret(tx: Tx, meeting: MeetingKey): Promise<void> {
  await tx
    .deleteFrom('meeting_sign_in')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .execute()
}

/** The last to sign in by the code, newest first. */
export async function latestSigned(tx: Tx, meeting: MeetingKey) {
  const rows = await tx
    .selectFrom('meeting_roll')
    .select(['name', 'signed_at as signedAt'])
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .where('signed_at', 'is not', null)
    .orderBy('signed_at', 'desc')
    .orderBy('name')
    .limit(6)
    .execute()
  return rows.map((row) => ({ name: row.name, signedAt: row.signedAt ?? '' }))
}

export type MyRow = {
  readonly institutionId: string
  readonly id: string
  readonly unitId: string
  readonly unitName: string
  readonly kind: MeetingKind
  readonly state: MeetingState
  readonly title: string
  readonly place: string | null
  readonly plannedAt: string
  readonly startedAt: string | null
  readonly attendance: Attendance | null
  readonly hasVote: boolean | null
  readonly signedAt: string | null
  readonly leaveState: LeaveState | null
  readonly leaveReason: string | null
  readonly leaveAnswer: string | null
  readonly partnerIds: readonly string[]
  /** Titles of the agenda while the meeting lies ahead or is under way. */
  readonly agenda: readonly string[]
}

/** The units where a person belongs or holds a post on a day, with all above. */
const unitsOfPerson = (institutionId: string, personId: string | null, today: string) => sql`
  select unnest(u.path) as unit_id
  from affiliation a join unit u on u.institution_id = a.institution_id and u.id = a.unit_id
  where a.institution_id = ${institutionId} and a.person_id = ${personId}
    and (a.until_on is null or a.until_on >= ${today}::date)
  union
  select p.unit_id from post p
  where p.institution_id = ${institutionId} and p.person_id = ${personId}
    and (p.until_on is null or p.until_on >= ${today}::date)`

/**
 * Meetings with this person on the roll in a year, those under way, and notified ones of the units where they belong
 * or hold a post today, with all above.
 */
export async function readMyMeetings(
  tx: Tx,
  query: {
    readonly institutionId: string
    readonly personId: string
    readonly today: string
    readonly year: number
  },
): Promise<readonly MyRow[]> {
  const { rows } = await sql<MyRow>`
    with mine as (${unitsOfPerson(query.institutionId, query.personId, query.today)})
    select m.institution_id as "institutionId", m.id, m.unit_id as "unitId", u.name as "unitName", m.kind, m.state,
           m.title, m.place, m.planned_at as "plannedAt", m.started_at as "startedAt", r.attendance,
           r.has_vote as "hasVote", r.signed_at as "signedAt", l.state as "leaveState", l.reason as "leaveReason",
           l.answer as "leaveAnswer", m.partner_ids as "partnerIds",
           case when m.state in ('notified', 'open') then array(
             select a.title from agenda_item a
             where a.institution_id = m.institution_id and a.meeting_id = m.id order by a.position
           ) else '{}' end as agenda
    from meeting m
    join unit u on u.institution_id = m.institution_id and u.id = m.unit_id
    left join meeting_roll r on r.institution_id = m.institution_id and r.meeting_id = m.id
      and r.person_id = ${query.personId}
    left join meeting_leave l on l.institution_id = m.institution_id and l.meeting_id = m.id
      and l.person_id = ${query.personId}
    where m.institution_id = ${query.institutionId}
      and ((m.state = 'notified' and (m.unit_id in (select unit_id from mine)
                                      or m.partner_ids && array(select unit_id from mine)))
        or (r.person_id is not null and (m.state = 'open'
          or (m.state in ('held', 'confirmed')
              and m.started_at >= make_date(${query.year}, 1, 1) and m.started_at < make_date(${query.year} + 1, 1, 1)))))
    order by coalesce(m.started_at, m.planned_at) desc, m.id
    limit 500`.execute(tx)
  return rows
}

/**
 * Meetings between two days for a calendar: of units that somebody keeps (with the committee of an institution and the
 * groups of a branch), with the person on the roll, or announced where the person belongs. What was called off before
 * anybody was told is left out.
 */
export async function readCalendarMeetings(
  tx: Tx,
  query: {
    readonly institutionId: string
    readonly personId: string | null
    readonly kept: readonly string[]
    readonly today: string
    readonly from: string
    readonly to: string
    readonly limit: number
  },
) {
  const { institutionId, personId, today } = query
  const kept = sql`coalesce(m.unit_id = any(${sql.val([...query.kept])}::uuid[])
    or (u.kind in ('committee', 'group') and u.parent_id = any(${sql.val([...query.kept])}::uuid[])), false)`
  const { rows } = await sql<
    Pick<
      MeetingRecord,
      | 'institutionId'
      | 'id'
      | 'unitId'
      | 'kind'
      | 'state'
      | 'title'
      | 'place'
      | 'plannedAt'
      | 'startedAt'
      | 'endedAt'
      | 'partnerIds'
    > & { readonly unitName: string; readonly kept: boolean; readonly onRoll: boolean }
  >`
    with mine as (${unitsOfPerson(institutionId, personId, today)})
    select m.institution_id as "institutionId", m.id, m.unit_id as "unitId", m.kind, m.state, m.title, m.place,
           m.planned_at as "plannedAt", m.started_at as "startedAt", m.ended_at as "endedAt",
           m.partner_ids as "partnerIds", u.name as "unitName", ${kept} as kept, r.person_id is not null as "onRoll"
    from meeting m
    join unit u on u.institution_id = m.institution_id and u.id = m.unit_id
    left join meeting_roll r on r.institution_id = m.institution_id and r.meeting_id = m.id
      and r.person_id = ${personId}::uuid
    where m.institution_id = ${institutionId}
      and coalesce(m.started_at, m.planned_at) >= ${query.from}::date
      and coalesce(m.started_at, m.planned_at) < ${query.to}::date + 1
      and (m.state <> 'cancelled' or m.notified_at is not null)
      and (${kept} or r.person_id is not null
        or (m.state in ('notified', 'cancelled') and (m.unit_id in (select unit_id from mine)
                                                      or m.partner_ids && array(select unit_id from mine))))
    order by coalesce(m.started_at, m.planned_at), m.id
    limit ${query.limit}`.execute(tx)
  return rows
}
