// The keys and the data belong together: no start without every key the data were sealed with, none made silently.

import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import pg from 'pg'
import { StartError } from './process.ts'
import type { SealedTable } from './rotation.ts'
import {
  type KeyFile,
  newKeyFile,
  openVault,
  parseKeys,
  readKeyFile,
  type SealAlgorithm,
  type Vault,
  writeKeyFile,
} from './vault.ts'

/** Where the keys are: in a file, or given as text by a secret store; and how a first key seals. */
export type KeySource = {
  readonly path: string
  readonly given: string | undefined
  readonly seal: SealAlgorithm
}

/** Tells a key from another with the same number, and nothing else about it. */
export function fingerprintOf(key: KeyFile['keys'][number]): Buffer {
  return createHmac('sha256', Buffer.from(key.secret, 'base64'))
    .update(`linghang key ${key.algorithm}`)
    .digest()
}

/** Reads the keys that are there; null when there are none. */
export async function readKeys(source: KeySource): Promise<KeyFile | null> {
  return source.given === undefined ? readKeyFile(source.path) : parseKeys(source.given, 'LINGHANG_KEYS')
}

/**
 * The keys, compared with what the database knows. Makes the first key of a new installation; throws StartError when a
 * key is missing or is another one.
 */
export async function openKeys(
  url: string,
  source: KeySource,
  sealed: readonly SealedTable[],
): Promise<KeyFile> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const found = await readKeys(source)
    const needed = await neededKeys(client, sealed)
    if (found === null && needed.length > 0) {
      throw new StartError(
        `The key file ${source.path} is missing, and the data are sealed with ${wordsFor(needed)}: put it back from your backup. Without it identity data cannot be read.`,
      )
    }
    const keys = found ?? newKeyFile(source.seal)
    if (found === null) await writeKeyFile(source.path, keys)
    try {
      await registerKeys(client, keys, source, needed)
    } catch (error) {
      // Another machine made the first key of this database at the same moment: ours was never used.
      if (found === null) await rm(source.path, { force: true })
      throw error
    }
    return keys
  } finally {
    await client.end()
  }
}

/** Notes keys the database does not know yet, and compares all. Throws StartError. */
async function registerKeys(
  client: pg.Client,
  file: KeyFile,
  source: KeySource,
  needed: readonly number[],
): Promise<void> {
  const from = source.given === undefined ? source.path : 'LINGHANG_KEYS'
  const missing = needed.filter((id) => !file.keys.some((key) => key.id === id))
  if (missing.length > 0) {
    throw new StartError(
      `${from} does not hold ${wordsFor(missing)}, with which data are sealed: put back the newest key file from your backup.`,
    )
  }
  for (const key of file.keys) {
    await client.query('insert into vault_key (id, fingerprint) values ($1, $2) on conflict do nothing', [
      key.id,
      fingerprintOf(key),
    ])
  }
  const { rows } = await client.query<{ id: number; fingerprint: Buffer }>(
    'select id, fingerprint from vault_key',
  )
  const other = file.keys.find(
    (key) => rows.find(({ id }) => id === key.id)?.fingerprint.equals(fingerprintOf(key)) !== true,
  )
  if (other !== undefined) {
    throw new StartError(
      `${from} holds another key ${other.id} than the one the data were sealed with: put back the key file that belongs to this database.`,
    )
  }
}

/** The keys that the database knows or that a sealed row names. */
async function neededKeys(client: pg.Client, sealed: readonly SealedTable[]): Promise<readonly number[]> {
  await client.query(
    `select set_config('app.institutions', coalesce((select array_agg(id)::text from institution), '{}'), false)`,
  )
  const used = sealed.map(({ table }) => `select key_id as id from ${client.escapeIdentifier(table)}`)
  const { rows } = await client.query<{ id: number }>(
    ['select id from vault_key', ...used].join(' union ') + ' order by id',
  )
  return rows.map(({ id }) => id)
}

const wordsFor = (ids: readonly number[]): string => `${ids.length === 1 ? 'key' : 'keys'} ${ids.join(', ')}`

