// SQL of a person's ties to the tree: affiliations and posts with the term in which they began.

import { sql } from 'kysely'
import { dayBefore } from '../../../core/calendar.ts'
import type { Tx } from '../../../core/db.ts'
import { committeePosts, type PostName } from '../../org/words.ts'
import type { PersonKey } from './people.ts'

/** Newest first. */
export async function readAffiliations(tx: Tx, person: PersonKey) {
  return tx
    .selectFrom('affiliation')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'affiliation.institution_id')
        .onRef('unit.id', '=', 'affiliation.unit_id'),
    )
    .select([
      'affiliation.unit_id as unitId',
      'unit.name as unitName',
      'affiliation.from_on as fromOn',
      'affiliation.until_on as untilOn',
    ])
    .where('affiliation.institution_id', '=', person.institutionId)
    .where('affiliation.person_id', '=', person.id)
    .orderBy('affiliation.from_on', 'desc')
    .execute()
}

export async function insertAffiliation(
  tx: Tx,
  person: PersonKey,
  unitId: string,
  fromOn: string,
): Promise<void> {
  await tx
    .insertInto('affiliation')
    .values({ institution_id: person.institutionId, person_id: person.id, unit_id: unitId, from_on: fromOn })
    .execute()
}

/** Ends the living affiliation the day before; one that began on that day or later never was. */
export async function endAffiliation(tx: Tx, person: PersonKey, day: string): Promise<void> {
  const living = tx
    .deleteFrom('affiliation')
    .where('institution_id', '=', person.institutionId)
    .where('person_id', '=', person.id)
    .where('until_on', 'is', null)
    .where('from_on', '>=', day)
  await living.execute()
  await tx
    .updateTable('affiliation')
    .set({ until_on: dayBefore(day) })
    .where('institution_id', '=', person.institutionId)
    .where('person_id', '=', person.id)
    .where('until_on', 'is', null)
    .execute()
}

export type PostKey = { readonly unitId: string; readonly post: PostName; readonly fromOn: string }

/** Posts of a person, current ones first, with the number of the unit's term in which each began. */
export async function readPostsOf(tx: Tx, person: PersonKey) {
  const { rows } = await sql<
    PostKey & { readonly unitName: string; readonly untilOn: string | null; readonly term: number | null }
  >`
    select o.unit_id as "unitId", u.name as "unitName", o.post, o.from_on as "fromOn", o.until_on as "untilOn",
           (select max(t.number) from term t where t.institution_id = o.institution_id and t.unit_id = o.unit_id
             and t.started_on <= o.from_on and o.post = any(${sql.val([...committeePosts])}::text[])) as term
    from post o
    join unit u on u.institution_id = o.institution_id and u.id = o.unit_id
    where o.institution_id = ${person.institutionId} and o.person_id = ${person.id}
    order by o.until_on desc nulls first, o.from_on desc`.execute(tx)
  return rows
}

export async function insertPost(
  tx: Tx,
  person: PersonKey,
  post: PostKey & { readonly untilOn: string | null },
): Promise<void> {
  await tx
    .insertInto('post')
    .values({
      institution_id: person.institutionId,
      person_id: person.id,
      unit_id: post.unitId,
      post: post.post,
      from_on: post.fromOn,
      until_on: post.untilOn,
    })
    .execute()
}

/** Sets the last day of a post; false when there is no such post. */
export async function setPostEnd(
  tx: Tx,
  person: PersonKey,
  post: PostKey,
  untilOn: string | null,
): Promise<boolean> {
  const done = await tx
    .updateTable('post')
    .set({ until_on: untilOn })
    .where('institution_id', '=', person.institutionId)
    .where('person_id', '=', person.id)
    .where('unit_id', '=', post.unitId)
    .where('post', '=', post.post)
    .where('from_on', '=', post.fromOn)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export async function deletePost(tx: Tx, person: PersonKey, post: PostKey): Promise<boolean> {
  const done = await tx
    .deleteFrom('post')
    .where('institution_id', '=', person.institutionId)
    .where('person_id', '=', person.id)
    .where('unit_id', '=', post.unitId)
    .where('post', '=', post.post)
    .where('from_on', '=', post.fromOn)
    .executeTakeFirst()
  return done.numDeletedRows > 0n
}

/** Ends the posts that still last, the day before: all of them, or the Party posts at one unit. */
export async function endPosts(tx: Tx, person: PersonKey, day: string, partyUnitId?: string): Promise<void> {
  const party: readonly PostName[] = [...committeePosts, 'group_leader']
  const lasting = sql`institution_id = ${person.institutionId} and person_id = ${person.id}
    and (until_on is null or until_on >= ${day}::date)
    and (${partyUnitId ?? null}::uuid is null
      or (unit_id = ${partyUnitId ?? null}::uuid and post = any(${sql.val([...party])}::text[])))`
  await sql`delete from post where ${lasting} and from_on >= ${day}::date`.execute(tx)
  await sql`update post set until_on = ${dayBefore(day)}::date where ${lasting}`.execute(tx)
}
