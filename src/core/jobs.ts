// Background work: jobs are added inside the caller's transaction and run by graphile-worker after it commits.

import { sql } from 'kysely'
import pg from 'pg'
import { type Runner, run, runMigrations, Logger as WorkerLogger } from 'graphile-worker'
import type { Logger } from 'pino'
import type { Columns } from './columns/index.ts'
import type { Database, Tx } from './db.ts'
import type { Uploads } from './uploads.ts'
import type { Vault } from './vault.ts'

/** What a job needs to do its work: a way to the database and the time. */
export type JobFloor = {
  readonly database: Database
  readonly now: () => Temporal.Instant
  readonly log: Logger
  readonly vault: Vault
  readonly columns: Columns
  readonly uploads: Uploads
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

/** Adds a job that runs after this transaction commits. The same key replaces a job that has not started yet. */
export async function enqueue(
  tx: Tx,
  name: string,
  payload: Readonly<Record<string, string>>,
  key: string,
): Promise<void> {
  await sql`select enqueue_job(${name}, ${JSON.stringify(payload)}::json, ${key})`.execute(tx)
}

/** Prepares the queue's own tables; quick when they are there. */
export async function prepareJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url })
}

/** Starts the worker. `stop` lets running jobs finish. */
export async function startJobs(
  url: string,
  jobs: readonly Job[],
  floor: JobFloor,
): Promise<{ readonly stop: () => Promise<void> }> {
  // A pool of our own: its end can be awaited, and a connection that PostgreSQL ends must not end the process.
  const pool = new pg.Pool({ connectionString: url, max: 4, application_name: 'linghang-jobs' })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
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
          await job.work(floor, payload as Readonly<Record<string, string>>, stopping.signal)
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
  }
}

function quiet(log: Logger) {
  return new WorkerLogger(() => (level, message) => {
    if (level === 'error') log.error({ job: true }, message)
    else if (level === 'warning') log.warn({ job: true }, message)
  })
}
