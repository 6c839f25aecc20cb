// Who may call which endpoint, written by hand: the list is compared with the contracts, not made from them.

import type { Role } from '../src/core/access.ts'
import type { SeededUnit } from './harness.ts'

/** What stands at a place: a unit with a person, a duty, a meeting and an account of its institution. */
export type World = {
  readonly unit: SeededUnit
  readonly personId: string
  readonly dutyId: string
  readonly meetingId: string
  readonly accountId: string
}

export type Expectation = {
  readonly roles: readonly Role[]
  readonly input: (world: World) => Record<string, unknown>
  /** What an allowed call may answer besides 'done': by rule or state, never by permission. */
  readonly codes?: readonly string[]
}

const businessReaders: readonly Role[] = [
  'superior',
  'party_office',
  'party_secretary',
  'branch_secretary',
  'member',
]
const meetingReaders: readonly Role[] = ['party_office', 'party_secretary', 'branch_secretary', 'member']
const meetingWriters: readonly Role[] = ['party_office', 'branch_secretary']
const peopleReaders: readonly Role[] = ['party_office', 'party_secretary', 'branch_secretary']
const findingReaders: readonly Role[] = ['superior', 'party_office', 'party_secretary', 'branch_secretary']
const office: readonly Role[] = ['party_office']
const everyone: readonly Role[] = []
const orgReaders: readonly Role[] = [...businessReaders, 'performance_office']
const figureWriters: readonly Role[] = ['party_office', 'performance_office']
const recordOffice: readonly Role[] = ['performance_office']
const figureReaders: readonly Role[] = ['superior', 'party_office', 'party_secretary', 'performance_office']

const unit = (world: World) => ({ unitId: world.unit.id })
const meeting = (world: World) => ({ meetingId: world.meetingId })
const anyOutcome = ['done', 'wrong_state', 'invalid_input', 'rule_broken', 'stale', 'taken'] as const
const absent = '01a00000-0000-7000-8000-000000000000'
const months = (world: World) => ({ ...unit(world), from: 202501, to: 202512 })
const run = (world: World) => ({ ...unit(world), runId: absent })

