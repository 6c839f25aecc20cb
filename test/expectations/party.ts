// Who may call the endpoints of findings and meetings.

import {
  type Expectation,
  absent,
  anyOutcome,
  everyone,
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
  'meetings.setSpeakers': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), agendaItemId: absent, personIds: [] }),
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

  'meetings.mine': { roles: everyone, input: () => ({}) },
  'meetings.askLeave': {
    roles: everyone,
    input: (world) => ({ ...meeting(world), reason: '值班' }),
    codes: ['invalid_input'],
  },
  'meetings.withdrawLeave': { roles: everyone, input: meeting, codes: ['invalid_input'] },
  'meetings.signIn': {
    roles: everyone,
    input: (world) => ({ ...meeting(world), code: 'a.b' }),
    codes: ['invalid_input'],
  },
  'meetings.castBallot': {
    roles: everyone,
    input: (world) => ({ ...meeting(world), resolutionId: absent, choice: 'yes' }),
    codes: ['invalid_input'],
  },
  'meetings.signInCode': { roles: meetingWriters, input: meeting, codes: ['done', 'wrong_state'] },
  'meetings.answerLeave': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), personId: world.personId, approve: true }),
    codes: [...anyOutcome, 'not_found'],
  },
  'meetings.countPaper': {
    roles: meetingWriters,
    input: (world) => ({
      ...meeting(world),
      resolutionId: absent,
      totals: { yes: 1, no: 0, abstain: 0, invalid: 0, issued: 1 },
      tellerIds: [world.personId, absent],
    }),
    codes: [...anyOutcome, 'not_found'],
  },
  'meetings.writeOpinion': {
    roles: meetingWriters,
    input: (world) => ({
      ...meeting(world),
      resolutionId: absent,
      personId: world.personId,
      opinion: null,
    }),
    codes: [...anyOutcome, 'not_found'],
  },
  'meetings.setAside': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), resolutionId: absent, personId: world.personId, aside: null }),
    codes: [...anyOutcome, 'not_found'],
  },
  'meetings.amend': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), version: 99, reason: '更正笔误', title: '更正后的名称' }),
    codes: anyOutcome,
  },
  'meetings.archive': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), version: 99 }),
    codes: anyOutcome,
  },
  'meetings.setGuests': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), guests: [{ name: '来宾', organization: '协作单位' }] }),
    codes: anyOutcome,
  },
  'meetings.addFile': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), file: new File(['not a photo'], 'x.jpg') }),
    codes: [...anyOutcome, 'unreadable_file'],
  },
  'meetings.removeFile': {
    roles: meetingWriters,
    input: (world) => ({ ...meeting(world), fileId: absent }),
    codes: [...anyOutcome, 'not_found'],
  },
  'meetings.file': {
    roles: meetingReaders,
    input: (world) => ({ ...meeting(world), fileId: absent }),
    codes: ['not_found'],
  },
  'meetings.settings': { roles: meetingReaders, input: unit },
  'meetings.saveSettings': {
    roles: office,
    input: (world) => ({
      ...unit(world),
      firstTopicKinds: [],
      onlineKinds: [],
      fileMegabytes: 20,
      version: 0,
    }),
    codes: ['done', 'wrong_state', 'stale'],
  },
  'meetings.talks': { roles: meetingWriters, input: (world) => ({ ...unit(world), year: 2026 }) },
  'meetings.recordTalk': {
    roles: meetingWriters,
    input: (world) => ({ ...unit(world), on: '2026-11-01', firstId: world.personId, secondId: absent }),
    codes: anyOutcome,
  },
  'meetings.removeTalk': {
    roles: meetingWriters,
    input: (world) => ({ ...unit(world), talkId: absent }),
    codes: ['not_found'],
  },
}
