// SQL of hospital figures: assessment results and yearly workload, each read with what was entered for the year before.

import { sql } from 'kysely'
import type { Tx } from '../../core/db.ts'
import type { Assessment, Dimension, WorkloadItem } from './rules.ts'

/** What identifies a result: one assessment may rank a hospital in several groups. */
export type ResultKey = {
  readonly institutionId: string
  readonly year: number
  readonly assessment: Assessment
  readonly peerGroup: string | null
}
export type ResultEntry = ResultKey & { readonly [D in Dimension]: number | null } & {
  readonly publishedOn: string | null
  readonly score: number | null
  readonly scoreChange: number | null
  readonly rank: number | null
  readonly rankChange: number | null
  readonly groupSize: number | null
  readonly grade: string | null
  readonly gradeBefore: string | null
  readonly source: string
}
export type StoredResult = ResultEntry & {
  readonly version: number
  /** As entered for the year before; null where nothing was. */
  readonly enteredScore: number | null
  readonly enteredRank: number | null
  readonly enteredGrade: string | null
}

export type WorkloadEntry = {
  readonly institutionId: string
  readonly year: number
  readonly item: WorkloadItem
  readonly value: number
  readonly growthPercent: number | null
  readonly source: string
}
export type StoredWorkload = WorkloadEntry & {
  readonly version: number
  readonly enteredValue: number | null
}

const among = (column: string, ids: readonly string[]) =>
  sql<boolean>`${sql.ref(column)} = any(${sql.val([...ids])}::uuid[])`

// A key has no null: a group that the source does not name is stored as an empty one.
const groupOrNull = sql<string | null>`nullif(r.peer_group, '')`

function results(tx: Tx) {
  return tx
    .selectFrom('assessment_result as r')
    .leftJoin('assessment_result as p', (join) =>
      join
        .onRef('p.institution_id', '=', 'r.institution_id')
        .onRef('p.assessment', '=', 'r.assessment')
        .onRef('p.peer_group', '=', 'r.peer_group')
        .on((on) => on('p.year', '=', on('r.year', '-', 1))),
    )
    .select([
      'r.institution_id as institutionId',
      'r.year',
      'r.assessment',
      groupOrNull.as('peerGroup'),
      'r.published_on as publishedOn',
      'r.score_quality as scoreQuality',
      'r.score_efficiency as scoreEfficiency',
      'r.score_development as scoreDevelopment',
      'r.score_satisfaction as scoreSatisfaction',
      'r.score',
      'r.score_change as scoreChange',
      'r.rank',
      'r.rank_change as rankChange',
      'r.group_size as groupSize',
      'r.grade',
      'r.grade_before as gradeBefore',
      'r.source',
      'r.version',
      'p.score as enteredScore',
      'p.rank as enteredRank',
      'p.grade as enteredGrade',
    ])
}

function workloads(tx: Tx) {
  return tx
    .selectFrom('workload as w')
    .leftJoin('workload as p', (join) =>
      join
        .onRef('p.institution_id', '=', 'w.institution_id')
        .onRef('p.item', '=', 'w.item')
        .on((on) => on('p.year', '=', on('w.year', '-', 1))),
    )
    .select([
      'w.institution_id as institutionId',
      'w.year',
      'w.item',
      'w.value',
      'w.growth_percent as growthPercent',
      'w.source',
      'w.version',
      'p.value as enteredValue',
    ])
}

// The order of the closed lists: national before provincial, visits before operations.
const byAssessment = sql`array_position(array['national_tertiary', 'national_tertiary_monitored', 'provincial_tertiary', 'provincial_monitored', 'own'], r.assessment)`
// Of several groups the largest one stands first, those of unknown size last.
const largestGroup = sql`r.group_size desc nulls last`
const byItem = sql`array_position(array['visits', 'discharges', 'operations', 'satisfaction'], w.item)`

