// What a command is, and the ground the commands stand on: the database, running or started for them, and the product.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { appendAudit } from '../core/audit.ts'
import type { Tx } from '../core/db.ts'
import { newId } from '../core/ids.ts'
import { openKeys } from '../core/keys.ts'
import { openLog } from '../core/log.ts'
import { type Database, connectDatabase } from '../core/postgres/connect.ts'
import { openLogin } from '../core/postgres/login.ts'
import { readMigrations } from '../core/postgres/migrate.ts'
import { folderError, StartError } from '../core/process.ts'
import { namedInstitutions } from '../foundation/org/index.ts'
import { openProduct, type Product, sealedTables } from '../product.ts'
import { readSettings, type Settings } from '../settings.ts'

export type Words = {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
}

export type Command = {
  /** One line for the overview. */
  readonly summary: string
  readonly usage: string
  readonly help: string
  readonly options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>
  /** How many arguments it takes. */
  readonly positionals: number
  /** Answers the exit code; undefined while it goes on serving. */
  readonly run: (words: Words) => Promise<number | undefined>
}

export const root = join(import.meta.dirname, '../..')
export const migrationsDir = join(root, 'db/migrations')
export const webFolder = join(root, 'dist/web')

/** The version in package.json. */
export async function productVersion(): Promise<string> {
  const description: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const known = typeof description === 'object' && description !== null && 'version' in description
  return known && typeof description.version === 'string' ? description.version : ''
}

/** An option's text; undefined when it was not given. */
export function textOf(words: Words, name: string): string | undefined {
  const value = words.values[name]
  return typeof value === 'string' ? value : undefined
}

/** The database: DATABASE_URL, the embedded one that runs, or the embedded one for the time of the work. */
export async function withDatabase<T>(
  settings: Settings,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await connectDatabase({
    dataDir: settings.clusterDir,
    beside: true,
    ...(settings.databaseUrl === undefined ? {} : { databaseUrl: settings.databaseUrl }),
  })
  // The embedded server ends with this process: a signal must not leave it to chance.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void database.stop().finally(() => process.exit(130)))
  }
  try {
    return await work(database)
  } finally {
    await database.stop()
  }
}

/** The product on the database, without screens, jobs and port. Throws StartError when the schema is not this version's. */
export async function withProduct<T>(
  work: (product: Product, url: string, settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = readSettings()
  return withDatabase(settings, async ({ url }) => {
    await requireCurrent(url)
    const product = openProduct({
      url: (await openLogin(url)).url,
      filesFolder: settings.filesFolder,
      columns: settings.columns,
      webFolder,
      log: openLog(settings.logLevel),
      keys: await openKeys(url, settings.keys, sealedTables),
    })
    try {
      return await work(product, url, settings)
    } finally {
      await product.close()
    }
  })
}

/** Throws StartError when the schema is older or newer than this version's, or there is none. */
export async function requireCurrent(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ known: boolean }>(
      `select to_regclass('linghang_migration') is not null as known`,
    )
    const newest = (await readMigrations(migrationsDir)).at(-1)?.version ?? 0
    const present = rows[0]?.known
      ? (await client.query<{ version: number }>('select max(version) as version from linghang_migration'))
          .rows[0]?.version
      : 0
    if (present === newest) return
    throw new StartError(
      `The data are of schema ${present}, and this version works with ${newest}: ${(present ?? 0) < newest ? 'take a backup with the version that wrote them, then run "linghang migrate"' : 'use the newer version'}.`,
    )
  } finally {
    await client.end()
  }
}

export type InstitutionRef = { readonly id: string; readonly code: string; readonly name: string }

/** All institutions, or the one with this code. Throws StartError when there is none. */
export async function institutionsOf(product: Product, code?: string): Promise<readonly InstitutionRef[]> {
  const found = await product.database.inScope([], (tx) => namedInstitutions(tx))
  const wanted = code === undefined ? found : found.filter((institution) => institution.code === code)
  if (wanted.length > 0 || code === undefined) return wanted
  throw new StartError(
    `There is no institution with the code ${code}; there are: ${found.map((institution) => institution.code).join(', ') || 'none'}.`,
  )
}

/** What an operator did stands in the audit log of the institution, like what everybody does. */
export async function record(
  tx: Tx,
  institutionId: string,
  command: string,
  subject: { readonly kind: string; readonly id: string; readonly after: unknown },
): Promise<void> {
  await appendAudit(tx, {
    institutionId,
    at: Temporal.Now.instant().toString({ smallestUnit: 'millisecond' }),
    requestId: newId(),
    accountId: null,
    actor: 'command line',
    endpoint: `command.${command}`,
    subjectKind: subject.kind,
    subjectId: subject.id,
    unitId: null,
    before: null,
    after: subject.after,
    refusals: null,
  })
}

/** Words a failure to read or write a file that the operator named. */
export function fileFailure(path: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof StartError ? error : folderError(error, path)
  }
}
