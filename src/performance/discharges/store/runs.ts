// The imports and the one row that says what is published, in PostgreSQL.

import type { Tx } from '../../../core/db.ts'
import type { Outcome } from '../contract.ts'
import type { Encoding } from '../file/encoding.ts'
import type { Mapping } from '../file/layout.ts'
import {
  mostAttempts,
  type RunState,
  silentAfterSeconds,
  uploadEndsAfterHours,
  workStates,
} from '../rules/run.ts'

export type StoredRun = {
  readonly id: string
  readonly state: RunState
  readonly fileName: string
  readonly size: number
  readonly uploaded: number
  readonly edition: string
  readonly encoding: Encoding | null
  readonly mapping: Mapping
  readonly cancel: boolean
  readonly attempt: number
  readonly readBytes: number
  readonly rowCount: number
  readonly badCount: number
  readonly outcome: Outcome | null
  readonly failure: { readonly reason: string; readonly columns: readonly string[] } | null
  readonly sequence: number | null
  readonly startedBy: string
  readonly startedAt: string
  readonly publishedAt: string | null
  readonly endedAt: string | null
}

const columns = [
  'id',
  'state',
  'file_name as fileName',
  'size',
  'uploaded',
  'edition',
  'encoding',
  'mapping',
  'cancel',
  'attempt',
  'read_bytes as readBytes',
  'row_count as rowCount',
  'bad_count as badCount',
  'outcome',
  'failure',
  'sequence',
  'started_by as startedBy',
  'started_at as startedAt',
  'published_at as publishedAt',
  'ended_at as endedAt',
] as const

/** Begins an import; the database refuses a second active one (23505). */
export async function insertRun(
  tx: Tx,
  institutionId: string,
  run: {
    readonly id: string
    readonly fileName: string
    readonly size: number
    readonly edition: string
    readonly encoding: Encoding | null
    readonly mapping: Mapping
    readonly startedBy: string
    readonly startedAt: string
  },
): Promise<void> {
  await tx
    .insertInto('discharge_run')
    .values({
      institution_id: institutionId,
      id: run.id,
      state: 'uploading',
      file_name: run.fileName,
      size: run.size,
      edition: run.edition,
      encoding: run.encoding,
      mapping: JSON.stringify(run.mapping),
      started_by: run.startedBy,
      started_at: run.startedAt,
    })
    .execute()
}

export async function findRun(tx: Tx, institutionId: string, id: string): Promise<StoredRun | null> {
  const row = await tx
    .selectFrom('discharge_run')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirst()
  return (row as unknown as StoredRun | undefined) ?? null
}

/** The same, held until the transaction ends. */
export async function lockRun(tx: Tx, institutionId: string, id: string): Promise<StoredRun | null> {
  const row = await tx
    .selectFrom('discharge_run')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return (row as unknown as StoredRun | undefined) ?? null
}

export async function findActive(tx: Tx, institutionId: string): Promise<StoredRun | null> {
  const row = await tx
    .selectFrom('discharge_run')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('state', 'in', ['uploading', 'waiting', 'checking', 'checked', 'publishing', 'rolling_back'])
    .executeTakeFirst()
  return (row as unknown as StoredRun | undefined) ?? null
}

export async function listRuns(tx: Tx, institutionId: string): Promise<readonly StoredRun[]> {
  const rows = await tx
    .selectFrom('discharge_run')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .orderBy('started_at', 'desc')
    .limit(200)
    .execute()
  return rows as unknown as readonly StoredRun[]
}

/** The names of those who began the imports. */
export async function namesOf(tx: Tx, institutionId: string, accountIds: readonly string[]) {
  if (accountIds.length === 0) return new Map<string, string>()
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'display_name as name'])
    .where('institution_id', '=', institutionId)
    .where('id', 'in', [...accountIds])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export async function setUploaded(
  tx: Tx,
  institutionId: string,
  id: string,
  uploaded: number,
): Promise<void> {
  await tx
    .updateTable('discharge_run')
    .set({ uploaded })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .where('state', '=', 'uploading')
    .execute()
}

export type Moved = {
  readonly cancel?: boolean
  readonly alive_at?: string | null
  readonly attempt?: number
  readonly outcome?: string
  readonly edition?: string
  readonly failure?: string
  readonly sequence?: number
  readonly checked_at?: string
  readonly published_at?: string
  readonly published_by?: string
  readonly ended_at?: string
}

