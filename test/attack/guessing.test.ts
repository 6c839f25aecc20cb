// Guessing passwords: an account closes after some failures, and an unknown name looks like a known one.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../src/core/ids.ts'
import { hashPassword } from '../../src/foundation/accounts/password.ts'
import { type Harness, openHarness, type SeededUnit } from '../harness.ts'
import { endpointOf } from '../http.ts'
import { seedInstitution } from '../seed.ts'
import { ask } from './ground.ts'

let harness: Harness
let hospital: SeededUnit
const right = 'the right password 9'

beforeAll(async () => {
  harness = await openHarness()
  hospital = await seedInstitution(harness, { name: '医院' })
})
afterAll(() => harness.close())

async function account(): Promise<string> {
  const username = `guess-${newId()}`
  const admin = await harness.as('system_admin', hospital)
  await admin.call('accounts.create', { username, displayName: '名', unitId: hospital.id })
  const hash = await hashPassword(right)
  await harness.owner(
    'update account set password_hash = $2, first_password_until = null where username = $1',
    [username, hash],
  )
  return username
}
const signIn = (username: string, password: string) =>
  ask(harness, endpointOf('accounts.signIn'), { username, password }, null)

/** The answer without what differs from request to request. */
const shape = ({ status, text }: { status: number; text: string }) => {
  const { data, ...body } = JSON.parse(text) as { data?: { requestId?: string } }
  return { status, body, data: { ...data, requestId: null } }
}

/** However the limits are drawn: nobody tries this often by mistake. */
const many = 25

test('after many wrong passwords the right one is refused too, even from parallel tries', async () => {
  const username = await account()
  expect((await signIn(username, right)).status).toBe(200)
  const tries = await Promise.all(Array.from({ length: many }, (_, n) => signIn(username, `wrong ${n}`)))
  for (const { status } of tries) expect([401, 423, 429]).toContain(status)
  for (let n = 0; n < many; n += 1) await signIn(username, `again ${n}`)
  const { status } = await signIn(username, right)
  expect([401, 423, 429]).toContain(status)
})

test.each([
  ['accounts.changePassword', (password: string) => ({ current: password, next: 'a quite other one 7' })],
  ['accounts.removeTotp', (password: string) => ({ password })],
] as const)('a session somebody took is no place to guess the password at: %s', async (endpoint, input) => {
  const username = await account()
  const signedIn = await signIn(username, right)
  const cookie = /=([^;]+)/.exec(signedIn.headers.get('set-cookie') ?? '')?.[1] ?? ''
  const statuses: number[] = []
  for (let n = 0; n < many; n += 1) {
    statuses.push((await ask(harness, endpointOf(endpoint), input(`wrong ${n}`), cookie)).status)
  }
  expect(statuses.filter((status) => status === 401).length).toBeLessThan(10)
  const { status } = await ask(harness, endpointOf(endpoint), input(right), cookie)
  expect([423, 429]).toContain(status)
  const [row] = await harness.owner(
    'select count(*)::int as n from audit where actor = $1 and endpoint = $2',
    [username, endpoint],
  )
  expect(row?.['n']).toBe(statuses.filter((each) => each === 401).length)
})

test('a wrong password opens no session and says nothing but that', async () => {
  const username = await account()
  const answer = await signIn(username, 'wrong')
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(answer.text).not.toContain(username)
})

test('a name that nobody has is answered like one that somebody has', async () => {
  const known = await signIn(await account(), 'wrong')
  const unknown = await signIn(`nobody-${newId()}`, 'wrong')
  expect(shape(unknown)).toEqual(shape(known))
  expect([...unknown.headers.keys()].toSorted()).toEqual([...known.headers.keys()].toSorted())
})

test('nor does a disabled account look different', async () => {
  const username = await account()
  await harness.owner('update account set disabled_at = now() where username = $1', [username])
  const unknown = await signIn(`nobody-${newId()}`, 'wrong')
  expect(shape(await signIn(username, 'wrong'))).toEqual(shape(unknown))
  const { status } = await signIn(username, right)
  expect(status).toBe(401)
})

test('the time tells no names: the middle of nine tries each differs by less than half', async () => {
  const time = async (username: string): Promise<number> => {
    const began = performance.now()
    await signIn(username, 'wrong')
    return performance.now() - began
  }
  const middle = (times: number[]): number =>
    times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  const names = [await account(), await account(), await account()]
  const [known, unknown]: [number[], number[]] = [[], []]
  for (let n = 0; n < 9; n += 1) {
    known.push(await time(names[n % 3] ?? ''))
    unknown.push(await time(`nobody-${newId()}`))
  }
  const ratio = middle(unknown) / middle(known)
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})

test('spraying one password over many names signs nobody in and leaves the log a trace of known ones', async () => {
  const names = [await account(), await account()]
  for (const name of [...names, 'admin', 'root', 'test']) {
    expect([401, 423, 429]).toContain((await signIn(name, 'Spring2026!')).status)
  }
  const logged = await harness.owner(
    `select actor from audit where endpoint = 'accounts.signIn' and actor = any($1)`,
    [names],
  )
  expect(logged).toHaveLength(2)
})
