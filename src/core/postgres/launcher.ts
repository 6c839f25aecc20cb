// Starts and stops the embedded PostgreSQL: one cluster in the data folder, one server process that ends with this one.
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { StartError, codeOf, folderError, messageOf } from '../process.ts'
import { type Postgres, findPostgres } from './binaries.ts'
import { type Run, failureOf, pathFor, run } from './child.ts'
import { type Folder, giveTo, runningIn, takeFolder } from './folder.ts'
import { poll, servesCluster } from './processes.ts'

/** A running embedded PostgreSQL. */
export interface Embedded {
  /** The connection address, with the password. */
  url: string
  /** Whether this start created the cluster. */
  firstStart: boolean
  /** Ends the server in order and gives the data folder back; may be called again. */
  stop: () => Promise<void>
  /** Settles with the last words of the server when it has ended without `stop`. */
  died: Promise<string>
}

export interface EmbeddedOptions {
  dataDir: string
  /** Receives the log of PostgreSQL line by line. */
  log?: (line: string) => void
}

const database = 'linghang'
const owner = 'linghang'
const superuser = 'postgres'
// pg_trgm asks the C library what a letter is, and under plain C no Chinese character is one.
const characterLocale = { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }[process.platform as string] ?? 'C'
// Another program took the port that was free a moment ago; processes of a server that was killed are still ending.
const passing = /could not (bind|create any TCP)|pre-existing shared memory block .* is still in use/
// Crash recovery reads the whole log of the last minutes, so a start may take long on a slow disk.
const startDeadline = 120_000
const stopDeadline = 30_000
const orphanDeadline = 10_000

/** Creates the cluster on the first start and starts the server. Throws StartError, and then leaves nothing running. */
export async function startEmbedded({ dataDir, log = () => undefined }: EmbeddedOptions): Promise<Embedded> {
  const postgres = await findPostgres()
  const folder = await takeFolder(dataDir, postgres.major)
  try {
    const firstStart = !existsSync(folder.cluster)
    if (firstStart) await createCluster(postgres, folder)
    else await endOrphan(folder.cluster)
    await giveTo(postgres.uid, folder.cluster)
    const server = await startServer(postgres, folder, log)
    try {
      await ensureDatabase(server.port, folder)
      await folder.announce(server.port)
    } catch (error) {
      await server.stop()
      throw error
    }
    return {
      url: addressOf(server.port, owner, folder.passwords.owner, database),
      firstStart,
      died: server.died,
      async stop() {
        await server.stop()
        await folder.release()
      },
    }
  } catch (error) {
    await folder.release()
    throw error instanceof StartError ? error : folderError(error, folder.path)
  }
}

/** The address of the embedded server that another process runs on this folder; null when none does. */
export async function findEmbedded(dataDir: string): Promise<string | null> {
  const found = await runningIn(dataDir)
  return found === null ? null : addressOf(found.port, owner, found.password, database)
}

