// SQL of imports: runs with their progress, and the lock that lets one import at a time write to an institution.

import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Tx } from '../../core/db.ts'
import type { Pace } from '../../core/pace.ts'

export type RunState = 'reading' | 'checked' | 'importing' | 'done' | 'failed' | 'cancelled'

/** A run that has given no sign of life for so many seconds was cut off: its process is gone. */
const silentSeconds = 15

export type NewRun = {
  readonly institutionId: string
  readonly id: string
  readonly file: { readonly sha256: string; readonly name: string; readonly size: number }
  readonly reach: readonly string[]
  readonly scope: readonly string[]
  readonly accountId: string
  readonly actor: string
}

export async function insertRun(tx: Tx, run: NewRun, now: Temporal.Instant): Promise<void> {
  await tx
    .insertInto('import_run')
    .values({
      institution_id: run.institutionId,
      id: run.id,
      file_sha256: run.file.sha256,
      file_name: run.file.name,
      file_size: run.file.size,
      state: 'reading',
      reach: [...run.reach],
      scope: [...run.scope],
      account_id: run.accountId,
      actor: run.actor,
      at: now.toString(),
    })
    .execute()
}

const columns = [
  'id',
  'file_sha256 as fileSha256',
  'file_name as fileName',
  'file_size as fileSize',
  'step',
  'done',
  'total',
  'accept_partial as acceptPartial',
  'cancelling',
  'fault_count as faultCount',
  'result',
  'at',
  'ended_at as endedAt',
  'file_deleted_at as fileDeletedAt',
] as const

// What was begun and beats no more is over, whatever its row still says.
const cutOff = sql<boolean>`(state in ('reading', 'importing') and begun_at is not null
  and beat_at < now() - make_interval(secs => ${silentSeconds}))`
const state = sql<RunState>`case when ${cutOff} then 'failed' else state end`.as('state')
const error = sql<{ code: string; facts: Record<string, unknown> } | null>`case when ${cutOff}
  then '{"code": "internal", "facts": {"reason": "cut_off"}}'::jsonb else error end`.as('error')

const runs = (tx: Tx, institutionId: string, accountId: string) =>
  tx
    .selectFrom('import_run')
    .select([...columns, state, error])
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)

/** A run of this account; undefined when there is none. */
export async function findRun(tx: Tx, institutionId: string, accountId: string, id: string) {
  return runs(tx, institutionId, accountId).where('id', '=', id).executeTakeFirst()
}

export type Run = NonNullable<Awaited<ReturnType<typeof findRun>>>

/** The newest runs of an account. */
export async function listRuns(tx: Tx, institutionId: string, accountId: string) {
  return runs(tx, institutionId, accountId).orderBy('at', 'desc').orderBy('id', 'desc').limit(30).execute()
}

/** The faults that a run keeps. */
export async function readFaults(tx: Tx, institutionId: string, id: string): Promise<unknown> {
  const row = await tx
    .selectFrom('import_run')
    .select('faults')
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.faults ?? []
}

