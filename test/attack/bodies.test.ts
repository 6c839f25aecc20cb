// Bodies and addresses that are too large, too deep, too slow, not what they say, or lead out of the house.

import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp, listen } from '../../src/core/server.ts'
import type { Harness } from '../harness.ts'
import { endpointOf, endpoints } from '../http.ts'
import { ask, type Furnished, openTwo } from './ground.ts'

let harness: Harness
let ours: Furnished
let office: string | null
let folder: string
let server: { readonly port: number; readonly close: () => Promise<void> }

/** What lies beside the folder of the screens and must never be served. */
const treasure = 'treasure-beside-the-screens'

beforeAll(async () => {
  ;({ harness, ours } = await openTwo())
  office = (await harness.as('party_office', ours.root)).cookie
  folder = await mkdtemp(join(tmpdir(), 'linghang-attack-'))
  await mkdir(join(folder, 'web', 'assets'), { recursive: true })
  await mkdir(join(folder, 'web-beside'))
  await writeFile(join(folder, 'web', 'index.html'), '<html>the screens</html>')
  await writeFile(join(folder, 'web', 'assets', 'a.js'), '1')
  await writeFile(join(folder, 'treasure.txt'), treasure)
  await writeFile(join(folder, 'web-beside', 'treasure.txt'), treasure)
  const app = buildApp(harness.product.floor, harness.product.router, join(folder, 'web'))
  server = await listen(app, 0, '127.0.0.1')
})
afterAll(async () => {
  await server.close()
  await harness.close()
  await rm(folder, { recursive: true, force: true })
})

/** Sends bytes as they are, past what fetch would tidy up; answers what came back within the time. */
function raw(bytes: string | Buffer, patience = 5_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes))
    let answer = ''
    const done = (): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(patience, done)
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')))
    socket.on('close', done)
    socket.on('error', done)
  })
}
const get = (path: string): Promise<string> =>
  raw(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)

async function alive(): Promise<void> {
  const began = performance.now()
  const { status } = await ask(harness, endpointOf('accounts.me'), {}, office)
  expect(status).toBe(200)
  expect(statusOf(await get('/units'))).toBe(200)
  expect(performance.now() - began).toBeLessThan(10_000)
}

describe('an address that leads out of the screens', () => {
  const up = [
    '../',
    '..%2f',
    '%2e%2e/',
    '%2e%2e%2f',
    '..%252f',
    '%252e%252e%252f',
    '..\\',
    '..%5c',
    '%2e%2e%5c',
    '..%c0%af',
  ]
  test.each([
    ...up.flatMap((step) => [
      `/${step}treasure.txt`,
      `/assets/${step}${step}treasure.txt`,
      `/${step}web-beside/treasure.txt`,
      `/assets/${step.repeat(12)}etc/passwd`,
    ]),
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/assets/..%00/treasure.txt',
    '/index.html%00.js',
    '/C:%5cWindows%5cwin.ini',
    'http://localhost/../treasure.txt',
    '/%',
    '/%ff%fe.js',
    '/%ed%a0%80.js',
  ])('%s', async (path) => {
    const answer = await get(path)
    expect(answer).not.toContain(treasure)
    expect(answer).not.toContain('root:')
    expect([200, 400, 403, 404]).toContain(statusOf(answer))
    // A page of ours may answer an unknown path, and nothing else.
    if (statusOf(answer) === 200) expect(answer).toContain('the screens')
  })

  test.each([
    '../../keys.json',
    '%2e%2e%2fkeys.json',
    `${'a'.repeat(63)}/`,
    '0'.repeat(64),
    'A'.repeat(64),
    `${'a'.repeat(64)}%00`,
  ])('a file id that is none: %s', async (fileId) => {
    const { status, text } = await ask(harness, endpointOf('exchange.import'), { fileId }, office)
    expect([400, 404]).toContain(status)
    expect(text).not.toContain('ENOENT')
  })
})

describe('nothing sends people elsewhere', () => {
  test.each([
    '//evil.example',
    '/\\evil.example',
    '/%2f%2fevil.example',
    '/sign-in?to=//evil.example',
    '/https://evil.example',
  ])('%s', async (path) => {
    const answer = await get(path)
    expect(statusOf(answer)).toBeLessThan(500)
    const location = /^location: (.*)$/im.exec(answer)?.[1]
    expect(location ?? '/').toMatch(/^\/(?![/\\])/)
  })

  test('no endpoint answers with a redirection to another host, whatever its text fields say', async () => {
    for (const endpoint of endpoints.filter(({ method }) => method === 'GET')) {
      const path = endpoint.path.replace(/\{\+?\w+\}/g, 'x')
      for (const name of ['to', 'next', 'url', 'redirect', 'return_to', 'returnTo', 'redirect_uri']) {
        const answer = await harness.product.app.request(`/api/v1${path}?${name}=https://evil.example/`)
        const location = answer.headers.get('location')
        if (location !== null) expect(location).not.toMatch(/^(https?:)?\/\/evil|[?&]\w+=https:\/\/evil/)
      }
    }
  })
})

