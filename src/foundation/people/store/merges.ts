// SQL of merging: the ties of two people as whole rows, moved, kept aside, and put back exactly.

import { type Selectable, sql } from 'kysely'
import type { DB } from '../../../../db/schema.gen.ts'
import type { Tx } from '../../../core/db.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import type { PersonKey } from './people.ts'

export type Ties = {
  readonly affiliations: readonly Selectable<DB['affiliation']>[]
  readonly posts: readonly Selectable<DB['post']>[]
  readonly statuses: readonly Selectable<DB['person_status']>[]
  readonly measures: readonly Selectable<DB['person_measure']>[]
}

/** What a merge keeps aside: both people's ties and filled fields as they were. Identity data is not in it. */
export type MergeBefore = {
  readonly ties: Ties
  /** The kept person's fields that were filled from the other, as they were. */
  readonly fields: Readonly<Record<string, string | null>>
  /** Identity fields that were moved from the one who is gone. */
  readonly identity: readonly ('idNumber' | 'phone' | 'health')[]
  /** Earlier duplicates of the one who is gone, which now point at the kept person. */
  readonly repointed: readonly string[]
  readonly versionAfter: number
}

/** Everything that ties these people to the tree and to their past. */
export async function readTies(tx: Tx, institutionId: string, personIds: readonly string[]): Promise<Ties> {
  const among = sql<boolean>`person_id = any(${sql.val([...personIds])}::uuid[])`
  const rows = <T extends 'affiliation' | 'post' | 'person_status' | 'person_measure'>(table: T) =>
    sql<
      Selectable<DB[T]>
    >`select * from ${sql.table(table)} where institution_id = ${institutionId} and ${among}
      order by from_on`.execute(tx)
  return {
    affiliations: (await rows('affiliation')).rows,
    posts: (await rows('post')).rows,
    statuses: (await rows('person_status')).rows,
    measures: (await rows('person_measure')).rows,
  }
}

/** Replaces all ties of these people by these rows. */
export async function replaceTies(
  tx: Tx,
  institutionId: string,
  personIds: readonly string[],
  ties: Ties,
): Promise<void> {
  const among = sql.val([...personIds])
  for (const table of ['affiliation', 'post', 'person_status', 'person_measure'] as const) {
    await sql`delete from ${sql.table(table)} where institution_id = ${institutionId}
      and person_id = any(${among}::uuid[])`.execute(tx)
  }
  if (ties.affiliations.length > 0)
    await tx
      .insertInto('affiliation')
      .values([...ties.affiliations])
      .execute()
  if (ties.posts.length > 0)
    await tx
      .insertInto('post')
      .values([...ties.posts])
      .execute()
  if (ties.statuses.length > 0)
    await tx
      .insertInto('person_status')
      .values([...ties.statuses])
      .execute()
  if (ties.measures.length > 0)
    await tx
      .insertInto('person_measure')
      .values([...ties.measures])
      .execute()
}

/** The records that were merged into this person. */
export async function mergedInto(tx: Tx, person: PersonKey): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('person')
    .select('id')
    .where('institution_id', '=', person.institutionId)
    .where('merged_into', '=', person.id)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => row.id)
}