/** Moves an import on, if it still is where it was thought to be. Answers whether it was. */
export async function moveRun(
  tx: Tx,
  institutionId: string,
  id: string,
  from: readonly RunState[],
  to: RunState,
  more: Moved = {},
  attempt: number | null = null,
): Promise<boolean> {
  let query = tx
    .updateTable('discharge_run')
    .set({ state: to, ...more })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .where('state', 'in', [...from])
  if (attempt !== null) query = query.where('attempt', '=', attempt)
  const done = await query.executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Asks the worker of a running check to stop. */
export async function askToCancel(tx: Tx, institutionId: string, id: string): Promise<void> {
  await tx
    .updateTable('discharge_run')
    .set({ cancel: true })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

const silent = (now: Temporal.Instant): string => now.subtract({ seconds: silentAfterSeconds }).toString()

/** Takes an import that waits for a worker, or whose worker fell silent; null when somebody else has it. */
export async function claimRun(
  tx: Tx,
  institutionId: string,
  id: string,
  now: Temporal.Instant,
): Promise<StoredRun | null> {
  const row = await tx
    .updateTable('discharge_run')
    .set((build) => ({ attempt: build('attempt', '+', 1), alive_at: now.toString() }))
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .where('state', 'in', [...workStates])
    .where((build) => build.or([build('alive_at', 'is', null), build('alive_at', '<', silent(now))]))
    .returning(columns)
    .executeTakeFirst()
  return (row as unknown as StoredRun | undefined) ?? null
}

/** Shows that the worker lives, and how far it is. Answers null when the import is no longer its own. */
export async function beat(
  tx: Tx,
  institutionId: string,
  run: { readonly id: string; readonly attempt: number },
  now: Temporal.Instant,
  progress: { readonly readBytes: number; readonly rows: number; readonly bad: number } | null,
): Promise<{ readonly cancel: boolean } | null> {
  const row = await tx
    .updateTable('discharge_run')
    .set({
      alive_at: now.toString(),
      ...(progress === null
        ? {}
        : { read_bytes: progress.readBytes, row_count: progress.rows, bad_count: progress.bad }),
    })
    .where('institution_id', '=', institutionId)
    .where('id', '=', run.id)
    .where('attempt', '=', run.attempt)
    .where('state', 'in', [...workStates])
    .returning('cancel')
    .executeTakeFirst()
  return row ?? null
}

/** Imports that a worker should look at: waiting, silent, or an upload that was left alone. */
export async function lookFor(tx: Tx, institutionId: string, now: Temporal.Instant) {
  const work = await tx
    .selectFrom('discharge_run')
    .select(['id', 'attempt'])
    .where('institution_id', '=', institutionId)
    .where('state', 'in', [...workStates])
    .where((build) => build.or([build('alive_at', 'is', null), build('alive_at', '<', silent(now))]))
    .execute()
  const left = await tx
    .selectFrom('discharge_run')
    .select('id')
    .where('institution_id', '=', institutionId)
    .where('state', '=', 'uploading')
    .where('started_at', '<', now.subtract({ hours: uploadEndsAfterHours }).toString())
    .execute()
  return {
    work: work.filter(({ attempt }) => attempt < mostAttempts).map(({ id }) => id),
    hopeless: work.filter(({ attempt }) => attempt >= mostAttempts).map(({ id }) => id),
    left: left.map(({ id }) => id),
  }
}

export type Whole = {
  readonly part: string | null
  readonly sequence: number
  readonly organisation: string | null
}

export async function readWhole(tx: Tx, institutionId: string): Promise<Whole> {
  const row = await tx
    .selectFrom('discharge_whole')
    .select(['part', 'sequence', 'organisation'])
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  return row ?? { part: null, sequence: 0, organisation: null }
}

/** Publishes: everybody sees the new whole when this commits. */
export async function setWhole(tx: Tx, institutionId: string, whole: Whole): Promise<void> {
  await tx
    .insertInto('discharge_whole')
    .values({ institution_id: institutionId, ...whole })
    .onConflict((conflict) => conflict.column('institution_id').doUpdateSet(whole))
    .execute()
}

/** The published imports in their order, each with the attempt whose parts count. */
export async function publishedRuns(tx: Tx, institutionId: string): Promise<readonly StoredRun[]> {
  const rows = await tx
    .selectFrom('discharge_run')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('state', '=', 'published')
    .orderBy('sequence')
    .execute()
  return rows as unknown as readonly StoredRun[]
}

/** Which of these institutions have something published. */
export async function havePublished(tx: Tx, institutionIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (institutionIds.length === 0) return new Set()
  const rows = await tx
    .selectFrom('discharge_whole')
    .select('institution_id as id')
    .where('institution_id', 'in', [...institutionIds])
    .where('part', 'is not', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export async function institutionIds(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('institution').select('id').where('kind', '=', 'institution').execute()
  return rows.map(({ id }) => id)
}
