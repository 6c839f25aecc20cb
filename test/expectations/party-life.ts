// Who may call the endpoints of organisational life and of the monthly report.

import {
  type Expectation,
  type World,
  absent,
  anyOutcome,
  businessReaders,
  meeting,
  meetingReaders,
  meetingWriters,
  office,
  reportJudges,
  reportReaders,
  unit,
} from './callers.ts'

const scheme = (world: World) => ({ schemeId: world.schemeId, version: 99 })
const plan = (world: World) => ({ planId: world.planId, version: 99 })
const agreement = (world: World) => ({ agreementId: world.agreementId, version: 99 })
/** A group makes no report, so its place answers not_found to those who reach it. */
const reportOutcome = [...anyOutcome, 'not_found'] as const
const october = (world: World) => ({ ...unit(world), month: '2026-10' })
const layoutBody = {
  sheet: '组织生活',
  rows: 'unit',
  titles: [],
  columns: [{ field: 'unit', header: '党组织', format: 'plain', fixed: '' }],
}

export const partyLife: Readonly<Record<string, Expectation>> = {
  'life.table': { roles: businessReaders, input: (world) => ({ ...unit(world), year: 2026 }) },
  'life.tableFile': { roles: businessReaders, input: (world) => ({ ...unit(world), year: 2026 }) },
  'life.behind': { roles: businessReaders, input: (world) => ({ ...unit(world), year: 2026 }) },
  'life.goal': { roles: businessReaders, input: unit },
  'life.saveGoal': {
    roles: office,
    input: (world) => ({ ...unit(world), goal: 9_500, source: '本院年度工作要点', version: 0 }),
    codes: ['wrong_state'],
  },

  'life.schemes': { roles: businessReaders, input: unit },
  'life.createScheme': {
    roles: office,
    input: (world) => ({
      ...unit(world),
      name: '“1+6+N”主题党日',
      source: '党委决定',
      kinds: ['theme_day'],
      every: 'year',
      parts: [{ kind: 'core', name: '理论学习', minimum: 1, explanation: '' }],
    }),
  },
  'life.editScheme': {
    roles: office,
    input: (world) => ({ ...scheme(world), name: '新名称', source: '党委决定', kinds: ['theme_day'] }),
    codes: anyOutcome,
  },
  'life.saveDraft': {
    roles: office,
    input: (world) => ({ ...scheme(world), every: 'year', note: '', parts: [] }),
    codes: anyOutcome,
  },
  'life.dropDraft': { roles: office, input: scheme, codes: anyOutcome },
  'life.publishScheme': {
    roles: office,
    input: (world) => ({ ...scheme(world), fromOn: '2026-01-01' }),
    codes: anyOutcome,
  },
  'life.withdrawScheme': { roles: office, input: scheme, codes: anyOutcome },
  'life.endScheme': {
    roles: office,
    input: (world) => ({ ...scheme(world), endedOn: '2026-12-31' }),
    codes: anyOutcome,
  },
  'life.meetingThemes': { roles: meetingReaders, input: meeting },
  'life.markThemes': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), marks: [] }),
    codes: anyOutcome,
  },
  'life.coverage': { roles: businessReaders, input: (world) => ({ ...unit(world), year: 2026 }) },
  'life.coverageFile': { roles: businessReaders, input: (world) => ({ ...unit(world), year: 2026 }) },
  'life.coverageMeetings': {
    roles: meetingReaders,
    input: (world) => ({ ...unit(world), year: 2026, schemeId: absent, partId: absent }),
  },

  'life.plan': { roles: meetingReaders, input: (world) => ({ ...unit(world), year: 2026 }) },
  'life.plansBelow': { roles: meetingReaders, input: (world) => ({ ...unit(world), year: 2026 }) },
  'life.savePlan': {
    roles: meetingWriters,
    input: (world) => ({
      ...unit(world),
      year: 2026,
      version: 99,
      items: [{ month: 3, kind: 'theme_day', title: '三月主题党日' }],
    }),
    codes: anyOutcome,
  },
  'life.submitPlan': { roles: meetingWriters, input: plan, codes: anyOutcome },
  'life.revisePlan': { roles: meetingWriters, input: plan, codes: anyOutcome },
  'life.decidePlan': {
    roles: ['party_office', 'party_secretary'],
    input: (world) => ({ ...plan(world), approve: true }),
    codes: anyOutcome,
  },
  'life.movePlanItem': {
    roles: meetingWriters,
    input: (world) => ({ planId: world.planId, itemId: world.planItemId, month: 5 }),
    codes: anyOutcome,
  },
  'life.holdPlanItem': {
    roles: meetingWriters,
    input: (world) => ({
      planId: world.planId,
      itemId: world.planItemId,
      plannedAt: '2026-12-03T16:00',
    }),
    codes: anyOutcome,
  },
  'life.saveFixedDay': {
    roles: meetingWriters,
    input: (world) => ({
      ...unit(world),
      nth: 5,
      basis: 'working_day',
      time: '16:00',
      place: null,
      version: 0,
    }),
    codes: anyOutcome,
  },

  'life.agreements': { roles: meetingReaders, input: unit },
  'life.createAgreement': {
    roles: meetingWriters,
    input: (world) => ({
      ...unit(world),
      partner: '某大学某学院党支部',
      content: '共建协议',
      plan: '',
      signedOn: '2026-01-01',
      untilOn: null,
    }),
  },
  'life.changeAgreement': {
    roles: meetingWriters,
    input: (world) => ({
      ...agreement(world),
      partner: '某大学某学院党支部',
      content: '共建协议',
      plan: '每季度一次',
      signedOn: '2026-01-01',
      untilOn: null,
    }),
    codes: anyOutcome,
  },
  'life.moveAgreement': {
    roles: meetingWriters,
    input: (world) => ({ ...agreement(world), move: 'begin' }),
    codes: anyOutcome,
  },
  'life.linkPartnerMeetings': {
    roles: meetingWriters,
    input: (world) => ({ ...agreement(world), meetingIds: [] }),
    codes: anyOutcome,
  },
  'life.lectures': { roles: meetingReaders, input: (world) => ({ ...unit(world), year: 2026 }) },
  'life.lecturersOf': { roles: meetingReaders, input: meeting },
  'life.saveLecturers': {
    roles: meetingWriters,
    input: (world) => ({
      ...meeting(world),
      lecturers: [{ lecturer: '王某', post: '党委书记', topic: '党课', leader: true }],
    }),
    codes: anyOutcome,
  },

  'monthly.inbox': { roles: reportReaders, input: october },
  'monthly.mine': { roles: meetingWriters, input: () => ({}) },
  'monthly.get': { roles: reportReaders, input: october, codes: reportOutcome },
  'monthly.snapshot': {
    roles: reportReaders,
    input: (world) => ({ ...october(world), number: 1 }),
    codes: reportOutcome,
  },
  'monthly.prepare': { roles: meetingWriters, input: october, codes: reportOutcome },
  'monthly.submit': { roles: meetingWriters, input: october, codes: reportOutcome },
  'monthly.withdraw': { roles: meetingWriters, input: october, codes: reportOutcome },
  'monthly.accept': {
    roles: reportJudges,
    input: (world) => ({ ...october(world), number: 1 }),
    codes: reportOutcome,
  },
  'monthly.giveBack': {
    roles: reportJudges,
    input: (world) => ({ ...october(world), number: 1, reason: '请核对' }),
    codes: reportOutcome,
  },
  'monthly.acceptMany': {
    roles: reportJudges,
    input: (world) => ({ ...october(world), reports: [{ unitId: world.unit.id, number: 1 }] }),
  },
  'monthly.remind': {
    roles: reportJudges,
    input: (world) => ({ ...october(world), unitIds: [world.unit.id] }),
  },
  'monthly.wordFile': { roles: reportReaders, input: october, codes: reportOutcome },
  'monthly.settings': { roles: reportReaders, input: unit },
  'monthly.saveSettings': {
    roles: office,
    input: (world) => ({
      ...unit(world),
      branchDay: 3,
      generalDay: 5,
      institutionDay: 8,
      shift: 'next',
      goal: 980,
      firstMonth: null,
      version: 0,
    }),
    codes: ['done', 'stale'],
  },
  'monthly.layouts': { roles: reportReaders, input: unit },
  'monthly.previewLayout': { roles: office, input: (world) => ({ ...october(world), body: layoutBody }) },
  'monthly.saveLayout': {
    roles: office,
    input: (world) => ({ ...unit(world), name: '平台格式', body: layoutBody }),
  },
  'monthly.files': { roles: reportReaders, input: unit },
  'monthly.makeFile': {
    roles: office,
    input: (world) => ({ ...october(world), layoutId: absent }),
    codes: reportOutcome,
  },
  'monthly.file': {
    roles: office,
    input: (world) => ({ ...unit(world), fileId: absent }),
    codes: ['not_found'],
  },
  'monthly.settleFile': {
    roles: office,
    input: (world) => ({
      ...unit(world),
      fileId: absent,
      version: 1,
      answer: { move: 'upload', on: '2026-11-20' },
    }),
    codes: ['not_found'],
  },
}
