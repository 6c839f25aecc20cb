// The database of this start: the one that DATABASE_URL names, or the embedded one.
import { Client } from 'pg'
import { StartError, connectionError } from '../process.ts'
import { findEmbedded, startEmbedded } from './launcher.ts'

/** A database that answers. */
export interface Database {
  url: string
  embedded: boolean
  /** Ends the embedded server; a server of DATABASE_URL is left alone. */
  stop: () => Promise<void>
  /** Settles with the last words of the embedded server when it has ended without `stop`. */
  died: Promise<string>
}

export interface DatabaseOptions {
  databaseUrl?: string
  dataDir: string
  /** Commands work beside a running product: its embedded server is used where there is one. */
  beside?: boolean
  /** Receives the log of the embedded server line by line. */
  log?: (line: string) => void
}

const oldestMajor = 15
const patience = 10_000

/** Checks the database of DATABASE_URL, or starts the embedded one. Throws StartError. */
export async function connectDatabase({
  databaseUrl,
  dataDir,
  beside,
  log,
}: DatabaseOptions): Promise<Database> {
  if (databaseUrl === undefined || databaseUrl === '') {
    const running = beside === true ? await findEmbedded(dataDir) : null
    if (running !== null) return { url: running, embedded: true, ...left }
    const { url, stop, died } = await startEmbedded({ dataDir, ...(log && { log }) })
    return { url, embedded: true, stop, died }
  }
  const { major, encoding } = await describe(databaseUrl)
  if (major < oldestMajor) {
    throw new StartError(
      `DATABASE_URL leads to PostgreSQL ${major}, and Linghang needs ${oldestMajor} or newer: upgrade it, or unset DATABASE_URL.`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new StartError(
      `The database of DATABASE_URL is encoded in ${encoding}, which cannot hold every name: create one with "createdb -E UTF8 -T template0 <name>".`,
    )
  }
  return { url: databaseUrl, embedded: false, ...left }
}

/** A server of somebody else: not ours to stop. */
const left = { stop: async () => undefined, died: new Promise<string>(() => undefined) }

async function describe(url: string): Promise<{ major: number; encoding: string }> {
  let client: Client | undefined
  try {
    client = new Client({ connectionString: url, connectionTimeoutMillis: patience })
    client.on('error', () => undefined)
    await client.connect()
    const { rows } = await client.query<{ version: number; encoding: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
    )
    const [row] = rows
    return { major: Math.floor((row?.version ?? 0) / 10_000), encoding: row?.encoding ?? '' }
  } catch (error) {
    throw connectionError(error, url)
  } finally {
    await client?.end().catch(() => undefined)
  }
}
