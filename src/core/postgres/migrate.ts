// Brings the schema up to date: plain SQL files, forward only, each in a transaction of its own, recorded with its checksum.
import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, DatabaseError } from 'pg'
import { StartError, connectionError, messageOf } from '../process.ts'

/** What a migration run did. */
export interface Migrated {
  /** The names of the files that were applied now. */
  applied: string[]
  /** The number of the newest applied file; 0 when there is none. */
  version: number
}

/** One file of the folder. */
export interface Migration {
  version: number
  name: string
  sha256: string
  sql: string
}

interface Recorded {
  version: number
  name: string
  sha256: string
}

// Any constant will do, as long as every Linghang takes the same one.
const lock = 7_263_941_805

/**
 * Applies the files of the folder that the database has not seen. Waits while another process does the same.
 * Throws StartError when the database is not ours, is newer than the files, or a file fails or has changed.
 */
export async function migrate(
  url: string,
  migrationsDir: string,
  /** The last number to apply; a restore first builds the schema that its data were in. */
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<Migrated> {
  const migrations = await readMigrations(migrationsDir)
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect().catch((error: unknown) => {
    throw connectionError(error, url)
  })
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    const recorded = await readRecorded(client)
    const open = compare(migrations, recorded)
    const wanted = open.filter(({ version }) => version <= upTo)
    for (const migration of wanted) await apply(client, migration)
    return {
      applied: wanted.map(({ name }) => name),
      version: wanted.at(-1)?.version ?? recorded.at(-1)?.version ?? 0,
    }
  } finally {
    // The lock ends with the connection.
    await client.end()
  }
}

/** The files of the folder in their order. Throws StartError when one is misnamed. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  const migrations = await Promise.all(
    names.map(async (name) => {
      const version = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]
      if (version === undefined)
        throw new StartError(`${join(folder, name)} is not named like 0001_name.sql: rename it.`)
      // A checkout on Windows may have other line ends; it is the same migration.
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { version: Number(version), name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
  for (const [index, { version, name }] of migrations.entries()) {
    const next = migrations[index + 1]
    if (next?.version === version)
      throw new StartError(`${name} and ${next.name} have the same number: rename one.`)
  }
  return migrations
}

async function readRecorded(client: Client): Promise<Recorded[]> {
  const { rows } = await client.query<{ known: boolean; foreign: string | null }>(`
    select to_regclass('linghang_migration') is not null as known, (
      select format('%I.%I', n.nspname, c.relname)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'f', 'v', 'm')
        and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by 1 limit 1
    ) as foreign`)
  const [state] = rows
  if (state?.known) {
    const result = await client.query<Recorded>(
      'select version, name, sha256 from linghang_migration order by version',
    )
    return result.rows
  }
  if (typeof state?.foreign === 'string') {
    throw new StartError(
      `The database already holds ${state.foreign} and was not created by Linghang: give DATABASE_URL an empty database.`,
    )
  }
  return []
}

// Which files are still to be applied.
function compare(migrations: Migration[], recorded: Recorded[]): Migration[] {
  const newest = migrations.at(-1)?.version ?? 0
  const present = recorded.at(-1)?.version ?? 0
  if (present > newest) {
    throw new StartError(
      `The data are from a newer version of Linghang (schema ${present}, this one knows ${newest}): start the newer version, or restore a backup.`,
    )
  }
  for (const { version, name, sha256 } of recorded) {
    const file = migrations.find((migration) => migration.version === version)
    if (file?.sha256 === sha256) continue
    throw new StartError(
      `Migration ${name} was applied to this database and has ${file === undefined ? 'disappeared' : 'changed'} since: restore the file, and put the change into a new one.`,
    )
  }
  const known = new Set(recorded.map(({ version }) => version))
  const open = migrations.filter(({ version }) => !known.has(version))
  const late = open.find(({ version }) => version < present)
  if (late) {
    throw new StartError(
      `Migration ${late.name} comes before ${present}, which is already applied: give it a higher number.`,
    )
  }
  return open
}

async function apply(client: Client, { version, name, sha256, sql }: Migration): Promise<void> {
  try {
    await client.query('begin')
    // With the first file, so that a first file that fails leaves an empty database.
    await client.query(
      'create table if not exists linghang_migration (version int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())',
    )
    await client.query(sql)
    await client.query('insert into linghang_migration (version, name, sha256) values ($1, $2, $3)', [
      version,
      name,
      sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw new StartError(
      `Migration ${name}${lineOf(error, sql)} failed and was undone: ${messageOf(error)}.`,
      {
        cause: error,
      },
    )
  }
}

function lineOf(error: unknown, sql: string): string {
  if (!(error instanceof DatabaseError) || error.position === undefined) return ''
  return ` (line ${sql.slice(0, Number(error.position)).split('\n').length})`
}
