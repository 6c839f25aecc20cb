// Jobs around the end of a process: one that runs is let finish, one that failed stays for the next start.

import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
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
