// Backup and restore on real databases: nothing acknowledged before the snapshot is lost, and nothing damaged is restored.

import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, readlink, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { extract, pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Caller, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'
import { transientTables } from '../../product.ts'
import { verifyAudit } from '../audit.ts'
import { openDatabase } from '../db.ts'
import { openColumns } from '../columns/index.ts'
import { openFiles } from '../files.ts'
import { enqueue } from '../jobs.ts'
import { checkBackup, requireEmpty, restoreBackup, writeBackup } from './index.ts'

const migrationsDir = join(import.meta.dirname, '../../../db/migrations')
let harness: Harness
let url: string
let folder: string
let files: string
let root: SeededUnit
let branch: SeededUnit
let officer: Caller

beforeAll(async () => {
  harness = await openHarness()
  const [row] = await harness.owner('select current_database() as name')
  url = databaseUrl(String(row?.['name']))
  folder = await mkdtemp(join(tmpdir(), 'linghang-backup-'))
  files = join(folder, 'files')
  root = await seedInstitution(harness, { name: '医院' })
  branch = await seedUnit(harness, root, { name: '一支部', kind: 'branch' })
  await seedPeople(harness, branch, [{ name: '张三' }, { name: '李四' }])
  officer = await harness.as('party_office', root)
})
afterAll(async () => {
  await harness.close()
  await rm(folder, { recursive: true, force: true })
})

function databaseUrl(name: string): string {
  const address = new URL(inject('templateUrl'))
  address.pathname = `/${name}`
  return address.toString()
}

async function emptyDatabase(): Promise<string> {
  const name = `restored_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: databaseUrl('postgres') })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return databaseUrl(name)
}

async function rowsOf(address: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  try {
    const known = await client.query(`select to_regclass('institution') as known`)
    if (known.rows[0]?.known !== null) {
      await client.query(
        `select set_config('app.institutions', coalesce((select array_agg(id)::text from institution), '{}'), false)`,
      )
    }
    return (await client.query(text)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

const backup = (target: string, onSnapshot?: () => Promise<void>) =>
  writeBackup({
    url,
    filesFolder: files,
    target,
    version: '0.1.0',
    without: transientTables,
    ...(onSnapshot === undefined ? {} : { onSnapshot }),
  })

async function restore(source: string, into: string, filesFolder = join(folder, 'restored')): Promise<void> {
  const manifest = await checkBackup(source, migrationsDir)
  await requireEmpty(into)
  await restoreBackup({ url: into, source, manifest, migrationsDir, filesFolder })
}

/** Keeps a file in the store and notes it, in one transaction, as an upload does. */
async function keep(bytes: Uint8Array): Promise<string> {
  const { database } = harness.product
  return database.inScope([root.institutionId], (tx) =>
    openFiles(files).put(tx, {
      institutionId: root.institutionId,
      name: 'a.bin',
      mediaType: 'application/octet-stream',
      bytes,
      storedBy: null,
    }),
  )
}

test('while clients write: all that was acknowledged before the snapshot is restored, chains whole, files the same', async () => {
  const target = join(folder, 'running.tar.gz')
  const acknowledged: { meetings: string[]; files: string[] } = { meetings: [], files: [] }
  let before: typeof acknowledged | undefined
  let going = true
  const writer = async (day: number): Promise<void> => {
    for (let at = 0; going; at += 1) {
      const hour = String(8 + (at % 10)).padStart(2, '0')
      const { id } = await officer.call('meetings.plan', {
        unitId: branch.id,
        kind: 'theme_day',
        title: `主题党日 ${day}-${at}`,
        place: '会议室',
        plannedAt: `2026-11-${String(day).padStart(2, '0')}T${hour}:00`,
      })
      acknowledged.meetings.push(id)
      acknowledged.files.push(await keep(randomBytes(1_000 + at)))
    }
  }
  const writers = [22, 23, 24, 25].map(writer)
  await expect.poll(() => acknowledged.meetings.length, { timeout: 60_000 }).toBeGreaterThan(20)
  const manifest = await backup(target, async () => {
    before = structuredClone(acknowledged)
    // Writers go on while the snapshot is copied.
    const then = acknowledged.meetings.length
    await expect.poll(() => acknowledged.meetings.length, { timeout: 60_000 }).toBeGreaterThan(then + 8)
  })
  going = false
  await Promise.all(writers)
  expect((await stat(target)).mode & 0o777).toBe(0o600)
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])

  const into = await emptyDatabase()
  const restoredFiles = join(folder, 'restored')
  await restore(target, into, restoredFiles)
  const meetings = new Set((await rowsOf(into, 'select id from meeting')).map(({ id }) => String(id)))
  expect(before?.meetings.length).toBeGreaterThan(20)
  expect(before?.meetings.filter((id) => !meetings.has(id))).toEqual([])
  expect(meetings.size, 'and it is one moment, not the end').toBeLessThan(acknowledged.meetings.length)
  const stored = (await rowsOf(into, 'select sha256 from stored_file')).map(({ sha256 }) => String(sha256))
  expect(before?.files.filter((sha256) => !stored.includes(sha256))).toEqual([])
  for (const sha256 of stored) {
    const bytes = await readFile(join(restoredFiles, sha256.slice(0, 2), sha256))
    expect(bytes.equals(await readFile(join(files, sha256.slice(0, 2), sha256)))).toBe(true)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  }
  const database = openDatabase(into, { connections: 2 })
  const chain = await database.inScope([root.institutionId], (tx) => verifyAudit(tx, root.institutionId))
  await database.close()
  expect(chain.brokenAt).toBeNull()
  expect(chain.entries).toBeGreaterThanOrEqual(before?.meetings.length ?? 0)
  // Row by row the same as at the snapshot, where nobody has written since.
  for (const table of ['person', 'affiliation', 'account', 'account_grant', 'unit']) {
    const text = `select md5(string_agg(t::text, '|' order by t::text)) as sum from ${table} t`
    expect(await rowsOf(into, text), table).toEqual(await rowsOf(url, text))
  }
  expect(manifest.tables.find(({ name }) => name === 'session')?.rows).toBe(0)
  expect(await rowsOf(into, 'select * from session')).toEqual([])
  // What protects the rows is there again.
  expect(
    await rowsOf(
      into,
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity`,
    ),
  ).toEqual([])
})

