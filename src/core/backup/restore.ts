// Puts a backup into an empty database: schema of that day, rows, files, counts compared, then the later migrations.

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { pathOfFile } from '../files.ts'
import { prepareJobs } from '../jobs.ts'
import { migrate, readMigrations } from '../postgres/migrate.ts'
import { StartError } from '../process.ts'
import { restorePart } from './columns.ts'
import { type Manifest, manifestName } from './manifest.ts'
import { inspectBackup, readArchive } from './read.ts'
import { columnList, jobColumns, readTables, seeAll } from './tables.ts'

export type RestoreOptions = {
  /** An empty database; its owner. */
  readonly url: string
  readonly filesFolder: string
  readonly source: string
  readonly manifest: Manifest
  readonly migrationsDir: string
}

/** Reads and checks the backup against this version, before anything is touched. Throws StartError. */
export async function checkBackup(source: string, migrationsDir: string): Promise<Manifest> {
  const manifest = await inspectBackup(source)
  const ours = await readMigrations(migrationsDir)
  const newest = manifest.migrations.at(-1)?.version ?? 0
  if (newest > (ours.at(-1)?.version ?? 0)) {
    throw new StartError(
      `${source} was written by a newer Linghang (schema ${newest}, this one knows ${ours.at(-1)?.version ?? 0}): restore it with that version.`,
    )
  }
  for (const { version, name, sha256 } of manifest.migrations) {
    if (ours.find((migration) => migration.version === version)?.sha256 === sha256) continue
    throw new StartError(
      `${source} was written by another edition of Linghang (its migration ${name} is not ours): restore it with that edition.`,
    )
  }
  return manifest
}

/** Refuses a database that holds anything. Throws StartError. */
export async function requireEmpty(url: string): Promise<void> {
  const client = await connected(url)
  try {
    const { rows } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
         and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
       limit 1`,
    )
    if (rows.length === 0) return
    throw new StartError(
      `The database is not empty (it holds ${rows[0]?.name}): restore into a new one (--into <folder>, or another DATABASE_URL).`,
    )
  } finally {
    await client.end()
  }
}

/** Restores; whatever fails, the database is empty again afterwards. */
export async function restoreBackup(options: RestoreOptions): Promise<void> {
  const { url, manifest, migrationsDir } = options
  try {
    await migrate(url, migrationsDir, manifest.migrations.at(-1)?.version ?? 0)
    await prepareJobs(url)
    await copyIn(options)
    await migrate(url, migrationsDir)
  } catch (error) {
    await empty(url)
    throw error
  }
}

async function copyIn({ url, source, manifest, filesFolder }: RestoreOptions): Promise<void> {
  const client = await connected(url)
  try {
    const tables = await readTables(client)
    const wanted = new Map(manifest.tables.map((table) => [table.name, table]))
    if (tables.length !== wanted.size || tables.some(({ name }) => !wanted.has(name))) {
      throw new StartError(`${source} does not fit its own schema: take another backup.`)
    }
    const quoted = tables.map(({ name }) => client.escapeIdentifier(name))
    await client.query('begin')
    // What a migration has filled in is in the backup as well. COPY cannot write past row-level security.
    await client.query(`truncate ${quoted.join(', ')}`)
    for (const { name, forced } of tables) {
      if (forced)
        await client.query(`alter table ${client.escapeIdentifier(name)} no force row level security`)
    }
    await client.query(
      'create temp table restored_job (task text, payload json, queue_name text, run_at timestamptz, max_attempts int, job_key text, priority int) on commit drop',
    )
    const copy = openCopies(client)
    const hashes = new Map(manifest.columns.map((part) => [part.name, part.sha256]))
    await readArchive(source, async (name, bytes) => {
      const [kind, table = ''] = name.split('/')
      if (kind === 'tables') {
        const columns = wanted.get(table)?.columns ?? []
        await copy.write(`${client.escapeIdentifier(table)} (${columnList(client, columns)})`, bytes)
      } else if (kind === 'jobs') {
        await copy.write(`restored_job (${columnList(client, jobColumns)})`, bytes)
      } else {
        await copy.end()
        if (kind === 'files') await restoreFile(filesFolder, table, bytes)
        else if (name !== manifestName) await restorePart(filesFolder, name, bytes, hashes.get(name))
      }
    })
    await copy.end()
    for (const { name, forced } of tables) {
      if (forced) await client.query(`alter table ${client.escapeIdentifier(name)} force row level security`)
    }
    await client.query(
      'select graphile_worker.add_job(task, payload, queue_name, run_at, max_attempts, job_key, priority) from restored_job',
    )
    await compareCounts(client, manifest, source)
    await client.query('commit')
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

/** One COPY at a time, over as many parts as a table has. */
function openCopies(client: pg.Client) {
  let target: string | null = null
  let stream: Writable | null = null
  const end = async (): Promise<void> => {
    if (stream === null) return
    const closing = stream
    stream = null
    target = null
    closing.end()
    await finished(closing)
  }
  return {
    end,
    write: async (into: string, bytes: AsyncIterable<Buffer>): Promise<void> => {
      if (target !== into) {
        await end()
        stream = client.query(copyFrom(`copy ${into} from stdin`))
        // Its failure is thrown where it is waited for.
        stream.on('error', () => undefined)
        target = into
      }
      for await (const chunk of bytes) {
        if (stream === null || stream.destroyed) throw stream?.errored ?? new Error('COPY ended too early')
        const running = stream
        if (running.write(chunk)) continue
        await new Promise<void>((resolve, reject) => {
          running.once('drain', resolve)
          running.once('error', reject)
        })
      }
    },
  }
}

async function restoreFile(folder: string, sha256: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  const whole = Buffer.concat(chunks)
  if (createHash('sha256').update(whole).digest('hex') !== sha256) {
    throw new StartError(`The file ${sha256} changed while it was restored: run it again.`)
  }
  const path = pathOfFile(folder, sha256)
  if ((await stat(path).catch(() => null)) !== null) return
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.${randomUUID()}`
  await writeFile(part, whole, { mode: 0o600, flush: true })
  await rename(part, path)
}

async function compareCounts(client: pg.Client, manifest: Manifest, source: string): Promise<void> {
  await seeAll(client)
  for (const { name, rows } of manifest.tables) {
    const result = await client.query<{ count: number }>(
      `select count(*)::int as count from ${client.escapeIdentifier(name)}`,
    )
    if (result.rows[0]?.count === rows) continue
    throw new StartError(
      `${name} has ${result.rows[0]?.count} rows instead of the ${rows} that ${source} states: the restore was undone.`,
    )
  }
}

/** Takes away what a failed restore has made; the database was empty before. */
async function empty(url: string): Promise<void> {
  const client = await connected(url)
  try {
    await client.query('drop schema if exists graphile_worker cascade')
    const { rows } = await client.query<{ drop: string }>(`
      select format('drop table %I cascade', c.relname) as drop from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      union all
      select format('drop function %s cascade', p.oid::regprocedure) from pg_proc p
      where p.pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`)
    for (const row of rows) await client.query(row.drop)
  } finally {
    await client.end()
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'linghang-restore' })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
