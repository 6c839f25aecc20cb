// The HTTP server over real sockets: what it refuses, what it cuts, whom it believes, and what its answers carry.

import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution } from '../../../test/seed.ts'
import { openMetrics } from '../metrics.ts'
import { buildApp, listen, type ServerOptions } from '../server.ts'

let harness: Harness
let root: SeededUnit
let web: string
beforeAll(async () => {
  harness = await openHarness()
  root = await seedInstitution(harness, { name: '医院' })
  web = join(await mkdtemp(join(tmpdir(), 'linghang-web-')), 'web')
  await mkdir(join(web, 'assets'), { recursive: true })
  await writeFile(join(web, 'index.html'), '<html>page</html>')
  await writeFile(join(web, 'assets', 'app-1a2b.js'), 'app()')
  await mkdir(`${web}-secret`)
  await writeFile(`${web}-secret/keys.json`, 'secret')
  await writeFile(join(web, '..', 'keys.json'), 'secret')
})
afterAll(async () => {
  await harness.close()
  await rm(join(web, '..'), { recursive: true, force: true })
})

async function serveWith(
  options: ServerOptions = {},
  node: Parameters<typeof listen>[3] = {},
  floor = harness.product.floor,
): Promise<string> {
  const server = await listen(buildApp(floor, harness.product.router, web, options), 0, '127.0.0.1', node)
  onTestFinished(() => server.close(0))
  return `http://127.0.0.1:${server.port}`
}

/** Writes raw bytes, step by step, and answers all that came back until the server closed. */
function raw(address: string, steps: readonly (string | Promise<unknown>)[]): Promise<string> {
  const { port } = new URL(address)
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(port), '127.0.0.1', () => {
      void (async () => {
        for (const step of steps) {
          if (typeof step !== 'string') await step
          else if (!socket.destroyed) socket.write(step)
        }
      })()
    })
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answer))
  })
}

const post = (address: string, headers: Record<string, string>, body = '{}'): Promise<Response> =>
  fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-linghang': '1', ...headers },
    body,
  })

type Failure = { code: string; data: { facts: Record<string, string>; requestId: string } }
const failureOf = async (response: Response): Promise<Failure> => (await response.json()) as Failure

describe('answers carry', () => {
  test('the headers that keep a browser from doing more than it should', async () => {
    const address = await serveWith()
    for (const path of ['/', '/api/v1/me', '/api/health']) {
      const { headers } = await fetch(address + path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).not.toMatch(/script-src[^;]*unsafe/)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('camera=()')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('strict-transport-security')).toBeNull()
    }
  })

  test('HSTS and Secure cookies only where browsers come by https', async () => {
    const cookies: (string | null)[] = []
    for (const [publicUrl, hsts] of [
      ['https://party.example.cn', 'max-age=31536000; includeSubDomains'],
      ['http://10.1.1.1', null],
    ] as const) {
      const address = await serveWith({ publicUrl: new URL(publicUrl) })
      const me = await harness.as('system_admin', root)
      const answer = await fetch(`${address}/api/v1/session`, {
        method: 'DELETE',
        headers: {
          cookie: `linghang_session=${me.cookie}`,
          'content-type': 'application/json',
          'x-linghang': '1',
          origin: publicUrl,
        },
        body: '{}',
      })
      expect(answer.status, await answer.text()).toBe(200)
      expect(answer.headers.get('strict-transport-security')).toBe(hsts)
      cookies.push(answer.headers.get('set-cookie'))
    }
    expect(cookies.map((cookie) => /; Secure/.test(cookie ?? ''))).toEqual([true, false])
    expect(cookies[1]).toContain('HttpOnly')
  })
})

