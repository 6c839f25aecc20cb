// SQL of indicators: yearly figures, targets, the smallest base shown, the editable scheme.

import { sql } from 'kysely'
import type { Tx } from '../../core/db.ts'
import type { FigureId } from './rules/figures.ts'
import type { SchemeRow } from './rules/quality.ts'

export type FigureKey = { readonly institutionId: string; readonly year: number; readonly figure: FigureId }
export type FigureEntry = FigureKey & {
  /** In the smallest unit; null for a result in words. */
  readonly value: number | null
  readonly words: string | null
  readonly source: string
}
export type StoredFigure = FigureEntry & {
  readonly version: number
  readonly enteredBy: string
  readonly enteredAt: string
}
/** Who entered it, and when; nobody where a workbook brought it, whose run says who. */
export type Entering = { readonly by: string | null; readonly byName: string; readonly at: string }

function figures(tx: Tx) {
  return tx
    .selectFrom('yearly_figure')
    .select([
      'institution_id as institutionId',
      'year',
      sql<FigureId>`figure`.as('figure'),
      'value',
      'words',
      'source',
      'version',
      'entered_by_name as enteredBy',
      'entered_at as enteredAt',
    ])
}

/** The yearly figures of an institution between two years, both included. */
export async function readFigures(
  tx: Tx,
  institutionId: string,
  from: number,
  to: number,
): Promise<readonly StoredFigure[]> {
  return figures(tx)
    .where('institution_id', '=', institutionId)
    .where('year', '>=', from)
    .where('year', '<=', to)
    .execute()
}

/** All yearly figures of these institutions, by institution, the newest year first. */
export async function readAllFigures(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<readonly StoredFigure[]> {
  return figures(tx)
    .where(sql<boolean>`institution_id = any(${sql.val([...institutionIds])}::uuid[])`)
    .orderBy('institution_id')
    .orderBy('year', 'desc')
    .orderBy('figure')
    .execute()
}

export async function findFigure(tx: Tx, key: FigureKey): Promise<StoredFigure | null> {
  const row = await figures(tx)
    .where('institution_id', '=', key.institutionId)
    .where('year', '=', key.year)
    .where('figure', '=', key.figure)
    .executeTakeFirst()
  return row ?? null
}

const figureColumns = ({ value, words, source }: FigureEntry, entering: Entering) => ({
  value,
  words,
  source,
  entered_by: entering.by,
  entered_by_name: entering.byName,
  entered_at: entering.at,
})

/** Enters figures that do not exist yet; one that does is the database's error 23505. */
export async function insertFigures(
  tx: Tx,
  entries: readonly FigureEntry[],
  entering: Entering,
): Promise<void> {
  for (let at = 0; at < entries.length; at += 500) {
    const rows = entries.slice(at, at + 500).map((entry) => ({
      institution_id: entry.institutionId,
      year: entry.year,
      figure: entry.figure,
      ...figureColumns(entry, entering),
    }))
    await tx.insertInto('yearly_figure').values(rows).execute()
  }
}

/** Changes a figure if nobody changed it since `version`; the new version, or null when it is stale. */
export async function changeFigure(
  tx: Tx,
  entry: FigureEntry,
  version: number,
  entering: Entering,
): Promise<number | null> {
  const row = await tx
    .updateTable('yearly_figure')
    .set({ ...figureColumns(entry, entering), version: version + 1 })
    .where('institution_id', '=', entry.institutionId)
    .where('year', '=', entry.year)
    .where('figure', '=', entry.figure)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}

/** Takes a figure out again if nobody changed it since `version`; false when it is stale. */
export async function removeFigure(tx: Tx, key: FigureKey, version: number): Promise<boolean> {
  const row = await tx
    .deleteFrom('yearly_figure')
    .where('institution_id', '=', key.institutionId)
    .where('year', '=', key.year)
    .where('figure', '=', key.figure)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return row !== undefined
}

export type Target = { readonly target: number; readonly version: number }

/** The targets of a year, by indicator. */
export async function readTargets(
  tx: Tx,
  institutionId: string,
  year: number,
): Promise<ReadonlyMap<string, Target>> {
  const rows = await tx
    .selectFrom('indicator_target')
    .select(['indicator', 'target', 'version'])
    .where('institution_id', '=', institutionId)
    .where('year', '=', year)
    .execute()
  return new Map(rows.map(({ indicator, target, version }) => [indicator, { target, version }]))
}

/** Sets, changes (`version` of what is there) or takes away (target null) a target; null when it is stale. */
export async function writeTarget(
  tx: Tx,
  key: { readonly institutionId: string; readonly indicator: string; readonly year: number },
  target: number | null,
  version: number | null,
): Promise<number | null> {
  if (version === null) {
    if (target === null) return null
    await tx
      .insertInto('indicator_target')
      .values({ institution_id: key.institutionId, indicator: key.indicator, year: key.year, target })
      .execute()
    return 1
  }
  if (target === null) {
    const gone = await tx
      .deleteFrom('indicator_target')
      .where('institution_id', '=', key.institutionId)
      .where('indicator', '=', key.indicator)
      .where('year', '=', key.year)
      .where('version', '=', version)
      .returning('version')
      .executeTakeFirst()
    return gone === undefined ? null : 0
  }
  const row = await tx
    .updateTable('indicator_target')
    .set({ target, version: version + 1 })
    .where('institution_id', '=', key.institutionId)
    .where('indicator', '=', key.indicator)
    .where('year', '=', key.year)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}

/** The institution's own smallest base; null where it set none. */
export async function readSetting(
  tx: Tx,
  institutionId: string,
): Promise<{ readonly smallestShown: number; readonly version: number } | null> {
  const row = await tx
    .selectFrom('indicator_setting')
    .select(['smallest_shown as smallestShown', 'version'])
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  return row ?? null
}

/** Sets the smallest base shown; null when it is stale. */
export async function writeSetting(
  tx: Tx,
  institutionId: string,
  smallestShown: number,
  version: number | null,
): Promise<number | null> {
  if (version === null) {
    await tx
      .insertInto('indicator_setting')
      .values({ institution_id: institutionId, smallest_shown: smallestShown })
      .execute()
    return 1
  }
  const row = await tx
    .updateTable('indicator_setting')
    .set({ smallest_shown: smallestShown, version: version + 1 })
    .where('institution_id', '=', institutionId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}

export type StoredScheme = {
  readonly rows: readonly SchemeRow[]
  readonly source: string
  readonly version: number
}

/** The institution's own scheme of high-quality development; null where it uses the proposal. */
export async function readScheme(tx: Tx, institutionId: string): Promise<StoredScheme | null> {
  const row = await tx
    .selectFrom('quality_scheme')
    .select(['rows', 'source', 'version'])
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  return row === undefined ? null : { ...row, rows: row.rows as unknown as readonly SchemeRow[] }
}

/** Saves the scheme; null when it is stale. */
export async function writeScheme(
  tx: Tx,
  institutionId: string,
  scheme: { readonly rows: readonly SchemeRow[]; readonly source: string },
  version: number | null,
): Promise<number | null> {
  const rows = JSON.stringify(scheme.rows)
  if (version === null) {
    await tx
      .insertInto('quality_scheme')
      .values({ institution_id: institutionId, rows, source: scheme.source })
      .execute()
    return 1
  }
  const row = await tx
    .updateTable('quality_scheme')
    .set({ rows, source: scheme.source, version: version + 1 })
    .where('institution_id', '=', institutionId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}
