// The second factor on a real database: enrolled when demanded, each code once, recovery codes once, reset by an administrator.

import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  cookieOf,
  failureIn,
  openStage,
  type Person,
  type Stage,
  stepOf,
} from '../../../../test/account-stage.ts'
import { defaultPolicy } from '../rules.ts'

let stage: Stage
const start = Temporal.Instant.from('2026-11-21T02:00:00Z')
let clock = start
function pass(seconds: number): void {
  clock = clock.add({ seconds })
  stage.harness.setNow(clock.toString())
}
const codeAt = (secret: string, seconds = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: clock.epochMilliseconds + seconds * 1000,
  })

beforeAll(async () => {
  stage = await openStage()
  pass(0)
  const { ...policy } = defaultPolicy
  await stage.security.call('accounts.savePolicy', {
    ...policy,
    totpRoles: ['party_office'],
    unitId: stage.root.id,
    version: null,
  })
})
afterAll(() => stage?.close())

/** Signs in, enrols as the policy demands; answers secret, recovery codes and the cookie. */
async function enrol(person: Person) {
  const first = await stage.signIn(person.username, person.password)
  expect((await stepOf(first.clone() as Response)).next).toBe('enrol')
  const pending = cookieOf(first)
  expect((await stage.api('/me', { headers: { cookie: pending } })).status).toBe(401)
  const begun = (await (await stage.post('/session/second-factor', {}, pending)).json()) as {
    secret: string
    uri: string
  }
  expect(begun.uri).toMatch(/^otpauth:\/\/totp\//)
  const done = await stage.post('/session/second-factor/code', { code: codeAt(begun.secret) }, pending)
  const { recoveryCodes, next } = (await done.clone().json()) as { recoveryCodes: string[]; next: string }
  expect(next).toBe('done')
  return { secret: begun.secret, recoveryCodes, cookie: cookieOf(done) }
}
const owing = async (person: Person): Promise<string> => {
  const response = await stage.signIn(person.username, person.password)
  expect((await stepOf(response.clone() as Response)).next).toBe('code')
  return cookieOf(response)
}
const enter = (code: string, cookie: string) => stage.post('/session/code', { code }, cookie)

test('demanded by policy: the sign-in leads to enrolment, and later asks for a code', async () => {
  const person = await stage.person('party_office')
  const { secret, recoveryCodes, cookie } = await enrol(person)
  expect(recoveryCodes.length).toBe(10)
  expect((await stage.api('/me', { headers: { cookie } })).status).toBe(200)
  const pending = await owing(person)
  expect((await stage.api('/me', { headers: { cookie: pending } })).status).toBe(401)
  expect((await enter(codeAt(secret), pending)).status, 'the code that enrolled it').toBe(401)
  pass(30)
  expect((await enter(codeAt(secret), pending)).status).toBe(200)
  const other = await stage.person('member')
  expect((await stepOf(await stage.signIn(other.username, other.password))).next).toBe('done')
})

test('one step early or late is taken, two are not; no earlier code after a later one', async () => {
  const person = await stage.person('party_office')
  const { secret } = await enrol(person)
  pass(300)
  const status = async (seconds: number) => (await enter(codeAt(secret, seconds), await owing(person))).status
  expect(await status(-60)).toBe(401)
  expect(await status(60)).toBe(401)
  pass(5)
  expect(await status(-30)).toBe(200)
  expect(await status(30)).toBe(200)
  expect(await status(0), 'before the one used').toBe(401)
})

test('one code used in parallel by several sign-ins: exactly one comes in', async () => {
  const person = await stage.person('party_office')
  const { secret } = await enrol(person)
  pass(60)
  const cookies = [await owing(person), await owing(person), await owing(person)]
  const code = codeAt(secret)
  const answers = await Promise.all(cookies.map((cookie) => enter(code, cookie).then((each) => each.status)))
  expect(answers.filter((status) => status === 200).length).toBe(1)
  for (const status of answers) expect([200, 401, 429]).toContain(status)
})

test('a recovery code serves once, in parallel too, however it is typed; kept only as a hash', async () => {
  const person = await stage.person('party_office')
  const { recoveryCodes } = await enrol(person)
  const [first = '', second = ''] = recoveryCodes
  expect((await enter(` ${first.toUpperCase().replaceAll('-', ' ')} `, await owing(person))).status).toBe(200)
  expect((await enter(first, await owing(person))).status).toBe(401)
  const cookies = [await owing(person), await owing(person)]
  const answers = await Promise.all(
    cookies.map((cookie) => enter(second, cookie).then((each) => each.status)),
  )
  expect(answers.filter((status) => status === 200).length).toBe(1)
  const [kept] = await stage.harness.owner(
    "select string_agg(encode(code_sha256, 'hex'), ' ') as all, count(*) filter (where used_at is not null)::int as used from account_recovery_code where account_id = $1",
    [person.id],
  )
  expect(kept?.['used']).toBe(2)
  expect(String(kept?.['all'])).not.toContain(first.replaceAll('-', ''))
})

test('the secret is sealed, and never in the log', async () => {
  const person = await stage.person('party_office')
  const { secret, recoveryCodes } = await enrol(person)
  const [row] = await stage.harness.owner('select secret from account_totp where account_id = $1', [
    person.id,
  ])
  const sealed = row?.['secret']
  expect(Buffer.isBuffer(sealed) && !sealed.toString('latin1').includes(secret)).toBe(true)
  const log = JSON.stringify(await stage.harness.owner('select before, after from audit'))
  for (const secretText of [secret, ...recoveryCodes]) expect(log).not.toContain(secretText)
})

test('guessed codes lock like guessed passwords', async () => {
  const person = await stage.person('party_office')
  await enrol(person)
  const cookie = await owing(person)
  for (let at = 1; at <= defaultPolicy.lockAfter; at += 1) {
    expect((await enter('000000', cookie)).status, `try ${at}`).toBe(401)
    pass(60)
  }
  expect((await stage.signIn(person.username, person.password)).status).toBe(423)
  pass(defaultPolicy.lockMinutes * 60)
})

test('reset by a system administrator, logged; the next sign-in enrols anew; nobody demanded gives it up alone', async () => {
  const person = await stage.person('party_office')
  const { cookie } = await enrol(person)
  const remove = (password: string) =>
    stage.api('/me/second-factor', {
      method: 'DELETE',
      headers: { cookie },
      body: JSON.stringify({ password }),
    })
  expect((await failureIn(await remove(person.password))).data.facts['reason']).toBe('second_factor_demanded')
  await stage.admin.call('accounts.resetTotp', { accountId: person.id })
  expect((await stage.api('/me', { headers: { cookie } })).status).toBe(401)
  await enrol(person)
  const [logged] = await stage.harness.owner(
    "select before, after from audit where endpoint = 'accounts.resetTotp' and subject_id = $1",
    [person.id],
  )
  expect(logged).toEqual({ before: { secondFactor: true }, after: { secondFactor: false } })
})

test('whoever wishes enrols by himself, which renews the cookie, and gives it up with the password', async () => {
  const person = await stage.person('member')
  const cookie = cookieOf(await stage.signIn(person.username, person.password))
  const { secret } = (await (await stage.post('/me/second-factor', {}, cookie)).json()) as { secret: string }
  const done = await stage.post('/me/second-factor/code', { code: codeAt(secret) }, cookie)
  expect(done.status).toBe(200)
  const renewed = cookieOf(done)
  expect((await stage.api('/me', { headers: { cookie } })).status, 'the old cookie').toBe(401)
  const remove = (password: string) =>
    stage.api('/me/second-factor', {
      method: 'DELETE',
      headers: { cookie: renewed },
      body: JSON.stringify({ password }),
    })
  expect((await remove('wrong')).status).toBe(401)
  expect((await remove(person.password)).status).toBe(200)
  expect((await stepOf(await stage.signIn(person.username, person.password))).next).toBe('done')
})
