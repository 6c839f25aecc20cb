// SQL of the agenda, of resolutions and of their open votes.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { BallotForm, Choice, Matter, ResolutionState, Totals } from '../rules.ts'

type MeetingKey = { readonly institutionId: string; readonly id: string }

export type AgendaItem = {
  readonly id: string
  readonly title: string
  readonly notes: string
  readonly firstTopic: boolean
  /** Who spoke to it, in their order. */
  readonly speakerIds: readonly string[]
}
export type Vote = { readonly personId: string; readonly choice: Choice }
export type Resolution = {
  readonly id: string
  readonly agendaItemId: string | null
  readonly text: string
  readonly state: ResolutionState
  readonly matter: Matter
  readonly ballot: BallotForm
  readonly candidate: string | null
  readonly totals: Totals | null
  readonly tellerIds: readonly string[]
}

export async function readAgenda(tx: Tx, meeting: MeetingKey): Promise<readonly AgendaItem[]> {
  return tx
    .selectFrom('agenda_item')
    .select(['id', 'title', 'notes', 'first_topic as firstTopic', 'speaker_ids as speakerIds'])
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .orderBy('position')
    .execute()
}

/** Replaces the agenda: items keep their id, so that resolutions keep their item. */
export async function replaceAgenda(
  tx: Tx,
  meeting: MeetingKey,
  items: readonly AgendaItem[],
): Promise<void> {
  await tx
    .deleteFrom('agenda_item')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .execute()
  if (items.length === 0) return
  await tx
    .insertInto('agenda_item')
    .values(
      items.map(({ firstTopic, speakerIds, ...item }, position) => ({
        institution_id: meeting.institutionId,
        meeting_id: meeting.id,
        position,
        first_topic: firstTopic,
        speaker_ids: [...speakerIds],
        ...item,
      })),
    )
    .execute()
}

/** Writes down who spoke to an item. */
export async function writeSpeakers(
  tx: Tx,
  meeting: MeetingKey,
  itemId: string,
  speakerIds: readonly string[],
): Promise<void> {
  await tx
    .updateTable('agenda_item')
    .set({ speaker_ids: [...speakerIds] })
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .where('id', '=', itemId)
    .execute()
}

/** Resolutions in the order in which they were put. */
export async function readResolutions(tx: Tx, meeting: MeetingKey): Promise<readonly Resolution[]> {
  const rows = await tx
    .selectFrom('resolution')
    .select([
      'id',
      'agenda_item_id as agendaItemId',
      'text',
      'state',
      'matter',
      'ballot',
      'candidate',
      'totals',
    ])
    .select('teller_ids as tellerIds')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, totals: row.totals as Totals | null }))
}

/** How many resolutions are open and how many were voted on; a withdrawn one is neither. */
export async function countResolutions(
  tx: Tx,
  meeting: MeetingKey,
): Promise<{ readonly open: number; readonly decided: number }> {
  const resolutions = await readResolutions(tx, meeting)
  return {
    open: resolutions.filter(({ state }) => state === 'open').length,
    decided: resolutions.filter(({ state }) => state === 'passed' || state === 'rejected').length,
  }
}

export async function insertResolution(
  tx: Tx,
  meeting: MeetingKey,
  resolution: Pick<Resolution, 'agendaItemId' | 'text' | 'matter' | 'ballot' | 'candidate'>,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('resolution')
    .values({
      institution_id: meeting.institutionId,
      meeting_id: meeting.id,
      id,
      agenda_item_id: resolution.agendaItemId,
      text: resolution.text,
      matter: resolution.matter,
      ballot: resolution.ballot,
      candidate: resolution.candidate,
    })
    .execute()
  return id
}

export async function decideResolution(
  tx: Tx,
  meeting: MeetingKey,
  resolutionId: string,
  state: ResolutionState,
  decidedAt: string,
): Promise<void> {
  await tx
    .updateTable('resolution')
    .set({ state, decided_at: decidedAt })
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .where('id', '=', resolutionId)
    .execute()
}

/** The votes of a meeting, by resolution. */
export async function readVotes(tx: Tx, meeting: MeetingKey): Promise<ReadonlyMap<string, readonly Vote[]>> {
  const rows = await tx
    .selectFrom('resolution_vote')
    .select(['resolution_id as resolutionId', 'person_id as personId', 'choice'])
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .execute()
  return Map.groupBy(rows, (row) => row.resolutionId)
}

/** Who voted, openly or secretly, in a resolution that was not withdrawn. */
export async function readVoters(tx: Tx, meeting: MeetingKey): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ personId: string }>`
    select v.person_id as "personId"
    from (
      select institution_id, meeting_id, resolution_id, person_id from resolution_vote
      union all
      select institution_id, meeting_id, resolution_id, person_id from ballot_cast
    ) v
    join resolution r on r.institution_id = v.institution_id and r.meeting_id = v.meeting_id and r.id = v.resolution_id
    where v.institution_id = ${meeting.institutionId} and v.meeting_id = ${meeting.id} and r.state <> 'withdrawn'`.execute(
    tx,
  )
  return new Set(rows.map((row) => row.personId))
}

/** Records choices; null takes a choice back. */
export async function setVotes(
  tx: Tx,
  meeting: MeetingKey,
  resolutionId: string,
  votes: readonly { readonly personId: string; readonly choice: Choice | null }[],
): Promise<void> {
  const back = votes.filter((vote) => vote.choice === null)
  const given = votes.filter((vote) => vote.choice !== null)
  await sql`
    delete from resolution_vote
    where institution_id = ${meeting.institutionId} and meeting_id = ${meeting.id}
      and resolution_id = ${resolutionId}
      and person_id = any(${back.map((vote) => vote.personId)}::uuid[])`.execute(tx)
  await sql`
    insert into resolution_vote (institution_id, meeting_id, resolution_id, person_id, choice)
    select ${meeting.institutionId}::uuid, ${meeting.id}::uuid, ${resolutionId}::uuid, person_id, choice
    from unnest(
      ${given.map((vote) => vote.personId)}::uuid[],
      ${given.map((vote) => vote.choice)}::text[]
    ) as vote (person_id, choice)
    on conflict (institution_id, meeting_id, resolution_id, person_id)
      do update set choice = excluded.choice`.execute(tx)
}
