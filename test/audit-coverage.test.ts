// Every change and every sensitive read is written down: each endpoint of the contract is made to succeed, and its entry looked for.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../src/core/access.ts'
import { actWords, wordOf } from '../src/foundation/audit/words/acts.ts'
import { expectations } from './access.expectations.ts'
import { ask, furnish, type Furnished } from './attack/ground.ts'
import { callerPassword, type Harness, openHarness } from './harness.ts'
import { type Endpoint, endpoints } from './http.ts'

/** Endpoints that no generic input brings to success, each with its reason; keep it short. */
const notDriven: Readonly<Record<string, string>> = {
  'exchange.import': 'needs a previewed workbook: its entry is asserted in the tests of the exchange room',
}
/** Entries with one side only: a password is not shown, and a year's first saving makes it. */
const oneSided = ['accounts.changePassword', 'calendar.saveYear']

type Input = Record<string, unknown>
/** What differs from the input of the access matrix where that one is meant to be refused. */
const inputs: Readonly<Record<string, (world: Furnished) => Input>> = {
  'accounts.changePassword': () => ({ current: callerPassword, next: 'another password 9' }),
  'accounts.revoke': (world) => ({ accountId: world.accountId, role: 'member', unitId: world.unit.id }),
  'org.moveUnit': (world) => ({ unitId: world.ids[3], parentId: world.ids[2], version: 1 }),
  'org.dissolveUnit': (world) => ({ unitId: world.ids[3], on: '2026-11-01', version: 1 }),
  'meetings.attend': (world) => ({
    meetingId: world.meetingId,
    entries: [{ personId: world.personId, attendance: 'excused' }],
  }),
  'meetings.setAgenda': (world) => ({ meetingId: world.meetingId, version: 1, items: [{ title: '议题' }] }),
  'meetings.update': (world) => ({ meetingId: world.meetingId, version: 1, title: '改题' }),
  'meetings.vote': (world) => ({
    meetingId: world.meetingId,
    resolutionId: world.resolutionId,
    votes: [{ personId: world.people[0], choice: 'yes' }],
  }),
  'meetings.decide': (world) => ({
    meetingId: world.meetingId,
    resolutionId: world.resolutionId,
    withdraw: true,
  }),
}

let harness: Harness
const driven = new Map<string, { readonly requestId: string; readonly input: Input }>()
const logged = endpoints.filter(({ meta }) => !meta.readsOnly || meta.sensitive)

beforeAll(async () => {
  harness = await openHarness()
  harness.setNow('2026-11-21')
  for (const endpoint of logged) {
    if (notDriven[endpoint.name] !== undefined) continue
    const done = await drive(endpoint)
    if (done !== null) driven.set(endpoint.name, done)
  }
}, 300_000)
afterAll(() => harness.close())

/** Tries the endpoint on a hospital of its own until it succeeds: at the branch and at the root, on meetings of every state, at every version. */
async function drive(endpoint: Endpoint): Promise<{ requestId: string; input: Input } | null> {
  const expectation = expectations[endpoint.name]
  if (expectation === undefined) return null
  const world = await furnish(harness, '甲')
  await (await harness.as('system_admin', world.root)).call('accounts.grant', {
    accountId: world.accountId,
    role: 'member',
    unitId: world.unit.id,
  })
  if (endpoint.name === 'duties.unwaive')
    await (await harness.as('party_office', world.root)).call('duties.waive', {
      dutyId: world.dutyId,
      reason: '停诊',
    })
  if (endpoint.name === 'meetings.close') {
    const at = { meetingId: world.states.open, resolutionId: world.resolutionId }
    await (await harness.as('party_office', world.root)).call('meetings.decide', { ...at, withdraw: true })
  }
  const caller = await harness.as((expectation.roles[0] ?? 'party_office') as Role, world.root)
  if (endpoint.name === 'accounts.changePassword' || endpoint.name === 'accounts.signIn') {
    const { hashPassword } = await import('../src/foundation/accounts/password.ts')
    const hash = await hashPassword(callerPassword)
    await harness.owner('update account set password_hash = $1 where institution_id = $2', [
      hash,
      world.root.institutionId,
    ])
  }
  const meetings = [world.meetingId, world.states.open, world.states.held, world.states.planned]
  for (const meetingId of meetings) {
    for (const unit of [world.unit, world.root]) {
      const here = { ...world, unit, meetingId }
      const base =
        endpoint.name === 'accounts.signIn'
          ? { username: await nameOf(world.accountId), password: callerPassword }
          : (inputs[endpoint.name]?.(here) ?? expectation.input(here))
      const versions = 'version' in base ? [base['version'], null, 1, 2, 3, 4, 5] : [undefined]
      for (const version of versions) {
        const input = version === undefined ? base : { ...base, version }
        const answer = await ask(harness, endpoint, input, caller.cookie)
        if (answer.status < 300) return { requestId: answer.headers.get('x-request-id') ?? '', input }
      }
    }
  }
  return null
}

async function nameOf(accountId: string): Promise<string> {
  const [row] = await harness.owner('select username, institution_id from account where id = $1', [accountId])
  const name = String(row?.['username']).toLowerCase()
  await harness.owner(
    'insert into login_name (name, institution_id, account_id) values ($1, $2, $3) on conflict do nothing',
    [name, row?.['institution_id'], accountId],
  )
  return name
}

test('every endpoint that must be logged was made to succeed, but for those with a reason', () => {
  const missing = logged.map(({ name }) => name).filter((name) => !driven.has(name))
  expect(missing.toSorted()).toEqual(Object.keys(notDriven).toSorted())
})

test.each(logged.filter(({ name }) => notDriven[name] === undefined))(
  '$name leaves its entry',
  async ({ name, meta, method }) => {
    const done = driven.get(name)
    expect(done).toBeDefined()
    const rows = await harness.owner('select * from audit where request_id = $1', [done?.requestId])
    const mine = rows.filter((row) => row['endpoint'] === name)
    expect(mine.length).toBeGreaterThan(0)
    for (const row of mine) {
      expect(row['actor']).not.toBe('')
      // A change names the thing it changed; only a read may be written down by its input alone.
      if (!meta.readsOnly) expect(row['subject_kind']).not.toBe('endpoint')
      expect(row['before'] ?? row['after']).not.toBeNull()
    }
    const changes = (method === 'PUT' || method === 'PATCH') && !meta.readsOnly
    const creates = 'version' in (done?.input ?? {}) && done?.input['version'] === null
    if (changes && !creates && !oneSided.includes(name)) {
      expect(
        mine.some((row) => row['before'] !== null && row['after'] !== null),
        'before and after',
      ).toBe(true)
    }
  },
)

test('no entry holds a password, a session or what identifies a person', async () => {
  const [row] = await harness.owner(`select string_agg(audit::text, ' ') as text from audit`)
  for (const secret of [callerPassword, 'another password 9', 'argon2'])
    expect(row?.['text']).not.toContain(secret)
})

test.each(logged)('$name has a name in the log, in both languages', ({ name }) => {
  for (const words of [actWords.zh.acts, actWords.en.acts])
    expect(wordOf(words, name.split('.'))).not.toBeNull()
})
