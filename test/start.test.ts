// The product as a process: start, second start, signals, kill -9, and one clear line for each thing that can be wrong.

import { randomUUID } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { type Run, run } from './run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linghang-start-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const start = (env: Readonly<Record<string, string>>, words?: readonly string[]): Run =>
  run({ LINGHANG_DATA: join(folder, 'data'), ...env }, words)

async function healthy(address: string): Promise<unknown> {
  return (await fetch(`${address}/api/health`)).json()
}

/** The lines of a start that failed, without the note that the screens are being built. */
async function refusal(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const product = start(env)
  const code = await product.ended
  return {
    code,
    lines: product
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
      const npm = start({ npm_lifecycle_event: 'start' }, [
        '/bin/sh',
        '-c',
        `"${process.execPath}" "${script}"; true`,
      ])
      const address = await npm.ready
      npm.child.kill('SIGTERM')
      await npm.ended
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

describe('an end that loses no request', () => {
  /** A request whose body has only begun; `finish` sends the rest. */
  async function slowRequest(
    address: string,
  ): Promise<{ readonly finish: () => void; readonly answer: Promise<string> }> {
    let text = ''
    const socket = connect(Number(new URL(address).port), '127.0.0.1')
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
    const answer = new Promise<string>((resolve) => {
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(text))
    })
    const body = '{"username":"nobody","password":"nothing"}'
    socket.write(
      `POST /api/v1/session HTTP/1.1\r\nHost: x\r\nx-linghang: 1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 9)}`,
    )
    return { finish: () => socket.write(body.slice(9)), answer }
  }
  const status = (url: string): Promise<unknown> =>
    fetch(url).then(
      (answer) => answer.status,
      () => 'refused',
    )

  test('SIGTERM: not ready at once, no new connection after the grace, the running request is answered, exit 0', async () => {
    const product = start({ LINGHANG_DRAIN_GRACE: '2' })
    const address = await product.ready
    expect(await status(`${address}/api/ready`)).toBe(200)
    const slow = await slowRequest(address)
    product.child.kill('SIGTERM')
    await expect.poll(() => status(`${address}/api/ready`), { timeout: 10_000 }).toBe(503)
    expect(await status(`${address}/api/v1/me`), 'still served during the grace').toBe(401)
    await expect.poll(() => status(`${address}/api/health`), { timeout: 10_000 }).toBe('refused')
    expect(product.child.exitCode).toBeNull()
    slow.finish()
    expect(await slow.answer).toMatch(/^HTTP\/1\.1 401[\s\S]*connection: close[\s\S]*wrong_credentials/i)
    expect(await product.ended, product.output()).toBe(0)
  })

  test('a request that never ends is cut at the limit', async () => {
    const product = start({ LINGHANG_DRAIN_LIMIT: '1' })
    const slow = await slowRequest(await product.ready)
    product.child.kill('SIGTERM')
    expect(await slow.answer).toBe('')
    expect(await product.ended, product.output()).toBe(0)
  })
})

describe('settings', () => {
  test('measures have a port of their own, and none unless asked for', async () => {
    const product = start({ LINGHANG_METRICS_PORT: '0' })
    const address = await product.ready
    const [, place] = await product.says(/Metrics {2}(\S+)/)
    const measured = async (): Promise<string> => (await fetch(`http://${place}`)).text()
    expect(await measured()).toContain('linghang_build_info{')
    await expect
      .poll(measured, { timeout: 30_000 })
      .toMatch(/linghang_jobs_total\{job="[^"]+",outcome="done"\} [1-9]/)
    expect(await (await fetch(`${address}/metrics`)).text()).not.toContain('linghang_build_info')
    product.child.kill('SIGTERM')
    expect(await product.ended).toBe(0)
  })

  test.each([
    ['PORT', 'eighty'],
    ['LOG_LEVEL', 'loud'],
    ['LINGHANG_SEAL', 'des'],
    ['LINGHANG_PUBLIC_URL', 'party.example.cn'],
    ['LINGHANG_TRUSTED_PROXIES', '10.0.0.0/99'],
    ['LINGHANG_RATE_ADDRESS', '-1'],
    ['LINGHANG_DRAIN_LIMIT', '0'],
    ['LINGHANG_METRICS_PORT', '70000'],
  ])('a wrong %s is told in one line', async (name, value) => {
    const { code, lines } = await refusal({ [name]: value })
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toContain(name)
    expect(lines[0]).toContain(value)
  })
})

describe('DATABASE_URL', () => {
  test('a database that goes away, again and again and in the midst of jobs: not ready, still alive; when it is back, so is the product', {
    timeout: 240_000,
  }, async () => {
    const database = await emptyDatabase()
    const product = start({ DATABASE_URL: database.url, LINGHANG_DATA: join(folder, 'away') })
    const address = await product.ready
    const failing = async (): Promise<unknown> => {
      const answer = (await (await fetch(`${address}/api/ready`)).json()) as { failing: readonly string[] }
      return answer.failing
    }
    await expect.poll(failing, { timeout: 20_000 }).toEqual([])
    const name = new URL(database.url).pathname.slice(1)
    const server = new URL(database.url)
    server.pathname = '/postgres'
    const admin = new pg.Client({ connectionString: server.toString() })
    await admin.connect()
    onTestFinished(() => admin.end())
    await admin.query(`grant ${decodeURIComponent(server.username)}_login to current_user`)
    for (const round of [1, 2, 3]) {
      // So many that one is always about to be noted as done.
      await database.query(
        `select graphile_worker.add_job('discharges:run', job_key => 'round ${round} job ' || n) from generate_series(1, 2000) n`,
      )
      await admin.query(`alter database ${name} allow_connections false`)
      // The sessions of the product: the owner's and its login's. Autovacuum may be at work here too, and is not ours to end.
      await admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and backend_type = 'client backend'",
        [name],
      )
      await expect.poll(failing, { timeout: 20_000 }).toContain('database')
      expect(await healthy(address)).toEqual({ ok: true })
      await admin.query(`alter database ${name} allow_connections true`)
      await expect.poll(failing, { timeout: 60_000 }).toEqual([])
      expect((await fetch(`${address}/api/v1/me`)).status).toBe(401)
    }
    product.child.kill('SIGTERM')
    expect(await product.ended, product.output()).toBe(0)
  })

  test('data whose key file is missing: no start and no new key', async () => {
    const database = await emptyDatabase()
    const data = join(folder, 'with-key')
    const first = start({ DATABASE_URL: database.url, LINGHANG_DATA: data })
    await first.ready
    first.child.kill('SIGTERM')
    await first.ended
    const elsewhere = join(folder, 'without-key')
    const { code, lines } = await refusal({ DATABASE_URL: database.url, LINGHANG_DATA: elsewhere })
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toContain(join(elsewhere, 'keys.json'))
    expect(await readdir(elsewhere)).toEqual([])
  })

  test('an empty database is prepared and used; data from a newer version is refused and left as it is', async () => {
    const database = await emptyDatabase()
    const product = start({ DATABASE_URL: database.url })
    expect(await healthy(await product.ready)).toEqual({ ok: true })
    product.child.kill('SIGTERM')
    expect(await product.ended).toBe(0)
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
