// SQL of institutions and of the forms of units, for import and export.

import { sql } from 'kysely'
import { updateRows } from '../../../core/bulk.ts'
import type { Tx } from '../../../core/db.ts'
import type { UnitForm } from '../words.ts'

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
    .select(['id', 'name'])
    .where('institution_id', '=', institution.id)
    .where('parent_id', 'is', null)
    .executeTakeFirstOrThrow()
  if (root.name === institution.name) return
  await tx
    .updateTable('unit')
    .set({ name: institution.name })
    .where('institution_id', '=', institution.id)
    .where('id', '=', root.id)
    .execute()
  await sql`update unit_stage set until_on = ${today}::date - 1
    where institution_id = ${institution.id} and unit_id = ${root.id} and until_on is null and from_on < ${today}`.execute(
    tx,
  )
  await sql`insert into unit_stage (institution_id, unit_id, from_on, name)
    values (${institution.id}, ${root.id}, ${today}, ${institution.name})
    on conflict (institution_id, unit_id, from_on) do update set name = excluded.name`.execute(tx)
}

export type FormRecord = { readonly institutionId: string; readonly id: string; readonly form: UnitForm }

/** The units that are not plain, by id. */
export async function unitFormsOf(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<ReadonlyMap<string, UnitForm>> {
  const rows = await tx
    .selectFrom('unit')
    .select(['id', 'form'])
    .where(sql<boolean>`institution_id = any(${sql.val([...institutionIds])}::uuid[])`)
    .where('form', '<>', 'plain')
    .execute()
  return new Map(rows.map((row) => [row.id, row.form as UnitForm]))
}

export async function setForms(tx: Tx, forms: readonly FormRecord[]): Promise<void> {
  await updateRows(
    tx,
    'unit',
    [
      ['institution_id', 'uuid', (unit: FormRecord) => unit.institutionId],
      ['id', 'uuid', (unit: FormRecord) => unit.id],
    ],
    [['form', 'text', (unit: FormRecord) => unit.form]],
    forms,
  )
}

/** Whether there is no institution yet. */
export async function isEmpty(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('institution').select('id').limit(1).executeTakeFirst()) === undefined
}
