// One run of a PostgreSQL program: its environment, the files it is given, its output and its end.
import { type ChildProcess, spawn } from 'node:child_process'
import { type FileHandle, open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { StartError, diskFull } from '../process.ts'
import type { Postgres } from './binaries.ts'

/** A program that runs. */
export interface Run {
  child: ChildProcess
  /** Settles with the exit code when it has ended and all its output was read; -1 when it could not be started. */
  end: Promise<number>
  /** The last lines it wrote. */
  tail: () => string[]
}

/** A path as the program sees it, and the handle that it inherits for that. */
export interface Inherited {
  path: string
  handle: FileHandle | undefined
}

const remembered = 30
// Nothing else of our environment: PGDATA and its like would change what PostgreSQL does.
const passedOn = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']

/**
 * How the program reaches the path as its inherited file `number`. Another user cannot go through a closed folder such
 * as /root, yet may use what we have opened for it, so the checkout can lie anywhere.
 */
export async function pathFor(postgres: Postgres, path: string, number: number): Promise<Inherited> {
  if (postgres.uid === undefined) return { path, handle: undefined }
  return { path: `/proc/self/fd/${number}`, handle: await open(path) }
}

/** Starts a program; `log` receives its output line by line. The inherited files become 3, 4 … in it. */
export function run(
  postgres: Postgres,
  program: 'initdb' | 'postgres' | 'pg_ctl',
  args: string[],
  inherited: Inherited[] = [],
  log: (line: string) => void = () => undefined,
): Run {
  const { file, args: all, user } = postgres.command(program, args)
  const handles = inherited.flatMap(({ handle }) => (handle === undefined ? [] : [handle.fd]))
  const environment = passedOn
    .map((name) => [name, process.env[name]])
    .filter(([, value]) => value !== undefined)
  const child = spawn(file, all, {
    ...user,
    cwd: postgres.native,
    // English messages, which we read; UTC also spares initdb the search for the time zone of the machine.
    env: { ...Object.fromEntries(environment), HOME: postgres.native, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe', ...handles],
    // Ctrl-C in a terminal goes to the whole group; the server must not end before we have.
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  const lines: string[] = []
  const take = (line: string): void => {
    lines.push(line)
    if (lines.length > remembered) lines.shift()
    log(line)
  }
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', take)
  }
  const end = Promise.withResolvers<number>()
  child.on('error', (error) => {
    take(error.message)
    end.resolve(-1)
  })
  child.on('close', (code) => end.resolve(code ?? -1))
  return { child, end: end.promise, tail: () => lines }
}

/** Words the failure of a program from what it wrote last. */
export function failureOf(lines: string[], path: string, fact: string): StartError {
  const text = lines.join('\n')
  if (/No space left on device|Disk quota exceeded/.test(text)) return diskFull(path)
  if (/error while loading shared libraries/.test(text)) {
    return new StartError(
      `${fact}, a library is missing: run "npm rebuild", or set DATABASE_URL. (${lines.at(-1) ?? ''})`,
    )
  }
  if (/could not look up effective user ID|user does not exist/.test(text)) {
    return new StartError(`${fact}: this user has no entry in /etc/passwd; start as a user that has one.`)
  }
  const said =
    lines.findLast((line) => /\b(FATAL|PANIC|error):/i.test(line)) ??
    lines.at(-1) ??
    'it ended without a word'
  return new StartError(`${fact}: ${said.replace(/^.*?(FATAL|PANIC|error):\s*/i, '')}`)
}
