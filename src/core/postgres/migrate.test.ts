// Migrations on a real PostgreSQL: they apply once and in order, fail whole, and refuse what is not ours.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { StartError } from '../process.ts'
import { type Embedded, startEmbedded } from './launcher.ts'
import { migrate } from './migrate.ts'

let base = ''
let server: Embedded
let databases = 0
let url = ''
let folder = ''

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'linghang-migrate-'))
  server = await startEmbedded({ dataDir: join(base, 'data') })
})

afterAll(async () => {
  await server.stop()
  await rm(base, { recursive: true, force: true })
})

beforeEach(async () => {
  databases += 1
  await query(server.url, `create database test_${databases}`)
  url = server.url.replace(/[^/]*$/, `test_${databases}`)
  folder = join(base, `migrations_${databases}`)
  await mkdir(folder)
  await file('0001_first.sql', 'create table first (id int);\ncreate table more (id int);\n')
  await file('0002_second.sql', 'insert into first values (2);\n')
})

it('applies each file once, in order, and says where it stands', async () => {
  expect(await migrate(url, folder)).toEqual({ applied: ['0001_first.sql', '0002_second.sql'], version: 2 })
  expect(await migrate(url, folder)).toEqual({ applied: [], version: 2 })
  await file('0003_third.sql', 'alter table first add column name text;')
  expect(await migrate(url, folder)).toEqual({ applied: ['0003_third.sql'], version: 3 })
  expect(await query(url, 'select * from first')).toEqual([{ id: 2, name: null }])
  expect(
    await query(url, 'select version, name, length(sha256) as l from linghang_migration where version = 3'),
  ).toEqual([{ version: 3, name: '0003_third.sql', l: 64 }])
})

it('applies nothing twice when several processes start at once', async () => {
  const results = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)])
  expect(results.flatMap(({ applied }) => applied)).toEqual(['0001_first.sql', '0002_second.sql'])
  expect(await query(url, 'select * from first')).toEqual([{ id: 2 }])
})

it('undoes the whole file that fails, keeps those before it, and names the line', async () => {
  await file('0003_bad.sql', 'create table half (id int);\ninsert into nowhere values (1);\n')
  await refuses('Migration 0003_bad.sql (line 2) failed and was undone: relation "nowhere" does not exist.')
  expect(
    await query(url, `select to_regclass('half') as half, max(version) as version from linghang_migration`),
  ).toEqual([{ half: null, version: 2 }])
  await file('0003_bad.sql', 'create table half (id int);')
  expect(await migrate(url, folder)).toEqual({ applied: ['0003_bad.sql'], version: 3 })
})

it('leaves an empty database when the very first file fails', async () => {
  await file('0001_first.sql', 'create table first (id int);\nnonsense;\n')
  await refuses(
    'Migration 0001_first.sql (line 2) failed and was undone: syntax error at or near "nonsense".',
  )
  await file('0001_first.sql', 'create table first (id int);\n')
  expect(await migrate(url, folder)).toMatchObject({ version: 2 })
})

it('refuses data from a newer version', async () => {
  await migrate(url, folder)
  await rm(join(folder, '0002_second.sql'))
  await refuses(
    'The data are from a newer version of Linghang (schema 2, this one knows 1): start the newer version, or restore a backup.',
  )
})

it('refuses a file that has changed, but not one whose line ends have', async () => {
  await migrate(url, folder)
  await file('0001_first.sql', 'create table first (id int);\r\ncreate table more (id int);\r\n')
  expect(await migrate(url, folder)).toEqual({ applied: [], version: 2 })
  await file('0001_first.sql', 'create table first (id bigint);\n')
  await refuses(/^Migration 0001_first\.sql was applied to this database and has changed since: /)
})

it('refuses a file that has disappeared, and one that comes too late', async () => {
  await file('0004_fourth.sql', 'select 1')
  await migrate(url, folder)
  await file('0003_late.sql', 'select 1')
  await refuses('Migration 0003_late.sql comes before 4, which is already applied: give it a higher number.')
  await rm(join(folder, '0003_late.sql'))
  await rm(join(folder, '0001_first.sql'))
  await refuses(/^Migration 0001_first\.sql was applied to this database and has disappeared since: /)
})

it('refuses two files of one number and a name without one', async () => {
  await file('0002_twin.sql', 'select 1')
  await refuses('0002_second.sql and 0002_twin.sql have the same number: rename one.')
  await rm(join(folder, '0002_twin.sql'))
  await file('later.sql', 'select 1')
  await refuses(/later\.sql is not named like 0001_name\.sql: rename it\.$/)
})

it('refuses a database that it did not create, and does not touch it', async () => {
  await query(url, 'create schema hospital')
  await query(url, 'create table hospital.patient (id int)')
  await refuses(
    'The database already holds hospital.patient and was not created by Linghang: give DATABASE_URL an empty database.',
  )
  expect(
    await query(url, `select to_regclass('linghang_migration') as ours, to_regclass('first') as first`),
  ).toEqual([{ ours: null, first: null }])
})

it('accepts an empty database in which the administrator has created extensions', async () => {
  await query(url, 'create extension pg_trgm')
  expect(await migrate(url, folder)).toMatchObject({ version: 2 })
})

it('is quick when nothing is to be done', async () => {
  await migrate(url, folder)
  // The machine may be busy with other tests, so one quick round out of twenty proves it.
  let quickest = Infinity
  for (let round = 0; round < 20 && quickest >= 50; round += 1) {
    const start = performance.now()
    await migrate(url, folder)
    quickest = Math.min(quickest, performance.now() - start)
  }
  expect(quickest).toBeLessThan(50)
})

async function file(name: string, sql: string): Promise<void> {
  await writeFile(join(folder, name), sql)
}

async function refuses(line: string | RegExp): Promise<void> {
  const error: unknown = await migrate(url, folder).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(StartError)
  const { message } = error as StartError
  if (typeof line === 'string') expect(message).toBe(line)
  else expect(message).toMatch(line)
}

async function query(connectionString: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
