// Every endpoint × role × place, from the contracts: an endpoint without an expectation fails, and so does a leak.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Role, roles } from '../src/core/access.ts'
import type { EndpointMeta } from '../src/core/contract.ts'
import { contract } from '../src/contract.ts'
import { expectations, type World } from './access.expectations.ts'
import { type Caller, failing, failureOf, type Harness, openHarness, type SeededUnit } from './harness.ts'
import {
  seedAccount,
  seedDuty,
  seedInstitution,
  seedAction,
  seedLife,
  seedMeeting,
  seedMerge,
  seedPeople,
  seedTransfer,
  seedUnit,
} from './seed.ts'

type Place = 'own' | 'child' | 'parent' | 'sibling' | 'foreign'
const places: readonly Place[] = ['own', 'child', 'parent', 'sibling', 'foreign']

const endpoints = Object.entries(contract).flatMap(([room, endpointsOfRoom]) =>
  Object.entries(endpointsOfRoom).map(([name, endpoint]) => ({
    name: `${room}.${name}`,
    meta: endpoint['~orpc'].meta as unknown as EndpointMeta,
  })),
)

let harness: Harness
let worlds: Record<Place, World>
let callers: Record<Role, Caller>

/**
 * commission → two institutions; in ours: committee → branch A (own) → group (child), branch B (sibling).
 * The roles are granted at branch A, so own and child lie within reach; parent, sibling and foreign do not.
 */
beforeAll(async () => {
  harness = await openHarness()
  const commission = await seedInstitution(harness, { name: '省卫健委', kind: 'commission' })
  const ours = await seedInstitution(harness, { name: '本院', above: commission })
  const committee = await seedUnit(harness, ours, { name: '党委', kind: 'committee' })
  const own = await seedUnit(harness, committee, { name: 'marker-own 支部', kind: 'branch' })
  const child = await seedUnit(harness, own, { name: 'marker-child 小组', kind: 'group' })
  const sibling = await seedUnit(harness, committee, { name: 'marker-sibling 支部', kind: 'branch' })
  const theirs = await seedInstitution(harness, { name: 'marker-foreign 医院', above: commission })
  const foreign = await seedUnit(harness, theirs, { name: 'marker-foreign 支部', kind: 'branch' })
  worlds = {
    own: await furnish(own, 'marker-own'),
    child: await furnish(child, 'marker-child'),
    parent: await furnish(committee, 'marker-parent'),
    sibling: await furnish(sibling, 'marker-sibling'),
    foreign: await furnish(foreign, 'marker-foreign'),
  }
  const entries: [Role, Caller][] = []
  for (const role of roles) entries.push([role, await harness.as(role, own)])
  callers = Object.fromEntries(entries) as Record<Role, Caller>
})
afterAll(() => harness.close())

async function furnish(unit: SeededUnit, marker: string): Promise<World> {
  const [personId = '', otherId = ''] = await seedPeople(harness, unit, [
    { name: `${marker}-secretary`, post: 'secretary' },
    { name: `${marker}-a` },
    { name: `${marker}-b` },
  ])
  return {
    unit,
    personId,
    dutyId: await seedDuty(harness, unit),
    meetingId: await seedMeeting(harness, unit, marker),
    accountId: await seedAccount(harness, unit, marker),
    transferId: await seedTransfer(harness, unit, otherId, marker),
    mergeId: await seedMerge(harness, unit, personId, otherId),
    ...(await seedLife(harness, unit, marker)),
    actionId: await seedAction(harness, unit, `${marker} 行动`),
  }
}

test('every endpoint has an expectation, and no expectation is left over', () => {
  expect(Object.keys(expectations).sort()).toEqual(endpoints.map((endpoint) => endpoint.name).sort())
})

describe.each(endpoints)('$name', ({ name, meta }) => {
  const expectation = expectations[name]
  if (expectation === undefined) return
  const call = (caller: Caller, world: World): Promise<unknown> =>
    caller.call(name as never, expectation.input(world) as never)

  if (meta.permission !== 'public') {
    test('signed out: unauthenticated', async () => {
      expect((await failing(call(harness.nobody, worlds.own))).code).toBe('unauthenticated')
    })
  }
  if (meta.permission === 'public') {
    test('signed out: answers', async () => {
      const code = await call(harness.nobody, worlds.own).then(
        () => 'done',
        async (error: unknown) => failureOf(error).code,
      )
      expect(expectation.codes ?? ['done']).toContain(code)
    })
    return
  }
  if (meta.place.at === 'self') {
    test.each(roles)('%s: answers', async (role) => {
      const caller = name === 'accounts.signOut' ? await harness.as(role, worlds.own.unit) : callers[role]
      const code = await call(caller, worlds.own).then(
        () => 'done',
        async (error: unknown) => failureOf(error).code,
      )
      expect(expectation.codes ?? ['done']).toContain(code)
    })
    return
  }

  describe.each(roles)('%s', (role) => {
    const allowed = expectation.roles.includes(role)
    if (meta.place.at === 'reach') {
      test(allowed ? 'sees its own reach and nothing else' : 'is forbidden', async () => {
        const caller = callers[role]
        if (!allowed) {
          expect((await failing(call(caller, worlds.own))).code).toBe('forbidden')
          return
        }
        const text = await textOf(call(caller, worlds.own))
        for (const marker of ['marker-sibling', 'marker-foreign', 'marker-parent'])
          expect(text).not.toContain(marker)
      })
      return
    }
    test.each(places)(`at %s`, async (place) => {
      const work = call(callers[role], worlds[place])
      const within = place === 'own' || place === 'child'
      if (!allowed) {
        expect((await failing(work)).code).toBe('forbidden')
      } else if (!within) {
        expect((await failing(work)).code).toBe('not_found')
      } else {
        // Within reach the call may still fail by a rule or the state of the thing, never by permission.
        const code = await work.then(
          () => 'done',
          (error: unknown) => failureOf(error).code,
        )
        expect(expectation.codes ?? ['done']).toContain(code)
      }
    })
  })
})

async function textOf(work: Promise<unknown>): Promise<string> {
  const value = await work.catch(async (error: unknown) => failing(Promise.reject(error)))
  return JSON.stringify(value)
}
