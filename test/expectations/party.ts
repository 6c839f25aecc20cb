// Who may call the endpoints of the wing party.

import {
  absent,
  anyOutcome,
  businessReaders,
  type Expectation,
  findingReaders,
  meeting,
  meetingReaders,
  meetingWriters,
  office,
  reportJudges,
  reportReaders,
  unit,
  type World,
} from './callers.ts'

/** A group makes no report, so its place answers not_found to those who reach it. */
const reportOutcome = [...anyOutcome, 'not_found'] as const
const october = (world: World) => ({ ...unit(world), month: '2026-10' })
const layoutBody = {
  sheet: '组织生活',
  rows: 'unit',
  titles: [],
  columns: [{ field: 'unit', header: '党组织', format: 'plain', fixed: '' }],
}

export const party: Readonly<Record<string, Expectation>> = {
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
