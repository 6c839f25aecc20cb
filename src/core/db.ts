// The only way to PostgreSQL: one transaction, limited to a set of institutions by row-level security.

import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from '../../db/schema.gen.ts'

export type Tx = Transaction<DB>

// Dates stay ISO text, instants become ISO text, counts and sums become numbers: nothing depends on the server's zone.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.DATE, (text) => text)
types.setTypeParser(pg.types.builtins.TIMESTAMP, (text) => text.replace(' ', 'T').slice(0, 16))
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())
types.setTypeParser(pg.types.builtins.INT8, Number)
types.setTypeParser(pg.types.builtins.NUMERIC, Number)

// A named statement is planned once per connection; it doubles the driver's speed. Only stable texts are named.
const names = new Map<string, string>()
const mostNames = 1_000

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= mostNames) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 24)
  names.set(text, name)
  return name
}

const plainQuery: unknown = Reflect.get(pg.Client.prototype, 'query')

class NamingClient extends pg.Client {
  // Kysely calls query(text, values); other forms pass through unchanged.
  override query = ((first: unknown, second?: unknown, ...rest: unknown[]) => {
    const run = plainQuery as (...all: unknown[]) => unknown
    if (typeof first !== 'string' || !Array.isArray(second)) return run.call(this, first, second, ...rest)
    const name = nameOf(first)
    const values: readonly unknown[] = second
    return run.call(
      this,
      name === undefined ? { text: first, values } : { name, text: first, values },
      ...rest,
    )
  }) as pg.Client['query']
}

export type Database = {
  /**
   * Runs `work` in one transaction that sees only these institutions. With null the work sets the scope itself; until
   * then every read of a tenant table fails.
   */
  readonly inScope: <T>(institutionIds: readonly string[] | null, work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
  readonly poolUse: () => PoolUse
}

/** Connections that exist, of those the idle ones, and requests that wait for one. */
export type PoolUse = { readonly total: number; readonly idle: number; readonly waiting: number }

/** Opens the pool, with the address of the application's login, as its role: it owns nothing and cannot pass row-level security. */
export function openDatabase(url: string, options: { readonly connections?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 20,
    types,
    options: '-c role=linghang_app -c timezone=UTC -c statement_timeout=60000',
    application_name: 'linghang',
    Client: NamingClient,
  })
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  // The same for one that a transaction holds but does not use at that moment; its next query fails by itself.
  pool.on('connect', (client) => client.on('error', () => {}))
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    inScope: (institutionIds, work) =>
      kysely.transaction().execute(async (tx) => {
        if (institutionIds !== null) await setScope(tx, institutionIds)
        return work(tx)
      }),
    close: () => kysely.destroy(),
    poolUse: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  }
}

/** Replaces the institutions that the rest of this transaction sees. */
export async function setScope(tx: Tx, institutionIds: readonly string[]): Promise<void> {
  await sql`select set_config('app.institutions', ${`{${institutionIds.join(',')}}`}, true)`.execute(tx)
}

/** Lets the planner see what a bulk load has just written. */
export async function refreshStatistics(tx: Tx): Promise<void> {
  await sql`select refresh_statistics()`.execute(tx)
}
