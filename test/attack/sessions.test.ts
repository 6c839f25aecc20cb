// Cookies that are forged, altered, expired, ended or no longer entitled; requests that another site sends.

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/core/ids.ts'
import { newSession } from '../../src/foundation/accounts/session.ts'
import { insertSession } from '../../src/foundation/accounts/store/index.ts'
import { expectations } from '../access.expectations.ts'
import type { Harness } from '../harness.ts'
import { callerPassword } from '../harness.ts'
import { endpointOf, endpoints, requestOf } from '../http.ts'
import { ask, checksums, type Furnished, openTwo } from './ground.ts'

let harness: Harness
let ours: Furnished
let theirs: Furnished

beforeAll(async () => {
  ;({ harness, ours, theirs } = await openTwo())
})
afterAll(() => harness.close())

const me = (cookie: string | null) => ask(harness, endpointOf('accounts.me'), {}, cookie)

async function living(): Promise<string> {
  const { cookie } = await harness.as('party_office', ours.root)
  expect((await me(cookie)).status).toBe(200)
  return cookie ?? ''
}
const flip = (text: string, at: number): string =>
  text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)

describe('a cookie that is not the one we gave', () => {
  test.each<[string, (cookie: string) => string | null]>([
    ['none', () => null],
    ['empty', () => ''],
    ['a changed secret', (cookie) => flip(cookie, cookie.length - 2)],
    ['a changed institution', (cookie) => `${theirs.root.institutionId}${cookie.slice(36)}`],
    ['only the institution', (cookie) => cookie.slice(0, 37)],
    ['cut short', (cookie) => cookie.slice(0, -1)],
    ['a secret made up', () => `${ours.root.institutionId}.${randomBytes(32).toString('base64url')}`],
    ['something appended', (cookie) => `${cookie}x`],
    ['upper case institution', (cookie) => cookie.slice(0, 36).toUpperCase() + cookie.slice(36)],
    ['SQL for an institution', (cookie) => `' or true --${cookie.slice(36)}`],
    [
      'a set for a scope',
      (cookie) => `${theirs.root.institutionId},${ours.root.institutionId}${cookie.slice(36)}`,
    ],
    ['ten thousand characters', () => 'x'.repeat(10_000)],
    ['escapes', () => '%00%0d%0aset-cookie:%20a=b'],
  ])('is nobody: %s', async (_, change) => {
    const answer = await me(change(await living()))
    expect(answer.status).toBe(401)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })
})

describe('a session that has ended', () => {
  test('by time, to the second', async () => {
    const session = newSession(ours.root.institutionId)
    await harness.product.database.inScope([ours.root.institutionId], (tx) =>
      insertSession(tx, {
        institutionId: ours.root.institutionId,
        tokenSha256: session.tokenSha256,
        accountId: ours.accountId,
        expiresAt: '2026-11-21T04:00:01Z',
        userAgent: null,
      }),
    )
    expect((await me(session.cookie)).status).toBe(200)
    harness.setNow('2026-11-21T04:00:01Z')
    expect((await me(session.cookie)).status).toBe(401)
    harness.setNow('2026-11-21')
  })

  test('by signing out: the copied cookie is worth nothing', async () => {
    const cookie = await living()
    expect((await ask(harness, endpointOf('accounts.signOut'), {}, cookie)).status).toBe(200)
    expect((await me(cookie)).status).toBe(401)
  })

  test('by the account being disabled or given a new password; a role taken back ends at once', async () => {
    const admin = await harness.as('system_admin', ours.root)
    for (const act of ['disable', 'reset'] as const) {
      const cookie = await living()
      const accountId = String((JSON.parse((await me(cookie)).text) as { accountId: string }).accountId)
      if (act === 'disable') await admin.call('accounts.disable', { accountId, disabled: true })
      else await admin.call('accounts.resetPassword', { accountId })
      expect((await me(cookie)).status).toBe(401)
    }
    const cookie = await living()
    const accountId = String((JSON.parse((await me(cookie)).text) as { accountId: string }).accountId)
    const tree = () => ask(harness, endpointOf('org.tree'), {}, cookie)
    expect((await tree()).status).toBe(200)
    const security = await harness.as('security_admin', ours.root)
    await security.call('accounts.revoke', { accountId, role: 'party_office', unitId: ours.root.id })
    expect((await tree()).status).toBe(403)
  })
})

describe('signing in', () => {
  test('gives a cookie of its own, whatever cookie came along, that scripts and other sites cannot use', async () => {
    const fixed = newSession(ours.root.institutionId).cookie
    const username = `fix-${newId()}`
    await (await harness.as('system_admin', ours.root)).call('accounts.create', {
      username,
      displayName: '新',
      unitId: ours.unit.id,
    })
    const { hashPassword } = await import('../../src/foundation/accounts/password.ts')
    await harness.owner(
      'update account set password_hash = $2, first_password_until = null where username = $1',
      [username, await hashPassword(callerPassword)],
    )
    const answer = await ask(
      harness,
      endpointOf('accounts.signIn'),
      { username, password: callerPassword },
      fixed,
    )
    expect(answer.status, answer.text).toBe(200)
    const given = answer.headers.get('set-cookie') ?? ''
    expect(given).toMatch(/; HttpOnly/)
    expect(given).toMatch(/; SameSite=(Lax|Strict)/)
    expect(given).not.toContain(fixed)
    expect((await me(fixed)).status).toBe(401)
    expect((await me(/=([^;]+)/.exec(given)?.[1] ?? '')).status).toBe(200)
  })
})

describe('another site', () => {
  const changing = endpoints.filter((endpoint) => endpoint.method !== 'GET')

  test.each(changing)('cannot send $name from a form', async (endpoint) => {
    const cookie = await living()
    const before = await checksums(harness, ours.root.institutionId)
    const { path, init } = requestOf(endpoint, expectations[endpoint.name]?.input(ours) ?? {}, cookie)
    for (const headers of [
      { origin: 'https://evil.example', 'content-type': 'text/plain' },
      { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
    ]) {
      const response = await harness.product.app.request(path, {
        ...init,
        headers: { ...headers, cookie: `linghang_session=${cookie}` },
      })
      expect(response.status).toBe(403)
    }
    expect(await checksums(harness, ours.root.institutionId)).toEqual(before)
  })

  test('is never allowed to read an answer, nor to ask before', async () => {
    const cookie = await living()
    for (const method of ['GET', 'OPTIONS']) {
      const response = await harness.product.app.request('/api/v1/me', {
        method,
        headers: {
          cookie: `linghang_session=${cookie}`,
          origin: 'https://evil.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'x-linghang',
        },
      })
      for (const name of ['access-control-allow-origin', 'access-control-allow-credentials'])
        expect(response.headers.get(name)).toBeNull()
    }
  })

  test('cannot override the method of a harmless request', async () => {
    const cookie = await living()
    const response = await harness.product.app.request('/api/v1/session?_method=DELETE', {
      headers: { cookie: `linghang_session=${cookie}`, 'x-http-method-override': 'DELETE' },
    })
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect((await me(cookie)).status).toBe(200)
  })
})
