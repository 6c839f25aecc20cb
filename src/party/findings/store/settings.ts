// SQL of what an institution settles for itself where the text names no number.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { noThresholds, type Thresholds } from '../rules.ts'

export type Settings = Thresholds & { readonly version: number }

const columns = [
  'institution_id as institutionId',
  sql<'hubei' | null>`province`.as('province'),
  'groups_from as groupsFrom',
  'weak_from as weakFrom',
  'absences_from as absencesFrom',
  'version',
] as const

/** The settings of every institution in scope that has any. */
export async function allSettings(tx: Tx): Promise<ReadonlyMap<string, Thresholds>> {
  const rows = await tx.selectFrom('finding_setting').select(columns).execute()
  return new Map(rows.map((row) => [row.institutionId, row]))
}

/** Version 0 where nothing was settled yet. */
export async function readSettings(tx: Tx, institutionId: string): Promise<Settings> {
  const row = await tx
    .selectFrom('finding_setting')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  if (row === undefined) return { ...noThresholds, version: 0 }
  const { institutionId: _, ...settings } = row
  return settings
}

/** Saves if nobody changed it since `version`; answers the new version, or null when it is stale. */
export async function writeSettings(
  tx: Tx,
  institutionId: string,
  { version, ...settings }: Settings,
): Promise<number | null> {
  const result = await sql<{ version: number }>`
    insert into finding_setting as s (institution_id, province, groups_from, weak_from, absences_from)
    values (${institutionId}, ${settings.province}, ${settings.groupsFrom}, ${settings.weakFrom}, ${settings.absencesFrom})
    on conflict (institution_id) do update set province = excluded.province, groups_from = excluded.groups_from,
      weak_from = excluded.weak_from, absences_from = excluded.absences_from, version = s.version + 1
    where s.version = ${version}
    returning version`.execute(tx)
  return result.rows[0]?.version ?? null
}