describe('a body', () => {
  const send = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
    const began = performance.now()
    const response = await fetch(`http://127.0.0.1:${server.port}/api/v1/meetings`, {
      method: 'POST',
      headers: {
        'x-linghang': '1',
        cookie: `linghang_session=${office}`,
        'content-type': 'application/json',
        ...headers,
      },
      body,
    })
    const text = await response.text()
    expect(performance.now() - began).toBeLessThan(15_000)
    return { status: response.status, text }
  }
  const plan = () => ({ unitId: ours.unit.id, kind: 'lecture', title: '党课', plannedAt: '2026-11-20T16:00' })

  test.each<[string, () => string]>([
    ['10,000 lists deep', () => '['.repeat(10_000) + ']'.repeat(10_000)],
    ['10,000 records deep', () => '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
    [
      'deep inside a field',
      () =>
        JSON.stringify({ ...plan(), agenda: 0 }).replace('0}', `${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
    ],
    [
      'a number beyond all',
      () => JSON.stringify({ ...plan(), title: 0 }).replace('"title":0', `"title":1e${'9'.repeat(400)}`),
    ],
    ['a million keys', () => `{${Array.from({ length: 200_000 }, (_, n) => `"k${n}":1`).join(',')}}`],
    ['one key, many times', () => `{${'"title":"x",'.repeat(50_000)}"title":"x"}`],
    ['five million characters', () => JSON.stringify({ ...plan(), title: 'x'.repeat(5_000_000) })],
    ['not JSON', () => '\u0000\u0001\u0002'],
    ['empty', () => ''],
    ['half', () => JSON.stringify(plan()).slice(0, -5)],
    ['null', () => 'null'],
    ['a text', () => '"unitId"'],
  ])('%s is refused as bad input', async (_, body) => {
    const { status, text } = await send(body())
    expect([400, 413, 422], text.slice(0, 300)).toContain(status)
    await alive()
  })

  test.each(['__proto__', 'constructor', 'prototype'])('with %s changes no other record', async (key) => {
    const body = JSON.stringify(plan()).replace(
      '{',
      `{"${key}":{"polluted":"yes","isAdmin":true,"readsOnly":true},`,
    )
    const { status } = await send(body)
    expect([200, 400]).toContain(status)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    for (const query of [`?${key}[polluted]=yes`, `?${key}.polluted=yes`]) {
      await harness.product.app.request(`/api/v1/meetings${query}`, {
        headers: { cookie: `linghang_session=${office}` },
      })
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    await alive()
  })

  test.each([
    'text/plain',
    'application/xml',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-7',
    'x'.repeat(5_000),
    '*/*',
  ])('of another kind: %s', async (type) => {
    const { status, text } = await send(JSON.stringify(plan()), { 'content-type': type })
    expect(status, text.slice(0, 300)).toBeLessThan(500)
    await alive()
  })

  test('packed a thousandfold is not unpacked into memory', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 32))
    const before = process.memoryUsage().rss
    const { status } = await send(new Uint8Array(bomb), { 'content-encoding': 'gzip' })
    expect([400, 413, 415]).toContain(status)
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
    await alive()
  })

  test('beyond the limit is refused by its stated size, and by its real size when it states none', async () => {
    const stated = await raw(
      `POST /api/v1/meetings HTTP/1.1\r\nhost: localhost\r\nx-linghang: 1\r\ncontent-type: application/json\r\ncontent-length: ${2 ** 40}\r\n\r\n{`,
    )
    expect([400, 413]).toContain(statusOf(stated))
    const megabyte = new Uint8Array(1024 * 1024).fill(32)
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1
        if (sent > 200) controller.close()
        else controller.enqueue(megabyte)
      },
    })
    const outcome = await fetch(`http://127.0.0.1:${server.port}/api/v1/meetings`, {
      method: 'POST',
      headers: {
        'x-linghang': '1',
        cookie: `linghang_session=${office}`,
        'content-type': 'application/json',
      },
      body: endless,
      duplex: 'half',
    } as RequestInit).then(
      (response) => response.status,
      () => 413, // the connection was closed on us, which is as good
    )
    expect(outcome).toBe(413)
    await alive()
  })

  test('that comes a byte at a time holds up nobody else', async () => {
    const slow = Array.from({ length: 50 }, () =>
      raw(
        `POST /api/v1/session HTTP/1.1\r\nhost: localhost\r\nx-linghang: 1\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`,
        1_500,
      ),
    )
    await alive()
    await Promise.all(slow)
    await alive()
  })

  test.each<[string, string]>([
    ['two lengths', 'content-length: 5\r\ncontent-length: 6\r\n\r\nhello'],
    [
      'length and chunks',
      'content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /api/health HTTP/1.1\r\n\r\n',
    ],
    ['a chunk of nonsense', 'transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n'],
    ['a header of a megabyte', `x-long: ${'y'.repeat(1_000_000)}\r\n\r\n`],
    ['a line in a header', 'x-a: b\u0000c\r\n\r\n'],
  ])('with %s is refused and leaves nothing in the line', async (_, rest) => {
    const answer = await raw(`POST /api/v1/session HTTP/1.1\r\nhost: localhost\r\nx-linghang: 1\r\n${rest}`)
    expect(statusOf(answer)).toBeLessThan(500)
    expect(answer.match(/HTTP\/1\.1 /g)?.length ?? 0).toBeLessThanOrEqual(1)
    await alive()
  })
})
