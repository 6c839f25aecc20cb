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
  unit,
} from './callers.ts'

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
}
