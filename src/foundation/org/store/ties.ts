// SQL of the ties as whole tables, for import and export: posts, coverage, terms, affiliations.

import type { Tx } from '../../../core/db.ts'
import type { PostName } from '../words.ts'

const chunk = 1_000

async function inChunks<R>(
  records: readonly R[],
  write: (part: readonly R[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < records.length; at += chunk) await write(records.slice(at, at + chunk))
}

export type PostRecord = {
  readonly institutionId: string
  readonly unitId: string
  readonly personId: string
  readonly post: PostName
  readonly fromOn: string
  readonly untilOn: string | null
}

export async function allPosts(tx: Tx): Promise<readonly PostRecord[]> {
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
    .orderBy('institution_id')
    .orderBy('unit_id')
    .orderBy('from_on')
    .orderBy('person_id')
    .execute()
}

export async function insertPosts(tx: Tx, posts: readonly PostRecord[]): Promise<void> {
  await inChunks(posts, (part) =>
    tx
      .insertInto('post')
      .values(
        part.map((post) => ({
          institution_id: post.institutionId,
          unit_id: post.unitId,
          person_id: post.personId,
          post: post.post,
          from_on: post.fromOn,
          until_on: post.untilOn,
        })),
      )
      .execute(),
  )
}

export async function updatePosts(tx: Tx, posts: readonly PostRecord[]): Promise<void> {
  for (const post of posts) {
    await tx
      .updateTable('post')
      .set({ until_on: post.untilOn })
      .where('institution_id', '=', post.institutionId)
      .where('unit_id', '=', post.unitId)
      .where('person_id', '=', post.personId)
      .where('post', '=', post.post)
      .where('from_on', '=', post.fromOn)
      .execute()
  }
}

export type CoverageRecord = {
  readonly institutionId: string
  readonly branchId: string
  readonly departmentId: string
  readonly fromOn: string
  readonly untilOn: string | null
}

export async function allCoverage(tx: Tx): Promise<readonly CoverageRecord[]> {
  return tx
    .selectFrom('coverage')
    .select([
      'institution_id as institutionId',
      'branch_id as branchId',
      'department_id as departmentId',
      'from_on as fromOn',
      'until_on as untilOn',
    ])
    .orderBy('institution_id')
    .orderBy('branch_id')
    .orderBy('department_id')
    .orderBy('from_on')
    .execute()
}

export async function insertCoverage(tx: Tx, rows: readonly CoverageRecord[]): Promise<void> {
  await inChunks(rows, (part) =>
    tx
      .insertInto('coverage')
      .values(
        part.map((row) => ({
          institution_id: row.institutionId,
          branch_id: row.branchId,
          department_id: row.departmentId,
          from_on: row.fromOn,
          until_on: row.untilOn,
        })),
      )
      .execute(),
  )
}

export async function updateCoverage(tx: Tx, rows: readonly CoverageRecord[]): Promise<void> {
  for (const row of rows) {
    await tx
      .updateTable('coverage')
      .set({ until_on: row.untilOn })
      .where('institution_id', '=', row.institutionId)
      .where('branch_id', '=', row.branchId)
      .where('department_id', '=', row.departmentId)
      .where('from_on', '=', row.fromOn)
      .execute()
  }
}

export type TermRecord = {
  readonly institutionId: string
  readonly unitId: string
  readonly number: number
  readonly startedOn: string
  readonly years: number
}

export async function allTerms(tx: Tx): Promise<readonly TermRecord[]> {
  return tx
    .selectFrom('term')
    .select([
      'institution_id as institutionId',
      'unit_id as unitId',
      'number',
      'started_on as startedOn',
      'years',
    ])
    .orderBy('institution_id')
    .orderBy('unit_id')
    .orderBy('number')
    .execute()
}

export async function insertTerms(tx: Tx, terms: readonly TermRecord[]): Promise<void> {
  await inChunks(terms, (part) =>
    tx
      .insertInto('term')
      .values(
        part.map((term) => ({
          institution_id: term.institutionId,
          unit_id: term.unitId,
          number: term.number,
          started_on: term.startedOn,
          years: term.years,
        })),
      )
      .execute(),
  )
}

export async function updateTerms(tx: Tx, terms: readonly TermRecord[]): Promise<void> {
  for (const term of terms) {
    await tx
      .updateTable('term')
      .set({ started_on: term.startedOn, years: term.years })
      .where('institution_id', '=', term.institutionId)
      .where('unit_id', '=', term.unitId)
      .where('number', '=', term.number)
      .execute()
  }
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

export async function allAffiliationsEnded(tx: Tx): Promise<readonly AffiliationRecord[]> {
  return tx
    .selectFrom('affiliation')
    .select(affiliationColumns)
    .where('until_on', 'is not', null)
    .orderBy('institution_id')
    .orderBy('person_id')
    .orderBy('from_on')
    .execute()
}

/** The affiliation that has not ended, of everyone who has one. */
export async function livingAffiliations(tx: Tx): Promise<readonly AffiliationRecord[]> {
  return tx.selectFrom('affiliation').select(affiliationColumns).where('until_on', 'is', null).execute()
}

export async function insertAffiliations(tx: Tx, rows: readonly AffiliationRecord[]): Promise<void> {
  await inChunks(rows, (part) =>
    tx
      .insertInto('affiliation')
      .values(
        part.map((row) => ({
          institution_id: row.institutionId,
          person_id: row.personId,
          unit_id: row.unitId,
          from_on: row.fromOn,
          until_on: row.untilOn,
        })),
      )
      .execute(),
  )
}

export async function updateAffiliations(tx: Tx, rows: readonly AffiliationRecord[]): Promise<void> {
  for (const row of rows) {
    await tx
      .updateTable('affiliation')
      .set({ unit_id: row.unitId, until_on: row.untilOn })
      .where('institution_id', '=', row.institutionId)
      .where('person_id', '=', row.personId)
      .where('from_on', '=', row.fromOn)
      .execute()
  }
}