test('jobs that wait are restored with their payload, time and key', async () => {
  const target = join(folder, 'jobs.tar.gz')
  await harness.product.database.inScope([], (tx) => enqueue(tx, 'later', { what: '催办' }, 'once'))
  await backup(target)
  const into = await emptyDatabase()
  await restore(target, into)
  const text = `select t.identifier, j.payload, j.key, j.run_at::text from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'later'`
  const restored = await rowsOf(into, text)
  expect(restored).toEqual(await rowsOf(url, text))
  expect(restored).toMatchObject([{ identifier: 'later', payload: { what: '催办' }, key: 'once' }])
})

test('a stored file that is missing on the disk does not stop the backup and is told', async () => {
  const sha256 = await keep(randomBytes(100))
  await rm(join(files, sha256.slice(0, 2), sha256))
  const manifest = await backup(join(folder, 'lacking.tar.gz'))
  expect(manifest.missingFiles).toEqual([sha256])
  await harness.owner('delete from stored_file where sha256 = $1', [sha256])
})

test.runIf(process.platform === 'linux')(
  'records of care are in it, even those that are superseded while it is written',
  async () => {
    const target = join(folder, 'columns.tar.gz')
    const columns = openColumns(join(files, 'columns'))
    const part = (name: string): string => `${root.institutionId}/${name}`
    for (const name of ['whole-1', 'run-1']) {
      const writer = await columns.write(part(name), { n: 'integer' })
      for (let n = 1; n <= 1_000; n += 1) await writer.add(String(n))
      await writer.finish('select * from {rows}')
    }
    const opened = async (): Promise<string[]> => {
      const all = (await readdir('/proc/self/fd')).map((fd) =>
        readlink(`/proc/self/fd/${fd}`).catch(() => ''),
      )
      return (await Promise.all(all)).filter((path) => path.startsWith(files) && path.endsWith('.parquet'))
    }
    const manifest = await backup(target, async () => {
      await expect.poll(async () => (await opened()).length, { timeout: 60_000 }).toBe(2)
      await columns.drop(part('whole-1'))
    })
    expect(await opened()).toEqual([])
    expect(manifest.columns.map(({ name }) => name)).toEqual([
      `columns/${part('run-1')}.parquet`,
      `columns/${part('whole-1')}.parquet`,
    ])
    const restoredFiles = join(folder, 'with-columns')
    await restore(target, await emptyDatabase(), restoredFiles)
    const restored = openColumns(join(restoredFiles, 'columns'))
    expect((await restored.list(root.institutionId)).toSorted()).toEqual([part('run-1'), part('whole-1')])
    for (const name of ['whole-1', 'run-1']) {
      expect(await restored.read('select sum(n)::bigint as n from {it}', { it: [part(name)] })).toEqual([
        { n: 500_500 },
      ])
    }
    await columns.close()
    await restored.close()
    await rm(join(files, 'columns'), { recursive: true })
  },
)

