// SQL of theme schemes: the schemes that concern a unit with all their versions, and every change of one.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import type { Part, PartKind, SchemePeriod, Version } from '../rules.ts'

export type StoredVersion = Version & { readonly publishedAt: string | null }
export type StoredScheme = {
  readonly institutionId: string
  readonly id: string
  readonly unitId: string
  readonly unitName: string
  readonly unitPath: readonly string[]
  readonly name: string
  readonly source: string
  readonly kinds: readonly string[]
  readonly endedOn: string | null
  readonly version: number
  /** By number: the oldest first, a draft last. */
  readonly versions: readonly StoredVersion[]
}

/** The unit that owns a scheme. */
export async function locateScheme(tx: Tx, id: string): Promise<UnitRef | null> {
  const row = await tx
    .selectFrom('theme_scheme')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'theme_scheme.institution_id')
        .onRef('unit.id', '=', 'theme_scheme.unit_id'),
    )
    .select(['unit.institution_id as institutionId', 'unit.id', 'unit.kind', 'unit.path'])
    .where('theme_scheme.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** Schemes with the units that own them, without their versions. */
const schemesWithUnits = (tx: Tx) =>
  tx
    .selectFrom('theme_scheme')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'theme_scheme.institution_id')
        .onRef('unit.id', '=', 'theme_scheme.unit_id'),
    )
    .select([
      'theme_scheme.institution_id as institutionId',
      'theme_scheme.id',
      'theme_scheme.unit_id as unitId',
      'unit.name as unitName',
      'unit.path as unitPath',
      'theme_scheme.name',
      'theme_scheme.source',
      'theme_scheme.kinds',
      'theme_scheme.ended_on as endedOn',
      'theme_scheme.version',
    ])

/** Reads the schemes owned by the units of a path (they hold at its end), and, if asked, those owned below its end. */
export async function readSchemes(
  tx: Tx,
  path: readonly string[],
  more: { readonly below?: boolean } = {},
): Promise<readonly StoredScheme[]> {
  const rows = await schemesWithUnits(tx)
    .where((where) =>
      where.or([
        sql<boolean>`theme_scheme.unit_id = any(${sql.val([...path])}::uuid[])`,
        ...(more.below === true ? [sql<boolean>`unit.path @> array[${path.at(-1)}]::uuid[]`] : []),
      ]),
    )
    .orderBy(sql`cardinality(unit.path)`)
    .orderBy('unit.code')
    .orderBy('theme_scheme.id')
    .execute()
  return withVersions(tx, rows)
}

/** Reads one scheme and holds it until the transaction ends. */
export async function lockScheme(tx: Tx, institutionId: string, id: string): Promise<StoredScheme> {
  const row = await schemesWithUnits(tx)
    .where('theme_scheme.institution_id', '=', institutionId)
    .where('theme_scheme.id', '=', id)
    .forUpdate('theme_scheme')
    .executeTakeFirstOrThrow()
  const [scheme] = await withVersions(tx, [row])
  if (scheme === undefined) throw new Error('A locked scheme is gone')
  return scheme
}

async function withVersions(
  tx: Tx,
  rows: readonly Omit<StoredScheme, 'versions'>[],
): Promise<readonly StoredScheme[]> {
  if (rows.length === 0) return []
  const ids = sql<boolean>`scheme_id = any(${sql.val(rows.map((row) => row.id))}::uuid[])`
  const versions = await tx
    .selectFrom('theme_version')
    .select([
      'scheme_id as schemeId',
      'number',
      sql<SchemePeriod>`every`.as('every'),
      'note',
      'from_on as fromOn',
      'published_at as publishedAt',
    ])
    .where(ids)
    .orderBy('number')
    .execute()
  const parts = await tx
    .selectFrom('theme_part')
    .select([
      'scheme_id as schemeId',
      'number',
      'id',
      sql<PartKind>`kind`.as('kind'),
      'name',
      'minimum',
      'explanation',
    ])
    .where(ids)
    .orderBy('position')
    .execute()
  const key = (row: { schemeId: string; number: number }): string => `${row.schemeId} ${row.number}`
  const partsOf = Map.groupBy(parts, key)
  const versionsOf = Map.groupBy(versions, (row) => row.schemeId)
  return rows.map((row) => ({
    ...row,
    versions: (versionsOf.get(row.id) ?? []).map(({ schemeId, ...version }) => ({
      ...version,
      parts: (partsOf.get(key({ schemeId, number: version.number })) ?? []).map(
        ({ schemeId: _, number: _number, ...part }) => part,
      ),
    })),
  }))
}

