// Jobs around the end of a process and of its database: one that runs is let finish, one that failed stays, one whose end could not be noted runs again.

import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { type Harness, openHarness } from '../../test/harness.ts'
import { enqueue, type Job, startJobs } from './jobs.ts'

let harness: Harness
let url: string
beforeAll(async () => {
  harness = await openHarness()
  const [row] = await harness.owner('select current_database() as name')
  const address = new URL(inject('templateUrl'))
  address.pathname = `/${String(row?.['name'])}`
  url = address.toString()
})
afterAll(() => harness.close())

const work = (jobs: readonly Job[]) =>
  startJobs(url, jobs, {
    ...harness.product.floor,
    log: pino({ level: 'silent' }),
  })
const waiting = async (name: string): Promise<number> => {
  const rows = await harness.owner('select 1 from graphile_worker.jobs where task_identifier = $1', [name])
  return rows.length
}

test('stop waits for a running job, and the job is done', async () => {
  const [started, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let finished = false
  const worker = await work([
    {
      name: 'long',
      work: async () => {
        started.resolve()
        await gate.promise
        finished = true
      },
    },
  ])
  await harness.product.database.inScope([], (tx) => enqueue(tx, 'long', {}, 'long'))
  await started.promise
  const stopped = worker.stop().then(() => finished)
  expect(finished).toBe(false)
  gate.resolve()
  expect(await stopped).toBe(true)
  expect(await waiting('long')).toBe(0)
})

test('a job that failed is not lost', async () => {
  const failed = Promise.withResolvers<void>()
  const worker = await startJobs(url, [{ name: 'faulty', work: () => Promise.reject(new Error('no')) }], {
    ...harness.product.floor,
    log: pino({ level: 'silent' }),
    measure: (name, isFailed) => name === 'faulty' && isFailed && failed.resolve(),
  })
  await harness.product.database.inScope([], (tx) => enqueue(tx, 'faulty', {}, 'faulty'))
  await failed.promise
  await worker.stop()
  expect(await waiting('faulty')).toBe(1)
})

test('a database that goes while a job runs ends no process: another worker takes up what was not noted as done', async () => {
  const gate = Promise.withResolvers<void>()
  const begun: string[] = []
  const worker = await work([
    {
      name: 'cut',
      work: async (_, { key = '' }) => {
        begun.push(key)
        await gate.promise
      },
    },
  ])
  onTestFinished(worker.stop)
  const add = (key: string): Promise<void> =>
    harness.product.database.inScope([], (tx) => enqueue(tx, 'cut', { key }, key))
  // As many as run at the same time: the library counts their failures in one place.
  await add('one')
  await add('two')
  await expect.poll(() => begun.toSorted()).toEqual(['one', 'two'])
  expect(worker.running()).toBe(true)

  const name = new URL(url).pathname.slice(1)
  const server = new URL(url)
  server.pathname = '/postgres'
  const admin = new pg.Client({ connectionString: server.toString() })
  await admin.connect()
  onTestFinished(() => admin.end())
  await admin.query(`alter database ${name} allow_connections false`)
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'linghang-jobs'",
    [name],
  )
  // Their end cannot be noted: a rejection that nobody awaits would end the process, and fail this run of the tests.
  gate.resolve()
  await expect.poll(worker.running, { timeout: 20_000 }).toBe(false)
  await admin.query(`alter database ${name} allow_connections true`)
  await expect.poll(worker.running, { timeout: 20_000 }).toBe(true)
  const all = ['one', 'one', 'two', 'two']
  await expect.poll(() => begun.toSorted(), { timeout: 20_000 }).toEqual(all)
  await add('three')
  await expect.poll(() => begun.toSorted(), { timeout: 20_000 }).toEqual([...all, 'three'].toSorted())
  await expect.poll(() => waiting('cut')).toBe(0)
})
