// The product as a process: start, second start, signals, kill -9, and one clear line for each thing that can be wrong.

import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'

const main = join(import.meta.dirname, '../src/main.ts')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linghang-start-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Run = {
  readonly child: ChildProcess
  readonly output: () => string
  /** The address it serves; rejects when it ends first. */
  readonly ready: Promise<string>
  readonly ended: Promise<number | null>
}

function start(
  env: Readonly<Record<string, string>>,
  [program = process.execPath, ...words]: readonly string[] = [process.execPath, main],
): Run {
  let output = ''
  const child = spawn(program, words, {
    env: { ...process.env, LINGHANG_DEMO: 'off', PORT: '0', LINGHANG_DATA: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const address = /http:\/\/[\d.]+:\d+/.exec(output)?.[0]
      if (address !== undefined) resolve(address)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void ended.then(() => reject(new Error(`Ended before it was ready: ${output}`)))
  })
  ready.catch(() => undefined)
  return { child, output: () => output, ready, ended }
}

async function healthy(address: string): Promise<unknown> {
  return (await fetch(`${address}/api/health`)).json()
}

/** The lines of a start that failed, without the note that the screens are being built. */
async function refusal(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const run = start(env)
  const code = await run.ended
  return {
    code,
    lines: run
      .output()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('Building the screens')),
  }
}

describe('start and stop', () => {
  test('serves health, the API and the screens on one port; SIGTERM and Ctrl-C end it cleanly; the data stays', async () => {
    const first = start({})
    const address = await first.ready
    expect(await healthy(address)).toEqual({ ok: true })
    expect((await fetch(`${address}/api/v1/me`)).status).toBe(401)
    const page = await fetch(`${address}/units`)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(await page.text()).toContain('<html')
    first.child.kill('SIGTERM')
    expect(await first.ended, first.output()).toBe(0)

    const second = start({})
    expect(await healthy(await second.ready)).toEqual({ ok: true })
    second.child.kill('SIGINT')
    expect(await second.ended, second.output()).toBe(0)
  })

  test('after kill -9 the next start recovers', async () => {
    const first = start({})
    await first.ready
    first.child.kill('SIGKILL')
    await first.ended
    const second = start({})
    expect(await healthy(await second.ready)).toEqual({ ok: true })
    second.child.kill('SIGTERM')
    expect(await second.ended, second.output()).toBe(0)
  })

  test.skipIf(process.platform === 'win32')(
    'a SIGTERM that only the shell around it gets ends it too',
    async () => {
      // As npm does it: the shell dies of the signal, and the product below it is told nothing.
      const script = join(import.meta.dirname, '../scripts/start.mjs')
      const run = start({ npm_lifecycle_event: 'start' }, [
        '/bin/sh',
        '-c',
        `"${process.execPath}" "${script}"; true`,
      ])
      const address = await run.ready
      run.child.kill('SIGTERM')
      await run.ended
      await expect
        .poll(
          () =>
            healthy(address).then(
              () => 'serves',
              () => 'gone',
            ),
          { timeout: 30_000 },
        )
        .toBe('gone')
      const next = start({})
      await next.ready
      next.child.kill('SIGTERM')
      expect(await next.ended, next.output()).toBe(0)
    },
  )

  test('a second product on the same data is told so', async () => {
    const first = start({})
    await first.ready
    const { code, lines } = await refusal({})
    expect(code).toBe(1)
    expect(lines.length).toBe(1)
    first.child.kill('SIGTERM')
    await first.ended
  })
})

/** An empty database of its own on the tests' server, as DATABASE_URL would name one. */
async function emptyDatabase(): Promise<{
  readonly url: string
  readonly query: (text: string) => Promise<void>
}> {
  const url = new URL(inject('templateUrl'))
  const name = `external_${randomUUID().replaceAll('-', '')}`
  const run = async (path: string, text: string): Promise<void> => {
    url.pathname = path
    const client = new pg.Client({ connectionString: url.toString() })
    await client.connect()
    await client.query(text)
    await client.end()
  }
  await run('/postgres', `create database ${name}`)
  url.pathname = `/${name}`
  const address = url.toString()
  return { url: address, query: (text) => run(`/${name}`, text) }
}

describe('DATABASE_URL', () => {
  test('an empty database is prepared and used; data from a newer version is refused and left as it is', async () => {
    const database = await emptyDatabase()
    const run = start({ DATABASE_URL: database.url })
    expect(await healthy(await run.ready)).toEqual({ ok: true })
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
    await database.query(
      "insert into linghang_migration (version, name, sha256, applied_at) values (9999, 'later', 'x', now())",
    )
    const { code, lines } = await refusal({ DATABASE_URL: database.url })
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toMatch(/newer/)
  })

  test('a database with tables of somebody else is not touched', async () => {
    const database = await emptyDatabase()
    await database.query('create table theirs (id int)')
    const { code, lines } = await refusal({ DATABASE_URL: database.url })
    expect([code, lines.length]).toEqual([1, 1])
    await database.query('drop table theirs')
  })
})

describe('one clear line', () => {
  test('an occupied port', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
    })
    const { code, lines } = await refusal({ PORT: String(port) })
    other.close()
    expect(code).toBe(1)
    expect(lines).toEqual([expect.stringContaining(String(port))])
  })

  test.each([
    ['nobody there', 'postgres://user:secret@127.0.0.1:1/linghang', /127\.0\.0\.1/],
    ['no such host', 'postgres://user:secret@no-such-host.invalid/linghang', /no-such-host\.invalid/],
    ['not an address', 'hello', /DATABASE_URL/],
  ])(
    'a wrong DATABASE_URL: %s; the password is not shown',
    async (_, url, words) => {
      const { code, lines } = await refusal({ DATABASE_URL: url })
      expect(code).toBe(1)
      expect(lines.length).toBe(1)
      expect(lines[0]).toMatch(words)
      expect(lines[0]).not.toContain('secret')
    },
    30_000,
  )

  test('a folder of somebody else is left alone', async () => {
    const data = join(folder, 'foreign')
    await mkdir(join(data, 'pg'), { recursive: true })
    await writeFile(join(data, 'pg', 'letter.txt'), 'mine')
    const { code, lines } = await refusal({ LINGHANG_DATA: data })
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toContain(join(data, 'pg'))
  })

  test.runIf(process.getuid?.() !== 0)('a read-only folder', async () => {
    const data = join(folder, 'read-only')
    await mkdir(data)
    await chmod(data, 0o500)
    const { code, lines } = await refusal({ LINGHANG_DATA: join(data, 'below') })
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toContain(data)
  })

  test('a folder that cannot be made, because a file is in its place', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const { code, lines } = await refusal({ LINGHANG_DATA: join(file, 'data') })
    expect([code, lines.length]).toEqual([1, 1])
  })
})