/** Begins a scheme with its first draft; answers its id. */
export async function insertScheme(
  tx: Tx,
  scheme: Pick<StoredScheme, 'institutionId' | 'unitId' | 'name' | 'source' | 'kinds'>,
  draft: Pick<Version, 'every' | 'note'> & { readonly parts: readonly Omit<Part, 'id'>[] },
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('theme_scheme')
    .values({
      institution_id: scheme.institutionId,
      id,
      unit_id: scheme.unitId,
      name: scheme.name,
      source: scheme.source,
      kinds: [...scheme.kinds],
    })
    .execute()
  const parts = draft.parts.map((part) => ({ ...part, id: newId() }))
  await writeDraft(tx, { institutionId: scheme.institutionId, id }, 1, { ...draft, parts })
  return id
}

type Key = Pick<StoredScheme, 'institutionId' | 'id'>

/** Writes the draft with this number anew. */
export async function writeDraft(
  tx: Tx,
  scheme: Key,
  number: number,
  draft: Pick<Version, 'every' | 'note' | 'parts'>,
): Promise<void> {
  const key = { institution_id: scheme.institutionId, scheme_id: scheme.id, number }
  await dropVersion(tx, scheme, number)
  await tx
    .insertInto('theme_version')
    .values({ ...key, every: draft.every, note: draft.note })
    .execute()
  if (draft.parts.length === 0) return
  await tx
    .insertInto('theme_part')
    .values(draft.parts.map((part, index) => ({ ...key, ...part, position: index + 1 })))
    .execute()
}

export async function dropVersion(tx: Tx, scheme: Key, number: number): Promise<void> {
  await tx
    .deleteFrom('theme_version')
    .where('institution_id', '=', scheme.institutionId)
    .where('scheme_id', '=', scheme.id)
    .where('number', '=', number)
    .execute()
}

export async function dropScheme(tx: Tx, scheme: Key): Promise<void> {
  await tx
    .deleteFrom('theme_scheme')
    .where('institution_id', '=', scheme.institutionId)
    .where('id', '=', scheme.id)
    .execute()
}

/** Brings a version into force from a day on, or (null) takes it back to a draft. */
export async function dateVersion(
  tx: Tx,
  scheme: Key,
  number: number,
  published: { readonly fromOn: string; readonly at: string; readonly by: string } | null,
): Promise<void> {
  await tx
    .updateTable('theme_version')
    .set({
      from_on: published?.fromOn ?? null,
      published_at: published?.at ?? null,
      published_by: published?.by ?? null,
    })
    .where('institution_id', '=', scheme.institutionId)
    .where('scheme_id', '=', scheme.id)
    .where('number', '=', number)
    .execute()
}

/** Changes a locked scheme and counts its version on; answers the new version. */
export async function changeScheme(
  tx: Tx,
  scheme: Key & Pick<StoredScheme, 'version'>,
  change: Partial<Pick<StoredScheme, 'name' | 'source' | 'kinds' | 'endedOn'>> = {},
): Promise<number> {
  const row = await tx
    .updateTable('theme_scheme')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.source === undefined ? {} : { source: change.source }),
      ...(change.kinds === undefined ? {} : { kinds: [...change.kinds] }),
      ...(change.endedOn === undefined ? {} : { ended_on: change.endedOn }),
      version: scheme.version + 1,
    })
    .where('institution_id', '=', scheme.institutionId)
    .where('id', '=', scheme.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}