describe('another site', () => {
  test.each<[string, Record<string, string>, number]>([
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 400],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbour below the same domain', { 'sec-fetch-site': 'same-site' }, 403],
    ['a foreign origin on plain http', { origin: 'http://evil.example' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['a program without a browser', {}, 400],
  ])('%s', async (_, headers, status) => {
    const address = await serveWith()
    const answer = await post(address, headers)
    expect(answer.status).toBe(status)
    if (status === 403) expect((await failureOf(answer)).code).toBe('forbidden')
  })

  test('our own origin passes: the address itself, or the public one behind a proxy', async () => {
    const plain = await serveWith()
    expect((await post(plain, { origin: plain })).status).toBe(400)
    const behind = await serveWith({ publicUrl: new URL('https://party.example.cn') })
    expect((await post(behind, { origin: 'https://party.example.cn' })).status).toBe(400)
    expect((await post(behind, { origin: behind })).status).toBe(403)
  })

  test('without the header that a form cannot send', async () => {
    const address = await serveWith()
    const answer = await fetch(`${address}/api/v1/session`, { method: 'POST', body: '{}' })
    expect([answer.status, (await failureOf(answer)).data.facts]).toEqual([403, { header: 'x-linghang' }])
  })
})

describe('how much', () => {
  test('a session and an address may ask so often a minute; then 429 with the seconds to wait', async () => {
    const address = await serveWith({ limits: { perAddress: 7, perSession: 3 } })
    const [one, two] = [await harness.as('system_admin', root), await harness.as('system_admin', root)]
    const ask = (cookie: string | null): Promise<Response> =>
      fetch(`${address}/api/v1/me`, { headers: { cookie: `linghang_session=${cookie}` } })
    const first = await Promise.all(Array.from({ length: 4 }, () => ask(one.cookie)))
    expect(first.filter(({ status }) => status === 200).length).toBe(3)
    expect(first.filter(({ status }) => status === 429).length).toBe(1)
    // Another session of the same address, until the address has had its share: 4 + 3.
    const second = []
    for (let at = 0; at < 4; at += 1) second.push(await ask(two.cookie))
    expect(second.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    const refused = second[3] as Response
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect((await failureOf(refused)).code).toBe('rate_limited')
  })

  test('JSON of at most 1 MiB, where no file is asked for; at the limit it is read', async () => {
    const address = await serveWith()
    const body = (size: number): string => {
      const frame = JSON.stringify({ username: '', password: 'x' })
      return frame.replace('""', `"${'a'.repeat(size - frame.length)}"`)
    }
    const at = await post(address, {}, body(1024 * 1024))
    expect([at.status, (await failureOf(at)).code]).toEqual([400, 'invalid_input'])
    const above = await post(address, {}, body(1024 * 1024 + 1))
    expect([above.status, (await failureOf(above)).code]).toEqual([413, 'too_large'])
  })

  test('a file may be larger where a workbook is read, and nowhere else', async () => {
    const address = await serveWith()
    const send = async (path: string): Promise<number> => {
      const form = new FormData()
      form.set('file', new File([new Uint8Array(2 * 1024 * 1024)], 'a.xlsx'))
      const answer = await fetch(`${address}/api/v1${path}`, {
        method: 'POST',
        headers: { 'x-linghang': '1' },
        body: form,
      })
      return answer.status
    }
    expect([await send('/workbook/runs'), await send('/session')]).toEqual([401, 413])
  })

  test('a body without a stated length is cut as well', async () => {
    const address = await serveWith()
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`
    const answer = await raw(address, [
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nx-linghang: 1\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
      ...Array.from({ length: 20 }, () => chunk),
    ])
    expect(answer).toMatch(/^HTTP\/1\.1 413/)
  })

  test('a packed body is refused before it is unpacked', async () => {
    const address = await serveWith()
    const answer = await post(address, { 'content-encoding': 'gzip' })
    expect([answer.status, (await failureOf(answer)).data.facts]).toEqual([
      400,
      { header: 'content-encoding' },
    ])
  })
})

describe('how slow', () => {
  const quick = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 }

  test('headers that never end are cut', async () => {
    const address = await serveWith({}, quick)
    expect(await raw(address, ['GET / HTTP/1.1\r\nHost: x\r\nx-a: '])).toMatch(/^HTTP\/1\.1 408/)
  })

  test('a body that never ends is cut, and the server goes on', async () => {
    const address = await serveWith({}, quick)
    const answer = await raw(address, [
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nx-linghang: 1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"username"',
    ])
    expect(answer).not.toMatch(/^HTTP\/1\.1 2/)
    expect((await fetch(`${address}/api/health`)).status).toBe(200)
  })

  test('headers larger than 16 KiB are refused', async () => {
    const address = await serveWith()
    expect(await raw(address, [`GET / HTTP/1.1\r\nHost: x\r\nx-a: ${'a'.repeat(17_000)}\r\n\r\n`])).toMatch(
      /^HTTP\/1\.1 431/,
    )
  })
})

describe('whom it believes', () => {
  /** The address that a limit of one request a minute counts, told by who is refused. */
  const counts = async (options: ServerOptions, first: string, second: string): Promise<number> => {
    const address = await serveWith({ ...options, limits: { perAddress: 1, perSession: 0 } })
    await fetch(`${address}/api/v1/me`, { headers: { 'x-forwarded-for': first } })
    return (await fetch(`${address}/api/v1/me`, { headers: { 'x-forwarded-for': second } })).status
  }

  test('x-forwarded-for of a stranger is not believed', async () => {
    expect(await counts({}, '1.1.1.1', '2.2.2.2')).toBe(429)
    expect(await counts({ trustedProxies: ['10.0.0.0/8'] }, '1.1.1.1', '2.2.2.2')).toBe(429)
  })

  test('of a trusted proxy it is, from the right, past other trusted ones', async () => {
    const trustedProxies = ['127.0.0.0/8', '10.0.0.0/8']
    expect(await counts({ trustedProxies }, '1.1.1.1', '2.2.2.2')).toBe(401)
    expect(await counts({ trustedProxies }, '1.1.1.1', '1.1.1.1, 10.0.0.3')).toBe(429)
    // What the caller wrote himself stands left of what the proxy saw.
    expect(await counts({ trustedProxies }, '9.9.9.9, 1.1.1.1', '8.8.8.8, 1.1.1.1')).toBe(429)
  })

  test('a request id is taken over from a trusted proxy when it is a UUID, and made otherwise', async () => {
    const id = '018f4e8a-0000-7000-8000-0123456789ab'
    const idFrom = async (options: ServerOptions, given: string): Promise<string | null> => {
      const address = await serveWith(options)
      const answer = await fetch(`${address}/api/v1/me`, { headers: { 'x-request-id': given } })
      const { data } = await failureOf(answer)
      expect(data.requestId).toBe(answer.headers.get('x-request-id'))
      return answer.headers.get('x-request-id')
    }
    const trustedProxies = ['127.0.0.1']
    expect(await idFrom({ trustedProxies }, id)).toBe(id)
    expect(await idFrom({ trustedProxies }, 'zhang-san')).toMatch(/^[0-9a-f-]{36}$/)
    expect(await idFrom({}, id)).not.toBe(id)
  })
})

describe('screens', () => {
  test('hashed assets are kept for a year, the page is asked for again', async () => {
    const address = await serveWith()
    const asset = await fetch(`${address}/assets/app-1a2b.js`)
    expect([asset.status, await asset.text()]).toEqual([200, 'app()'])
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const page = await fetch(`${address}/units/1`)
    expect([page.headers.get('cache-control'), await page.text()]).toEqual(['no-cache', '<html>page</html>'])
    const missing = await fetch(`${address}/assets/gone.js`)
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store'])
  })

  test.each([
    '/../keys.json',
    '/%2e%2e/keys.json',
    '/..%2fkeys.json',
    '/assets/..%2f..%2fkeys.json',
    '/..%5ckeys.json',
    '/../web-secret/keys.json',
    '/..%2fweb-secret/keys.json',
    '//keys.json',
    '/%00keys.json',
    '/%c0%ae%c0%ae/keys.json',
  ])('no way out of the folder: %s', async (path) => {
    const address = await serveWith()
    const answer = await raw(address, [`GET ${path} HTTP/1.1\r\nHost: x\r\nconnection: close\r\n\r\n`])
    expect(answer).toMatch(/^HTTP\/1\.1 (404|400|200)/)
    expect(answer).not.toContain('secret')
  })
})

describe('health, readiness, measures and log', () => {
  test('ready says what fails, and nothing else; while draining it is not', async () => {
    let reasons: string[] = []
    let draining = false
    const address = await serveWith({ failing: async () => reasons, draining: () => draining })
    const ready = async () => {
      const answer = await fetch(`${address}/api/ready`)
      return [answer.status, await answer.json()]
    }
    expect(await ready()).toEqual([200, { ready: true, failing: [] }])
    reasons = ['database']
    expect(await ready()).toEqual([503, { ready: false, failing: ['database'] }])
    draining = true
    expect(await ready()).toEqual([503, { ready: false, failing: ['draining'] }])
    expect((await fetch(`${address}/api/health`)).status).toBe(200)
  })

  test('measures name endpoint and status, and come back to no request in flight', async () => {
    const metrics = openMetrics({ version: '1.2.3', migration: 14 })
    metrics.watch({ pool: harness.product.database.poolUse, jobsWaiting: async () => 3 })
    const address = await serveWith({ metrics })
    const me = await harness.as('system_admin', root)
    const cookie = `linghang_session=${me.cookie}`
    await (await fetch(`${address}/api/v1/me`, { headers: { cookie } })).text()
    await (await fetch(`${address}/api/v1/me`)).text()
    await (await fetch(`${address}/api/v1/no-such-thing`)).text()
    metrics.job('duties.issue', true, 0.5)
    const text = await metrics.text()
    expect(text).toContain('linghang_request_duration_seconds_count{endpoint="accounts.me",status="200"} 1')
    expect(text).toContain('linghang_request_duration_seconds_count{endpoint="accounts.me",status="401"} 1')
    expect(text).toContain('linghang_request_duration_seconds_count{endpoint="none",status="404"} 1')
    expect(text).toContain('linghang_requests_in_flight 0')
    expect(text).toContain('linghang_jobs_total{job="duties.issue",outcome="failed"} 1')
    expect(text).toContain('linghang_jobs_waiting 3')
    expect(text).toContain('linghang_build_info{version="1.2.3",migration="14"')
    expect(text).toMatch(/linghang_pool_connections\{state="waiting"\} 0/)
    expect(text).toMatch(/linghang_nodejs_eventloop_lag_seconds /)
  })

  test('the log of a request: id, endpoint, status, time, institution; errors without the values they quote', async () => {
    const { openLog } = await import('../log.ts')
    const lines: string[] = []
    const log = openLog('info', { write: (line) => void lines.push(line) })
    const address = await serveWith({}, {}, { ...harness.product.floor, log })
    const me = await harness.as('system_admin', root)
    const cookie = `linghang_session=${me.cookie}`
    const answer = await fetch(`${address}/api/v1/me?name=王小明`, { headers: { cookie } })
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      level: 'info',
      time: expect.any(String),
      requestId: answer.headers.get('x-request-id'),
      endpoint: 'accounts.me',
      method: 'GET',
      status: 200,
      ms: expect.any(Number),
      institutionId: root.institutionId,
      msg: 'request',
    })
    const secret = '520103199001011234'
    await harness
      .owner('select $1::uuid', [secret])
      .catch((error: unknown) => log.error({ err: error }, 'unexpected failure'))
    await Promise.reject(new SyntaxError(`Unexpected token in ${secret}`)).catch((error: unknown) =>
      log.error({ err: new Error(secret, { cause: error }) }, 'unexpected failure'),
    )
    expect(lines.length).toBe(3)
    expect(lines.join('')).toContain('22P02')
    expect(lines.join('')).not.toContain(secret)
    expect(lines.join('')).not.toContain('王小明')
    expect(lines.join('')).not.toContain(createHash('sha256').update(String(me.cookie)).digest('hex'))
    expect(pino.levels.values['info']).toBe(30)
  })
})
