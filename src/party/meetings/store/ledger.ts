// SQL of the ledger in bulk: what is recorded, who stood where on any day, and thousands of meetings in a few statements.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { keptPeople } from '../../../foundation/people/index.ts'
import type { RollEntry } from '../rules/roll.ts'
import type { MeetingKind, MeetingState } from '../rules.ts'

/** A meeting that took place, as the ledger shows it. */
export type LedgerMeeting = {
  readonly institutionId: string
  readonly id: string
  readonly unitId: string
  readonly kind: MeetingKind
  readonly state: MeetingState
  readonly source: 'desk' | 'ledger'
  readonly title: string
  readonly place: string | null
  readonly startedAt: string
  readonly endedAt: string | null
  readonly chairId: string | null
  readonly recorderId: string | null
  readonly makeUpFor: string | null
  readonly minutes: string
  /** Everybody on the roll, and those of them who were not there. */
  readonly roll: readonly { readonly personId: string; readonly hasVote: boolean }[]
  readonly away: readonly string[]
}

type LedgerRow = Omit<LedgerMeeting, 'roll' | 'away'> & {
  readonly voters: readonly string[]
  readonly others: readonly string[]
  readonly away: readonly string[]
}

/** Every meeting of these institutions that has begun, with its roll; a merged duplicate is the person who was kept. */
export async function readLedger(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<readonly LedgerMeeting[]> {
  const { rows } = await sql<LedgerRow>`
    select m.institution_id as "institutionId", m.id, m.unit_id as "unitId", m.kind, m.state, m.source, m.title,
           m.place, m.started_at as "startedAt", m.ended_at as "endedAt", m.chair_id as "chairId",
           m.recorder_id as "recorderId", m.make_up_for as "makeUpFor", m.minutes,
           coalesce(r.voters, '{}') as voters, coalesce(r.others, '{}') as others, coalesce(r.away, '{}') as away
    from meeting m
    left join (
      select institution_id, meeting_id,
             array_agg(person_id) filter (where has_vote) as voters,
             array_agg(person_id) filter (where not has_vote) as others,
             array_agg(person_id) filter (where attendance in ('absent', 'excused')) as away
      from meeting_roll
      where institution_id = any(${sql.val([...institutionIds])}::uuid[]) and not guest
      group by institution_id, meeting_id
    ) r on r.institution_id = m.institution_id and r.meeting_id = m.id
    where m.institution_id = any(${sql.val([...institutionIds])}::uuid[]) and m.started_at is not null
    order by m.institution_id, m.started_at, m.unit_id, m.kind`.execute(tx)
  const kept = await keptPeople(tx, institutionIds)
  return rows.map(({ voters, others, ...row }) => {
    const meeting = {
      ...row,
      roll: [
        ...voters.map((personId) => ({ personId, hasVote: true })),
        ...others.map((personId) => ({ personId, hasVote: false })),
      ],
    }
    return kept.size === 0 ? meeting : asKept(meeting, kept)
  })
}

/** Who stood on a roll under two records is one person, and was there when one of the two was. */
function asKept(meeting: LedgerMeeting, kept: ReadonlyMap<string, string>): LedgerMeeting {
  const keptOf = (id: string): string => kept.get(id) ?? id
  const away = new Set(meeting.away)
  const there = new Set(
    meeting.roll.flatMap(({ personId }) => (away.has(personId) ? [] : [keptOf(personId)])),
  )
  const roll = new Map<string, boolean>()
  for (const { personId, hasVote } of meeting.roll) {
    roll.set(keptOf(personId), hasVote || roll.get(keptOf(personId)) === true)
  }
  return {
    ...meeting,
    chairId: meeting.chairId === null ? null : keptOf(meeting.chairId),
    recorderId: meeting.recorderId === null ? null : keptOf(meeting.recorderId),
    roll: [...roll].map(([personId, hasVote]) => ({ personId, hasVote })),
    away: [...new Set(meeting.away.map(keptOf)).difference(there)],
  }
}

export type LedgerEntry = Omit<LedgerMeeting, 'roll' | 'away' | 'source' | 'endedAt'> & {
  readonly endedAt: string
  readonly roll: readonly RollEntry[]
  readonly away: ReadonlySet<string>
}

// Arrays of this length travel well; a statement per chunk keeps any single one short.
const chunk = 20_000

/** Adds whole meetings with their rolls, recorded now. */
export async function insertLedger(tx: Tx, entries: readonly LedgerEntry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += chunk) {
    const part = entries.slice(at, at + chunk)
    await sql`
      insert into meeting (institution_id, id, unit_id, kind, state, source, title, place, planned_at, started_at,
                           ended_at, chair_id, recorder_id, make_up_for, minutes, recorded_at, confirmed_at)
      select institution_id, id, unit_id, kind, state, 'ledger', title, place, started_at, started_at, ended_at,
             chair_id, recorder_id, make_up_for, minutes, now(), case when state = 'confirmed' then now() end
      from unnest(
        ${part.map((entry) => entry.institutionId)}::uuid[],
        ${part.map((entry) => entry.id)}::uuid[],
        ${part.map((entry) => entry.unitId)}::uuid[],
        ${part.map((entry) => entry.kind)}::text[],
        ${part.map((entry) => entry.state)}::text[],
        ${part.map((entry) => entry.title)}::text[],
        ${part.map((entry) => entry.place)}::text[],
        ${part.map((entry) => entry.startedAt)}::timestamp[],
        ${part.map((entry) => entry.endedAt)}::timestamp[],
        ${part.map((entry) => entry.chairId)}::uuid[],
        ${part.map((entry) => entry.recorderId)}::uuid[],
        ${part.map((entry) => entry.makeUpFor)}::date[],
        ${part.map((entry) => entry.minutes)}::text[]
      ) as entry (institution_id, id, unit_id, kind, state, title, place, started_at, ended_at, chair_id, recorder_id,
                  make_up_for, minutes)`.execute(tx)
  }
  // Foreign keys keep the plan they were first checked with, perhaps when the table held one meeting; thousands of
  // checks by that plan would each walk the whole table.
  await sql`discard plans`.execute(tx)
  const lines = entries.flatMap((entry) =>
    entry.roll.map((line) => ({
      ...line,
      institutionId: entry.institutionId,
      meetingId: entry.id,
      away: entry.away,
    })),
  )
  for (let at = 0; at < lines.length; at += chunk) {
    const part = lines.slice(at, at + chunk)
    await sql`
      insert into meeting_roll (institution_id, meeting_id, person_id, name, status, has_vote, attendance)
      select * from unnest(
        ${part.map((line) => line.institutionId)}::uuid[],
        ${part.map((line) => line.meetingId)}::uuid[],
        ${part.map((line) => line.personId)}::uuid[],
        ${part.map((line) => line.name)}::text[],
        ${part.map((line) => line.status)}::text[],
        ${part.map((line) => line.hasVote)}::boolean[],
        ${part.map((line) => (line.away.has(line.personId) ? 'absent' : 'present'))}::text[]
      )`.execute(tx)
  }
}

