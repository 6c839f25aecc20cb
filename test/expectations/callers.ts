// What expectations are made of: who stands where, the groups of roles, and inputs that many endpoints take.

import type { Role } from '../../src/core/access.ts'
import type { SeededUnit } from '../harness.ts'

/** What stands at a place: a unit with a person, a duty, a meeting and an account of its institution. */
export type World = {
  readonly unit: SeededUnit
  readonly personId: string
  readonly dutyId: string
  readonly meetingId: string
  readonly accountId: string
  readonly transferId: string
  readonly mergeId: string
  readonly schemeId: string
  readonly planId: string
  readonly planItemId: string
  readonly agreementId: string
  readonly actionId: string
}

export type Expectation = {
  readonly roles: readonly Role[]
  readonly input: (world: World) => Record<string, unknown>
  /** What an allowed call may answer besides 'done': by rule or state, never by permission. */
  readonly codes?: readonly string[]
}

export const businessReaders: readonly Role[] = [
  'superior',
  'party_office',
  'party_secretary',
  'branch_secretary',
  'member',
]
export const meetingReaders: readonly Role[] = [
  'party_office',
  'party_secretary',
  'branch_secretary',
  'member',
]
export const reportReaders: readonly Role[] = [
  'superior',
  'party_office',
  'party_secretary',
  'branch_secretary',
]
export const reportJudges: readonly Role[] = ['superior', 'party_office', 'branch_secretary']
export const meetingWriters: readonly Role[] = ['party_office', 'branch_secretary']
export const peopleReaders: readonly Role[] = ['party_office', 'party_secretary', 'branch_secretary']
export const findingReaders: readonly Role[] = [
  'superior',
  'party_office',
  'party_secretary',
  'branch_secretary',
]
export const office: readonly Role[] = ['party_office']
export const everyone: readonly Role[] = []
export const imposers: readonly Role[] = ['party_office', 'party_secretary']
export const accountReaders: readonly Role[] = ['system_admin', 'security_admin']
export const orgReaders: readonly Role[] = [...businessReaders, 'performance_office']
export const figureWriters: readonly Role[] = ['party_office', 'performance_office']
export const recordOffice: readonly Role[] = ['performance_office']
export const figureReaders: readonly Role[] = [
  'superior',
  'party_office',
  'party_secretary',
  'performance_office',
]

export const unit = (world: World) => ({ unitId: world.unit.id })
export const noRun = () => ({ runId: '00000000-0000-7000-8000-000000000000' })
export const meeting = (world: World) => ({ meetingId: world.meetingId })
/** A change of the unit's person on a version that never was. */
export const staleChange = (world: World) => ({ personId: world.personId, version: 99 })
export const account = (world: World) => ({ accountId: world.accountId })
export const lent = (world: World) => ({
  role: 'member',
  unitId: world.unit.id,
  fromOn: '2026-11-21',
  untilOn: '2026-11-22',
  reason: '外出',
})
export const anyOutcome = ['done', 'wrong_state', 'invalid_input', 'rule_broken', 'stale', 'taken'] as const
export const absent = '01a00000-0000-7000-8000-000000000000'
export const months = (world: World) => ({ ...unit(world), from: 202501, to: 202512 })
export const run = (world: World) => ({ ...unit(world), runId: absent })
