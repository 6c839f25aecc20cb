// The embedded PostgreSQL for real: it starts, keeps its data, ends with its parent, and refuses what is not ours.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { StartError } from '../process.ts'
import { connectDatabase } from './connect.ts'
import { type Embedded, startEmbedded } from './launcher.ts'
import { isRunning, poll } from './processes.ts'

let base = ''
let dataDir = ''
let running: Embedded | undefined

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'linghang-launcher-'))
  dataDir = join(base, 'data')
  const server = await start()
  expect(server.firstStart).toBe(true)
  await query(server.url, 'create table kept (id int primary key)')
  await query(server.url, 'insert into kept values (1)')
  await server.stop()
})

// A test that fails must not hold the folder against the next one.
afterEach(() => running?.stop())

afterAll(() => rm(base, { recursive: true, force: true }))

describe('startEmbedded', () => {
  it('keeps the data, listens on the loopback address only, and has the extensions', async () => {
    const server = await start()
    expect(server.firstStart).toBe(false)
    expect(await query(server.url, 'select id from kept')).toEqual([{ id: 1 }])
    const [facts] = await query(
      server.url,
      `select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
        current_setting('server_encoding') as encoding, current_setting('is_superuser') as superuser,
        (select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'linghang') as locale`,
    )
    expect(facts).toEqual({
      addresses: '127.0.0.1',
      fsync: 'on',
      encoding: 'UTF8',
      superuser: 'off',
      locale: 'b C.UTF-8',
    })
    if (process.platform !== 'win32')
      expect((await stat(join(dataDir, 'passwords.json'))).mode & 0o777).toBe(0o600)
    await query(server.url, 'create extension btree_gist')
    await query(server.url, 'create extension pg_trgm')
    expect(await query(server.url, `select similarity('糖尿病足', '糖尿病') as s`)).toEqual([{ s: 0.5 }])
    const wrong = new URL(server.url)
    wrong.password = 'postgres'
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    await server.stop()
    await server.stop()
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
    expect(await readdir(dataDir)).not.toContain('linghang.lock')
  })

  it('tells when the server ends by itself, and starts again after that', async () => {
    const server = await start()
    process.kill(await postmaster(), 'SIGKILL')
    expect(typeof (await server.died)).toBe('string')
    await server.stop()
    const next = await start()
    expect(await query(next.url, 'select id from kept')).toEqual([{ id: 1 }])
    await next.stop()
  })

  it('refuses a second Linghang on the same folder, within one process and from another', async () => {
    const server = await start()
    const line = `Another Linghang (process ${process.pid}) already uses ${dataDir}: stop it, or start with another data folder.`
    await expect(startEmbedded({ dataDir })).rejects.toThrow(new StartError(line))
    expect(
      await lastLine(
        program(`await startEmbedded({ dataDir }).catch((error) => console.log(error.message))`),
      ),
    ).toBe(line)
    expect(await query(server.url, 'select id from kept')).toEqual([{ id: 1 }])
    await server.stop()
  })

  it('takes over the lock of a process that is gone, even when its number is in use again', async () => {
    await writeFile(
      join(dataDir, 'linghang.lock'),
      JSON.stringify({ pid: process.pid, birth: 'before the restart' }),
    )
    await (await start()).stop()
    await writeFile(join(dataDir, 'linghang.lock'), '')
    await (await start()).stop()
  })

  it('starts although a stale pid file names a process that lives', async () => {
    await writeFile(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.ppid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n`,
    )
    await (await start()).stop()
  })
})

const writer = `
  const { url } = await startEmbedded({ dataDir })
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('create table if not exists written (id int primary key)')
  for (let id = 1; ; id += 1) {
    await client.query('insert into written values ($1) on conflict do nothing', [id])
    console.log(id)
  }`

describe.skipIf(process.platform !== 'linux')('the end of the parent', () => {
  it('by kill -9 ends the server, and every acknowledged row is there at the next start', async () => {
    const child = program(writer)
    const acknowledged = lastLine(child, (line) => Number(line) === 300 && child.kill('SIGKILL'))
    const last = Number(await acknowledged)
    const server = await postmaster().catch(() => undefined)
    if (server !== undefined) expect(await poll(async () => !(await isRunning(server)), 10_000)).toBe(true)
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
    expect(last).toBeGreaterThanOrEqual(300)
    await expectRows(last)
  })

  it('by kill -9 is followed by a start that waits for the server to end', async () => {
    const child = program(writer)
    const last = Number(await lastLine(child, (line) => Number(line) === 50 && child.kill('SIGKILL')))
    await expectRows(last)
  })

  it('by kill -9 together with the server loses nothing either', async () => {
    const child = program(writer)
    let killed: Promise<void> | undefined
    const last = await lastLine(child, (line) => {
      if (Number(line) !== 300) return
      killed = postmaster().then((pid) => {
        process.kill(pid, 'SIGKILL')
        child.kill('SIGKILL')
      })
    })
    await killed
    await expectRows(Number(last))
  })
})

it('exitWithParent stops in order when the parent is killed', async () => {
  const inner = program(
    `const { stop } = await startEmbedded({ dataDir })
    exitWithParent(async () => { await stop(); writeFileSync(dataDir + '.stopped', '') })
    console.log('ready')`,
    true,
  )
  await new Promise((resolve) => inner.stdout?.once('data', resolve))
  // The end of the channel is what a killed parent leaves behind.
  inner.disconnect()
  await new Promise((resolve) => inner.once('exit', resolve))
  expect(existsSync(`${dataDir}.stopped`)).toBe(true)
  expect(existsSync(join(dataDir, 'linghang.lock'))).toBe(false)
})

describe('refused', () => {
  it('a folder that is not empty and not ours', async () => {
    const folder = await folderWith('full', 'thesis.txt', 'years of work')
    await refuses(
      folder,
      `${folder} is not empty and not a data folder of Linghang: choose an empty or a new folder.`,
    )
    expect(await readdir(folder)).toEqual(['thesis.txt'])
  })

  it('a cluster that we did not create', async () => {
    const folder = await folderWith('foreign', 'PG_VERSION', '18\n')
    await refuses(folder, /^.* holds a PostgreSQL cluster that Linghang did not create: /)
    expect(await readdir(folder)).toEqual(['PG_VERSION'])
  })

  it('a cluster of another major version', async () => {
    const folder = await folderWith('old', 'linghang.json', '{}')
    await mkdir(join(folder, 'postgres'))
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '17\n')
    await refuses(folder, /^.* holds data of PostgreSQL 17, and this Linghang brings PostgreSQL 18: /)
  })

  it('a file in place of the folder', async () => {
    const folder = await folderWith('file', 'data', '')
    await refuses(
      join(folder, 'data'),
      `${join(folder, 'data')} is not a folder: choose another data folder.`,
    )
  })
})

describe('connectDatabase', () => {
  it('words every wrong DATABASE_URL in one line and without the password', async () => {
    const server = await start()
    const change = (edit: (url: URL) => void): string => {
      const url = new URL(server.url)
      edit(url)
      return url.href
    }
    const cases: [string, RegExp][] = [
      ['mysql://u:hush@localhost/x', /^DATABASE_URL is not an address of the form/],
      [change((url) => (url.password = 'hush')), /does not let user "linghang" in/],
      [change((url) => (url.pathname = '/hush2')), /The database "hush2" does not exist/],
      [change((url) => (url.port = '1')), /^No database answers at 127\.0\.0\.1:1: /],
      [
        change((url) => (url.hostname = 'nowhere.invalid')),
        /^The database host of nowhere\.invalid:\d+ is not known/,
      ],
    ]
    for (const [databaseUrl, line] of cases) {
      const error: unknown = await connectDatabase({ databaseUrl, dataDir }).catch(
        (reason: unknown) => reason,
      )
      expect(error).toBeInstanceOf(StartError)
      expect(String(error)).toMatch(/^[^\n]+$/)
      expect((error as StartError).message).toMatch(line)
      expect((error as StartError).message).not.toMatch(new RegExp(`hush@|${new URL(server.url).password}`))
    }
    const good = await connectDatabase({ databaseUrl: server.url, dataDir: join(base, 'unused') })
    expect(good).toMatchObject({ url: server.url, embedded: false })
    expect(existsSync(join(base, 'unused'))).toBe(false)
    await server.stop()
  })
})

async function start(): Promise<Embedded> {
  running = await startEmbedded({ dataDir })
  return running
}

async function refuses(folder: string, line: string | RegExp): Promise<void> {
  const error: unknown = await startEmbedded({ dataDir: folder }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(StartError)
  const { message } = error as StartError
  if (typeof line === 'string') expect(message).toBe(line)
  else expect(message).toMatch(line)
}

async function folderWith(name: string, file: string, content: string): Promise<string> {
  const folder = join(base, name)
  await mkdir(folder)
  await writeFile(join(folder, file), content)
  return folder
}

async function expectRows(last: number): Promise<void> {
  const server = await start()
  const [row] = await query(server.url, 'select count(*)::int as n from written where id <= $1', [last])
  await server.stop()
  expect(row).toEqual({ n: last })
}

async function postmaster(): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

async function query(connectionString: string, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows
  } finally {
    await client.end()
  }
}

// A Node process of its own that may be killed without killing the tests.
function program(body: string, channel = false): ChildProcess {
  const source = `
    import { writeFileSync } from 'node:fs'
    import { Client } from 'pg'
    import { exitWithParent } from ${JSON.stringify(import.meta.resolve('../process.ts'))}
    import { startEmbedded } from ${JSON.stringify(import.meta.resolve('./launcher.ts'))}
    const dataDir = ${JSON.stringify(dataDir)}
    ${body}`
  return spawn(process.execPath, ['--input-type=module', '-e', source], {
    cwd: import.meta.dirname,
    stdio: channel ? ['ignore', 'pipe', 'inherit', 'ipc'] : ['ignore', 'pipe', 'inherit'],
  })
}

// What the process wrote last before it ended.
async function lastLine(
  child: ChildProcess,
  each: (line: string) => unknown = () => undefined,
): Promise<string> {
  if (!child.stdout) throw new TypeError('a process without output')
  const end = new Promise((resolve) => child.once('exit', resolve))
  let last = ''
  for await (const line of createInterface({ input: child.stdout })) {
    last = line
    each(line)
  }
  await end
  return last
}
