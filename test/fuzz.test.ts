// Bad input on every endpoint over HTTP: always a 4xx with a code from the closed list, never a 5xx; odd texts survive.

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorStatus } from '../src/core/errors.ts'
import { contract } from '../src/contract.ts'
import { type Caller, type Harness, openHarness, type SeededUnit } from './harness.ts'
import { seedInstitution, seedMeeting, seedPeople, seedUnit } from './seed.ts'

let harness: Harness
let office: Caller
let root: SeededUnit
let branch: SeededUnit
let meetingId: string

beforeAll(async () => {
  harness = await openHarness()
  root = await seedInstitution(harness, { name: '医院' })
  branch = await seedUnit(harness, root, { name: '一支部', kind: 'branch' })
  await seedPeople(harness, branch, [{ name: '甲', post: 'secretary' }])
  meetingId = await seedMeeting(harness, branch, '主题党日')
  office = await harness.as('party_office', root)
})
afterAll(() => harness.close())

const endpoints = Object.entries(contract).flatMap(([room, endpointsOfRoom]) =>
  Object.entries(endpointsOfRoom).map(([name, endpoint]) => ({
    name: `${room}.${name}`,
    route: endpoint['~orpc'].route,
  })),
)

const nasty = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1e308,
    NaN,
    [],
    {},
    '',
    ' ',
    '\u0000',
    '\ud800',
    '𠮷㛃',
    '👩🏽‍⚕️',
    '../../etc/passwd',
    "'; drop table unit; --",
    '<script>alert(1)</script>',
    '%00',
    '2026-02-30',
    '2026-13-01T25:61',
    '99999-01-01',
    'a'.repeat(10_000),
    '=1+1',
    '{{7*7}}',
    '00000000-0000-0000-0000-000000000000',
    '9'.repeat(40),
    '-infinity',
  ),
  fc.jsonValue(),
)
const keys = [
  'unitId',
  'parentId',
  'personId',
  'meetingId',
  'dutyId',
  'accountId',
  'resolutionId',
  'name',
  'title',
  'code',
  'kind',
  'version',
  'reason',
  'agenda',
  'entries',
  'votes',
  'text',
  'year',
  'value',
  'score',
  'rank',
  'source',
  'days',
  'on',
  'foundedOn',
  'plannedAt',
  'startedAt',
  'endedAt',
  'minutes',
  'items',
  'fileId',
  'username',
  'password',
  'displayName',
  'role',
  'limit',
  'offset',
  'search',
  'from',
  'to',
]
const body = fc.oneof(fc.dictionary(fc.constantFrom(...keys), nasty, { maxKeys: 12 }), nasty)

async function send(
  route: { method?: string; path?: string },
  params: Record<string, string>,
  payload: unknown,
): Promise<void> {
  const method = route.method ?? 'POST'
  const sent = JSON.stringify(payload) ?? 'undefined'
  let path = (route.path ?? '').replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(params[key] ?? 'x'),
  )
  const init: RequestInit = {
    method,
    headers: {
      cookie: `linghang_session=${office.cookie}`,
      'x-linghang': '1',
      'content-type': 'application/json',
    },
  }
  if (method === 'GET') {
    const query = new URLSearchParams(
      Object.entries(typeof payload === 'object' && payload !== null ? payload : {}).map(([key, value]) => [
        key,
        (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed(),
      ]),
    )
    path += `?${query.toString()}`
  } else init.body = sent
  const response = await harness.product.app.request(`/api/v1${path}`, init)
  const text = response.headers.get('content-type')?.includes('json') === true ? await response.text() : ''
  expect(response.status, `${method} ${path} ${sent.slice(0, 300)} → ${text.slice(0, 500)}`).toBeLessThan(500)
  if (response.status >= 400) {
    const { code } = JSON.parse(text) as { code: string }
    expect(Object.keys(errorStatus)).toContain(code)
  }
}

describe.each(endpoints)('$name', ({ name, route }) => {
  test('answers every body with a code of the list', async () => {
    // Signing out would end the session that the other endpoints need.
    const known =
      name === 'accounts.signOut' ? {} : { unitId: branch.id, parentId: branch.id, meetingId, year: '2026' }
    await fc.assert(
      fc.asyncProperty(body, fc.boolean(), fc.string({ maxLength: 40 }), (payload, useKnown, odd) =>
        name === 'accounts.signOut'
          ? Promise.resolve()
          : send(
              route,
              useKnown ? known : Object.fromEntries(keys.map((key) => [key, odd.toWellFormed()])),
              payload,
            ),
      ),
      { numRuns: 25 },
    )
  })
})

describe('odd texts do no harm and come back as they were', () => {
  test.each([
    ['rare characters', '㛃𠮷龑䶮'],
    ['emoji', '主题党日👩🏽‍⚕️🎉'],
    ['HTML', '<img src=x onerror=alert(1)> & "quotes"'],
    ['SQL', "'; drop table meeting; -- %_\\"],
    ['template', '{{constructor}} ${7*7} #{x}'],
  ])('%s', async (_, text) => {
    const { id } = await office.call('meetings.plan', {
      unitId: branch.id,
      kind: 'theme_day',
      title: text,
      plannedAt: '2026-11-20T16:00',
    })
    expect((await office.call('meetings.get', { meetingId: id })).title).toBe(text)
    const { meetings } = await office.call('meetings.list', { search: text })
    expect(meetings.map((meeting) => meeting.id)).toEqual([id])
  })

  test('10,000 characters of minutes', async () => {
    const { version } = await office.call('meetings.get', { meetingId })
    const minutes = '学'.repeat(9_999) + '𠮷'
    await office.call('meetings.update', { meetingId, version, minutes })
    expect((await office.call('meetings.get', { meetingId })).minutes).toBe(minutes)
  })

  test('a body over the limit is refused by its size', async () => {
    const response = await harness.product.app.request('/api/v1/session', {
      method: 'POST',
      headers: {
        'x-linghang': '1',
        'content-type': 'application/json',
        'content-length': String(60 * 1024 * 1024),
      },
      body: 'x',
    })
    expect(response.status).toBe(413)
  })

  test('broken JSON', async () => {
    const response = await harness.product.app.request('/api/v1/session', {
      method: 'POST',
      headers: { 'x-linghang': '1', 'content-type': 'application/json' },
      body: '{"username": ',
    })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      400,
      'invalid_input',
    ])
  })
})
