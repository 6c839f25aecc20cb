// Accounts on a real database: sign-in over HTTP, locking, sessions that end, grants that end, the last administrator.

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'
import { lockMinutes, mostFailures } from './rules.ts'

let harness: Harness
let root: SeededUnit
let branch: SeededUnit
let admin: Caller

beforeAll(async () => {
  harness = await openHarness()
  root = await seedInstitution(harness, { name: '医院' })
  branch = await seedUnit(harness, root, { name: '一支部', kind: 'branch' })
  await seedPeople(harness, branch, [{ name: '甲' }])
  admin = await harness.as('system_admin', root)
})
afterAll(() => harness.close())

const api = (
  path: string,
  { headers, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
): Promise<Response> =>
  Promise.resolve(
    harness.product.app.request(`/api/v1${path}`, {
      ...init,
      headers: { 'content-type': 'application/json', 'x-linghang': '1', ...headers },
    }),
  )
const signIn = (username: string, password: string): Promise<Response> =>
  api('/session', { method: 'POST', body: JSON.stringify({ username, password }) })
const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? ''
let made = 0
async function newAccount(role: 'member' | 'branch_secretary' | 'system_admin' = 'member') {
  made += 1
  const username = `account${made}`
  const unitId = role === 'system_admin' ? root.id : branch.id
  const { id, firstPassword } = await admin.call('accounts.create', {
    username,
    displayName: username,
    role,
    unitId,
  })
  return { id, username, password: firstPassword }
}

describe('sign-in', () => {
  test('answers with a cookie that scripts cannot read and other sites cannot send', async () => {
    const { username, password } = await newAccount()
    const response = await signIn(username.toUpperCase(), password)
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/)
    const me = await api('/me', { headers: { cookie: cookieOf(response) } })
    expect(await me.json()).toMatchObject({
      username,
      permissions: ['org.read', 'duty.read', 'meeting.read'],
    })
  })

  test('a wrong password and an unknown name are told alike', async () => {
    const { username } = await newAccount()
    const wrong = await signIn(username, 'wrong')
    const unknown = await signIn('nobody-here', 'wrong')
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    const [a, b] = [await wrong.json(), await unknown.json()] as { code: string; data: { facts: object } }[]
    expect([a?.code, a?.data.facts]).toEqual([b?.code, b?.data.facts])
  })

  test(`locks after ${mostFailures} wrong passwords, for the right one too, and opens after ${lockMinutes} minutes`, async () => {
    harness.setNow('2026-11-21T02:00:00Z')
    const { username, password } = await newAccount()
    for (let at = 1; at < mostFailures; at += 1) expect((await signIn(username, 'wrong')).status).toBe(401)
    expect((await signIn(username, password)).status, 'one below the limit, and the count begins anew').toBe(
      200,
    )
    for (let at = 1; at <= mostFailures; at += 1) expect((await signIn(username, 'wrong')).status).toBe(401)
    expect((await signIn(username, password)).status).toBe(423)
    harness.setNow(`2026-11-21T02:${lockMinutes - 1}:59Z`)
    expect((await signIn(username, password)).status).toBe(423)
    harness.setNow(`2026-11-21T02:${lockMinutes}:00Z`)
    expect((await signIn(username, password)).status).toBe(200)
    harness.setNow('2026-11-21')
  })

  test('the log keeps both outcomes under the name', async () => {
    const { username, password, id } = await newAccount()
    await signIn(username, 'wrong')
    await signIn(username, password)
    const rows = await harness.owner(
      "select actor, after from audit where subject_id = $1 and endpoint = 'accounts.signIn' order by seq",
      [id],
    )
    expect(rows).toEqual([
      { actor: username, after: { signedIn: false, locked: false } },
      { actor: username, after: { signedIn: true } },
    ])
  })

  test('passwords are kept as argon2id hashes, session secrets not at all', async () => {
    const { username, password, id } = await newAccount()
    const cookie = cookieOf(await signIn(username, password))
    const [row] = await harness.owner('select password_hash from account where id = $1', [id])
    expect(row?.['password_hash']).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const sessions = await harness.owner(
      "select encode(token_sha256, 'hex') as kept from session where account_id = $1",
      [id],
    )
    expect(sessions.map((session) => session['kept'])).toEqual([
      createHash('sha256')
        .update(cookie.split('=')[1] ?? '')
        .digest('hex'),
    ])
  })
})

