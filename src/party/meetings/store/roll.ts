// SQL of the frozen roll: who is due with which standing, who came, and the numbers that quorum needs.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { readHistories } from '../../../foundation/org/index.ts'
import type { RollEntry, Standing } from '../rules/roll.ts'
import type { Attendance, RollCount } from '../rules.ts'

export type RollLine = {
  readonly personId: string
  readonly name: string
  readonly status: string
  readonly hasVote: boolean
  readonly attendance: Attendance
  readonly excuse: string | null
  readonly guest: boolean
  readonly leaderPosts: readonly string[]
  readonly signedAt: string | null
}

type MeetingKey = { readonly institutionId: string; readonly id: string }

/** Name, status, its dates and changes of people, for the roll of a committee. */
export async function readStanding(
  tx: Tx,
  institutionId: string,
  personIds: readonly string[],
): Promise<readonly Standing[]> {
  const people = await tx
    .selectFrom('person')
    .select(['id as personId', 'name', 'status', 'probation_on as probationOn', 'full_on as fullOn'])
    .where('institution_id', '=', institutionId)
    .where(sql<boolean>`id = any(${sql.val([...personIds])}::uuid[])`)
    .execute()
  const historyOf = await readHistories(tx, [institutionId], personIds)
  return people.map((person) => ({ ...person, history: historyOf(person.personId) }))
}

/** The roll as it was frozen, in the order of names. */
export async function readRoll(tx: Tx, meeting: MeetingKey): Promise<readonly RollLine[]> {
  return tx
    .selectFrom('meeting_roll')
    .innerJoin('person', (join) =>
      join
        .onRef('person.institution_id', '=', 'meeting_roll.institution_id')
        .onRef('person.id', '=', 'meeting_roll.person_id'),
    )
    .select([
      'meeting_roll.person_id as personId',
      'meeting_roll.name',
      'meeting_roll.status',
      'meeting_roll.has_vote as hasVote',
      'meeting_roll.attendance',
      'meeting_roll.excuse',
      'meeting_roll.guest',
      'meeting_roll.leader_posts as leaderPosts',
      'meeting_roll.signed_at as signedAt',
    ])
    .where('meeting_roll.institution_id', '=', meeting.institutionId)
    .where('meeting_roll.meeting_id', '=', meeting.id)
    .orderBy('meeting_roll.guest')
    .orderBy('person.name_sort')
    .orderBy('person.staff_no')
    .execute()
}

/** The roll as numbers; whether online counts was settled when the meeting opened. */
export async function readRollCount(
  tx: Tx,
  meeting: MeetingKey & { readonly onlineCounts: boolean },
): Promise<RollCount> {
  const { rows } = await sql<RollCount>`
    select count(*)::int as "dueWithVote",
           (count(*) filter (where attendance = 'present'
             or (attendance = 'online' and ${meeting.onlineCounts})))::int as "presentWithVote"
    from meeting_roll
    where institution_id = ${meeting.institutionId} and meeting_id = ${meeting.id} and has_vote and not guest`.execute(
    tx,
  )
  return rows[0] ?? { dueWithVote: 0, presentWithVote: 0 }
}

/** How many are due and how many came, by meeting. */
export async function countAttendance(
  tx: Tx,
  meetingIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly due: number; readonly present: number }>> {
  const { rows } = await sql<{ meetingId: string; due: number; present: number }>`
    select meeting_id as "meetingId", count(*)::int as due,
           (count(*) filter (where attendance not in ('absent', 'excused')))::int as present
    from meeting_roll
    where institution_id = any (current_setting('app.institutions')::uuid[])
      and meeting_id = any(${sql.val([...meetingIds])}::uuid[]) and not guest
    group by meeting_id`.execute(tx)
  return new Map(rows.map((row) => [row.meetingId, row]))
}

export type FrozenEntry = RollEntry & {
  readonly guest: boolean
  readonly leaderPosts: readonly string[]
  /** The reason of an approved leave; null: nobody has said anything. */
  readonly excuse: string | null
}

/** Freezes the roll. Nobody is taken to be present before somebody says so; an approved leave excuses. */
export async function insertRoll(tx: Tx, meeting: MeetingKey, roll: readonly FrozenEntry[]): Promise<void> {
  await sql`
    insert into meeting_roll (institution_id, meeting_id, person_id, name, status, has_vote, guest, leader_posts, excuse,
                              attendance)
    select ${meeting.institutionId}::uuid, ${meeting.id}::uuid, person_id, name, status, has_vote, guest,
           string_to_array(leader_posts, ','), excuse, case when excuse is null then 'absent' else 'excused' end
    from unnest(
      ${roll.map((entry) => entry.personId)}::uuid[],
      ${roll.map((entry) => entry.name)}::text[],
      ${roll.map((entry) => entry.status)}::text[],
      ${roll.map((entry) => entry.hasVote)}::boolean[],
      ${roll.map((entry) => entry.guest)}::boolean[],
      ${roll.map((entry) => entry.leaderPosts.join(','))}::text[],
      ${roll.map((entry) => entry.excuse)}::text[]
    ) as entry (person_id, name, status, has_vote, guest, leader_posts, excuse)`.execute(tx)
}

/**
 * One person signs in: marked present with the time, unless they are already. Concurrent sign-ins touch their own
 * rows only. Answers when they signed in, and whether it was before now; null when they are not on the roll.
 */
export async function signRoll(
  tx: Tx,
  meeting: MeetingKey,
  personId: string,
  at: string,
): Promise<{ readonly already: boolean; readonly signedAt: string } | null> {
  const { rows } = await sql<{ signedAt: string }>`
    update meeting_roll set attendance = 'present', excuse = null, signed_at = ${at}
    where institution_id = ${meeting.institutionId} and meeting_id = ${meeting.id} and person_id = ${personId}
      and signed_at is null
    returning signed_at as "signedAt"`.execute(tx)
  const [signed] = rows
  if (signed !== undefined) return { already: false, signedAt: signed.signedAt }
  const line = await tx
    .selectFrom('meeting_roll')
    .select('signed_at as signedAt')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return line === undefined ? null : { already: true, signedAt: line.signedAt ?? at }
}

export type AttendanceEntry = Pick<RollLine, 'personId' | 'attendance' | 'excuse'>

export async function setAttendance(
  tx: Tx,
  meeting: MeetingKey,
  entries: readonly AttendanceEntry[],
): Promise<void> {
  await sql`
    update meeting_roll
    set attendance = entry.attendance, excuse = entry.excuse,
        -- Whoever signed in and is then marked as away may sign in again.
        signed_at = case when entry.attendance = 'present' then signed_at end
    from unnest(
      ${entries.map((entry) => entry.personId)}::uuid[],
      ${entries.map((entry) => entry.attendance)}::text[],
      ${entries.map((entry) => entry.excuse)}::text[]
    ) as entry (person_id, attendance, excuse)
    where meeting_roll.institution_id = ${meeting.institutionId} and meeting_roll.meeting_id = ${meeting.id}
      and meeting_roll.person_id = entry.person_id`.execute(tx)
}