/** A vault whose keys can be replaced while it is in use. */
export type Keyring = { readonly vault: Vault; readonly replace: (file: KeyFile) => void }

/** Opens the keyring. With a path, a value under an unknown key makes it read the file once more before it gives up. */
export function openKeyring(file: KeyFile, path?: string): Keyring {
  let current = openVault(file)
  let known = new Set(file.keys.map(({ id }) => id))
  const replace = (next: KeyFile): void => {
    current = openVault(next)
    known = new Set(next.keys.map(({ id }) => id))
  }
  return {
    replace,
    vault: {
      get keyId() {
        return current.keyId
      },
      seal: (place, text) => current.seal(place, text),
      open: (place, sealed) => {
        if (path !== undefined && !known.has(current.keyOf(sealed))) {
          replace(parseKeys(readFileSync(path, 'utf8'), path))
        }
        return current.open(place, sealed)
      },
      keyOf: (sealed) => current.keyOf(sealed),
      index: (column, text) => current.index(column, text),
      indexes: (column, text) => current.indexes(column, text),
    },
  }
}

/** Advisory locks of the keys: the first number marks them, the second is the state of a key file. */
export const keyLocks = 7_263_942
export const keyChannel = 'linghang_keys'

/** A number for the keys of a file and their order: which are known and which one seals. */
export function stateOf(file: KeyFile): number {
  const text = file.keys.map((key) => `${key.id} ${fingerprintOf(key).toString('hex')}`).join('\n')
  return createHash('sha256').update(text).digest().readUInt32BE() & 0x7fffffff
}

const firstPause = 200
const longestPause = 10_000

/**
 * Tells the database which keys this process works with, for as long as it runs, and follows a rotation: when told, it
 * reads the file again, takes over its keys and only then says so. A rotation waits for exactly that.
 */
export async function followKeys(options: {
  readonly url: string
  readonly source: KeySource
  readonly keys: KeyFile
  readonly replace: (file: KeyFile) => void
  readonly log: Logger
}): Promise<{ readonly stop: () => Promise<void> }> {
  const { url, source, replace, log } = options
  let held = options.keys
  const stopping = new AbortController()
  let client: pg.Client
  let turn: Promise<void> = Promise.resolve()

  const take = async (): Promise<void> => {
    const file = await readKeys(source)
    if (file === null || stateOf(file) === stateOf(held)) return
    replace(file)
    await client.query('select pg_advisory_lock_shared($1, $2)', [keyLocks, stateOf(file)])
    await client.query('select pg_advisory_unlock_shared($1, $2)', [keyLocks, stateOf(held)])
    held = file
    log.info({ keys: file.keys.map(({ id }) => id) }, 'keys taken over')
  }
  const soon = (): void => {
    turn = turn.then(take).catch((error: unknown) => log.error({ err: error }, 'keys not taken over'))
  }
  /** Resolves once the database knows which keys we hold, with a promise of the end of that connection. */
  const connect = async (): Promise<{ readonly ended: Promise<void> }> => {
    client = new pg.Client({
      connectionString: url,
      application_name: 'linghang-keys',
      keepAlive: true,
      connectionTimeoutMillis: longestPause,
    })
    const ended = new Promise<void>((resolve) => client.once('end', () => resolve()))
    client.on('notification', soon)
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('select pg_advisory_lock_shared($1, $2)', [keyLocks, stateOf(held)])
      await client.query(`listen ${keyChannel}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    // Whatever changed before we listened.
    soon()
    await turn
    return { ended }
  }
  const pause = (milliseconds: number): Promise<unknown> =>
    wait(milliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
  let { ended } = await connect()
  const kept = (async () => {
    for (;;) {
      await ended
      for (let next = firstPause; !stopping.signal.aborted; next = Math.min(next * 2, longestPause)) {
        await pause(next)
        if (stopping.signal.aborted) return
        try {
          ended = (await connect()).ended
          break
        } catch (error) {
          log.warn({ err: error }, 'the keys cannot be followed yet')
        }
      }
      if (stopping.signal.aborted) return
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await turn
      await client.end().catch(() => undefined)
      await kept
    },
  }
}
