// SQL of secret and paper ballots, written opinions and those left out of a vote. Nothing here ties a choice to a person.

import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { Vault } from '../../../core/vault.ts'
import type { Choice, Ground, Totals } from '../rules.ts'

type MeetingKey = { readonly institutionId: string; readonly id: string }

const placeOf = (institutionId: string, resolutionId: string) => ({
  institutionId,
  subjectId: resolutionId,
  column: 'ballot_box.counts',
})

/** Yes, no and abstain in six digits each: the sealed value has the same length whatever lies in the urn. */
const digits = 6
const inBox = (counts: readonly number[]): string =>
  counts.map((count) => String(count).padStart(digits, '0')).join('')
const outOfBox = (text: string): readonly [number, number, number] => [
  Number(text.slice(0, digits)),
  Number(text.slice(digits, 2 * digits)),
  Number(text.slice(2 * digits)),
]

/** Puts an empty urn up for a secret ballot. */
export async function openBox(
  tx: Tx,
  vault: Vault,
  meeting: MeetingKey,
  resolutionId: string,
): Promise<void> {
  await tx
    .insertInto('ballot_box')
    .values({
      institution_id: meeting.institutionId,
      meeting_id: meeting.id,
      resolution_id: resolutionId,
      key_id: vault.keyId,
      counts: vault.seal(placeOf(meeting.institutionId, resolutionId), inBox([0, 0, 0])),
    })
    .execute()
}