test('a backup of an older schema is brought up to this one', async () => {
  const old = await emptyDatabase()
  const { migrate } = await import('../postgres/migrate.ts')
  const { prepareJobs } = await import('../jobs.ts')
  // The oldest schema that can be backed up: the one that knows its keys.
  await migrate(old, migrationsDir, 14)
  await prepareJobs(old)
  const target = join(folder, 'old.tar.gz')
  await writeBackup({ url: old, filesFolder: files, target, version: '0.1.0', without: [] })
  const into = await emptyDatabase()
  await restore(target, into)
  const [row] = await rowsOf(into, 'select max(version) as version from linghang_migration')
  const names = (await readdir(migrationsDir)).toSorted()
  expect(row).toEqual({ version: Number(names.at(-1)?.slice(0, 4)) })
})

describe('refused, and nothing changed', () => {
  const whole = (): string => join(folder, 'whole.tar.gz')
  beforeAll(async () => {
    await keep(randomBytes(5_000))
    await backup(whole())
  })

  /** A copy of the archive with one entry changed. */
  async function rewritten(change: (name: string, bytes: Buffer) => Buffer | null): Promise<string> {
    const path = join(folder, `${randomUUID()}.tar.gz`)
    const [from, to] = [extract(), pack()]
    from.end(gunzipSync(await readFile(whole())))
    const chunks: Buffer[] = []
    const collected = (async () => {
      for await (const chunk of to) chunks.push(chunk as Buffer)
    })()
    for await (const entry of from) {
      const parts: Buffer[] = []
      for await (const chunk of entry) parts.push(chunk as Buffer)
      const bytes = change(entry.header.name, Buffer.concat(parts))
      if (bytes !== null) to.entry({ name: entry.header.name }, bytes)
    }
    to.finalize()
    await collected
    await writeFile(path, gzipSync(Buffer.concat(chunks)))
    return path
  }

  async function refusal(path: string): Promise<string> {
    const into = await emptyDatabase()
    const restoredFiles = join(folder, randomUUID())
    const message = await restore(path, into, restoredFiles).then(
      () => 'restored',
      (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : ''),
    )
    expect(
      await rowsOf(into, `select relname from pg_class where relnamespace = 'public'::regnamespace`),
    ).toEqual([])
    expect(await rowsOf(into, `select nspname from pg_namespace where nspname = 'graphile_worker'`)).toEqual(
      [],
    )
    expect(await stat(restoredFiles).catch(() => null)).toBeNull()
    expect(message.split('\n').length).toBe(1)
    return message
  }

  test.each([0, 0.3, 0.6, 0.999])('cut short at %f of its length', async (share) => {
    const path = join(folder, `${randomUUID()}.tar.gz`)
    await writeFile(path, await readFile(whole()))
    await truncate(path, Math.floor((await stat(whole())).size * share))
    expect(await refusal(path)).toMatch(/^StartError: .*(cut short|damaged)/)
  })

  test.each([0.2, 0.5, 0.8])('one byte changed at %f of its length', async (share) => {
    const path = join(folder, `${randomUUID()}.tar.gz`)
    const bytes = await readFile(whole())
    const at = Math.floor(bytes.length * share)
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    await writeFile(path, bytes)
    expect(await refusal(path)).toMatch(/^StartError: .*damaged/)
  })

  test('rows changed by someone who packs it anew', async () => {
    const path = await rewritten((name, bytes) =>
      name === 'tables/person/000001' ? Buffer.from(bytes.toString().replace('张三', '王五')) : bytes,
    )
    expect(await refusal(path)).toMatch(/^StartError: .*damaged \(tables\/person\/000001\)/)
  })

  test('a part left out, and a part too many', async () => {
    expect(
      await refusal(await rewritten((name, bytes) => (name.startsWith('files/') ? null : bytes))),
    ).toMatch(/damaged \(files/)
    const stowaway = await rewritten((name, bytes) =>
      name === 'manifest.json'
        ? Buffer.from(
            JSON.stringify({
              ...(JSON.parse(bytes.toString()) as object),
              files: [],
            }),
          )
        : bytes,
    )
    expect(await refusal(stowaway)).toMatch(/not in its list/)
  })

  const withManifest = (change: (manifest: Record<string, unknown>) => object): Promise<string> =>
    rewritten((name, bytes) =>
      name === 'manifest.json'
        ? Buffer.from(JSON.stringify(change(JSON.parse(bytes.toString()) as Record<string, unknown>)))
        : bytes,
    )

  test.each([
    'columns/../../evil.parquet',
    '../evil',
    'columns/x/y.parquet',
    'files/../../evil',
    '/tmp/evil',
  ])('a part whose name leads elsewhere: %s', async (name) => {
    const bytes = Buffer.from('evil')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const path = join(folder, `${randomUUID()}.tar.gz`)
    const kind = name.startsWith('files') ? 'files' : 'columns'
    const source = await withManifest((it) => ({
      ...it,
      [kind]: [...(it[kind] as object[]), { name, size: bytes.length, sha256 }],
    }))
    const [from, to] = [extract(), pack()]
    from.end(gunzipSync(await readFile(source)))
    const packed = (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of to) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks)
    })()
    for await (const entry of from) {
      const parts: Buffer[] = []
      for await (const chunk of entry) parts.push(chunk as Buffer)
      to.entry({ name: entry.header.name }, Buffer.concat(parts))
    }
    to.entry({ name }, bytes)
    to.finalize()
    await writeFile(path, gzipSync(await packed))
    const into = await emptyDatabase()
    const below = join(folder, randomUUID(), 'deep', 'files')
    await expect(restore(path, into, below)).rejects.toThrow(/no part|not a part|changed while/)
    await requireEmpty(into)
    const there = await readdir(join(below, '../..'), { recursive: true }).catch(() => [])
    expect(there.filter((each) => each.includes('evil'))).toEqual([])
  })

  test('newer in format or schema, of another edition, of another product', async () => {
    expect(await refusal(await withManifest((it) => ({ ...it, format: 3 })))).toMatch(/newer Linghang/)
    const later = { version: 9999, name: '9999_later.sql', sha256: 'x' }
    expect(
      await refusal(
        await withManifest((it) => ({ ...it, migrations: [...(it['migrations'] as object[]), later] })),
      ),
    ).toMatch(/newer Linghang \(schema 9999/)
    expect(
      await refusal(
        await withManifest((it) => ({
          ...it,
          migrations: (it['migrations'] as object[]).map((each) => ({ ...each, sha256: 'other' })),
        })),
      ),
    ).toMatch(/another edition/)
    expect(await refusal(await withManifest((it) => ({ ...it, product: 'other' })))).toMatch(
      /not a backup of Linghang/,
    )
  })

  test('wrong in what it states: the restore is undone to the last table', async () => {
    const path = await withManifest((it) => ({
      ...it,
      tables: (it['tables'] as { name: string; rows: number }[]).map((table) =>
        table.name === 'person' ? { ...table, rows: table.rows + 1 } : table,
      ),
    }))
    const into = await emptyDatabase()
    await expect(restore(path, into)).rejects.toThrow(/person has 2 rows instead of the 3/)
    await requireEmpty(into)
  })

  test('something else altogether, nothing at all, and a database that is in use', async () => {
    const letter = join(folder, 'letter.txt')
    await writeFile(letter, 'not a backup')
    expect(await refusal(letter)).toMatch(/no backup/)
    expect(await refusal(join(folder, 'absent.tar.gz'))).toMatch(/There is no file/)
    await expect(restore(whole(), url)).rejects.toThrow(/not empty/)
  })

  test('a target that cannot be written leaves no half file', async () => {
    await expect(backup(join(folder, 'no-such-folder', 'a.tar.gz'))).rejects.toThrow()
    expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([])
  })
})
