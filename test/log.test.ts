// The log of a busy run, line by line: no name, no number, no password, whatever was asked and whatever failed.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startJobs } from '../src/core/jobs.ts'
import { enqueue } from '../src/core/jobs.ts'
import { openLog } from '../src/core/log.ts'
import { newKeyFile } from '../src/core/vault.ts'
import { openProduct, type Product } from '../src/product.ts'
import { callerPassword, type Harness, openHarness, type SeededUnit } from './harness.ts'
import { seedInstitution, seedPeople, seedUnit } from './seed.ts'
import openapi from '../docs/openapi.json' with { type: 'json' }

const name = '欧阳若兰'
const idNumber = '520103199001011234'
const phone = '13985001234'
const lines: string[] = []
let harness: Harness
let product: Product
let url: string
let files: string
let root: SeededUnit
let branch: SeededUnit

beforeAll(async () => {
  harness = await openHarness()
  const [row] = await harness.owner('select current_database() as name')
  const address = new URL(inject('templateUrl'))
  address.pathname = `/${String(row?.['name'])}`
  url = address.toString()
  files = await mkdtemp(join(tmpdir(), 'linghang-log-'))
  root = await seedInstitution(harness, { name: '若兰医院' })
  branch = await seedUnit(harness, root, { name: '若兰支部', kind: 'branch' })
  await seedPeople(harness, branch, [{ name }])
  product = openProduct({
    url,
    filesFolder: files,
    webFolder: files,
    keys: newKeyFile('aes-256-gcm'),
    log: openLog('debug', { write: (line) => void lines.push(line) }),
    now: harness.product.floor.now,
  })
})
afterAll(async () => {
  await product.database.close()
  await harness.close()
  await rm(files, { recursive: true, force: true })
})

test('nothing that identifies a person, and no secret, in any line', async () => {
  const caller = await harness.as('party_office', root)
  const admin = await harness.as('system_admin', root)
  const [account] = await harness.owner("select username from account where display_name = 'party_office'")
  const secret = encodeURIComponent(`${name} ${idNumber} ${phone}`)
  const ask = async (
    method: string,
    path: string,
    cookie: string | null,
    body?: unknown,
  ): Promise<number> => {
    const answer = await product.app.request(path, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-linghang': '1',
        cookie: `linghang_session=${cookie}`,
        'user-agent': secret,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    await answer.arrayBuffer()
    return answer.status
  }
  let asked = 0
  for (const [template, methods] of Object.entries(openapi.paths)) {
    for (const method of Object.keys(methods)) {
      for (const { cookie } of [caller, admin]) {
        const path = `/api/v1${template.replaceAll(/\{[^}]+\}/g, (part) => (part === '{unitId}' ? branch.id : secret))}`
        const query = `?search=${secret}&name=${secret}&unitId=${branch.id}&year=2026`
        const body = {
          name,
          title: name,
          username: name,
          password: callerPassword,
          idNumber,
          phone,
          unitId: branch.id,
        }
        // Signing out would end the session that the rest needs.
        if (method === 'delete' && template === '/session') continue
        await ask(method.toUpperCase(), path + query, cookie, method === 'get' ? undefined : body)
        asked += 1
      }
    }
  }
  for (let at = 0; at < 3; at += 1) {
    await ask('POST', '/api/v1/session', null, {
      username: account?.['username'],
      password: at === 0 ? callerPassword : `${callerPassword}-wrong`,
    })
  }
  // Bodies that are not JSON, and failures that nobody foresaw, which quote what they were given.
  await ask('POST', '/api/v1/session', null, `{"username": ${name}`)
  await product.database
    .inScope([], (tx) => sql`select ${`${name} ${idNumber}`}::uuid`.execute(tx))
    .catch((error: unknown) => product.floor.log.error({ err: error }, 'unexpected failure'))
  const failed = Promise.withResolvers<void>()
  const worker = await startJobs(
    url,
    [
      {
        name: 'failing',
        work: async () => {
          throw new Error(`${name} ${phone}`)
        },
      },
    ],
    {
      ...product.floor,
      measure: (_, isFailed) => isFailed && failed.resolve(),
    },
  )
  await product.database.inScope([], (tx) => enqueue(tx, 'failing', { name, phone }, 'failing'))
  await failed.promise
  await worker.stop()

  expect(lines.length).toBeGreaterThan(asked)
  const text = lines.join('')
  expect(text).toContain('job failed')
  expect(text).toContain('unexpected failure')
  for (const hidden of [
    name,
    encodeURIComponent(name),
    '若兰',
    idNumber,
    phone,
    callerPassword,
    String(caller.cookie),
  ]) {
    expect(lines.filter((line) => line.includes(hidden))).toEqual([])
  }
  // Stronger: the log has no Chinese character and no token of a session at all.
  expect(lines.filter((line) => /\p{Script=Han}/u.test(line))).toEqual([])
  expect(text).not.toMatch(/[A-Za-z0-9_-]{43}/)
})