/** Notes that somebody has voted; false when they had already. */
export async function noteCast(
  tx: Tx,
  meeting: MeetingKey,
  resolutionId: string,
  personId: string,
): Promise<boolean> {
  const row = await tx
    .insertInto('ballot_cast')
    .values({
      institution_id: meeting.institutionId,
      meeting_id: meeting.id,
      resolution_id: resolutionId,
      person_id: personId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

async function boxOf(tx: Tx, meeting: MeetingKey, resolutionId: string): Promise<Buffer> {
  const { counts } = await tx
    .selectFrom('ballot_box')
    .select('counts')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .where('resolution_id', '=', resolutionId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return counts
}

/** Drops one ballot into the urn: the whole value is opened, counted on and sealed anew under the row's lock. */
export async function dropBallot(
  tx: Tx,
  vault: Vault,
  meeting: MeetingKey,
  resolutionId: string,
  choice: Choice,
): Promise<void> {
  const place = placeOf(meeting.institutionId, resolutionId)
  const [yes, no, abstain] = outOfBox(vault.open(place, await boxOf(tx, meeting, resolutionId)))
  const counts = inBox([
    yes + Number(choice === 'yes'),
    no + Number(choice === 'no'),
    abstain + Number(choice === 'abstain'),
  ])
  await tx
    .updateTable('ballot_box')
    .set({ key_id: vault.keyId, counts: vault.seal(place, counts) })
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .where('resolution_id', '=', resolutionId)
    .execute()
}

/** Opens the urn: only the closing of a ballot calls this. */
export async function emptyBox(
  tx: Tx,
  vault: Vault,
  meeting: MeetingKey,
  resolutionId: string,
): Promise<Totals> {
  const [yes, no, abstain] = outOfBox(
    vault.open(placeOf(meeting.institutionId, resolutionId), await boxOf(tx, meeting, resolutionId)),
  )
  return { yes, no, abstain, invalid: 0, issued: yes + no + abstain }
}

export async function setTotals(
  tx: Tx,
  meeting: MeetingKey,
  resolutionId: string,
  totals: Totals,
  tellerIds: readonly string[],
): Promise<void> {
  await tx
    .updateTable('resolution')
    .set({ totals: JSON.stringify(totals), teller_ids: [...tellerIds] })
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .where('id', '=', resolutionId)
    .execute()
}

/** Who has voted in which secret ballot, in the order of their ids: the order of casting is not kept. */
export async function readCasts(
  tx: Tx,
  meeting: MeetingKey,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx
    .selectFrom('ballot_cast')
    .select(['resolution_id as resolutionId', 'person_id as personId'])
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .orderBy('person_id')
    .execute()
  const grouped = Map.groupBy(rows, (row) => row.resolutionId)
  return new Map([...grouped].map(([id, list]) => [id, list.map((row) => row.personId)]))
}

// What departs from the roll in one vote stands in two tables of the same shape: a row a person and resolution.
const opinionTable = 'written_opinion'
const asideTable = 'resolution_aside'

/** Rows of one of the two by resolution, in the order of their people; `what` names the further columns and the table. */
async function byResolution<R extends { readonly personId: string }>(
  tx: Tx,
  meeting: MeetingKey,
  what: RawBuilder<unknown>,
): Promise<ReadonlyMap<string, readonly R[]>> {
  const { rows } = await sql<R & { readonly resolutionId: string }>`
    select resolution_id as "resolutionId", person_id as "personId", ${what}
    where institution_id = ${meeting.institutionId} and meeting_id = ${meeting.id}
    order by person_id`.execute(tx)
  return Map.groupBy(rows, (row) => row.resolutionId)
}

async function takeBack(
  tx: Tx,
  table: typeof opinionTable | typeof asideTable,
  meeting: MeetingKey,
  resolutionId: string,
  personId: string,
): Promise<void> {
  await sql`
    delete from ${sql.table(table)}
    where institution_id = ${meeting.institutionId} and meeting_id = ${meeting.id}
      and resolution_id = ${resolutionId} and person_id = ${personId}`.execute(tx)
}

export type Opinion = { readonly personId: string; readonly choice: Choice; readonly givenAt: string }

export async function readOpinions(
  tx: Tx,
  meeting: MeetingKey,
): Promise<ReadonlyMap<string, readonly Opinion[]>> {
  return byResolution<Opinion>(
    tx,
    meeting,
    sql`choice, given_at as "givenAt" from ${sql.table(opinionTable)}`,
  )
}

/** Records an opinion, or removes it. */
export async function setOpinion(
  tx: Tx,
  meeting: MeetingKey,
  resolutionId: string,
  personId: string,
  opinion: Omit<Opinion, 'personId'> | null,
): Promise<void> {
  if (opinion === null) return takeBack(tx, opinionTable, meeting, resolutionId, personId)
  await sql`
    insert into written_opinion (institution_id, meeting_id, resolution_id, person_id, choice, given_at)
    values (${meeting.institutionId}, ${meeting.id}, ${resolutionId}, ${personId}, ${opinion.choice}, ${opinion.givenAt})
    on conflict (institution_id, meeting_id, resolution_id, person_id)
      do update set choice = excluded.choice, given_at = excluded.given_at`.execute(tx)
}

export type Aside = { readonly personId: string; readonly ground: Ground; readonly reason: string }

export async function readAsides(
  tx: Tx,
  meeting: MeetingKey,
): Promise<ReadonlyMap<string, readonly Aside[]>> {
  return byResolution<Aside>(tx, meeting, sql`ground, reason from ${sql.table(asideTable)}`)
}

/** Leaves somebody out of one vote, or takes that back. */
export async function setAsideRow(
  tx: Tx,
  meeting: MeetingKey,
  resolutionId: string,
  personId: string,
  aside: Omit<Aside, 'personId'> | null,
): Promise<void> {
  if (aside === null) return takeBack(tx, asideTable, meeting, resolutionId, personId)
  await sql`
    insert into resolution_aside (institution_id, meeting_id, resolution_id, person_id, ground, reason)
    values (${meeting.institutionId}, ${meeting.id}, ${resolutionId}, ${personId}, ${aside.ground}, ${aside.reason})
    on conflict (institution_id, meeting_id, resolution_id, person_id)
      do update set ground = excluded.ground, reason = excluded.reason`.execute(tx)
}

/** Takes the urn away. */
export async function dropBox(tx: Tx, meeting: MeetingKey, resolutionId: string): Promise<void> {
  await tx
    .deleteFrom('ballot_box')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .where('resolution_id', '=', resolutionId)
    .execute()
}