/** Puts a run back to the beginning of a stage, if it is at rest; answers whether it was. */
export async function orderRun(
  tx: Tx,
  institutionId: string,
  id: string,
  order: {
    readonly state: 'reading' | 'importing'
    readonly from: readonly RunState[]
    readonly acceptPartial: boolean
    readonly reach: readonly string[]
    readonly scope: readonly string[]
  },
): Promise<boolean> {
  const row = await tx
    .updateTable('import_run')
    .set({
      state: order.state,
      step: '',
      done: 0,
      total: null,
      error: null,
      cancelling: false,
      accept_partial: order.acceptPartial,
      reach: [...order.reach],
      scope: [...order.scope],
      begun_at: null,
      beat_at: sql`now()`,
      ended_at: null,
    })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .where('file_deleted_at', 'is', null)
    .where((where) => where.or([where('state', 'in', [...order.from]), cutOff]))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Asks a run to stop. One that nobody has taken up, or whose process is gone, is over at once. */
export async function cancelRun(tx: Tx, institutionId: string, id: string): Promise<void> {
  await tx
    .updateTable('import_run')
    .set({
      cancelling: true,
      state: sql<RunState>`case when begun_at is null or ${cutOff} then 'cancelled' else state end`,
      ended_at: sql`case when begun_at is null or ${cutOff} then now() else ended_at end`,
    })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .where('state', 'in', ['reading', 'importing'])
    .execute()
}

/** Takes up a run that was ordered; undefined when it was cancelled, or taken up before. */
export async function claimRun(tx: Tx, institutionId: string, id: string) {
  return tx
    .updateTable('import_run')
    .set({ begun_at: sql`now()`, beat_at: sql`now()` })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .where('state', 'in', ['reading', 'importing'])
    .where('begun_at', 'is', null)
    .where('cancelling', '=', false)
    .returning([
      'state',
      'file_sha256 as fileSha256',
      'file_name as fileName',
      'accept_partial as acceptPartial',
      'reach',
      'scope',
      'account_id as accountId',
      'actor',
    ])
    .executeTakeFirst()
}

/** Tells where the work stands, and answers whether its user wants it to stop. */
export async function beat(
  tx: Tx,
  institutionId: string,
  id: string,
  at: { readonly step: string; readonly done: number; readonly total: number | null },
): Promise<boolean> {
  const row = await tx
    .updateTable('import_run')
    .set({ ...at, beat_at: sql`now()` })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .returning('cancelling')
    .executeTakeFirst()
  return row?.cancelling ?? true
}

export type RunEnd = {
  readonly state: 'checked' | 'done' | 'failed' | 'cancelled'
  readonly faults?: readonly unknown[]
  readonly faultCount?: number
  readonly result?: unknown
  readonly error?: { readonly code: string; readonly facts: Readonly<Record<string, unknown>> }
}

/** Ends a stage of a run; answers false when its user has asked it to stop and it ends well. */
export async function endRun(tx: Tx, institutionId: string, id: string, end: RunEnd): Promise<boolean> {
  const well = end.state === 'checked' || end.state === 'done'
  const row = await tx
    .updateTable('import_run')
    .set({
      state: end.state,
      ended_at: sql`now()`,
      error: end.error === undefined ? null : JSON.stringify(end.error),
      ...(end.faults === undefined ? {} : { faults: JSON.stringify(end.faults) }),
      ...(end.faultCount === undefined ? {} : { fault_count: end.faultCount }),
      ...(end.result === undefined ? {} : { result: JSON.stringify(end.result) }),
    })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .$if(well, (query) => query.where('cancelling', '=', false))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Lets go of the files of runs that were uploaded at this moment or before and are not under way, and of the faults that
 * quote them. Answers the runs, and the files that no other run of the institution needs.
 */
export async function forgetFiles(
  tx: Tx,
  institutionId: string,
  until: string,
  now: string,
): Promise<{
  readonly runs: readonly { id: string; fileName: string }[]
  readonly files: readonly string[]
}> {
  const { rows } = await sql<{ id: string; fileName: string; sha256: string }>`
    update import_run set file_deleted_at = ${now}::timestamptz, faults = '[]'
    where institution_id = ${institutionId} and at <= ${until}::timestamptz and file_deleted_at is null
      and (state not in ('reading', 'importing') or ${cutOff})
    returning id, file_name as "fileName", file_sha256 as sha256`.execute(tx)
  const named = [...new Set(rows.map((row) => row.sha256))]
  const { rows: needed } = await sql<{ sha256: string }>`
    select distinct file_sha256 as sha256 from import_run
    where institution_id = ${institutionId} and file_deleted_at is null and file_sha256 = any(${sql.val(named)}::text[])`.execute(
    tx,
  )
  const kept = new Set(needed.map((row) => row.sha256))
  return {
    runs: rows.map(({ id, fileName }) => ({ id, fileName })),
    files: named.filter((sha256) => !kept.has(sha256)),
  }
}

/** Waits until no other import writes to these institutions (by code), and keeps others out until the end. */
export async function lockImports(tx: Tx, codes: readonly string[], pace: Pace): Promise<void> {
  // In one order everywhere, so that two imports never wait for each other.
  for (const code of [...codes].sort()) {
    for (;;) {
      const { rows } = await sql<{
        got: boolean
      }>`select pg_try_advisory_xact_lock(hashtextextended(${`import ${code}`}, 0)) as got`.execute(tx)
      if (rows[0]?.got === true) break
      await setTimeout(100)
      await pace.did(0)
    }
  }
}
