// SQL of institutions, units and people as whole tables, for import and export.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { PartyStatus } from '../words.ts'

const chunk = 1_000

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

/** Changes name, level and the first day of duties; code, kind and place stay. The root unit bears the same name. */
export async function updateInstitution(tx: Tx, institution: InstitutionRecord): Promise<void> {
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
  await tx
    .updateTable('unit')
    .set({ name: institution.name })
    .where('institution_id', '=', institution.id)
    .where('parent_id', 'is', null)
    .execute()
}

export type PersonRecord = {
  readonly institutionId: string
  readonly id: string
  readonly staffNo: string
  readonly name: string
  readonly nameSort: string
  readonly gender: 'female' | 'male' | null
  readonly bornOn: string | null
  readonly education: 'doctor' | 'master' | 'bachelor' | 'college' | 'other' | null
  readonly title: string | null
  readonly status: PartyStatus
  readonly probationOn: string | null
  readonly fullOn: string | null
  readonly departmentId: string | null
  readonly service: 'in_service' | 'retired'
}

export async function personRecords(tx: Tx): Promise<readonly PersonRecord[]> {
  return tx
    .selectFrom('person')
    .select([
      'institution_id as institutionId',
      'id',
      'staff_no as staffNo',
      'name',
      'name_sort as nameSort',
      'gender',
      'born_on as bornOn',
      'education',
      'title',
      'status',
      'probation_on as probationOn',
      'full_on as fullOn',
      'department_id as departmentId',
      'service',
    ])
    .orderBy('institution_id')
    .orderBy('staff_no')
    .execute()
}

const personValues = (person: PersonRecord) => ({
  institution_id: person.institutionId,
  id: person.id,
  staff_no: person.staffNo,
  name: person.name,
  name_sort: person.nameSort,
  gender: person.gender,
  born_on: person.bornOn,
  education: person.education,
  title: person.title,
  status: person.status,
  probation_on: person.probationOn,
  full_on: person.fullOn,
  department_id: person.departmentId,
  service: person.service,
})

export async function insertPeople(tx: Tx, people: readonly PersonRecord[]): Promise<void> {
  for (let at = 0; at < people.length; at += chunk) {
    await tx
      .insertInto('person')
      .values(people.slice(at, at + chunk).map(personValues))
      .execute()
  }
}

export async function updatePeople(tx: Tx, people: readonly PersonRecord[]): Promise<void> {
  for (let at = 0; at < people.length; at += chunk) {
    await tx
      .insertInto('person')
      .values(people.slice(at, at + chunk).map(personValues))
      .onConflict((conflict) =>
        conflict.columns(['institution_id', 'id']).doUpdateSet((excluded) => ({
          name: excluded.ref('excluded.name'),
          name_sort: excluded.ref('excluded.name_sort'),
          gender: excluded.ref('excluded.gender'),
          born_on: excluded.ref('excluded.born_on'),
          education: excluded.ref('excluded.education'),
          title: excluded.ref('excluded.title'),
          status: excluded.ref('excluded.status'),
          probation_on: excluded.ref('excluded.probation_on'),
          full_on: excluded.ref('excluded.full_on'),
          department_id: excluded.ref('excluded.department_id'),
          service: excluded.ref('excluded.service'),
          version: sql<number>`person.version + 1`,
        })),
      )
      .execute()
  }
}

/** Whether there is no institution yet. */
export async function isEmpty(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('institution').select('id').limit(1).executeTakeFirst()) === undefined
}