async function createCluster(postgres: Postgres, folder: Folder): Promise<void> {
  // Renamed when whole: a first start that is killed leaves no half cluster.
  const partial = `${folder.cluster}.new`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { mode: 0o700 })
  await giveTo(postgres.uid, partial)
  const passwordFile = join(folder.path, 'initdb.password')
  await writeFile(passwordFile, folder.passwords.superuser, { mode: 0o600 })
  if (postgres.uid !== undefined) await chown(passwordFile, postgres.uid, postgres.uid)
  const [data, password] = [await pathFor(postgres, partial, 3), await pathFor(postgres, passwordFile, 4)]
  try {
    const args = [
      `--pgdata=${data.path}`,
      `--username=${superuser}`,
      `--pwfile=${password.path}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      `--lc-ctype=${characterLocale}`,
      '--no-instructions',
    ]
    const { end, tail } = run(postgres, 'initdb', args, [data, password])
    if ((await end) !== 0) throw failureOf(tail(), folder.path, 'The database could not be created')
  } finally {
    await data.handle?.close()
    await password.handle?.close()
    await rm(passwordFile, { force: true })
  }
  await rename(partial, folder.cluster)
}

interface Server {
  port: number
  died: Promise<string>
  stop: () => Promise<void>
}

async function startServer(postgres: Postgres, folder: Folder, log: (line: string) => void): Promise<Server> {
  const data = await pathFor(postgres, folder.cluster, 3)
  try {
    const deadline = performance.now() + orphanDeadline
    for (;;) {
      const port = await freePort()
      const settings = [
        `port=${port}`,
        'listen_addresses=127.0.0.1',
        'unix_socket_directories=',
        'fsync=on',
        'full_page_writes=on',
        'logging_collector=off',
        'log_destination=stderr',
      ]
      const args = ['-D', data.path, ...settings.flatMap((setting) => ['-c', setting])]
      const server = run(postgres, 'postgres', args, [data], log)
      if (await isReady(server.child, folder.cluster)) return serverOf(postgres, folder, server, port)
      server.child.kill('SIGQUIT')
      await server.end
      if (performance.now() > deadline || !server.tail().some((line) => passing.test(line))) {
        throw failureOf(server.tail(), folder.path, 'PostgreSQL did not start')
      }
      await wait(50)
    }
  } finally {
    await data.handle?.close()
  }
}

function serverOf(postgres: Postgres, folder: Folder, { child, end, tail }: Run, port: number): Server {
  const died = Promise.withResolvers<string>()
  // Where the kernel does not end the server with us, at least an ordinary exit does.
  const atExit = (): void => void child.kill('SIGINT')
  process.once('exit', atExit)
  let stopping: Promise<void> | undefined
  void end.then(() => {
    process.off('exit', atExit)
    if (stopping === undefined) died.resolve(tail().at(-1) ?? '')
  })
  const stop = async (): Promise<void> => {
    // SIGINT is the fast shutdown: open transactions are rolled back, everything committed is on disk.
    if (process.platform === 'win32') {
      await run(postgres, 'pg_ctl', ['stop', '-D', folder.cluster, '-m', 'fast']).end
    } else child.kill('SIGINT')
    const patience = setTimeout(() => child.kill('SIGQUIT'), stopDeadline)
    await end
    clearTimeout(patience)
  }
  return { port, died: died.promise, stop: () => (stopping ??= stop()) }
}

/** The server writes `ready` into the eighth line of its pid file; asking there costs no refused connections. */
async function isReady(child: ChildProcess, cluster: string): Promise<boolean> {
  const file = join(cluster, 'postmaster.pid')
  const hasEnded = (): boolean =>
    child.exitCode !== null || child.signalCode !== null || child.pid === undefined
  let ready = false
  await poll(async () => {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n')
    ready = Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready'
    return ready || hasEnded()
  }, startDeadline)
  return ready && !hasEnded()
}

/** The process that held the folder is gone, so a server that still runs on it is an orphan: end it and wait for that. */
async function endOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  const [first, ...rest] = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  const pid = Number(first)
  if (!Number.isInteger(pid) || pid <= 0) return
  const isGone = async (): Promise<boolean> => !(await servesCluster(pid, cluster))
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (await isGone()) break
    try {
      process.kill(pid, signal)
    } catch {
      // It ended in this very moment, or belongs to another user; the wait below tells.
    }
    await poll(isGone, orphanDeadline)
  }
  if (!(await isGone())) {
    throw new StartError(
      `PostgreSQL (process ${pid}) still runs on ${cluster} and does not end: end it and start again.`,
    )
  }
  if (!existsSync(file)) return
  // A file that stayed behind may name a number that another process has by now, and the server would refuse to start.
  // It disregards the number of its own parent; the rest of the file lets it find processes of the old server.
  if (process.platform === 'win32') await rm(file, { force: true })
  else await writeFile(file, [process.pid, ...rest].join('\n'))
}

async function ensureDatabase(port: number, { passwords }: Folder): Promise<void> {
  try {
    return await query(addressOf(port, owner, passwords.owner, database), 'select 1')
  } catch (error) {
    // Not yet there on the first start, or that start was killed in between.
    if (!['28P01', '28000', '3D000'].includes(codeOf(error))) throw failedQuery(error)
  }
  try {
    const administration = addressOf(port, superuser, passwords.superuser, 'postgres')
    // Not a superuser: a hole in the application must not become one in the machine. The password is our own hex.
    await query(
      administration,
      `do $$ begin if to_regrole('${owner}') is null then create role ${owner}; end if; end $$`,
      `alter role ${owner} login createdb createrole password '${passwords.owner}'`,
    )
    await query(administration, `create database ${database} owner ${owner}`).catch((error: unknown) => {
      if (codeOf(error) !== '42P04') throw error
    })
    await query(addressOf(port, owner, passwords.owner, database), 'select 1')
  } catch (error) {
    throw failedQuery(error)
  }
}

function failedQuery(error: unknown): StartError {
  return new StartError(`The embedded PostgreSQL started but refuses our connection: ${messageOf(error)}.`, {
    cause: error,
  })
}

async function query(connectionString: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

function addressOf(port: number, user: string, password: string, name: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${name}`
}

async function freePort(): Promise<number> {
  const probe = createServer()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  probe.once('error', reject).listen(0, '127.0.0.1', resolve)
  await promise
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without a port')
  return address.port
}
