// A new key for sealed data, while the product runs: first every process knows it, then it seals, then rows are sealed anew.

import { sql } from 'kysely'
import pg from 'pg'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from './db.ts'
import { fingerprintOf, keyChannel, keyLocks, stateOf } from './keys.ts'
import { StartError } from './process.ts'
import {
  type KeyFile,
  openVault,
  readKeyFile,
  type SealAlgorithm,
  type Vault,
  withNewKey,
  writeKeyFile,
} from './vault.ts'

/** A table with sealed columns; its rows name in `key_id` the key they are sealed with. */
export type SealedTable = {
  readonly table: string
  /** The column that names whom a row belongs to; unique within an institution. */
  readonly subject: string
  readonly columns: readonly { readonly sealed: string; readonly index?: string }[]
}

export type Sealing = { readonly table: string; readonly keyId: number; readonly rows: number }

const batch = 500
const patience = 30_000

/** How many rows of which table are sealed with which key. */
export async function sealings(
  database: Database,
  tables: readonly SealedTable[],
): Promise<readonly Sealing[]> {
  return database.inScope(await institutionIds(database), async (tx) => {
    const found: Sealing[] = []
    for (const { table } of tables) {
      const { rows } = await sql<{ keyId: number; rows: number }>`
        select key_id as "keyId", count(*) as rows from ${sql.table(table)} group by 1 order by 1`.execute(tx)
      found.push(...rows.map((row) => ({ table, ...row })))
    }
    return found
  })
}

/**
 * Adds a key and seals every row with it. A rotation that was cut short, even by kill -9, is continued instead of begun
 * anew. Old keys stay in the file: backups need them. Throws StartError when a running process does not follow.
 */
export async function rotate(options: {
  readonly url: string
  readonly path: string
  readonly seal: SealAlgorithm
  readonly database: Database
  readonly tables: readonly SealedTable[]
  readonly say: (line: string) => void
  /** The longest wait for running processes to take over the keys, in milliseconds. */
  readonly patience?: number
}): Promise<{ readonly keyId: number; readonly rows: number }> {
  const { url, path, database, tables, say } = options
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
      keyLocks,
    ])
    if (rows[0]?.mine !== true)
      throw new StartError('Another rotation runs on this database: wait for its end.')
    const present = await readKeyFile(path)
    if (present === null) throw new StartError(`The key file ${path} does not exist: start the product once.`)

    const sealing = present.keys.at(-1)?.id
    const newest = Math.max(...present.keys.map(({ id }) => id))
    const behind = (await sealings(database, tables)).some(({ keyId }) => keyId !== newest)
    let file = present
    if (sealing === newest && !behind) {
      const added = withNewKey(present, options.seal)
      const [key] = added.keys.slice(-1)
      if (key === undefined) throw new Error('A key file without keys')
      // Known, and not yet sealing: the key that seals is the last one.
      file = { keys: [...added.keys.slice(0, -2), key, ...added.keys.slice(-2, -1)] }
      await writeKeyFile(path, file)
      say(`Key ${key.id} is in ${path}: back this file up now, apart from the data.`)
    } else {
      say(`A rotation to key ${newest} was cut short: it goes on.`)
    }
    for (const key of file.keys) {
      await client.query('insert into vault_key (id, fingerprint) values ($1, $2) on conflict do nothing', [
        key.id,
        fingerprintOf(key),
      ])
    }
    await everyoneKnows(client, file, options.patience ?? patience)
    const sorted: KeyFile = { keys: file.keys.toSorted((a, b) => a.id - b.id) }
    await writeKeyFile(path, sorted)
    await everyoneKnows(client, sorted, options.patience ?? patience)
    const count = await resealAll(database, tables, sorted, say)
    return { keyId: Math.max(...sorted.keys.map(({ id }) => id)), rows: count }
  } finally {
    await client.end()
  }
}

/** Waits until no running process works with other keys than these. */
async function everyoneKnows(client: pg.Client, file: KeyFile, time: number): Promise<void> {
  const deadline = performance.now() + time
  for (;;) {
    await client.query(`notify ${keyChannel}`)
    const { rows } = await client.query<{ count: number }>(
      `select count(distinct pid)::int as count from pg_locks
       where locktype = 'advisory' and granted and classid = $1 and objid <> $2 and objsubid = 2
         and database = (select oid from pg_database where datname = current_database())`,
      [keyLocks, stateOf(file)],
    )
    const late = rows[0]?.count ?? 0
    if (late === 0) return
    if (performance.now() > deadline) {
      throw new StartError(
        `${late} running ${late === 1 ? 'process does' : 'processes do'} not take over the keys: copy the key file to each machine, or stop the product there, and run this again; nothing is lost.`,
      )
    }
    await wait(50)
  }
}

async function resealAll(
  database: Database,
  tables: readonly SealedTable[],
  file: KeyFile,
  say: (line: string) => void,
): Promise<number> {
  const vault = openVault(file)
  const institutions = await institutionIds(database)
  let total = 0
  for (const table of tables) {
    // Once more until nothing is left: a transaction that was under way may have sealed with the old key.
    for (let left = 1; left > 0; ) {
      for (const institutionId of institutions) {
        for (;;) {
          const rows = await resealBatch(database, table, vault, institutionId)
          total += rows
          if (rows === 0) break
          say(`${table.table}: ${total} rows sealed with key ${vault.keyId}`)
        }
      }
      left = (await sealings(database, [table]))
        .filter(({ keyId }) => keyId !== vault.keyId)
        .reduce((sum, { rows }) => sum + rows, 0)
    }
  }
  return total
}

async function resealBatch(
  database: Database,
  { table, subject, columns }: SealedTable,
  vault: Vault,
  institutionId: string,
): Promise<number> {
  return database.inScope([institutionId], async (tx) => {
    const names = columns.flatMap(({ sealed, index }) => (index === undefined ? [sealed] : [sealed, index]))
    const { rows } = await sql<Record<string, Buffer | null> & { subject: string }>`
      select ${sql.ref(subject)} as subject, ${sql.join(columns.map(({ sealed }) => sql.ref(sealed)))}
      from ${sql.table(table)} where institution_id = ${institutionId} and key_id <> ${vault.keyId}
      order by ${sql.ref(subject)} limit ${batch} for update`.execute(tx)
    if (rows.length === 0) return 0
    const values = new Map<string, (Buffer | null)[]>(names.map((name) => [name, []]))
    for (const row of rows) {
      for (const { sealed, index } of columns) {
        const column = `${table}.${sealed}`
        const place = { institutionId, subjectId: row.subject, column }
        const before = row[sealed] ?? null
        const text = before === null ? null : vault.open(place, before)
        values.get(sealed)?.push(text === null ? null : vault.seal(place, text))
        if (index !== undefined) values.get(index)?.push(text === null ? null : vault.index(column, text))
      }
    }
    const arrays = names.map((name) => sql`${sql.val(values.get(name))}::bytea[]`)
    await sql`
      update ${sql.table(table)} as t
      set key_id = ${vault.keyId}, ${sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`v.${name}`)}`))}
      from unnest(${rows.map((row) => row.subject)}::uuid[], ${sql.join(arrays)})
        as v (subject, ${sql.join(names.map((name) => sql.ref(name)))})
      where t.institution_id = ${institutionId} and ${sql.ref(`t.${subject}`)} = v.subject`.execute(tx)
    return rows.length
  })
}

async function institutionIds(database: Database): Promise<readonly string[]> {
  return database.inScope([], async (tx) => {
    const rows = await tx.selectFrom('institution').select('id').orderBy('id').execute()
    return rows.map(({ id }) => id)
  })
}
