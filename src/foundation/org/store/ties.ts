// SQL of the ties as whole tables, for import and export: posts, coverage, terms, affiliations.

import { sql } from 'kysely'
import { type BulkColumn, insertRows, updateRows } from '../../../core/bulk.ts'
import type { Tx } from '../../../core/db.ts'
import type { Pace } from '../../../core/pace.ts'
import type { PostName } from '../words.ts'

const among = (institutionIds: readonly string[]) =>
  sql<boolean>`institution_id = any(${sql.val([...institutionIds])}::uuid[])`

export type PostRecord = {
  readonly institutionId: string
  readonly unitId: string
  readonly personId: string
  readonly post: PostName
  readonly fromOn: string
  readonly untilOn: string | null
}

export async function allPosts(tx: Tx, institutionIds: readonly string[]): Promise<readonly PostRecord[]> {
  return tx
    .selectFrom('post')
    .select([
      'institution_id as institutionId',
      'unit_id as unitId',
      'person_id as personId',
      'post',
      'from_on as fromOn',
      'until_on as untilOn',
    ])
    .where(among(institutionIds))
    .orderBy('institution_id')
    .orderBy('unit_id')
    .orderBy('from_on')
    .orderBy('person_id')
    .execute()
}

const postsKeys: readonly BulkColumn<PostRecord>[] = [
  ['institution_id', 'uuid', (record) => record.institutionId],
  ['unit_id', 'uuid', (record) => record.unitId],
  ['person_id', 'uuid', (record) => record.personId],
  ['post', 'text', (record) => record.post],
  ['from_on', 'date', (record) => record.fromOn],
]
const postsValues: readonly BulkColumn<PostRecord>[] = [['until_on', 'date', (record) => record.untilOn]]

export async function insertPosts(tx: Tx, records: readonly PostRecord[], pace?: Pace): Promise<void> {
  await insertRows(tx, 'post', [...postsKeys, ...postsValues], records, { pace })
}

export async function updatePosts(tx: Tx, records: readonly PostRecord[], pace?: Pace): Promise<void> {
  await updateRows(tx, 'post', postsKeys, postsValues, records, { pace })
}

export type CoverageRecord = {
  readonly institutionId: string
  readonly branchId: string
  readonly departmentId: string
  readonly fromOn: string
  readonly untilOn: string | null
}

export async function allCoverage(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<readonly CoverageRecord[]> {
  return tx
    .selectFrom('coverage')
    .select([
      'institution_id as institutionId',
      'branch_id as branchId',
      'department_id as departmentId',
      'from_on as fromOn',
      'until_on as untilOn',
    ])
    .where(among(institutionIds))
    .orderBy('institution_id')
    .orderBy('branch_id')
    .orderBy('department_id')
    .orderBy('from_on')
    .execute()
}

const coverageKeys: readonly BulkColumn<CoverageRecord>[] = [
  ['institution_id', 'uuid', (record) => record.institutionId],
  ['branch_id', 'uuid', (record) => record.branchId],
  ['department_id', 'uuid', (record) => record.departmentId],
  ['from_on', 'date', (record) => record.fromOn],
]
const coverageValues: readonly BulkColumn<CoverageRecord>[] = [
  ['until_on', 'date', (record) => record.untilOn],
]

export async function insertCoverage(tx: Tx, records: readonly CoverageRecord[], pace?: Pace): Promise<void> {
  await insertRows(tx, 'coverage', [...coverageKeys, ...coverageValues], records, { pace })
}

export async function updateCoverage(tx: Tx, records: readonly CoverageRecord[], pace?: Pace): Promise<void> {
  await updateRows(tx, 'coverage', coverageKeys, coverageValues, records, { pace })
}

export type TermRecord = {
  readonly institutionId: string
  readonly unitId: string
  readonly number: number
  readonly startedOn: string
  readonly years: number
}

export async function allTerms(tx: Tx, institutionIds: readonly string[]): Promise<readonly TermRecord[]> {
  return tx
    .selectFrom('term')
    .select([
      'institution_id as institutionId',
      'unit_id as unitId',
      'number',
      'started_on as startedOn',
      'years',
    ])
    .where(among(institutionIds))
    .orderBy('institution_id')
    .orderBy('unit_id')
    .orderBy('number')
    .execute()
}

const termsKeys: readonly BulkColumn<TermRecord>[] = [
  ['institution_id', 'uuid', (record) => record.institutionId],
  ['unit_id', 'uuid', (record) => record.unitId],
  ['number', 'int4', (record) => record.number],
]
const termsValues: readonly BulkColumn<TermRecord>[] = [
  ['started_on', 'date', (record) => record.startedOn],
  ['years', 'int4', (record) => record.years],
]

export async function insertTerms(tx: Tx, records: readonly TermRecord[], pace?: Pace): Promise<void> {
  await insertRows(tx, 'term', [...termsKeys, ...termsValues], records, { pace })
}

export async function updateTerms(tx: Tx, records: readonly TermRecord[], pace?: Pace): Promise<void> {
  await updateRows(tx, 'term', termsKeys, termsValues, records, { pace })
}

export type AffiliationRecord = {
  readonly institutionId: string
  readonly personId: string
  readonly unitId: string
  readonly fromOn: string
  readonly untilOn: string | null
}

const affiliationColumns = [
  'institution_id as institutionId',
  'person_id as personId',
  'unit_id as unitId',
  'from_on as fromOn',
  'until_on as untilOn',
] as const

export async function allAffiliationsEnded(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<readonly AffiliationRecord[]> {
  return tx
    .selectFrom('affiliation')
    .select(affiliationColumns)
    .where('until_on', 'is not', null)
    .where(among(institutionIds))
    .orderBy('institution_id')
    .orderBy('person_id')
    .orderBy('from_on')
    .execute()
}

/** The affiliation that has not ended, of everyone who has one. */
export async function livingAffiliations(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<readonly AffiliationRecord[]> {
  return tx
    .selectFrom('affiliation')
    .select(affiliationColumns)
    .where(among(institutionIds))
    .where('until_on', 'is', null)
    .execute()
}

const affiliationsKeys: readonly BulkColumn<AffiliationRecord>[] = [
  ['institution_id', 'uuid', (record) => record.institutionId],
  ['person_id', 'uuid', (record) => record.personId],
  ['from_on', 'date', (record) => record.fromOn],
]
const affiliationsValues: readonly BulkColumn<AffiliationRecord>[] = [
  ['unit_id', 'uuid', (record) => record.unitId],
  ['until_on', 'date', (record) => record.untilOn],
]

export async function insertAffiliations(
  tx: Tx,
  records: readonly AffiliationRecord[],
  pace?: Pace,
): Promise<void> {
  await insertRows(tx, 'affiliation', [...affiliationsKeys, ...affiliationsValues], records, { pace })
}

export async function updateAffiliations(
  tx: Tx,
  records: readonly AffiliationRecord[],
  pace?: Pace,
): Promise<void> {
  await updateRows(tx, 'affiliation', affiliationsKeys, affiliationsValues, records, { pace })
}
