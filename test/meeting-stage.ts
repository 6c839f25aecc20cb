// What the tests of this room begin with: a hospital on a database of its own, branches, and meetings brought forward.

import { type Caller, type Harness, openHarness, type SeededUnit } from './harness.ts'
import { seedInstitution, seedPeople, seedUnit } from './seed.ts'
import type { MeetingKind } from '../src/party/meetings/rules.ts'

export const planned = { title: '三月会议', plannedAt: '2026-03-12T09:00' } as const

export type Branch = {
  readonly unit: SeededUnit
  readonly people: readonly string[]
  readonly secretary: Caller
}

export type Stage = {
  readonly harness: Harness
  readonly hospital: SeededUnit
  /** A branch with so many full members, the first three its committee, at noon of 12 March 2026. */
  readonly branchOf: (size: number) => Promise<Branch>
}

export async function openStage(): Promise<Stage> {
  const harness = await openHarness()
  const hospital = await seedInstitution(harness, { name: '某医院', dutiesFrom: '2026-01-01' })
  const posts = ['secretary', 'organization_member', 'publicity_member'] as const
  return {
    harness,
    hospital,
    branchOf: async (size) => {
      harness.setNow('2026-03-12')
      const unit = await seedUnit(harness, hospital, { name: '第一党支部', kind: 'branch' })
      const people = Array.from({ length: size }, (_, index) => {
        const post = posts[index]
        const name = `党员${String(index).padStart(2, '0')}`
        return post === undefined ? { name } : { name, post }
      })
      return {
        unit,
        people: await seedPeople(harness, unit, people),
        secretary: await harness.as('branch_secretary', unit),
      }
    },
  }
}

/** Plans and opens a meeting; answers its id. It is then at version 2. */
export async function opened(
  { unit, secretary }: Branch,
  kind: MeetingKind,
  more: { readonly makeUpFor?: string } = {},
): Promise<string> {
  const { id: meetingId } = await secretary.call('meetings.plan', {
    unitId: unit.id,
    kind,
    ...planned,
    ...more,
  })
  await secretary.call('meetings.open', { meetingId, version: 1, startedAt: '2026-03-12T09:00' })
  return meetingId
}

export const present = (people: readonly string[]) =>
  people.map((personId) => ({ personId, attendance: 'present' as const }))

export async function versionOf({ secretary }: Branch, meetingId: string): Promise<number> {
  return (await secretary.call('meetings.get', { meetingId })).version
}

export async function closed(
  branch: Branch,
  meetingId: string,
  reason?: string,
): Promise<{ version: number }> {
  return branch.secretary.call('meetings.close', {
    meetingId,
    version: await versionOf(branch, meetingId),
    endedAt: '2026-03-12T10:00',
    overrideReason: reason ?? null,
  })
}

export async function confirmed(branch: Branch, meetingId: string): Promise<{ version: number }> {
  const { version } = await branch.secretary.call('meetings.update', {
    meetingId,
    version: await versionOf(branch, meetingId),
    chairId: branch.people[0] ?? null,
    recorderId: branch.people[1] ?? null,
    minutes: '会议记录。',
  })
  return branch.secretary.call('meetings.confirm', { meetingId, version })
}

/** One duty of the branch, by the first day of its period. */
export async function dutyOf({ unit, secretary }: Branch, rhythm: string, periodFrom: string) {
  const { duties } = await secretary.call('duties.list', {
    unitId: unit.id,
    rhythm,
    from: '2026-01-01',
    to: '2026-12-31',
  })
  return duties.find((duty) => duty.periodFrom === periodFrom)
}

/** Accounts of these people with the role of a member at the branch: each a session of its own. */
export async function phonesOf(
  { harness }: Stage,
  { unit }: Branch,
  people: readonly string[],
): Promise<readonly Caller[]> {
  const callers = await Promise.all(people.map(() => harness.as('member', unit)))
  for (const [at, caller] of callers.entries()) {
    const { accountId } = await caller.call('accounts.me', {})
    await harness.owner('update account set person_id = $1 where id = $2', [people[at], accountId])
  }
  return callers
}
