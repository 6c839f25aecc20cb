// Hostile text in every text field of every endpoint: no failure of ours, nothing executed, every text kept as it was.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../src/core/access.ts'
import { expectations } from '../access.expectations.ts'
import type { Harness } from '../harness.ts'
import { endpoints } from '../http.ts'
import { fieldsOf, type Input, isText, withValue } from './fields.ts'
import { ask, checksums, type Furnished, openTwo } from './ground.ts'

const roles: readonly Role[] = ['party_office', 'system_admin', 'auditor', 'member']
const hostile = [
  `'; drop table unit; --`,
  `' or '1'='1`,
  `") or true; update account set disabled_at = null; --`,
  `\\'; select pg_sleep(30); --`,
  `$1 $2 %s %% {} :name ?`,
  `%`,
  `_`,
  `\\`,
  `a\u0000b`,
  `\u202Etxt.exe\u2066`,
  `\uFF07 or 1=1`,
  `\u{1F468}\u200D\u2695\uFE0F\u0301`,
  `<img src=x onerror=alert(1)>`,
  `{{7*7}}\${7*7}`,
  `=HYPERLINK("http://evil.example")`,
  `\r\nset-cookie: a=b`,
  `../../../../etc/passwd`,
  `9`.repeat(5_000),
] as const

let harness: Harness
let ours: Furnished
let theirs: Furnished
let before: Record<string, string>
let cookies: readonly (string | null)[]

beforeAll(async () => {
  ;({ harness, ours, theirs } = await openTwo())
  cookies = await Promise.all(roles.map(async (role) => (await harness.as(role, ours.root)).cookie))
  before = await checksums(harness, theirs.root.institutionId)
})
afterAll(() => harness.close())

// Signing out would end the walk.
const walked = endpoints.filter(({ name }) => name !== 'accounts.signOut' && expectations[name])

describe.each(walked)('$name', (endpoint) => {
  test('stands it in every text field', async () => {
    const base = expectations[endpoint.name]?.input(ours) as Input
    for (const { path } of fieldsOf(endpoint).filter(isText)) {
      for (const text of hostile) {
        const input = withValue(endpoint, base, path, text)
        for (const cookie of cookies) {
          const answer = await ask(harness, endpoint, input, cookie)
          const said = `${path.join('.')} = ${JSON.stringify(text.slice(0, 80))} → ${answer.text.slice(0, 300)}`
          expect(answer.status, said).toBeLessThan(500)
          // What comes back is data: a browser must not take it for a page, and no header is made of it.
          expect(answer.headers.get('content-type'), said).not.toMatch(/html|javascript|svg|xml;/)
          expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
          expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
          expect(answer.headers.get('set-cookie') ?? '').not.toContain('a=b')
        }
      }
    }
  })
})

test('all tables are still there, and the other hospital is as it was', async () => {
  expect(await checksums(harness, theirs.root.institutionId)).toEqual(before)
  const [row] = await harness.owner(`select count(*)::int as units from unit where institution_id = $1`, [
    ours.root.institutionId,
  ])
  expect(row?.['units']).toBeGreaterThanOrEqual(4)
})

describe('a search takes its signs for signs', () => {
  test.each(['%', '_', '\\', "'", '\\%', '%%', '__'])('%s finds only what holds it', async (search) => {
    const office = await harness.as('party_office', ours.root)
    for (const { title, place, unitName } of (await office.call('meetings.list', { search })).meetings)
      expect(`${title} ${place} ${unitName}`).toContain(search)
    for (const { name, staffNo } of (await office.call('people.list', { unitId: ours.root.id, search }))
      .people)
      expect(name + staffNo).toContain(search)
  })
})
