// Another hospital's ids in every parameter of every endpoint: nothing of it is read, nothing of it is changed.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../src/core/access.ts'
import { expectations } from '../access.expectations.ts'
import type { Caller, Harness } from '../harness.ts'
import { endpoints } from '../http.ts'
import { fieldsOf, type Input, isId, withValue } from './fields.ts'
import { ask, checksums, type Furnished, openTwo, secret, texts } from './ground.ts'

const roles: readonly Role[] = ['party_office', 'system_admin', 'auditor', 'superior']
// These end or change the walking caller itself; they take no id.
const ownSession = ['accounts.signOut', 'accounts.changePassword']

let harness: Harness
let ours: Furnished
let theirs: Furnished
let callers: readonly Caller[]
let before: Record<string, string>
let asked = 0

beforeAll(async () => {
  ;({ harness, ours, theirs } = await openTwo())
  callers = await Promise.all(roles.map((role) => harness.as(role, ours.root)))
  before = await checksums(harness, theirs.root.institutionId)
})
afterAll(() => harness.close())

const walked = endpoints.filter(
  ({ name, meta }) => meta.permission !== 'public' && !ownSession.includes(name) && expectations[name],
)

describe.each(walked)('$name', (endpoint) => {
  test('gives away nothing and does nothing', async () => {
    const base = expectations[endpoint.name]?.input(ours) as Input
    const ids = fieldsOf(endpoint).filter(isId)
    const inputs: Input[] = ids.flatMap(({ path }) =>
      theirs.ids.map((id) => withValue(endpoint, base, path, id)),
    )
    for (const world of [theirs, { ...theirs, unit: theirs.root }]) {
      inputs.push(expectations[endpoint.name]?.input(world) as Input)
    }
    for (const id of theirs.ids) {
      inputs.push(ids.reduce((input, { path }) => withValue(endpoint, input, path, id), base))
    }
    const { place } = endpoint.meta
    for (const caller of callers) {
      for (const input of inputs) {
        asked += 1
        const { status, text } = await ask(harness, endpoint, input, caller.cookie)
        expect(text, JSON.stringify(input)).not.toContain(secret)
        expect(status, JSON.stringify(input)).toBeLessThan(500)
        // The thing itself is theirs: it looks as if it were not there.
        if (place.at === 'subject' && theirs.ids.includes(String(input[place.field])))
          expect([403, 404, 400], JSON.stringify(input)).toContain(status)
      }
    }
  })
})

test('after the walk not a byte of theirs is changed, and none of ours points at them', async () => {
  expect(asked).toBeGreaterThan(1_000)
  expect(await checksums(harness, theirs.root.institutionId)).toEqual(before)
  const found = await texts(harness, ours.root.institutionId)
  for (const [table, text] of Object.entries(found)) {
    expect(text, table).not.toContain(secret)
    // The log says what was asked for; everywhere else an id is a tie.
    if (table === 'audit') continue
    expect(
      theirs.ids.filter((id) => text.includes(id)),
      table,
    ).toEqual([])
  }
})