/** Points earlier duplicates of one person at another; answers which. */
export async function repoint(
  tx: Tx,
  institutionId: string,
  from: string,
  to: string,
  only?: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx
    .updateTable('person')
    .set({ merged_into: to })
    .where('institution_id', '=', institutionId)
    .where('merged_into', '=', from)
    .$if(only !== undefined, (q) => q.where(sql<boolean>`id = any(${sql.val([...(only ?? [])])}::uuid[])`))
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

export async function insertMerge(
  tx: Tx,
  merge: {
    readonly institutionId: string
    readonly id: string
    readonly keptId: string
    readonly goneId: string
    readonly before: MergeBefore
    readonly reason: string
    readonly mergedBy: string
    readonly at: string
  },
): Promise<void> {
  await tx
    .insertInto('person_merge')
    .values({
      institution_id: merge.institutionId,
      id: merge.id,
      kept_id: merge.keptId,
      gone_id: merge.goneId,
      before: sql`${JSON.stringify(merge.before)}::jsonb`,
      reason: merge.reason,
      merged_by: merge.mergedBy,
      merged_at: merge.at,
    })
    .execute()
}

/**
 * Empties what the merges of these people keep aside. A merge that is still in force must not be taken back any more: the
 * change of the kept person that calls for this sees to that.
 */
export async function emptyMerges(
  tx: Tx,
  institutionId: string,
  personIds: readonly string[],
): Promise<void> {
  const among = sql.val([...personIds])
  const empty = {
    ties: { affiliations: [], posts: [], statuses: [], measures: [] },
    fields: {},
    identity: [],
    repointed: [],
  }
  await sql`
    update person_merge
    set before = ${JSON.stringify(empty)}::jsonb || jsonb_build_object('versionAfter', before -> 'versionAfter')
    where institution_id = ${institutionId} and (kept_id = any(${among}::uuid[]) or gone_id = any(${among}::uuid[]))`.execute(
    tx,
  )
}

/** One merge, locked. */
export async function lockMerge(tx: Tx, institutionId: string, id: string) {
  const row = await tx
    .selectFrom('person_merge')
    .select(['id', 'kept_id as keptId', 'gone_id as goneId', 'before', 'undone_at as undoneAt'])
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { ...row, before: row.before as MergeBefore }
}

export async function markUndone(tx: Tx, institutionId: string, id: string, at: string): Promise<void> {
  await tx
    .updateTable('person_merge')
    .set({ undone_at: at })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

/** A merge belongs where the person who was kept does. */
export async function locateMerge(tx: Tx, id: string): Promise<UnitRef | null> {
  const { rows } = await sql<UnitRef>`
    select u.institution_id as "institutionId", u.id, u.kind, u.path
    from person_merge m
    join person k on k.institution_id = m.institution_id and k.id = m.kept_id
    left join affiliation a on a.institution_id = k.institution_id and a.person_id = k.id and a.until_on is null
    join unit u on u.institution_id = k.institution_id
      and (u.id = coalesce(a.unit_id, k.department_id) or (coalesce(a.unit_id, k.department_id) is null and u.parent_id is null))
    where m.id = ${id}
    limit 1`.execute(tx)
  return rows[0] ?? null
}

/** Merges of the people in or below a unit, newest first. */
export async function listMerges(tx: Tx, institutionId: string, unitId: string) {
  const { rows } = await sql<{
    id: string
    keptId: string
    keptName: string
    keptStaffNo: string
    goneStaffNo: string
    reason: string
    mergedAt: string
    undoneAt: string | null
  }>`
    select m.id, k.id as "keptId", k.name as "keptName", k.staff_no as "keptStaffNo", g.staff_no as "goneStaffNo", m.reason,
           m.merged_at as "mergedAt", m.undone_at as "undoneAt"
    from person_merge m
    join person k on k.institution_id = m.institution_id and k.id = m.kept_id
    join person g on g.institution_id = m.institution_id and g.id = m.gone_id
    left join affiliation a on a.institution_id = k.institution_id and a.person_id = k.id and a.until_on is null
    join unit u on u.institution_id = k.institution_id
      and (u.id = coalesce(a.unit_id, k.department_id) or (coalesce(a.unit_id, k.department_id) is null and u.parent_id is null))
    where m.institution_id = ${institutionId} and u.path @> array[${unitId}]::uuid[]
    order by m.merged_at desc
    limit 50`.execute(tx)
  return rows
}

/** Of every merged duplicate of these institutions the person who was kept, by the duplicate's id. */
export async function keptPeople(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ goneId: string; keptId: string }>`
    select id as "goneId", merged_into as "keptId" from person
    where institution_id = any(${sql.val([...institutionIds])}::uuid[]) and merged_into is not null`.execute(
    tx,
  )
  return new Map(rows.map(({ goneId, keptId }) => [goneId, keptId]))
}
