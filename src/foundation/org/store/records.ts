// SQL of institutions, for import and export.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { changeUnit } from './units.ts'

export type InstitutionRecord = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: 'commission' | 'institution'
  readonly parentId: string | null
  readonly path: readonly string[]
  readonly level: string | null
  readonly dutiesFrom: string
  readonly demo: boolean
}

/** The institutions of these ids, those above before those below. */
export async function institutionRecords(
  tx: Tx,
  ids: readonly string[],
): Promise<readonly InstitutionRecord[]> {
  return tx
    .selectFrom('institution')
    .select([
      'id',
      'code',
      'name',
      'kind',
      'parent_id as parentId',
      'path',
      'level',
      'duties_from as dutiesFrom',
      'demo',
    ])
    .where(sql<boolean>`id = any(${sql.val([...ids])}::uuid[])`)
    .orderBy(sql`cardinality(path)`)
    .orderBy('code')
    .execute()
}

/** Whether a code is taken by an institution, in scope or not: codes are unique in the whole product. */
export async function codeTaken(tx: Tx, code: string): Promise<boolean> {
  const row = await tx.selectFrom('institution').select('id').where('code', '=', code).executeTakeFirst()
  return row !== undefined
}

export async function insertInstitution(tx: Tx, institution: InstitutionRecord): Promise<void> {
  await tx
    .insertInto('institution')
    .values({
      id: institution.id,
      code: institution.code,
      name: institution.name,
      kind: institution.kind,
      parent_id: institution.parentId,
      path: [...institution.path],
      level: institution.level,
      duties_from: institution.dutiesFrom,
      demo: institution.demo,
    })
    .execute()
}

/** Changes name, level and the first day of duties; code, kind and place stay. The root unit bears the same name, from `today` on. */
export async function updateInstitution(
  tx: Tx,
  institution: InstitutionRecord,
  today: string,
): Promise<void> {
  await tx
    .updateTable('institution')
    .set({
      name: institution.name,
      level: institution.level,
      duties_from: institution.dutiesFrom,
      demo: institution.demo,
    })
    .where('id', '=', institution.id)
    .execute()
  const root = await tx
    .selectFrom('unit')
    .select(['institution_id as institutionId', 'id', 'name', 'version'])
    .where('institution_id', '=', institution.id)
    .where('parent_id', 'is', null)
    .executeTakeFirstOrThrow()
  if (root.name !== institution.name) await changeUnit(tx, root, { name: institution.name }, today)
}

/** Whether there is no institution yet. */
export async function isEmpty(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('institution').select('id').limit(1).executeTakeFirst()) === undefined
}
