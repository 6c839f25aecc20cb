// Signing in on a real database, over HTTP: first passwords, delay and lock, addresses, sessions that end.

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  cookieOf,
  failureIn,
  openStage,
  ownPassword,
  type Stage,
  stepOf,
} from '../../../../test/account-stage.ts'
import { listen } from '../../../core/server.ts'
import { addressFailures, addressMinutes, defaultPolicy, delaySeconds } from '../rules.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const start = Temporal.Instant.from('2026-11-21T02:00:00Z')
let clock = start
/** Lets so many seconds pass. */
function pass(seconds: number): void {
  clock = clock.add({ seconds })
  stage.harness.setNow(clock.toString())
}
const me = (cookie: string) => stage.api('/me', { headers: { cookie } })

describe('sign-in', () => {
  test('answers with a cookie that scripts cannot read and other sites cannot send', async () => {
    const { username, password } = await stage.person()
    const response = await stage.signIn(username.toUpperCase(), password)
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/)
    expect(response.headers.get('set-cookie')).not.toMatch(/Secure/)
    expect(await (await me(cookieOf(response))).json()).toMatchObject({
      username,
      permissions: ['org.read', 'duty.read', 'meeting.read'],
    })
  })

  test('a wrong password and an unknown name are told alike, also when delayed and when locked', async () => {
    const { username } = await stage.person()
    for (let at = 1; at <= defaultPolicy.lockAfter + 1; at += 1) {
      const [wrong, unknown] = [
        await stage.signIn(username, 'wrong'),
        await stage.signIn(`nobody-${username}`, 'wrong'),
      ]
      expect(wrong.status, `try ${at}`).toBe(unknown.status)
      const [a, b] = [await failureIn(wrong), await failureIn(unknown)]
      expect([a.code, a.data.facts]).toEqual([b.code, b.data.facts])
      expect(wrong.status).toBe(at > defaultPolicy.lockAfter ? 423 : 401)
      if (at < defaultPolicy.lockAfter) pass(delaySeconds(at))
    }
    pass(3600)
  })

  test('the delay grows from the third failure, refuses without counting, and is over to the second', async () => {
    const { username, password } = await stage.person()
    for (let at = 1; at <= 4; at += 1) {
      expect((await stage.signIn(username, 'wrong')).status, `failure ${at}`).toBe(401)
      const seconds = delaySeconds(at)
      if (seconds === 0) continue
      pass(seconds - 1)
      const early = await stage.signIn(username, password)
      expect(early.status, `too early after ${at}`).toBe(429)
      expect((await failureIn(early)).data.facts['until']).toBe(
        clock.add({ seconds: 1 }).toString({ smallestUnit: 'millisecond' }),
      )
      pass(1)
    }
    const done = await stepOf(await stage.signIn(username, password))
    expect(done).toMatchObject({ next: 'done', failures: 4 })
    expect(await stepOf(await stage.signIn(username, password))).toMatchObject({
      failures: 0,
      last: { at: clock.toString({ smallestUnit: 'millisecond' }) },
    })
  })

  test(`locks after ${defaultPolicy.lockAfter} failures, for the right password too, and opens after ${defaultPolicy.lockMinutes} minutes`, async () => {
    const { username, password } = await stage.person()
    for (let at = 1; at <= defaultPolicy.lockAfter; at += 1) {
      expect((await stage.signIn(username, 'wrong')).status).toBe(401)
      if (at < defaultPolicy.lockAfter) pass(delaySeconds(at))
    }
    expect((await stage.signIn(username, password)).status).toBe(423)
    pass(defaultPolicy.lockMinutes * 60 - 1)
    expect((await stage.signIn(username, password)).status).toBe(423)
    pass(1)
    expect((await stage.signIn(username, password)).status).toBe(200)
  })

  test('an administrator sees the lock and lifts it', async () => {
    const { id, username, password } = await stage.person()
    for (let at = 1; at <= defaultPolicy.lockAfter; at += 1) {
      await stage.signIn(username, 'wrong')
      if (at < defaultPolicy.lockAfter) pass(delaySeconds(at))
    }
    const locked = await stage.admin.call('accounts.list', { accountId: id })
    expect(locked.accounts[0]?.state).toBe('locked')
    await stage.admin.call('accounts.unlock', { accountId: id })
    expect((await stage.signIn(username, password)).status).toBe(200)
  })

  test('parallel guesses do not slip past the count: one is judged, the others are told to wait', async () => {
    const { username } = await stage.person()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => stage.signIn(username, 'wrong').then((each) => each.status)),
    )
    expect(new Set(answers)).toEqual(new Set([401, 429]))
    const judged = answers.filter((status) => status === 401).length
    const [row] = await stage.harness.owner(
      "select max(total)::int as total from sign_in_failure where kind = 'name' and key_sha256 = sha256(convert_to($1, 'UTF8'))",
      [username],
    )
    expect(row?.['total']).toBe(judged)
  })

  test('an address that tries many names is refused, whatever the name, until its window is over', async () => {
    const server = await listen(stage.harness.product.app, 0, '127.0.0.1')
    const attempt = (username: string, password: string) =>
      fetch(`http://127.0.0.1:${server.port}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-linghang': '1' },
        body: JSON.stringify({ username, password }),
      }).then((response) => response.status)
    const { username, password } = await stage.person()
    for (let at = 1; at <= addressFailures; at += 1)
      expect(await attempt(`sprayed-${at}`, 'wrong'), `try ${at}`).toBe(401)
    expect(await attempt(username, password)).toBe(429)
    expect((await stage.signIn(username, password)).status, 'from elsewhere').toBe(200)
    pass(addressMinutes * 60)
    expect(await attempt(username, password)).toBe(200)
    await server.close()
  })

  test('the log keeps both outcomes under the name', async () => {
    const { username, password, id } = await stage.person()
    await stage.signIn(username, 'wrong')
    await stage.signIn(username, password)
    const rows = await stage.harness.owner(
      "select actor, after from audit where subject_id = $1 and endpoint = 'accounts.signIn' order by seq",
      [id],
    )
    expect(rows.slice(-2)).toEqual([
      { actor: username, after: { signedIn: false, locked: false, address: null } },
      { actor: username, after: { signedIn: true, address: null } },
    ])
  })

  test('passwords are kept as argon2id hashes, session secrets not at all', async () => {
    const { username, password, id } = await stage.person()
    const cookie = cookieOf(await stage.signIn(username, password))
    const [row] = await stage.harness.owner('select password_hash from account where id = $1', [id])
    expect(row?.['password_hash']).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const sessions = await stage.harness.owner(
      "select encode(token_sha256, 'hex') as kept from session where account_id = $1",
      [id],
    )
    expect(sessions.map((session) => session['kept'])).toContain(
      createHash('sha256')
        .update(cookie.split('=')[1] ?? '')
        .digest('hex'),
    )
  })
})

describe('a first password', () => {
  test('only leads to an own one: its cookie is nobody elsewhere', async () => {
    const { username, password } = await stage.newcomer()
    const first = await stage.signIn(username, password)
    expect(await stepOf(first.clone() as Response)).toMatchObject({ next: 'password', why: 'first' })
    expect((await me(cookieOf(first))).status).toBe(401)
    const set = await stage.post('/session/password', { next: ownPassword }, cookieOf(first))
    expect(await stepOf(set)).toMatchObject({ next: 'done' })
    expect((await me(cookieOf(set))).status).toBe(200)
    expect((await stage.signIn(username, password)).status, 'the first one is over').toBe(401)
    expect((await stage.signIn(username, ownPassword)).status).toBe(200)
  })

  test('used twice in parallel: exactly one sets its password', async () => {
    const { username, password } = await stage.newcomer()
    const cookies = [
      cookieOf(await stage.signIn(username, password)),
      cookieOf(await stage.signIn(username, password)),
    ]
    const answers = await Promise.all(
      cookies.map((cookie, at) => stage.post('/session/password', { next: `${ownPassword} ${at}` }, cookie)),
    )
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 401])
    const winner = answers.findIndex((answer) => answer.status === 200)
    expect((await stage.signIn(username, `${ownPassword} ${winner}`)).status).toBe(200)
    expect((await stage.signIn(username, `${ownPassword} ${1 - winner}`)).status).toBe(401)
  })

  test('the same cookie twice in parallel: exactly one', async () => {
    const { username, password } = await stage.newcomer()
    const cookie = cookieOf(await stage.signIn(username, password))
    const answers = await Promise.all(
      [0, 1, 2].map((at) => stage.post('/session/password', { next: `${ownPassword} ${at}` }, cookie)),
    )
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 401, 401])
  })

  test('serves for seven days to the second', async () => {
    const { username, password } = await stage.newcomer()
    pass(7 * 86_400 - 1)
    expect((await stage.signIn(username, password)).status).toBe(200)
    pass(1)
    const late = await stage.signIn(username, password)
    expect((await failureIn(late)).data.facts['reason']).toBe('first_password_expired')
  })

  test.each([
    ['too_short', 'nine char'],
    ['own_name', 'my account and me!'.replace('account', 'ACCOUNT99')],
    ['guessable', 'password1234'],
    ['guessable', 'qwertyuiop123'],
    ['guessable', 'aaaaaaaaaaaa'],
  ])('an own password that is %s is refused, and the step stays open', async (fault, next) => {
    const { username, password } = await stage.newcomer()
    const cookie = cookieOf(await stage.signIn(username, password))
    const refused = await stage.post(
      '/session/password',
      { next: next.replace('ACCOUNT99', username) },
      cookie,
    )
    expect(refused.status).toBe(400)
    expect((await failureIn(refused)).data.facts).toMatchObject({ reason: 'password', fault })
    expect((await stage.post('/session/password', { next: ownPassword }, cookie)).status).toBe(200)
  })
})

describe('sessions end', () => {
  test('by signing out, on the server too', async () => {
    const { username, password } = await stage.person()
    const cookie = cookieOf(await stage.signIn(username, password))
    expect((await stage.api('/session', { method: 'DELETE', headers: { cookie }, body: '{}' })).status).toBe(
      200,
    )
    expect((await me(cookie)).status).toBe(401)
  })

  test('by disabling the account, by a reset, and after twelve hours of work', async () => {
    const { id, username, password } = await stage.person()
    const first = cookieOf(await stage.signIn(username, password))
    await stage.admin.call('accounts.disable', { accountId: id, disabled: true })
    expect((await me(first)).status).toBe(401)
    expect((await stage.signIn(username, password)).status).toBe(401)
    await stage.admin.call('accounts.disable', { accountId: id, disabled: false })
    const second = cookieOf(await stage.signIn(username, password))
    const { firstPassword } = await stage.admin.call('accounts.resetPassword', { accountId: id })
    expect((await me(second)).status).toBe(401)
    const pending = cookieOf(await stage.signIn(username, firstPassword))
    const third = cookieOf(await stage.post('/session/password', { next: 'another long one' }, pending))
    for (let hour = 1; hour < 12; hour += 1) {
      pass(3600)
      expect((await me(third)).status, `hour ${hour}`).toBe(200)
    }
    pass(3599)
    expect((await me(third)).status).toBe(200)
    pass(1)
    expect((await me(third)).status).toBe(401)
  })

  test('when left alone for two hours, to the second', async () => {
    const { username, password } = await stage.person()
    const cookie = cookieOf(await stage.signIn(username, password))
    pass(defaultPolicy.idleMinutes * 60 - 1)
    expect((await me(cookie)).status, 'and seen again, so it counts anew').toBe(200)
    pass(defaultPolicy.idleMinutes * 60 - 1)
    expect((await me(cookie)).status).toBe(200)
    pass(defaultPolicy.idleMinutes * 60)
    expect((await me(cookie)).status).toBe(401)
  })

  test('a changed password ends the other sessions, renews this one, and the old cookie is nobody', async () => {
    const { username, password } = await stage.person()
    const [here, there] = [
      cookieOf(await stage.signIn(username, password)),
      cookieOf(await stage.signIn(username, password)),
    ]
    const change = (cookie: string, current: string, next: string) =>
      stage.api('/me/password', {
        method: 'PUT',
        headers: { cookie },
        body: JSON.stringify({ current, next }),
      })
    const changed = await change(here, password, 'a much longer one')
    expect(changed.status).toBe(200)
    const renewed = cookieOf(changed)
    expect(renewed).not.toBe(here)
    expect((await me(renewed)).status).toBe(200)
    expect((await me(here)).status, 'replayed').toBe(401)
    expect((await me(there)).status).toBe(401)
    const back = await change(renewed, 'a much longer one', password)
    expect((await failureIn(back)).data.facts['fault']).toBe('used_before')
  })

  test('the last five passwords do not come back, the sixth before may', async () => {
    const { username, password } = await stage.person()
    let cookie = cookieOf(await stage.signIn(username, password))
    let current = password
    const change = async (next: string) => {
      pass(1)
      const body = JSON.stringify({ current, next })
      const answer = await stage.api('/me/password', { method: 'PUT', headers: { cookie }, body })
      if (answer.status === 200) {
        cookie = cookieOf(answer)
        current = next
      }
      return answer.status
    }
    for (let at = 1; at <= 5; at += 1) expect(await change(`own words, turn ${at}`)).toBe(200)
    expect(await change(password), 'the fifth before').toBe(400)
    expect(await change('own words, turn 6')).toBe(200)
    expect(await change(password), 'the sixth before').toBe(200)
  })

  test('by their owner one by one, or all others; by an administrator all', async () => {
    const { id, username, password } = await stage.person()
    const cookies = []
    for (let at = 0; at < 3; at += 1) cookies.push(cookieOf(await stage.signIn(username, password)))
    const [here = '', there = '', third = ''] = cookies
    const security = await stage.api('/me/security', { headers: { cookie: here } })
    const { sessions } = (await security.json()) as { sessions: { id: string; here: boolean }[] }
    // The session of the first password stands among them.
    expect(sessions.filter((session) => session.here).length).toBe(1)
    const end = (path: string, cookie: string) =>
      stage.api(path, { method: 'DELETE', headers: { cookie }, body: '{}' })
    const someone = await stage.person()
    const stranger = cookieOf(await stage.signIn(someone.username, someone.password))
    const mine = sessions.find((session) => session.here)?.id ?? ''
    expect((await end(`/me/sessions/${mine}`, stranger)).status, 'of somebody else').toBe(404)
    expect((await end('/me/sessions', here)).status).toBe(200)
    expect((await me(there)).status).toBe(401)
    expect((await me(third)).status).toBe(401)
    expect((await me(here)).status).toBe(200)
    const { ended } = await stage.admin.call('accounts.endSessionsOf', { accountId: id })
    expect(ended).toBe(1)
    expect((await me(here)).status).toBe(401)
  })

  test.each([
    '',
    'x',
    `${'0'.repeat(8)}-0000-0000-0000-000000000000.forged`,
    "'; drop table session; --",
    'a'.repeat(5000),
  ])('a forged cookie %# is nobody, for the steps of a sign-in too', async (value) => {
    const cookie = `linghang_session=${value}`
    expect((await me(cookie)).status).toBe(401)
    expect((await stage.post('/session/password', { next: ownPassword }, cookie)).status).toBe(401)
    expect((await stage.post('/session/code', { code: '000000' }, cookie)).status).toBe(401)
  })

  test('a change without the product’s own header is refused', async () => {
    const response = await stage.harness.product.app.request('/api/v1/session', {
      method: 'POST',
      body: '{}',
    })
    expect(response.status).toBe(403)
  })
})
