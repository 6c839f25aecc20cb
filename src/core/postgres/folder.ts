// The data folder: whether it is ours, who holds it now, and the passwords and the cluster in it.
import { randomBytes } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import {
  access,
  chmod,
  lchown,
  link,
  mkdir,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { StartError, codeOf, folderError } from '../process.ts'
import { birthOf, isRunning, poll } from './processes.ts'

/** The passwords of the two users of the cluster. */
interface Passwords {
  /** Of `postgres`, the superuser, which only the launcher uses. */
  superuser: string
  /** Of `linghang`, which owns the database. */
  owner: string
}

/** A data folder that this process holds. */
export interface Folder {
  path: string
  /** The real path of the cluster; the folder does not exist before the first start. */
  cluster: string
  passwords: Passwords
  /** Leaves word of the port, so that commands of the same user find the server that runs. */
  announce: (port: number) => Promise<void>
  release: () => Promise<void>
}

// A process that was killed a moment ago may still be on its way out.
const patience = 1_000
const marker = 'linghang.json'
const lock = 'linghang.lock'
const secrets = 'passwords.json'
const running = 'running.json'
const cluster = 'postgres'

/**
 * Takes the data folder for this process, and creates it when it does not exist or is empty.
 * Throws StartError when it is not ours, holds another major version, may not be written, or another process has it.
 */
export async function takeFolder(dataDir: string, major: number): Promise<Folder> {
  let path = resolve(dataDir)
  try {
    await makeFolder(path)
    path = await realpath(path)
    await requireOurs(path)
    await requireMajor(path, major)
    await takeLock(path)
  } catch (error) {
    throw error instanceof StartError ? error : folderError(error, path)
  }
  const release = async (): Promise<void> => {
    await rm(join(path, running), { force: true })
    await rm(join(path, lock), { force: true })
  }
  const announce = async (port: number): Promise<void> =>
    writeWhole(join(path, running), { pid: process.pid, birth: await birthOf(process.pid), port })
  try {
    return { path, cluster: join(path, cluster), passwords: await passwordsIn(path), announce, release }
  } catch (error) {
    await release()
    throw error instanceof StartError ? error : folderError(error, path)
  }
}

/** Where the server of this data folder answers now, and the owner's password; null when none runs. */
export async function runningIn(
  dataDir: string,
): Promise<{ readonly port: number; readonly password: string } | null> {
  const file = join(resolve(dataDir), running)
  const holder = await holderOf(file)
  if (holder === undefined || !(await isAlive(holder))) return null
  const { port }: { port?: unknown } = JSON.parse(await readFile(file, 'utf8'))
  const { owner } = await passwordsIn(resolve(dataDir))
  return typeof port === 'number' ? { port, password: owner } : null
}

/** Gives every file of the cluster to the user that PostgreSQL runs as; undefined is the user of this process. */
export async function giveTo(uid: number | undefined, path: string): Promise<void> {
  const owner = uid ?? process.getuid?.()
  const present = (await stat(path)).uid
  if (owner === undefined || present === owner) return
  if (process.getuid?.() !== 0) {
    throw new StartError(
      `The database in ${path} belongs to another user (uid ${present}): start as root, as before, or "chown -R" the data folder.`,
    )
  }
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  for (const entry of entries) await lchown(join(entry.parentPath, entry.name), owner, owner)
  // Last: while the folder itself is not handed over, the next start does all of it again.
  await lchown(path, owner, owner)
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    // On a read-only disk Node says that the folder does not exist; what holds it knows the reason.
    let present = path
    while (!existsSync(present)) present = dirname(present)
    await access(present, constants.W_OK)
    throw error
  }
}