/** All results of these institutions; of each institution the newest year first. */
export async function readResults(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<readonly StoredResult[]> {
  return results(tx)
    .where(among('r.institution_id', institutionIds))
    .orderBy('r.institution_id')
    .orderBy('r.year', 'desc')
    .orderBy(byAssessment)
    .orderBy(largestGroup)
    .orderBy('r.peer_group')
    .execute()
}

/** One result per institution: the newest national one, or the newest of all where there is no national one. */
export async function readNewest(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<ReadonlyMap<string, StoredResult>> {
  const rows = await results(tx)
    .distinctOn('r.institution_id')
    .where(among('r.institution_id', institutionIds))
    .orderBy('r.institution_id')
    .orderBy(sql`r.assessment in ('national_tertiary', 'national_tertiary_monitored')`, 'desc')
    .orderBy('r.year', 'desc')
    .orderBy(byAssessment)
    .orderBy(largestGroup)
    .orderBy('r.peer_group')
    .execute()
  return new Map(rows.map((row) => [row.institutionId, row]))
}

/** The level of these institutions as entered (三级甲等); `institution` is a reference table of the floor. */
export async function readLevels(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tx
    .selectFrom('institution')
    .select(['id', 'level'])
    .where(among('id', institutionIds))
    .execute()
  return new Map(rows.map((row) => [row.id, row.level]))
}

export async function findResult(tx: Tx, key: ResultKey): Promise<StoredResult | null> {
  const row = await results(tx)
    .where('r.institution_id', '=', key.institutionId)
    .where('r.year', '=', key.year)
    .where('r.assessment', '=', key.assessment)
    .where('r.peer_group', '=', key.peerGroup ?? '')
    .executeTakeFirst()
  return row ?? null
}

const resultColumns = (entry: ResultEntry) => ({
  peer_group: entry.peerGroup ?? '',
  published_on: entry.publishedOn,
  score_quality: entry.scoreQuality,
  score_efficiency: entry.scoreEfficiency,
  score_development: entry.scoreDevelopment,
  score_satisfaction: entry.scoreSatisfaction,
  score: entry.score,
  score_change: entry.scoreChange,
  rank: entry.rank,
  rank_change: entry.rankChange,
  group_size: entry.groupSize,
  grade: entry.grade,
  grade_before: entry.gradeBefore,
  source: entry.source,
})

/** Enters results that do not exist yet. */
export async function insertResults(tx: Tx, entries: readonly ResultEntry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += 500) {
    const rows = entries.slice(at, at + 500).map((entry) => ({
      institution_id: entry.institutionId,
      year: entry.year,
      assessment: entry.assessment,
      ...resultColumns(entry),
    }))
    await tx.insertInto('assessment_result').values(rows).execute()
  }
}

/**
 * Changes a result if nobody changed it since `version`; answers the new version, or null when it is stale. A group
 * that was named otherwise is given as `formerGroup`; a result that the new group has already is error 23505.
 */
export async function changeResult(
  tx: Tx,
  entry: ResultEntry,
  version: number,
  formerGroup: string | null = entry.peerGroup,
): Promise<number | null> {
  const row = await tx
    .updateTable('assessment_result')
    .set({ ...resultColumns(entry), version: version + 1 })
    .where('institution_id', '=', entry.institutionId)
    .where('year', '=', entry.year)
    .where('assessment', '=', entry.assessment)
    .where('peer_group', '=', formerGroup ?? '')
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}

/** Removes a result; false when it is not there in this version. */
export async function deleteResult(tx: Tx, key: ResultKey, version: number): Promise<boolean> {
  const gone = await tx
    .deleteFrom('assessment_result')
    .where('institution_id', '=', key.institutionId)
    .where('year', '=', key.year)
    .where('assessment', '=', key.assessment)
    .where('peer_group', '=', key.peerGroup ?? '')
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return gone !== undefined
}

/** All workload of these institutions; of each institution the newest year first. */
export async function readWorkload(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<readonly StoredWorkload[]> {
  return workloads(tx)
    .where(among('w.institution_id', institutionIds))
    .orderBy('w.institution_id')
    .orderBy('w.year', 'desc')
    .orderBy(byItem)
    .execute()
}

export async function findWorkload(
  tx: Tx,
  key: Pick<WorkloadEntry, 'institutionId' | 'year' | 'item'>,
): Promise<StoredWorkload | null> {
  const row = await workloads(tx)
    .where('w.institution_id', '=', key.institutionId)
    .where('w.year', '=', key.year)
    .where('w.item', '=', key.item)
    .executeTakeFirst()
  return row ?? null
}

const workloadColumns = (entry: WorkloadEntry) => ({
  value: entry.value,
  growth_percent: entry.growthPercent,
  source: entry.source,
})

/** Enters yearly figures that do not exist yet. */
export async function insertWorkload(tx: Tx, entries: readonly WorkloadEntry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += 500) {
    const rows = entries.slice(at, at + 500).map((entry) => ({
      institution_id: entry.institutionId,
      year: entry.year,
      item: entry.item,
      ...workloadColumns(entry),
    }))
    await tx.insertInto('workload').values(rows).execute()
  }
}

/** Changes a yearly figure if nobody changed it since `version`; the new version, or null when it is stale. */
export async function changeWorkload(tx: Tx, entry: WorkloadEntry, version: number): Promise<number | null> {
  const row = await tx
    .updateTable('workload')
    .set({ ...workloadColumns(entry), version: version + 1 })
    .where('institution_id', '=', entry.institutionId)
    .where('year', '=', entry.year)
    .where('item', '=', entry.item)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}
