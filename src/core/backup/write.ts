// Takes a backup while the product runs: one snapshot of every table, and the files it names, in one archive.

import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { pack as newPack, type Pack } from 'tar-stream'
import { pathOfFile, readingFiles } from '../files.ts'
import { type OpenPart, openParts, packPart } from './columns.ts'
import { codeOf, folderError } from '../process.ts'
import { format, type Manifest, manifestName, type Part } from './manifest.ts'
import { columnList, pendingJobs, readTables, seeAll } from './tables.ts'

/** A table is cut into parts of this size, so that no copy of it need lie on the disk or in memory. */
const partSize = 4 * 1024 * 1024

export type BackupOptions = {
  readonly url: string
  readonly filesFolder: string
  readonly target: string
  readonly version: string
  /** Tables whose rows are left out: a session that was ended must not come back to life. */
  readonly without: readonly string[]
  /** Called when the snapshot stands: whatever was committed before is in the backup. */
  readonly onSnapshot?: () => Promise<void> | void
}

/** Writes the archive beside its name and renames it when it is whole. Throws StartError. */
export async function writeBackup(options: BackupOptions): Promise<Manifest> {
  const { url, target } = options
  const partial = `${target}.part`
  const held: OpenPart[] = []
  const client = new pg.Client({ connectionString: url, application_name: 'linghang-backup' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    // Until this connection ends no file is deleted that the snapshot may name.
    await client.query(`select pg_advisory_lock_shared(${readingFiles})`)
    const file = createWriteStream(partial, { mode: 0o600, flush: true })
    const pack = newPack()
    const packed = pack.pipe(createGzip({ level: 6 })).pipe(file)
    const ended = finished(packed)
    // A full disk ends the writing in the middle of an entry: whoever waits for the entry must hear of it.
    ended.catch((error: unknown) => pack.destroy(error instanceof Error ? error : new Error(String(error))))
    pack.on('error', () => undefined)
    const manifest = await Promise.race([
      writeParts(client, pack, options, held),
      // It ends only after the last part; before that, only by failing.
      ended.then((): never => {
        throw new Error('The archive ended too early')
      }),
    ])
    const text = Buffer.from(JSON.stringify(manifest, null, 2))
    await entry(pack, manifestName, text)
    pack.finalize()
    await ended
    await rename(partial, target)
    const folder = await open(dirname(target) || '.')
    await folder.sync().finally(() => folder.close())
    return manifest
  } catch (error) {
    await rm(partial, { force: true })
    throw codeOf(error).startsWith('E') ? folderError(error, target) : error
  } finally {
    for (const { handle } of held) await handle.close()
    await client.end()
  }
}

async function writeParts(
  client: pg.Client,
  pack: Pack,
  options: BackupOptions,
  /** Takes what is opened; the caller closes it. */
  held: OpenPart[],
): Promise<Manifest> {
  const before = await readTables(client)
  await client.query('begin isolation level repeatable read, read only')
  // Locked before the snapshot: a migration cannot change a table under our hands, everything else goes on.
  const names = before.map(({ name }) => client.escapeIdentifier(name)).join(', ')
  await client.query(`lock table ${names} in access share mode`)
  await seeAll(client)
  const told = options.onSnapshot?.()
  held.push(...(await openParts(options.filesFolder)))
  await told
  const tables = await readTables(client)
  const { rows: migrations } = await client.query<Manifest['migrations'][number]>(
    'select version, name, sha256 from linghang_migration order by version',
  )
  const { rows: keys } = await client.query<Manifest['keys'][number]>(
    `select id, encode(fingerprint, 'hex') as fingerprint from vault_key order by id`,
  )
  const { rows: stored } = await client.query<{ sha256: string }>(
    'select distinct sha256 from stored_file order by sha256',
  )
  const tableParts: Manifest['tables'] = []
  for (const { name, columns } of tables) {
    const source = `${client.escapeIdentifier(name)} (${columnList(client, columns)})`
    const rows = options.without.includes(name)
      ? { parts: [], rows: 0 }
      : await copyOut(client, pack, `tables/${name}`, source)
    tableParts.push({ name, columns: [...columns], ...rows })
  }
  const jobs = await copyOut(client, pack, 'jobs', `(${pendingJobs})`)
  await client.query('commit')

  const files: Part[] = []
  const missingFiles: string[] = []
  for (const { sha256 } of stored) {
    const bytes = await readFile(pathOfFile(options.filesFolder, sha256)).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null
      throw error
    })
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256)
      missingFiles.push(sha256)
    else files.push(await entry(pack, `files/${sha256}`, bytes))
  }
  const columns: Part[] = []
  for (const each of held) columns.push(await packPart(pack, each))
  return {
    product: 'linghang',
    format,
    version: options.version,
    takenAt: new Date().toISOString(),
    migrations,
    tables: tableParts,
    jobs,
    files,
    columns,
    missingFiles,
    keys,
  }
}

async function copyOut(
  client: pg.Client,
  pack: Pack,
  name: string,
  source: string,
): Promise<{ parts: Part[]; rows: number }> {
  const stream = client.query(copyTo(`copy ${source} to stdout`))
  const parts: Part[] = []
  let chunks: Buffer[] = []
  let size = 0
  const flush = async (): Promise<void> => {
    if (size === 0) return
    parts.push(
      await entry(pack, `${name}/${String(parts.length + 1).padStart(6, '0')}`, Buffer.concat(chunks)),
    )
    chunks = []
    size = 0
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= partSize) await flush()
  }
  await flush()
  return { parts, rows: stream.rowCount }
}

function entry(pack: Pack, name: string, bytes: Buffer): Promise<Part> {
  const part = { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  // Called when the archive has taken the bytes, and it takes them no faster than the disk.
  return new Promise((resolve, reject) => {
    pack.entry({ name, size: bytes.length, mode: 0o600 }, bytes, (error) =>
      error ? reject(error) : resolve(part),
    )
  })
}