describe('sessions end', () => {
  test('by signing out, on the server too', async () => {
    const { username, password } = await newAccount()
    const cookie = cookieOf(await signIn(username, password))
    expect((await api('/session', { method: 'DELETE', headers: { cookie }, body: '{}' })).status).toBe(200)
    expect((await api('/me', { headers: { cookie } })).status).toBe(401)
  })

  test('by disabling the account, by a new password from the administrator, and after twelve hours', async () => {
    harness.setNow('2026-11-21T00:00:00Z')
    const { id, username, password } = await newAccount()
    const first = cookieOf(await signIn(username, password))
    await admin.call('accounts.disable', { accountId: id, disabled: true })
    expect((await api('/me', { headers: { cookie: first } })).status).toBe(401)
    expect((await signIn(username, password)).status).toBe(401)
    await admin.call('accounts.disable', { accountId: id, disabled: false })
    const second = cookieOf(await signIn(username, password))
    const { firstPassword } = await admin.call('accounts.resetPassword', { accountId: id })
    expect((await api('/me', { headers: { cookie: second } })).status).toBe(401)
    const third = cookieOf(await signIn(username, firstPassword))
    harness.setNow('2026-11-21T11:59:59Z')
    expect((await api('/me', { headers: { cookie: third } })).status).toBe(200)
    harness.setNow('2026-11-21T12:00:00Z')
    expect((await api('/me', { headers: { cookie: third } })).status).toBe(401)
    harness.setNow('2026-11-21')
  })

  test('a changed password ends the other sessions and keeps this one', async () => {
    const { username, password } = await newAccount()
    const [here, there] = [
      cookieOf(await signIn(username, password)),
      cookieOf(await signIn(username, password)),
    ]
    const body = JSON.stringify({ current: password, next: 'a much longer one' })
    expect((await api('/me/password', { method: 'PUT', headers: { cookie: here }, body })).status).toBe(200)
    expect((await api('/me', { headers: { cookie: here } })).status).toBe(200)
    expect((await api('/me', { headers: { cookie: there } })).status).toBe(401)
    const short = JSON.stringify({ current: 'a much longer one', next: 'nine char' })
    expect(
      (await api('/me/password', { method: 'PUT', headers: { cookie: here }, body: short })).status,
    ).toBe(400)
  })

  test.each([
    '',
    'x',
    `${'0'.repeat(8)}-0000-0000-0000-000000000000.forged`,
    "'; drop table session; --",
    'a'.repeat(5000),
  ])('a forged cookie %# is nobody', async (value) => {
    expect((await api('/me', { headers: { cookie: `linghang_session=${value}` } })).status).toBe(401)
  })

  test('a change without the product’s own header is refused', async () => {
    const response = await harness.product.app.request('/api/v1/session', { method: 'POST', body: '{}' })
    expect(response.status).toBe(403)
  })
})

describe('grants', () => {
  test('a revoked role ends with the next request', async () => {
    const { id, username, password } = await newAccount('branch_secretary')
    const cookie = cookieOf(await signIn(username, password))
    const people = () => api(`/org/units/${branch.id}/people`, { headers: { cookie } })
    expect((await people()).status).toBe(200)
    await admin.call('accounts.revoke', { accountId: id, role: 'branch_secretary', unitId: branch.id })
    expect((await people()).status).toBe(403)
    await admin.call('accounts.grant', { accountId: id, role: 'branch_secretary', unitId: branch.id })
    expect((await people()).status).toBe(200)
  })

  test('a grant stays within the institution; the same grant twice is taken', async () => {
    const other = await seedInstitution(harness, { name: '别的医院' })
    const { id } = await newAccount()
    const grant = (unitId: string) =>
      admin.call('accounts.grant', { accountId: id, role: 'party_office', unitId })
    expect((await failing(grant(other.id))).code).toBe('not_found')
    await grant(branch.id)
    expect((await failing(grant(branch.id))).code).toBe('taken')
  })

  test('the same user name, in any case, is taken in the whole product', async () => {
    const { username } = await newAccount()
    const again = admin.call('accounts.create', {
      username: username.toUpperCase(),
      displayName: '乙',
      role: 'member',
      unitId: branch.id,
    })
    expect((await failing(again)).code).toBe('taken')
  })

  test('the last administrator stays, also when two are disabled at the same time', async () => {
    const house = await seedInstitution(harness, { name: '第三医院' })
    const [one, two] = [await harness.as('system_admin', house), await harness.as('system_admin', house)]
    const { accounts } = await one.call('accounts.list', {})
    const ids = accounts.map((account) => account.id)
    expect(ids.length).toBe(2)
    const outcomes = await Promise.allSettled([
      one.call('accounts.disable', { accountId: ids[0] ?? '', disabled: true }),
      two.call('accounts.disable', { accountId: ids[1] ?? '', disabled: true }),
    ])
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled').length).toBe(1)
    const living = await harness.owner(
      'select count(*)::int as n from account where institution_id = $1 and disabled_at is null',
      [house.institutionId],
    )
    expect(living[0]?.['n']).toBe(1)
  })
})