export const expectations: Readonly<Record<string, Expectation>> = {
  'accounts.signIn': {
    roles: everyone,
    input: () => ({ username: 'nobody', password: 'wrong' }),
    codes: ['wrong_credentials'],
  },
  'accounts.signOut': { roles: everyone, input: () => ({}) },
  'accounts.demoAccounts': { roles: everyone, input: () => ({}) },
  'accounts.me': { roles: everyone, input: () => ({}) },
  'accounts.setLanguage': { roles: everyone, input: () => ({ language: 'zh' }) },
  'accounts.changePassword': {
    roles: everyone,
    input: () => ({ current: 'wrong', next: 'a-new-password' }),
    codes: ['wrong_credentials'],
  },
  'accounts.list': { roles: ['system_admin'], input: () => ({}) },
  'accounts.units': { roles: ['system_admin'], input: () => ({}) },
  'accounts.create': {
    roles: ['system_admin'],
    input: (world) => ({
      ...unit(world),
      username: `new-${world.unit.id}`,
      displayName: '新',
      role: 'member',
    }),
    codes: anyOutcome,
  },
  // An account belongs to its institution's root; an administrator of a branch reaches none.
  'accounts.grant': {
    roles: ['system_admin'],
    input: (world) => ({ accountId: world.accountId, role: 'member', unitId: world.unit.id }),
    codes: ['not_found'],
  },
  'accounts.revoke': {
    roles: ['system_admin'],
    input: (world) => ({ accountId: world.accountId, role: 'member', unitId: world.unit.id }),
    codes: ['not_found'],
  },
  'accounts.disable': {
    roles: ['system_admin'],
    input: (world) => ({ accountId: world.accountId, disabled: true }),
    codes: ['not_found'],
  },
  'accounts.resetPassword': {
    roles: ['system_admin'],
    input: (world) => ({ accountId: world.accountId }),
    codes: ['not_found'],
  },

  // The log is one chain for a whole institution: whoever reaches only a part of it reads none.
  'audit.list': { roles: ['auditor'], input: unit, codes: ['not_found'] },
  'audit.verify': { roles: ['auditor'], input: unit, codes: ['not_found'] },

  'calendar.year': { roles: everyone, input: () => ({ year: 2026 }) },
  'calendar.saveYear': {
    roles: ['system_admin'],
    input: () => ({ year: 2030, source: '测试', days: [] }),
    codes: anyOutcome,
  },

  'org.tree': { roles: orgReaders, input: () => ({}) },
  'org.unit': { roles: orgReaders, input: unit },
  'org.createUnit': {
    roles: office,
    input: (world) => ({
      parentId: world.unit.id,
      code: `N${world.unit.id.slice(-8)}`,
      name: '新党小组',
      kind: 'group',
      foundedOn: '2026-01-01',
    }),
    codes: anyOutcome,
  },
  'org.renameUnit': {
    roles: office,
    input: (world) => ({ ...unit(world), name: '改名', version: 99 }),
    codes: ['stale'],
  },
  'org.moveUnit': {
    roles: office,
    input: (world) => ({ ...unit(world), parentId: world.unit.id, version: 1 }),
    codes: anyOutcome,
  },
  'org.dissolveUnit': {
    roles: office,
    input: (world) => ({ ...unit(world), on: '2026-11-01', version: 1 }),
    codes: anyOutcome,
  },
  'people.list': { roles: peopleReaders, input: unit },
  'people.person': { roles: peopleReaders, input: (world) => ({ personId: world.personId }) },
  'findings.list': { roles: findingReaders, input: () => ({}) },

  'duties.rhythms': { roles: everyone, input: () => ({}) },
  'duties.list': {
    roles: businessReaders,
    input: (world) => ({ ...unit(world), from: '2026-01-01', to: '2026-12-31' }),
  },
  'duties.mine': { roles: businessReaders, input: () => ({}) },
  'duties.rate': { roles: businessReaders, input: (world) => ({ ...unit(world), year: 2026 }) },
  'duties.waive': {
    roles: ['party_office', 'party_secretary'],
    input: (world) => ({ dutyId: world.dutyId, reason: '停诊' }),
    codes: ['done', 'wrong_state'],
  },
  'duties.unwaive': {
    roles: ['party_office', 'party_secretary'],
    input: (world) => ({ dutyId: world.dutyId }),
    codes: ['done', 'wrong_state'],
  },

  'exchange.template': { roles: office, input: () => ({}) },
  'exchange.preview': {
    roles: office,
    input: () => ({ file: new File(['not a workbook'], 'x.xlsx') }),
    codes: ['unreadable_file'],
  },
  'exchange.import': { roles: office, input: () => ({ fileId: 'a'.repeat(64) }), codes: ['not_found'] },
  'exchange.export': { roles: office, input: unit, codes: ['invalid_input'] },

  'meetings.list': { roles: meetingReaders, input: () => ({}) },
  'meetings.get': { roles: meetingReaders, input: meeting },
  'meetings.plan': {
    roles: meetingWriters,
    input: (world) => ({
      ...unit(world),
      kind: 'theme_day',
      title: '主题党日',
      plannedAt: '2026-11-20T16:00',
    }),
    codes: anyOutcome,
  },
  'meetings.update': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), version: 99 }),
    codes: anyOutcome,
  },
  'meetings.setAgenda': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), version: 99, items: [] }),
    codes: anyOutcome,
  },
  'meetings.notify': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), version: 99 }),
    codes: anyOutcome,
  },
  'meetings.cancel': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), version: 99 }),
    codes: anyOutcome,
  },
  'meetings.open': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), version: 99, startedAt: '2026-11-20T16:00' }),
    codes: anyOutcome,
  },
  'meetings.attend': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), entries: [] }),
    codes: anyOutcome,
  },
  'meetings.propose': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), text: '决议' }),
    codes: anyOutcome,
  },
  'meetings.vote': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), resolutionId: absent, votes: [] }),
    codes: [...anyOutcome, 'not_found'],
  },
  'meetings.decide': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), resolutionId: absent }),
    codes: [...anyOutcome, 'not_found'],
  },
  'meetings.close': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), version: 99, endedAt: '2026-11-20T17:00' }),
    codes: anyOutcome,
  },
  'meetings.confirm': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), version: 99 }),
    codes: anyOutcome,
  },
  'meetings.minutesFile': { roles: meetingReaders, input: meeting, codes: ['done', 'wrong_state'] },

  'life.table': { roles: businessReaders, input: (world) => ({ ...unit(world), year: 2026 }) },

  'discharges.institutions': { roles: figureReaders, input: () => ({}) },
  // Records belong to an institution's root; a branch within reach is no institution.
  'discharges.overview': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'discharges.indicators': { roles: figureReaders, input: months, codes: ['invalid_input'] },
  'discharges.diseases': { roles: figureReaders, input: months, codes: ['invalid_input'] },
  'discharges.stays': {
    roles: recordOffice,
    input: (world) => ({ ...months(world), indicator: 'GK3-04' }),
    codes: ['invalid_input'],
  },
  'discharges.recordNumber': {
    roles: recordOffice,
    input: (world) => ({ ...unit(world), stay: absent }),
    codes: ['invalid_input'],
  },
  'discharges.runs': { roles: recordOffice, input: unit, codes: ['invalid_input'] },
  'discharges.begin': {
    roles: recordOffice,
    input: (world) => ({ ...unit(world), fileName: 'a.csv', size: 1 }),
    codes: ['invalid_input'],
  },
  'discharges.part': {
    roles: recordOffice,
    input: (world) => ({ ...run(world), offset: 0, part: new File(['a'], 'a') }),
    codes: ['invalid_input'],
  },
  'discharges.check': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.faults': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.faultsFile': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.publish': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.cancel': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.rollBack': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.lists': { roles: recordOffice, input: unit, codes: ['invalid_input'] },
  'discharges.listFile': {
    roles: recordOffice,
    input: (world) => ({ ...unit(world), kind: 'departments' }),
    codes: ['invalid_input'],
  },
  'discharges.importList': {
    roles: recordOffice,
    input: (world) => ({
      ...unit(world),
      kind: 'departments',
      edition: '1',
      source: '测试',
      file: new File(['a'], 'a.csv'),
    }),
    codes: ['invalid_input'],
  },

  'assessment.institutions': { roles: figureReaders, input: () => ({}) },
  // Figures belong to an institution's root; a branch within reach is no institution.
  'assessment.institution': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'assessment.saveResult': {
    roles: figureWriters,
    input: (world) => ({
      ...unit(world),
      year: 2025,
      assessment: 'national_tertiary',
      score: 600,
      source: '测试',
      version: null,
    }),
    codes: ['invalid_input'],
  },
  'assessment.saveWorkload': {
    roles: figureWriters,
    input: (world) => ({
      ...unit(world),
      year: 2025,
      item: 'visits',
      value: 1,
      source: '测试',
      version: null,
    }),
    codes: ['invalid_input'],
  },
}
