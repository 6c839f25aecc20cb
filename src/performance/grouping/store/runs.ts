// The grouping in the background and the one row that says what is visible, in PostgreSQL.

import type { Part } from '../../../core/columns/index.ts'
import type { Tx } from '../../../core/db.ts'
import { type Failure, mostAttempts, type RunState, silentAfterSeconds } from '../rules/run.ts'
import type { Strata } from '../rules/strata.ts'

/** What is to be grouped by what. */
export type Wanted = { readonly sourcePart: Part; readonly schemeId: string }

export type StoredRun = Wanted & {
  readonly state: RunState
  readonly attempt: number
  /** Workers that took up this same work. */
  readonly tries: number
  readonly aliveAt: string | null
  readonly done: number
  readonly total: number
  readonly failure: Failure | null
}

/** What is visible. */
export type Whole = Wanted & {
  readonly part: Part
  readonly strata: Strata
  readonly groupedAt: string
}

const columns = [
  'state',
  'source_part as sourcePart',
  'scheme_id as schemeId',
  'attempt',
  'tries',
  'alive_at as aliveAt',
  'done_count as done',
  'total_count as total',
  'failure',
] as const

export async function readRun(tx: Tx, institutionId: string): Promise<StoredRun | null> {
  const row = await tx
    .selectFrom('grouping_run')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  return (row as unknown as StoredRun | undefined) ?? null
}

export async function readWhole(tx: Tx, institutionId: string): Promise<Whole | null> {
  const row = await tx
    .selectFrom('grouping_whole')
    .select([
      'part',
      'source_part as sourcePart',
      'scheme_id as schemeId',
      'strata',
      'grouped_at as groupedAt',
    ])
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  return (row as unknown as Whole | undefined) ?? null
}

export async function haveWhole(tx: Tx, institutionIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (institutionIds.length === 0) return new Set()
  const rows = await tx
    .selectFrom('grouping_whole')
    .select('institution_id as id')
    .where('institution_id', 'in', [...institutionIds])
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/**
 * Takes the work when it is to be done and nobody else does it: answers the attempt, or null. What failed is not tried
 * again by itself; `forgetFailure` lets it be. A worker that fell silent is followed by another, `mostAttempts` times.
 */
export async function claim(
  tx: Tx,
  institutionId: string,
  wanted: Wanted,
  now: Temporal.Instant,
): Promise<number | null> {
  const begun = {
    state: 'working' as const,
    source_part: wanted.sourcePart,
    scheme_id: wanted.schemeId,
    alive_at: now.toString(),
    done_count: 0,
    total_count: 0,
    failure: null,
    started_at: now.toString(),
    ended_at: null,
  }
  const first = await tx
    .insertInto('grouping_run')
    .values({ institution_id: institutionId, attempt: 1, ...begun })
    .onConflict((conflict) => conflict.column('institution_id').doNothing())
    .executeTakeFirst()
  if ((first.numInsertedOrUpdatedRows ?? 0n) > 0n) return 1
  const row = (await tx
    .selectFrom('grouping_run')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .forUpdate()
    .executeTakeFirst()) as unknown as StoredRun | undefined
  if (row === undefined) return null
  const same = row.sourcePart === wanted.sourcePart && row.schemeId === wanted.schemeId
  if (row.state === 'working' && row.aliveAt !== null) {
    const silent = now.subtract({ seconds: silentAfterSeconds })
    if (Temporal.Instant.compare(Temporal.Instant.from(row.aliveAt), silent) >= 0) return null
  }
  if (row.state === 'failed' && same) return null
  const died = row.state === 'working' && same
  if (died && row.tries >= mostAttempts) {
    await endRun(tx, institutionId, row.attempt, 'failed', now, 'interrupted')
    return null
  }
  // The number never goes back: a worker of before must not take itself for the present one.
  const attempt = row.attempt + 1
  await tx
    .updateTable('grouping_run')
    .set({ ...begun, attempt, tries: died ? row.tries + 1 : 1 })
    .where('institution_id', '=', institutionId)
    .execute()
  return attempt
}

/** Shows that the worker lives, and how far it is. False when the work is no longer its own. */
export async function beat(
  tx: Tx,
  institutionId: string,
  attempt: number,
  now: Temporal.Instant,
  progress: { readonly done: number; readonly total: number } | null,
): Promise<boolean> {
  const done = await tx
    .updateTable('grouping_run')
    .set({
      alive_at: now.toString(),
      ...(progress === null ? {} : { done_count: progress.done, total_count: progress.total }),
    })
    .where('institution_id', '=', institutionId)
    .where('attempt', '=', attempt)
    .where('state', '=', 'working')
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Ends an attempt; false when it was no longer the present one, and then nothing is to be made visible. */
export async function endRun(
  tx: Tx,
  institutionId: string,
  attempt: number,
  state: 'done' | 'failed',
  now: Temporal.Instant,
  failure: Failure | null = null,
): Promise<boolean> {
  const done = await tx
    .updateTable('grouping_run')
    .set({ state, failure, alive_at: null, ended_at: now.toString() })
    .where('institution_id', '=', institutionId)
    .where('attempt', '=', attempt)
    .where('state', '=', 'working')
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Gives the work back, so that the next start takes it up. */
export async function releaseRun(tx: Tx, institutionId: string, attempt: number): Promise<void> {
  await tx
    .updateTable('grouping_run')
    .set({ alive_at: null, tries: 0 })
    .where('institution_id', '=', institutionId)
    .where('attempt', '=', attempt)
    .where('state', '=', 'working')
    .execute()
}

/** Forgets a failure: the same work is tried again. */
export async function forgetFailure(tx: Tx, institutionId: string): Promise<void> {
  await tx
    .updateTable('grouping_run')
    .set({ state: 'done', failure: null })
    .where('institution_id', '=', institutionId)
    .where('state', '=', 'failed')
    .execute()
}

/** Makes the groups visible, all at once, when this commits. */
export async function setWhole(tx: Tx, institutionId: string, whole: Whole): Promise<void> {
  const row = {
    part: whole.part,
    source_part: whole.sourcePart,
    scheme_id: whole.schemeId,
    strata: JSON.stringify(whole.strata),
    grouped_at: whole.groupedAt,
  }
  await tx
    .insertInto('grouping_whole')
    .values({ institution_id: institutionId, ...row })
    .onConflict((conflict) => conflict.column('institution_id').doUpdateSet(row))
    .execute()
}

/** Nothing is published any more: nothing is grouped. */
export async function clearWhole(tx: Tx, institutionId: string): Promise<void> {
  await tx.deleteFrom('grouping_whole').where('institution_id', '=', institutionId).execute()
}
