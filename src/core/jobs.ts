// Background work: jobs are added inside the caller's transaction and run by graphile-worker after it commits.

import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import {
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
} from 'graphile-worker'
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

export type JobWorker = {
  /** Lets running jobs finish. */
  readonly stop: () => Promise<void>
  readonly waiting: () => Promise<number>
  /** Whether jobs are taken up: false from the moment the worker ends by itself until another one is there. */
  readonly running: () => boolean
}

const firstPause = 200
const longestPause = 30_000

/** A worker of the library: the name it locks jobs under, its jobs that run, and when it ends, by itself or not. */
type Begun = {
  readonly runner: Runner
  readonly name: string
  readonly active: ReadonlySet<Promise<void>>
  readonly ended: Promise<void>
}

/**
 * Starts the worker. One that ends by itself, because it could not note the end of a job in a database that had gone, is
 * followed by another one; what it still held is given back, and runs again.
 */
export async function startJobs(url: string, jobs: readonly Job[], floor: JobFloor): Promise<JobWorker> {
  const pool = openPool(url, 4)
  const stopping = new AbortController()
  let running = false
  const begin = async (): Promise<Begun> => {
    const events: WorkerEvents = new EventEmitter()
    const ended = Promise.withResolvers<void>()
    const active = new Set<Promise<void>>()
    let name = ''
    events.on('pool:create', ({ workerPool }) => {
      name = workerPool.id
      running = true
    })
    events.on('pool:gracefulShutdown', () => {
      running = false
      ended.resolve()
    })
    const runner = await run({
      pgPool: pool,
      events,
      concurrency: 2,
      noHandleSignals: true,
      crontab: jobs.flatMap((job) => (job.cron === undefined ? [] : [`${job.cron} ${job.name}`])).join('\n'),
      taskList: tasks(jobs, floor, stopping.signal, active),
      logger: quiet(floor.log),
      // Noted in a batch, a failure to note the end of a job ends the worker; noted one by one, it would be a rejected
      // promise that nobody awaits, and end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    })
    return { runner, name, active, ended: ended.promise }
  }
  const giveBack = async ({ name, active }: Begun): Promise<void> => {
    await Promise.allSettled(active)
    const unlock = () => pool.query('select graphile_worker.force_unlock_workers($1)', [[name]])
    await retry(unlock, stopping.signal, floor.log)
  }
  let begun = await begin()
  const kept = (async () => {
    for (;;) {
      await begun.ended
      if (stopping.signal.aborted) return
      floor.log.error('the worker of the jobs ended by itself; another one is started')
      const left = begun
      // Not awaited: where two jobs could not be noted the library waits for itself for ever.
      void left.runner.stop().catch(() => undefined)
      const next = await retry(begin, stopping.signal, floor.log)
      if (next === null) return
      begun = next
      if (stopping.signal.aborted) await begun.runner.stop()
      void giveBack(left)
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      // One that has ended by itself refuses to be stopped.
      await begun.runner.stop().catch(() => undefined)
      await kept
      await pool.end()
    },
    waiting: async () => {
      const { rows } = await pool.query<{ count: number }>(
        'select count(*)::int as count from graphile_worker.jobs where run_at <= now() and locked_at is null and attempts < max_attempts',
      )
      return rows[0]?.count ?? 0
    },
    running: () => running,
  }
}

/** Tries until it succeeds, with longer and longer pauses; null when told to stop. */
async function retry<T>(work: () => Promise<T>, stop: AbortSignal, log: Logger): Promise<T | null> {
  for (let pause = firstPause; !stop.aborted; pause = Math.min(pause * 2, longestPause)) {
    await wait(pause, undefined, { signal: stop, ref: false }).catch(() => undefined)
    if (stop.aborted) return null
    try {
      return await work()
    } catch (error) {
      log.warn({ err: error }, 'the worker of the jobs cannot be started yet')
    }
  }
  return null
}

/** Each job as the library calls it; `active` holds those that run. */
function tasks(
  jobs: readonly Job[],
  floor: JobFloor,
  stop: AbortSignal,
  active: Set<Promise<void>>,
): TaskList {
  const perform = async (job: Job, payload: unknown): Promise<void> => {
    const began = performance.now()
    let failed = true
    try {
      await job.work(floor, payload as Readonly<Record<string, string>>, stop)
      failed = false
    } catch (error) {
      floor.log.error({ job: job.name, err: error }, 'job failed')
      throw error
    } finally {
      floor.measure?.(job.name, failed, (performance.now() - began) / 1000)
    }
  }
  return Object.fromEntries(
    jobs.map((job) => [
      job.name,
      (payload: unknown) => {
        const work = perform(job, payload).finally(() => active.delete(work))
        active.add(work)
        return work
      },
    ]),
  )
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
