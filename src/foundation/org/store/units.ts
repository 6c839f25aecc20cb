// SQL of the tree: units with their place, leaders, terms and coverage.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import { tellMoved } from '../moves.ts'
import { beforeRecords, restage } from '../rules/stages.ts'
import { committeePosts, type PostName, type UnitForm, type UnitKind } from '../words.ts'
import { writeKeys } from './search.ts'
import { unitStages, writeStages } from './stages.ts'

export type Unit = {
  readonly institutionId: string
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: UnitKind
  /** What kind of branch; every other unit is plain. */
  readonly form: UnitForm
  readonly parentId: string | null
  readonly path: readonly string[]
  readonly foundedOn: string | null
  readonly dissolvedOn: string | null
  readonly version: number
}

const columns = [
  'institution_id as institutionId',
  'id',
  'code',
  'name',
  'kind',
  'form',
  'parent_id as parentId',
  'path',
  'founded_on as foundedOn',
  'dissolved_on as dissolvedOn',
  'version',
] as const

/** The unit of an id, within the transaction's institutions. */
export async function locateUnit(tx: Tx, id: string): Promise<UnitRef | null> {
  const row = await tx
    .selectFrom('unit')
    .select(['institution_id as institutionId', 'id', 'kind', 'path'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** The unit with a code in the institution with a code; fails when there is none. */
export async function findUnit(tx: Tx, institution: string, code: string): Promise<UnitRef> {
  return tx
    .selectFrom('unit')
    .innerJoin('institution', 'institution.id', 'unit.institution_id')
    .select(['unit.institution_id as institutionId', 'unit.id', 'unit.kind', 'unit.path'])
    .where('institution.code', '=', institution)
    .where('unit.code', '=', code)
    .executeTakeFirstOrThrow()
}

/** The unit in which an institution begins. */
export async function rootUnit(tx: Tx, institutionId: string): Promise<Unit> {
  return tx
    .selectFrom('unit')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('parent_id', 'is', null)
    .executeTakeFirstOrThrow()
}

export async function readUnit(tx: Tx, institutionId: string, id: string): Promise<Unit> {
  return tx
    .selectFrom('unit')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** Units that lie in or below any of these units, parents before children, then by code. */
export async function unitsBelow(
  tx: Tx,
  unitIds: readonly string[],
  more: { readonly withDissolved?: boolean; readonly today: string; readonly kinds?: readonly UnitKind[] },
): Promise<readonly Unit[]> {
  return tx
    .selectFrom('unit')
    .select(columns)
    .where(sql<boolean>`path && ${sql.val([...unitIds])}::uuid[]`)
    .$if(more.withDissolved !== true, (q) =>
      q.where((where) =>
        where.or([where('dissolved_on', 'is', null), where('dissolved_on', '>=', more.today)]),
      ),
    )
    .$if(more.kinds !== undefined, (q) => q.where('kind', 'in', more.kinds ?? []))
    .orderBy(sql`cardinality(path)`)
    .orderBy('code')
    .execute()
}

/** Names of units by id, whatever institution in scope they belong to. */
export async function unitNames(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly kind: UnitKind }>> {
  const rows = await tx
    .selectFrom('unit')
    .select(['id', 'name', 'kind'])
    .where(sql<boolean>`id = any(${sql.val([...ids])}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Founds units with their first stages and what they are found by; parents before children. */
export async function insertUnits(tx: Tx, units: readonly Omit<Unit, 'version'>[]): Promise<void> {
  for (let at = 0; at < units.length; at += 500) {
    const part = units.slice(at, at + 500)
    await tx
      .insertInto('unit')
      .values(
        part.map((unit) => ({
          institution_id: unit.institutionId,
          id: unit.id,
          code: unit.code,
          name: unit.name,
          kind: unit.kind,
          form: unit.form,
          parent_id: unit.parentId,
          path: [...unit.path],
          founded_on: unit.foundedOn,
          dissolved_on: unit.dissolvedOn,
        })),
      )
      .execute()
    await tx
      .insertInto('unit_stage')
      .values(
        part.map((unit) => ({
          institution_id: unit.institutionId,
          unit_id: unit.id,
          from_on: unit.foundedOn ?? beforeRecords,
          name: unit.name,
          parent_id: unit.parentId,
        })),
      )
      .execute()
    await writeKeys(
      tx,
      part.map((unit) => ({ ...unit, names: [unit.name] })),
    )
  }
}

/**
 * Changes a unit if nobody changed it since `version`; answers the new version, or null when it is stale. A new name
 * or place holds from the day `on`, and the stages say so; whoever changes the place also calls `rehang`.
 */
export async function changeUnit(
  tx: Tx,
  unit: Pick<Unit, 'institutionId' | 'id' | 'version'>,
  change: Partial<Pick<Unit, 'name' | 'kind' | 'form' | 'parentId' | 'foundedOn' | 'dissolvedOn'>>,
  on: string,
): Promise<number | null> {
  const row = await tx
    .updateTable('unit')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.kind === undefined ? {} : { kind: change.kind }),
      ...(change.form === undefined ? {} : { form: change.form }),
      ...(change.parentId === undefined ? {} : { parent_id: change.parentId }),
      ...(change.foundedOn === undefined ? {} : { founded_on: change.foundedOn }),
      ...(change.dissolvedOn === undefined ? {} : { dissolved_on: change.dissolvedOn }),
      version: unit.version + 1,
    })
    .where('institution_id', '=', unit.institutionId)
    .where('id', '=', unit.id)
    .where('version', '=', unit.version)
    .returning(['version', 'code', 'founded_on as foundedOn'])
    .executeTakeFirst()
  if (row === undefined) return null
  const { name, parentId, foundedOn } = change
  if (name !== undefined || (parentId !== undefined && parentId !== null) || foundedOn !== undefined) {
    const before = await unitStages(tx, unit.institutionId, unit.id)
    const begun = before.map((stage, index) =>
      index === 0 && foundedOn !== undefined && (stage.untilOn === null || (foundedOn ?? '') <= stage.untilOn)
        ? { ...stage, fromOn: foundedOn ?? beforeRecords }
        : stage,
    )
    const least = begun[0]?.fromOn ?? beforeRecords
    const next = restage(begun, on < least ? least : on, {
      ...(name === undefined ? {} : { name }),
      ...(parentId === undefined || parentId === null ? {} : { parentId }),
    })
    if (JSON.stringify(next) !== JSON.stringify(before)) {
      await writeStages(tx, unit.institutionId, unit.id, next)
      await writeKeys(tx, [{ ...unit, code: row.code, names: next.map((stage) => stage.name) }])
    }
  }
  return row.version
}

/** Lets the row of a unit show a stage; the version stays, for nobody changed anything today. */
export async function showStage(
  tx: Tx,
  unit: Pick<Unit, 'institutionId' | 'id'>,
  stage: { readonly name: string; readonly parentId: string | null },
): Promise<void> {
  await tx
    .updateTable('unit')
    .set({ name: stage.name, parent_id: stage.parentId })
    .where('institution_id', '=', unit.institutionId)
    .where('id', '=', unit.id)
    .execute()
}

/**
 * Re-hangs a unit with all below it: the old beginning of every path is replaced by the new parent's path. What was
 * counted by place from the day `on` is told to follow.
 */
export async function rehang(
  tx: Tx,
  institutionId: string,
  unitId: string,
  oldDepth: number,
  parentPath: readonly string[],
  on: string,
  today: string,
): Promise<void> {
  await sql`
    with recursive below as (
      select id from unit where institution_id = ${institutionId} and id = ${unitId}
      union all select u.id from unit u join below b on u.above_id = b.id where u.institution_id = ${institutionId}
    )
    update unit u set path = ${sql.val([...parentPath])}::uuid[] || u.path[${oldDepth}::int:]
    from below b where u.institution_id = ${institutionId} and u.id = b.id`.execute(tx)
  await tellMoved(tx, { institutionId, unitId, on, today })
}

export type PostLine = {
  readonly institutionId: string
  readonly unitId: string
  readonly unitName: string
  readonly personId: string
  readonly personName: string
  readonly post: PostName
  readonly fromOn: string
  readonly untilOn: string | null
}

/** Posts at units or of people, current ones first. */
export async function readPosts(
  tx: Tx,
  institutionId: string,
  by: { readonly unitId?: string; readonly personIds?: readonly string[]; readonly on?: string },
): Promise<readonly PostLine[]> {
  return tx
    .selectFrom('post')
    .innerJoin('unit', (join) =>
      join.onRef('unit.institution_id', '=', 'post.institution_id').onRef('unit.id', '=', 'post.unit_id'),
    )
    .innerJoin('person', (join) =>
      join
        .onRef('person.institution_id', '=', 'post.institution_id')
        .onRef('person.id', '=', 'post.person_id'),
    )
    .select([
      'post.institution_id as institutionId',
      'post.unit_id as unitId',
      'unit.name as unitName',
      'post.person_id as personId',
      'person.name as personName',
      'post.post',
      'post.from_on as fromOn',
      'post.until_on as untilOn',
    ])
    .where('post.institution_id', '=', institutionId)
    .$if(by.unitId !== undefined, (q) => q.where('post.unit_id', '=', by.unitId ?? ''))
    .$if(by.personIds !== undefined, (q) =>
      q.where(sql<boolean>`post.person_id = any(${sql.val([...(by.personIds ?? [])])}::uuid[])`),
    )
    .$if(by.on !== undefined, (q) =>
      q
        .where('post.from_on', '<=', by.on ?? '')
        .where((where) =>
          where.or([where('post.until_on', 'is', null), where('post.until_on', '>=', by.on ?? '')]),
        ),
    )
    .orderBy(sql`post.until_on nulls first`)
    .orderBy('post.from_on')
    .execute()
}

/** The people who hold a post of the unit's committee on a day. */
export async function committeeOn(
  tx: Tx,
  institutionId: string,
  unitId: string,
  day: string,
): Promise<readonly string[]> {
  const posts = await readPosts(tx, institutionId, { unitId, on: day })
  return [...new Set(posts.filter((post) => committeePosts.includes(post.post)).map((post) => post.personId))]
}

/** The newest term of a unit with the day it ends: by its length, or by the approval of an early or late election. */
export async function readTerm(tx: Tx, institutionId: string, unitId: string) {
  const row = await tx
    .selectFrom('term')
    .select([
      'number',
      'started_on as startedOn',
      'years',
      sql<string>`(started_on + make_interval(years => years))::date`.as('regularEndsOn'),
      'approved_ends_on as approvedEndsOn',
      'approved_by as organ',
      'approval_no as documentNo',
      'approved_on as approvedOn',
      'approval_reason as reason',
    ])
    .where('institution_id', '=', institutionId)
    .where('unit_id', '=', unitId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const { approvedEndsOn, organ, documentNo, approvedOn, reason, ...term } = row
  const approval =
    organ === null || documentNo === null || approvedOn === null || reason === null
      ? null
      : { organ, documentNo, approvedOn, reason }
  return { ...term, endsOn: approvedEndsOn ?? term.regularEndsOn, approval }
}

/** The approval of an early or late election by the level above. */
export type TermApproval = {
  /** The day on which the term now ends. */
  readonly endsOn: string
  readonly organ: string
  readonly documentNo: string
  readonly approvedOn: string
  readonly reason: string
}

/** Records the approval of a term's other end; null: it ends by its length. */
export async function approveTerm(
  tx: Tx,
  institutionId: string,
  unitId: string,
  number: number,
  approval: TermApproval | null,
): Promise<void> {
  await tx
    .updateTable('term')
    .set({
      approved_ends_on: approval?.endsOn ?? null,
      approved_by: approval?.organ ?? null,
      approval_no: approval?.documentNo ?? null,
      approved_on: approval?.approvedOn ?? null,
      approval_reason: approval?.reason ?? null,
    })
    .where('institution_id', '=', institutionId)
    .where('unit_id', '=', unitId)
    .where('number', '=', number)
    .execute()
}

/** Which departments a branch covers, or which branches cover a department, today. */
export async function readCoverage(
  tx: Tx,
  institutionId: string,
  side: 'branch_id' | 'department_id',
  unitId: string,
  today: string,
) {
  const other = side === 'branch_id' ? 'department_id' : 'branch_id'
  return tx
    .selectFrom('coverage')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'coverage.institution_id')
        .onRef('unit.id', '=', `coverage.${other}`),
    )
    .select(['unit.id', 'unit.name', 'coverage.from_on as fromOn'])
    .where('coverage.institution_id', '=', institutionId)
    .where(`coverage.${side}`, '=', unitId)
    .where((where) =>
      where.or([where('coverage.until_on', 'is', null), where('coverage.until_on', '>=', today)]),
    )
    .orderBy('unit.code')
    .execute()
}

export async function readInstitution(tx: Tx, id: string) {
  return tx.selectFrom('institution').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/** All institutions, by their codes: a list of names, which no transaction's scope limits. */
export async function namedInstitutions(tx: Tx) {
  return tx.selectFrom('institution').select(['id', 'code', 'name']).orderBy('code').execute()
}

/** All institutions in or below these institutions (a commission's grant reaches every institution below it). */
export async function institutionsBelow(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('institution')
    .select('id')
    .where(sql<boolean>`path && ${sql.val([...ids])}::uuid[]`)
    .execute()
  return rows.map((row) => row.id)
}
