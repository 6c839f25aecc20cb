// SQL of the frozen roll: who is due with which standing, who came, and the numbers that quorum needs.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { readHistories } from '../../../foundation/org/index.ts'
import type { RollEntry, Standing } from '../rules/roll.ts'
import type { RollCount } from '../rules.ts'

type Attendance = 'present' | 'absent' | 'excused'

export type RollLine = {
  readonly personId: string
  readonly name: string
  readonly status: string
  readonly hasVote: boolean
  readonly attendance: Attendance
  readonly excuse: string | null
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
    ])
    .where('meeting_roll.institution_id', '=', meeting.institutionId)
    .where('meeting_roll.meeting_id', '=', meeting.id)
    .orderBy('person.name_sort')
    .orderBy('person.staff_no')
    .execute()
}

/** The roll as numbers. */
export async function readRollCount(tx: Tx, meeting: MeetingKey): Promise<RollCount> {
  const { rows } = await sql<RollCount>`
    select count(*)::int as "dueWithVote",
           (count(*) filter (where attendance = 'present'))::int as "presentWithVote"
    from meeting_roll
    where institution_id = ${meeting.institutionId} and meeting_id = ${meeting.id} and has_vote`.execute(tx)
  return rows[0] ?? { dueWithVote: 0, presentWithVote: 0 }
}

/** How many are due and how many came, by meeting. */
export async function countAttendance(
  tx: Tx,
  meetingIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly due: number; readonly present: number }>> {
  const { rows } = await sql<{ meetingId: string; due: number; present: number }>`
    select meeting_id as "meetingId", count(*)::int as due,
           (count(*) filter (where attendance = 'present'))::int as present
    from meeting_roll
    where institution_id = any (current_setting('app.institutions')::uuid[])
      and meeting_id = any(${sql.val([...meetingIds])}::uuid[])
    group by meeting_id`.execute(tx)
  return new Map(rows.map((row) => [row.meetingId, row]))
}

/** Freezes the roll. Nobody is taken to be present before somebody says so. */
export async function insertRoll(tx: Tx, meeting: MeetingKey, roll: readonly RollEntry[]): Promise<void> {
  await sql`
    insert into meeting_roll (institution_id, meeting_id, person_id, name, status, has_vote)
    select ${meeting.institutionId}::uuid, ${meeting.id}::uuid, person_id, name, status, has_vote
    from unnest(
      ${roll.map((entry) => entry.personId)}::uuid[],
      ${roll.map((entry) => entry.name)}::text[],
      ${roll.map((entry) => entry.status)}::text[],
      ${roll.map((entry) => entry.hasVote)}::boolean[]
    ) as entry (person_id, name, status, has_vote)`.execute(tx)
}

export type AttendanceEntry = Pick<RollLine, 'personId' | 'attendance' | 'excuse'>

export async function setAttendance(
  tx: Tx,
  meeting: MeetingKey,
  entries: readonly AttendanceEntry[],
): Promise<void> {
  await sql`
    update meeting_roll set attendance = entry.attendance, excuse = entry.excuse
    from unnest(
      ${entries.map((entry) => entry.personId)}::uuid[],
      ${entries.map((entry) => entry.attendance)}::text[],
      ${entries.map((entry) => entry.excuse)}::text[]
    ) as entry (person_id, attendance, excuse)
    where meeting_roll.institution_id = ${meeting.institutionId} and meeting_roll.meeting_id = ${meeting.id}
      and meeting_roll.person_id = entry.person_id`.execute(tx)
}
