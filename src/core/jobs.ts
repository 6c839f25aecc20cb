// Background work: jobs are added inside the caller's transaction and run by graphile-worker after it commits.

import { sql } from 'kysely'
import pg from 'pg'
import { type Runner, run, runMigrations, Logger as WorkerLogger } from 'graphile-worker'
import type { Logger } from 'pino'
import type { Tx } from './db.ts'
import type { Floor } from './pipeline.ts'

/** What a job works with: the floor without its requests. */
export type JobFloor = Pick<Floor, 'database' | 'files' | 'vault' | 'columns' | 'uploads' | 'now' | 'log'> & {
  /** Told of each job that ended. */
  readonly measure?: (name: string, failed: boolean, seconds: number) => void
}

/** A job: its name, when it recurs (crontab in UTC), and its work. The payload was made by our own code. */
export type Job = {
  readonly name: string
  readonly cron?: string
  readonly work: (
    floor: JobFloor,
    payload: Readonly<Record<string, string>>,
    /** Aborted when the process is asked to stop: long work ends where it can go on later. */
    stop: AbortSignal,
  ) => Promise<void>
}

/**
 * Adds a job that runs after this transaction commits, or at a time of its own. The same key replaces a job that has
 * not started yet.
 */
export async function enqueue(
  tx: Tx,
  name: string,
  payload: Readonly<Record<string, string>>,
  key: string,
  at?: Temporal.Instant,
): Promise<void> {
  if (at !== undefined) {
    await sql`select enqueue_job_at(${name}, ${JSON.stringify(payload)}::json, ${key}, ${at.toString()}::timestamptz)`.execute(
      tx,
    )
    return
  }
  await sql`select enqueue_job(${name}, ${JSON.stringify(payload)}::json, ${key})`.execute(tx)
}

/** Prepares the queue's own tables; quick when they are there. */
export async function prepareJobs(url: string): Promise<void> {
  // A pool of our own: its end is awaited, so that a database which stops right after ends no connection under it.
  const pool = openPool(url, 1)
  try {
    await runMigrations({ pgPool: pool })
  } finally {
    await pool.end()
  }
}

/** Starts the worker. `stop` lets running jobs finish. */
export async function startJobs(
  url: string,
  jobs: readonly Job[],
  floor: JobFloor,
): Promise<{ readonly stop: () => Promise<void>; readonly waiting: () => Promise<number> }> {
  const pool = openPool(url, 4)
  const stopping = new AbortController()
  const runner: Runner = await run({
    pgPool: pool,
    concurrency: 2,
    noHandleSignals: true,
    crontab: jobs.flatMap((job) => (job.cron === undefined ? [] : [`${job.cron} ${job.name}`])).join('\n'),
    taskList: Object.fromEntries(
      jobs.map((job) => [
        job.name,
        async (payload: unknown) => {
          const began = performance.now()
          let failed = true
          try {
            await job.work(floor, payload as Readonly<Record<string, string>>, stopping.signal)
            failed = false
          } catch (error) {
            floor.log.error({ job: job.name, err: error }, 'job failed')
            throw error
          } finally {
            floor.measure?.(job.name, failed, (performance.now() - began) / 1000)
          }
        },
      ]),
    ),
    logger: quiet(floor.log),
  })
  return {
    stop: async () => {
      stopping.abort()
      await runner.stop()
      await pool.end()
    },
    waiting: async () => {
      const { rows } = await pool.query<{ count: number }>(
        'select count(*)::int as count from graphile_worker.jobs where run_at <= now() and locked_at is null and attempts < max_attempts',
      )
      return rows[0]?.count ?? 0
    },
  }
}

// The worker repeats the message of a failed job, and that may quote data: ours has been logged without it.
function quiet(log: Logger) {
  return new WorkerLogger(() => (level, message, meta) => {
    if (meta?.['failure'] === true || meta?.['job'] !== undefined) return
    if (level === 'error') log.error({ worker: true }, message.split(/ with error|: /, 1)[0])
    else if (level === 'warning') log.warn({ worker: true }, message.split(/ with error|: /, 1)[0])
  })
}

/** A pool whose end can be awaited, and in which a connection that PostgreSQL ends does not end the process. */
function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'linghang-jobs' })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
