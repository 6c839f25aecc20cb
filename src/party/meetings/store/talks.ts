// SQL of heart-to-heart talks.

import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'

export type TalkRow = {
  readonly id: string
  readonly on: string
  readonly firstId: string
  readonly firstName: string
  readonly secondId: string
  readonly secondName: string
  readonly place: string | null
  readonly notes: string
}

/** The talks of a unit in a year, newest first. */
export async function readTalks(
  tx: Tx,
  institutionId: string,
  unitId: string,
  year: number,
): Promise<readonly TalkRow[]> {
  return tx
    .selectFrom('talk')
    .innerJoin('person as first', (join) =>
      join.onRef('first.institution_id', '=', 'talk.institution_id').onRef('first.id', '=', 'talk.first_id'),
    )
    .innerJoin('person as second', (join) =>
      join
        .onRef('second.institution_id', '=', 'talk.institution_id')
        .onRef('second.id', '=', 'talk.second_id'),
    )
    .select([
      'talk.id',
      'talk.held_on as on',
      'talk.first_id as firstId',
      'first.name as firstName',
      'talk.second_id as secondId',
      'second.name as secondName',
      'talk.place',
      'talk.notes',
    ])
    .where('talk.institution_id', '=', institutionId)
    .where('talk.unit_id', '=', unitId)
    .where('talk.held_on', '>=', `${year}-01-01`)
    .where('talk.held_on', '<=', `${year}-12-31`)
    .orderBy('talk.held_on', 'desc')
    .orderBy('talk.id', 'desc')
    .execute()
}

/** Adds a talk; the same two on the same day are one talk, whoever is named first (`taken`). */
export async function insertTalk(
  tx: Tx,
  talk: {
    readonly institutionId: string
    readonly unitId: string
    readonly on: string
    readonly personIds: readonly [string, string]
    readonly place: string | null
    readonly notes: string
    readonly at: string
    readonly by: string
  },
): Promise<string> {
  const id = newId()
  const [first, second] = talk.personIds.toSorted() as [string, string]
  await tx
    .insertInto('talk')
    .values({
      institution_id: talk.institutionId,
      id,
      unit_id: talk.unitId,
      held_on: talk.on,
      first_id: first,
      second_id: second,
      place: talk.place,
      notes: talk.notes,
      recorded_at: talk.at,
      recorded_by: talk.by,
    })
    .execute()
  return id
}

/** Removes a talk of the unit and answers its day; null when there is none. */
export async function deleteTalk(
  tx: Tx,
  institutionId: string,
  unitId: string,
  id: string,
): Promise<string | null> {
  const row = await tx
    .deleteFrom('talk')
    .where('institution_id', '=', institutionId)
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .returning('held_on as on')
    .executeTakeFirst()
  return row?.on ?? null
}