export type LedgerUpdate = Pick<
  LedgerMeeting,
  'institutionId' | 'id' | 'state' | 'title' | 'place' | 'chairId' | 'recorderId' | 'minutes' | 'away'
>

/** Corrects meetings that came from a ledger: their words, their state and who was away. */
export async function updateLedger(tx: Tx, updates: readonly LedgerUpdate[]): Promise<void> {
  if (updates.length === 0) return
  await sql`
    update meeting m
    set state = entry.state, title = entry.title, place = entry.place, chair_id = entry.chair_id,
        recorder_id = entry.recorder_id, minutes = entry.minutes, version = m.version + 1,
        confirmed_at = case when entry.state = 'confirmed' then coalesce(m.confirmed_at, now()) end
    from unnest(
      ${updates.map((entry) => entry.institutionId)}::uuid[],
      ${updates.map((entry) => entry.id)}::uuid[],
      ${updates.map((entry) => entry.state)}::text[],
      ${updates.map((entry) => entry.title)}::text[],
      ${updates.map((entry) => entry.place)}::text[],
      ${updates.map((entry) => entry.chairId)}::uuid[],
      ${updates.map((entry) => entry.recorderId)}::uuid[],
      ${updates.map((entry) => entry.minutes)}::text[]
    ) as entry (institution_id, id, state, title, place, chair_id, recorder_id, minutes)
    where m.institution_id = entry.institution_id and m.id = entry.id and m.source = 'ledger'`.execute(tx)
  const kept = await keptPeople(tx, [...new Set(updates.map((entry) => entry.institutionId))])
  const records = Map.groupBy(kept.keys(), (goneId) => kept.get(goneId))
  const away = updates.flatMap((entry) =>
    entry.away
      .flatMap((personId) => [personId, ...(records.get(personId) ?? [])])
      .map((personId) => ({ meetingId: entry.id, personId })),
  )
  // An excuse that the desk has written down stays with whoever is still away.
  await sql`
    with away as (
      select * from unnest(
        ${away.map((line) => line.meetingId)}::uuid[], ${away.map((line) => line.personId)}::uuid[]
      ) as line (meeting_id, person_id)
    )
    update meeting_roll r
    set attendance = case when away.person_id is null then 'present' else 'absent' end,
        excuse = case when away.person_id is null then null else r.excuse end
    from meeting_roll whole
    left join away on away.meeting_id = whole.meeting_id and away.person_id = whole.person_id
    where whole.institution_id = any(${updates.map((entry) => entry.institutionId)}::uuid[])
      and whole.meeting_id = any(${updates.map((entry) => entry.id)}::uuid[])
      and r.institution_id = whole.institution_id and r.meeting_id = whole.meeting_id
      and r.person_id = whole.person_id
      and (r.attendance = 'present') <> (away.person_id is null)`.execute(tx)
}
