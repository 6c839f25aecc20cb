// The schemes of an institution in PostgreSQL; one of them is current.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { Adrg, Drg, ListKind, Lists, SchemeHead } from '../rules/scheme.ts'

export type Counts = Readonly<Record<ListKind, number>>

export type StoredScheme = SchemeHead & {
  readonly id: string
  readonly current: boolean
  readonly counts: Counts
  readonly importedAt: string
  readonly importedBy: string
}

const columns = [
  'id',
  'edition',
  'source',
  'synthetic',
  'current',
  'counts',
  'imported_at as importedAt',
  'imported_by as importedBy',
] as const

/** Newest first. */
export async function listSchemes(tx: Tx, institutionId: string): Promise<readonly StoredScheme[]> {
  const rows = await tx
    .selectFrom('grouping_scheme')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .orderBy('imported_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows as unknown as readonly StoredScheme[]
}

export async function findScheme(tx: Tx, institutionId: string, id: string): Promise<StoredScheme | null> {
  const row = await tx
    .selectFrom('grouping_scheme')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirst()
  return (row as unknown as StoredScheme | undefined) ?? null
}

export async function currentScheme(tx: Tx, institutionId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('grouping_scheme')
    .select('id')
    .where('institution_id', '=', institutionId)
    .where('current', '=', true)
    .executeTakeFirst()
  return row?.id ?? null
}

/** The lists as they were imported: megabytes of a national scheme. */
export async function readLists(tx: Tx, institutionId: string, id: string): Promise<Lists | null> {
  const row = await tx
    .selectFrom('grouping_scheme')
    .select('lists')
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : (row.lists as unknown as Lists)
}

export async function readDrgs(tx: Tx, institutionId: string, id: string): Promise<readonly Drg[]> {
  const row = await tx
    .selectFrom('grouping_scheme')
    .select('drgs')
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirst()
  return (row?.drgs ?? []) as unknown as readonly Drg[]
}

export async function readAdrgs(tx: Tx, institutionId: string, id: string): Promise<readonly Adrg[]> {
  const row = await tx
    .selectFrom('grouping_scheme')
    // Only this list of the megabytes.
    .select(sql`lists -> 'adrg'`.as('adrgs'))
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirst()
  return (row?.adrgs ?? []) as unknown as readonly Adrg[]
}

export async function insertScheme(
  tx: Tx,
  institutionId: string,
  scheme: SchemeHead & {
    readonly id: string
    readonly lists: Lists
    readonly counts: Counts
    readonly importedAt: string
    readonly importedBy: string
  },
): Promise<void> {
  await tx
    .insertInto('grouping_scheme')
    .values({
      institution_id: institutionId,
      id: scheme.id,
      edition: scheme.edition,
      source: scheme.source,
      synthetic: scheme.synthetic,
      lists: JSON.stringify(scheme.lists),
      drgs: JSON.stringify(scheme.lists.drg),
      counts: JSON.stringify(scheme.counts),
      current: false,
      imported_at: scheme.importedAt,
      imported_by: scheme.importedBy,
    })
    .execute()
}

/** One after the other: of two at once the database refuses the second (23505) or lets it come after. */
export async function setCurrent(tx: Tx, institutionId: string, id: string): Promise<void> {
  await tx
    .updateTable('grouping_scheme')
    .set({ current: false })
    .where('institution_id', '=', institutionId)
    .where('current', '=', true)
    .where('id', '<>', id)
    .execute()
  await tx
    .updateTable('grouping_scheme')
    .set({ current: true })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

export async function deleteScheme(tx: Tx, institutionId: string, id: string): Promise<void> {
  await tx
    .deleteFrom('grouping_scheme')
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

export async function namesOf(
  tx: Tx,
  institutionId: string,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'display_name as name'])
    .where('institution_id', '=', institutionId)
    .where('id', 'in', [...accountIds])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The institutions whose records may have to be grouped. */
export async function institutionIds(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('institution').select('id').where('kind', '=', 'institution').execute()
  return rows.map(({ id }) => id)
}