async function requireOurs(path: string): Promise<void> {
  if (existsSync(join(path, marker))) return
  const entries = await readdir(path)
  if (entries.includes('PG_VERSION') || entries.includes(cluster)) {
    throw new StartError(
      `${path} holds a PostgreSQL cluster that Linghang did not create: choose another data folder, or set DATABASE_URL to use that server.`,
    )
  }
  if (entries.length > 0) {
    throw new StartError(
      `${path} is not empty and not a data folder of Linghang: choose an empty or a new folder.`,
    )
  }
  await chmod(path, 0o700)
  await writeWhole(join(path, marker), { product: 'linghang', created: new Date().toISOString() })
}

async function requireMajor(path: string, major: number): Promise<void> {
  const file = join(path, cluster, 'PG_VERSION')
  if (!existsSync(file)) return
  const found = Number.parseInt(await readFile(file, 'utf8'), 10)
  if (found === major) return
  throw new StartError(
    `${path} holds data of PostgreSQL ${found}, and this Linghang brings PostgreSQL ${major}: start the Linghang that wrote them, or move them with pg_dump and pg_restore.`,
  )
}

async function takeLock(path: string): Promise<void> {
  const file = join(path, lock)
  const own = `${file}.${process.pid}`
  const birth = await birthOf(process.pid)
  await writeFile(own, JSON.stringify({ pid: process.pid, birth }), { mode: 0o600 })
  try {
    // Twice: the first may find the lock of a process that was killed.
    for (const attempt of [1, 2]) {
      try {
        // A link appears whole, or not at all when there is one already.
        await link(own, file)
        return
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error
      }
      const holder = await holderOf(file)
      if (
        attempt === 2 ||
        (holder !== undefined && !(await poll(async () => !(await isAlive(holder)), patience)))
      ) {
        throw new StartError(
          `Another Linghang${holder === undefined ? '' : ` (process ${holder.pid})`} already uses ${path}: stop it, or start with another data folder.`,
        )
      }
      await removeLock(file, holder)
    }
  } finally {
    await rm(own, { force: true })
  }
}

// Two that find the same dead holder must not remove each other's new lock, so what was taken away is looked at again.
async function removeLock(file: string, holder: Holder | undefined): Promise<void> {
  const taken = `${file}.${process.pid}.old`
  await rename(file, taken).catch(() => undefined)
  const found = await holderOf(taken)
  if (found?.pid !== holder?.pid || found?.birth !== holder?.birth)
    await link(taken, file).catch(() => undefined)
  await rm(taken, { force: true })
}

interface Holder {
  pid: number
  birth: string
}

async function holderOf(file: string): Promise<Holder | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  try {
    const { pid, birth }: Partial<Holder> = JSON.parse(text)
    return typeof pid === 'number' && typeof birth === 'string' ? { pid, birth } : undefined
  } catch {
    // The power went before it was written.
    return undefined
  }
}

// A number alone says little: after a restart of the machine or the container another process may have it.
async function isAlive(holder: Holder): Promise<boolean> {
  return (await isRunning(holder.pid)) && (await birthOf(holder.pid)) === holder.birth
}

async function passwordsIn(path: string): Promise<Passwords> {
  const file = join(path, secrets)
  if (existsSync(file)) {
    const { superuser, owner }: Partial<Passwords> = JSON.parse(await readFile(file, 'utf8'))
    if (typeof superuser === 'string' && typeof owner === 'string') return { superuser, owner }
  }
  if (existsSync(join(path, cluster))) {
    throw new StartError(
      `${file}, which holds the passwords of the database, is missing: restore it from a backup.`,
    )
  }
  const passwords = { superuser: randomBytes(24).toString('hex'), owner: randomBytes(24).toString('hex') }
  await writeWhole(file, passwords)
  return passwords
}

// Whole or not at all: a start that is killed must leave a folder that the next one understands.
async function writeWhole(file: string, content: object): Promise<void> {
  const partial = `${file}.${process.pid}`
  await writeFile(partial, `${JSON.stringify(content)}\n`, { mode: 0o600, flush: true })
  await rename(partial, file)
}
