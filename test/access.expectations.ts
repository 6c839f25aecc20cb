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
  readonly transferId: string
  readonly mergeId: string
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
const accountReaders: readonly Role[] = ['system_admin', 'security_admin']
const orgReaders: readonly Role[] = [...businessReaders, 'performance_office']
const figureWriters: readonly Role[] = ['party_office', 'performance_office']
const recordOffice: readonly Role[] = ['performance_office']
const figureReaders: readonly Role[] = ['superior', 'party_office', 'party_secretary', 'performance_office']

const unit = (world: World) => ({ unitId: world.unit.id })
const noRun = () => ({ runId: '00000000-0000-7000-8000-000000000000' })
const meeting = (world: World) => ({ meetingId: world.meetingId })
/** A change of the unit's person on a version that never was. */
const staleChange = (world: World) => ({ personId: world.personId, version: 99 })
const account = (world: World) => ({ accountId: world.accountId })
const lent = (world: World) => ({
  role: 'member',
  unitId: world.unit.id,
  fromOn: '2026-11-21',
  untilOn: '2026-11-22',
  reason: '外出',
})
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
  // The steps of a sign-in belong to the cookie that the step before left.
  'accounts.setFirstPassword': {
    roles: everyone,
    input: () => ({ next: 'a-new-password' }),
    codes: ['unauthenticated'],
  },
  'accounts.enterCode': { roles: everyone, input: () => ({ code: '000000' }), codes: ['unauthenticated'] },
  'accounts.beginEnrolment': { roles: everyone, input: () => ({}), codes: ['unauthenticated'] },
  'accounts.finishEnrolment': {
    roles: everyone,
    input: () => ({ code: '000000' }),
    codes: ['unauthenticated'],
  },
  'accounts.signOnProvider': { roles: everyone, input: () => ({}) },
  // There is no identity provider here.
  'accounts.beginSignOn': { roles: everyone, input: () => ({}), codes: ['not_found'] },
  'accounts.finishSignOn': {
    roles: everyone,
    input: () => ({ handle: 'x', query: 'code=x' }),
    codes: ['not_found'],
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
  'accounts.mySecurity': { roles: everyone, input: () => ({}) },
  'accounts.endSession': {
    roles: everyone,
    input: () => ({ sessionId: absent }),
    codes: ['not_found'],
  },
  'accounts.endOtherSessions': { roles: everyone, input: () => ({}) },
  'accounts.beginTotp': { roles: everyone, input: () => ({}) },
  'accounts.finishTotp': {
    roles: everyone,
    input: () => ({ code: 'x' }),
    codes: ['wrong_credentials', 'wrong_state'],
  },
  'accounts.removeTotp': {
    roles: everyone,
    input: () => ({ password: 'wrong' }),
    codes: ['wrong_credentials'],
  },
  'accounts.colleagues': { roles: everyone, input: () => ({ search: 'marker' }) },
  'accounts.myDelegations': { roles: everyone, input: () => ({}) },
  'accounts.delegate': {
    roles: everyone,
    input: (world) => ({ ...lent(world), toAccountId: world.accountId }),
    codes: ['done', 'invalid_input', 'not_found'],
  },
  'accounts.endMyDelegation': {
    roles: everyone,
    input: () => ({ delegationId: absent }),
    codes: ['not_found'],
  },
  'accounts.list': { roles: accountReaders, input: () => ({}) },
  'accounts.units': { roles: accountReaders, input: () => ({}) },
  'accounts.create': {
    roles: ['system_admin'],
    input: (world) => ({ ...unit(world), username: `new-${world.unit.id}`, displayName: '新' }),
    codes: anyOutcome,
  },
  // An account belongs to its institution's root; an administrator of a branch reaches none.
  'accounts.update': {
    roles: ['system_admin'],
    input: (world) => ({ accountId: world.accountId, displayName: '改', staffNo: '' }),
    codes: ['not_found'],
  },
  'accounts.disable': {
    roles: ['system_admin'],
    input: (world) => ({ accountId: world.accountId, disabled: true }),
    codes: ['not_found'],
  },
  'accounts.resetPassword': { roles: ['system_admin'], input: account, codes: ['not_found'] },
  'accounts.unlock': { roles: ['system_admin'], input: account, codes: ['not_found'] },
  'accounts.resetTotp': { roles: ['system_admin'], input: account, codes: ['not_found'] },
  'accounts.endSessionsOf': { roles: ['system_admin'], input: account, codes: ['not_found'] },
  'accounts.importTemplate': { roles: ['system_admin'], input: () => ({}) },
  'accounts.previewImport': {
    roles: ['system_admin'],
    input: () => ({ file: new File(['not a workbook'], 'x.xlsx') }),
    codes: ['unreadable_file'],
  },
  'accounts.import': {
    roles: ['system_admin'],
    input: () => ({ file: new File(['not a workbook'], 'x.xlsx') }),
    codes: ['unreadable_file'],
  },
  'accounts.grant': {
    roles: ['security_admin'],
    input: (world) => ({ accountId: world.accountId, role: 'member', unitId: world.unit.id }),
    codes: ['not_found'],
  },
  'accounts.revoke': {
    roles: ['security_admin'],
    input: (world) => ({ accountId: world.accountId, role: 'member', unitId: world.unit.id }),
    codes: ['not_found'],
  },
  'accounts.declineWish': { roles: ['security_admin'], input: account, codes: ['not_found'] },
  'accounts.delegations': { roles: ['security_admin', 'auditor'], input: () => ({}) },
  'accounts.delegateFor': {
    roles: ['security_admin'],
    input: (world) => ({ ...lent(world), accountId: world.accountId, toAccountId: absent }),
    codes: ['not_found'],
  },
  'accounts.endDelegation': {
    roles: ['security_admin'],
    input: (world) => ({ accountId: world.accountId, delegationId: absent }),
    codes: ['not_found'],
  },
  'accounts.policy': { roles: ['security_admin'], input: unit, codes: ['not_found'] },
  'accounts.savePolicy': {
    roles: ['security_admin'],
    input: (world) => ({
      ...unit(world),
      passwordLength: 10,
      administratorLength: 12,
      passwordDays: null,
      sessionHours: 12,
      idleMinutes: 120,
      lockAfter: 10,
      lockMinutes: 15,
      totpRoles: [],
      version: null,
    }),
    codes: ['not_found'],
  },
  'accounts.matrix': { roles: ['security_admin', 'auditor'], input: () => ({}) },

  // The log is one chain for a whole institution: whoever reaches only a part of it reads none.
  'audit.list': { roles: ['auditor'], input: unit, codes: ['not_found'] },
  'audit.choices': { roles: ['auditor'], input: unit, codes: ['not_found'] },
  'audit.status': { roles: ['auditor'], input: unit, codes: ['not_found'] },
  'audit.exportTable': { roles: ['auditor'], input: unit, codes: ['not_found'] },
  'audit.exportChain': { roles: ['auditor'], input: unit, codes: ['not_found'] },
  'audit.verify': { roles: ['auditor'], input: unit, codes: ['not_found'] },

  'calendar.year': { roles: everyone, input: () => ({ year: 2026 }) },
  'calendar.saveYear': {
    roles: ['system_admin'],
    input: () => ({ year: 2030, source: '测试', days: [] }),
    codes: anyOutcome,
  },

  'org.tree': { roles: orgReaders, input: () => ({}) },
  'org.children': {
    roles: orgReaders,
    input: (world) => ({ parentId: world.unit.id }),
    // Within reach of the caller or not, the answer to a reach endpoint is by what the caller sees.
    codes: ['not_found'],
  },
  'org.search': { roles: orgReaders, input: () => ({ q: '支部' }) },
  'org.way': { roles: orgReaders, input: unit },
  'org.members': { roles: orgReaders, input: (world) => ({ unitIds: [world.unit.id] }) },
  'org.changeDays': { roles: orgReaders, input: () => ({}) },
  'org.history': { roles: orgReaders, input: unit },
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
  'org.cancelChange': {
    roles: office,
    input: (world) => ({ ...unit(world), fromOn: '2030-01-01', version: 1 }),
    codes: ['not_found', 'stale'],
  },
  'org.mergeUnits': {
    roles: office,
    input: (world) => ({
      ...unit(world),
      version: 1,
      sources: [{ unitId: world.unit.id, version: 1 }],
      on: '2026-11-01',
    }),
    codes: anyOutcome,
  },
  'org.splitUnit': {
    roles: office,
    input: (world) => ({
      ...unit(world),
      version: 99,
      on: '2026-11-01',
      parts: [{ code: 'S1', name: '新支部', people: [], units: [], departments: [] }],
    }),
    codes: anyOutcome,
  },
  'org.cancelPlan': {
    roles: office,
    input: (world) => ({ ...unit(world), planId: absent }),
    codes: ['not_found'],
  },
  'people.list': { roles: peopleReaders, input: unit },
  'people.person': { roles: peopleReaders, input: (world) => ({ personId: world.personId }) },
  'people.dualLeaders': { roles: peopleReaders, input: unit },
  'people.add': {
    roles: office,
    input: (world) => ({
      ...unit(world),
      staffNo: `N${world.unit.id.slice(-8)}`,
      name: '新人',
      status: 'none',
    }),
    codes: anyOutcome,
  },
  'people.edit': {
    roles: office,
    input: (world) => ({ ...staleChange(world), name: '改名' }),
    codes: ['stale'],
  },
  'people.setSituation': {
    roles: office,
    input: (world) => ({
      ...staleChange(world),
      floatingSince: null,
      floatingPlace: null,
      abroadSince: null,
      abroadFor: null,
      lostContactSince: null,
      infirm: true,
    }),
    codes: ['stale'],
  },
  'people.changeStatus': {
    roles: office,
    input: (world) => ({ ...staleChange(world), status: 'suspended', fromOn: '2026-01-01', basis: '决定' }),
    codes: ['stale'],
  },
  'people.takeBackStatus': {
    roles: office,
    input: (world) => ({ ...staleChange(world), reason: '录错' }),
    codes: ['stale'],
  },
  'people.affiliate': {
    roles: office,
    input: (world) => ({ ...staleChange(world), ...unit(world), fromOn: '2026-01-01' }),
    codes: ['stale'],
  },
  'people.addPost': {
    roles: office,
    input: (world) => ({ ...staleChange(world), ...unit(world), post: 'secretary', fromOn: '2026-01-01' }),
    codes: ['stale'],
  },
  'people.endPost': {
    roles: office,
    input: (world) => ({
      ...staleChange(world),
      ...unit(world),
      post: 'secretary',
      fromOn: '2020-01-01',
      untilOn: null,
    }),
    codes: ['stale'],
  },
  'people.removePost': {
    roles: office,
    input: (world) => ({
      ...staleChange(world),
      ...unit(world),
      post: 'secretary',
      fromOn: '2020-01-01',
      reason: '录错',
    }),
    codes: ['stale'],
  },
  'people.addMeasure': {
    roles: office,
    input: (world) => ({ ...staleChange(world), kind: 'reminder_talk', fromOn: '2026-01-01', basis: '谈话' }),
    codes: ['stale'],
  },
  'people.removeMeasure': {
    roles: office,
    input: (world) => ({ ...staleChange(world), measureId: absent, reason: '录错' }),
    codes: ['stale'],
  },
  'people.setIdentity': {
    roles: office,
    input: (world) => ({ ...staleChange(world), phone: null }),
    codes: ['stale'],
  },
  'people.reveal': {
    roles: office,
    input: (world) => ({ personId: world.personId, field: 'phone', reason: '联系本人' }),
  },
  'people.find': { roles: office, input: () => ({ by: 'phone', value: '13800000000' }) },
  'people.exportIdentity': { roles: office, input: (world) => ({ ...unit(world), reason: '年度统计' }) },
  'people.erasure': { roles: office, input: (world) => ({ personId: world.personId }) },
  'people.erase': {
    roles: office,
    input: (world) => ({ ...staleChange(world), reason: '本人申请' }),
    codes: ['stale'],
  },
  'people.transfers': { roles: peopleReaders, input: () => ({ tab: 'sent' }) },
  'people.institutions': { roles: office, input: () => ({ search: '卫健' }) },
  'people.requestTransfer': {
    roles: office,
    input: (world) => ({
      ...staleChange(world),
      to: { where: 'outside', name: '外单位', letterNo: '1' },
    }),
    codes: ['stale'],
  },
  'people.acceptTransfer': {
    roles: ['party_office', 'branch_secretary'],
    input: (world) => ({ transferId: world.transferId, version: 99 }),
    codes: ['stale'],
  },
  'people.rejectTransfer': {
    roles: ['party_office', 'branch_secretary'],
    input: (world) => ({ transferId: world.transferId, version: 99, reason: '不符' }),
    codes: ['stale'],
  },
  'people.withdrawTransfer': {
    roles: office,
    input: (world) => ({ transferId: world.transferId, version: 99, reason: '不转了' }),
    codes: ['stale'],
  },
  'people.recordReceipt': {
    roles: office,
    input: (world) => ({ transferId: world.transferId, version: 99, receiptNo: '1', on: '2026-11-20' }),
    codes: ['stale'],
  },
  'people.duplicates': { roles: office, input: unit },
  'people.mergePreview': {
    roles: office,
    input: (world) => ({ personId: world.personId, goneId: absent }),
    codes: ['not_found'],
  },
  'people.merge': {
    roles: office,
    input: (world) => ({ ...staleChange(world), goneId: absent, goneVersion: 1, reason: '重复' }),
    codes: ['not_found'],
  },
  'people.undoMerge': {
    roles: office,
    input: (world) => ({ mergeId: world.mergeId }),
    codes: ['wrong_state'],
  },
  'findings.list': { roles: findingReaders, input: () => ({}) },
  'findings.setAside': {
    roles: ['party_office', 'party_secretary'],
    input: (world) => ({
      ...unit(world),
      rule: 'R-ORG-9',
      reason: '暂时没有合适的人选，明年换届时调整',
      untilOn: '2026-12-31',
    }),
    codes: anyOutcome,
  },
  'findings.takeUp': {
    roles: ['party_office', 'party_secretary'],
    input: (world) => ({ ...unit(world), rule: 'R-ORG-9' }),
    codes: anyOutcome,
  },
  'findings.settings': { roles: findingReaders, input: unit },
  'findings.saveSettings': {
    roles: office,
    input: (world) => ({
      ...unit(world),
      province: null,
      groupsFrom: 20,
      weakFrom: null,
      absencesFrom: null,
      version: 0,
    }),
    codes: ['wrong_state'],
  },

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
  'exchange.upload': {
    roles: office,
    input: () => ({ file: new File(['not a workbook'], 'x.xlsx') }),
    codes: ['unreadable_file'],
  },
  'exchange.runs': { roles: office, input: () => ({}) },
  'exchange.run': { roles: office, input: noRun, codes: ['not_found'] },
  'exchange.faults': { roles: office, input: noRun, codes: ['not_found'] },
  'exchange.faultsFile': { roles: office, input: noRun, codes: ['not_found'] },
  'exchange.import': { roles: office, input: noRun, codes: ['not_found'] },
  'exchange.recheck': { roles: office, input: noRun, codes: ['not_found'] },
  'exchange.cancel': { roles: office, input: noRun, codes: ['not_found'] },
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
