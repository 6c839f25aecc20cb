// SQL of grade schemes: those that an institution changed or made itself.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { Band, Level, Scheme } from './rules.ts'

export type StoredScheme = Scheme & { readonly institutionId: string; readonly version: number }

/** The own schemes of these institutions, in the order in which they were named. */
export async function readSchemes(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<readonly StoredScheme[]> {
  const rows = await tx
    .selectFrom('grade_scheme')
    .selectAll()
    .where(sql<boolean>`institution_id = any(${sql.val([...institutionIds])}::uuid[])`)
    .orderBy('institution_id')
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    institutionId: row.institution_id,
    id: row.id,
    name: row.name === '' ? null : row.name,
    level: row.level as Level,
    group: row.peer_group,
    fromYear: row.from_year,
    untilYear: row.until_year,
    bands: row.bands as unknown as readonly Band[],
    source: row.source,
    version: row.version,
  }))
}

const columns = (scheme: Scheme) => ({
  name: scheme.name ?? '',
  level: scheme.level,
  peer_group: scheme.group,
  from_year: scheme.fromYear,
  until_year: scheme.untilYear,
  bands: JSON.stringify(scheme.bands),
  source: scheme.source,
})

/** A scheme that does not exist yet; an existing one is the database's error 23505. */
export async function insertScheme(tx: Tx, institutionId: string, scheme: Scheme): Promise<void> {
  await tx
    .insertInto('grade_scheme')
    .values({ institution_id: institutionId, id: scheme.id, ...columns(scheme) })
    .execute()
}

/** Changes a scheme if nobody changed it since `version`; the new version, or null when it is stale. */
export async function changeScheme(
  tx: Tx,
  institutionId: string,
  scheme: Scheme,
  version: number,
): Promise<number | null> {
  const row = await tx
    .updateTable('grade_scheme')
    .set({ ...columns(scheme), version: version + 1 })
    .where('institution_id', '=', institutionId)
    .where('id', '=', scheme.id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}

/** Removes an own scheme; false when it is not there in this version. */
export async function deleteScheme(
  tx: Tx,
  institutionId: string,
  id: string,
  version: number,
): Promise<boolean> {
  const gone = await tx
    .deleteFrom('grade_scheme')
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return gone !== undefined
}
