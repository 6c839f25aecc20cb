// Who may call the endpoints of the wing foundation besides accounts and the audit.

import {
  absent,
  anyOutcome,
  businessReaders,
  everyone,
  type Expectation,
  meetingReaders,
  noRun,
  office,
  orgReaders,
  peopleReaders,
  staleChange,
  unit,
} from './callers.ts'

const anApproval = {
  endsOn: '2027-01-01',
  organ: '上级党委',
  documentNo: '〔2026〕1号',
  approvedOn: '2026-01-01',
  reason: '测试',
}

export const foundation: Readonly<Record<string, Expectation>> = {
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
  'duties.rhythms': { roles: everyone, input: () => ({}) },
  'duties.list': {
    roles: businessReaders,
    input: (world) => ({ ...unit(world), from: '2026-01-01', to: '2026-12-31' }),
  },
  'duties.mine': { roles: everyone, input: () => ({}) },
  'duties.complete': {
    roles: everyone,
    input: (world) => ({ dutyId: world.dutyId, doneOn: '2026-11-21', evidence: '已报送' }),
    // A duty that comes back each period is fulfilled by its record; who neither owes nor looks after it finds none.
    codes: ['wrong_state', 'not_found'],
  },
  'duties.reopen': {
    roles: everyone,
    input: (world) => ({ dutyId: world.dutyId }),
    codes: ['wrong_state', 'not_found'],
  },
  'duties.impose': {
    roles: ['party_office', 'party_secretary'],
    input: (world) => ({ ...unit(world), what: '报送材料', from: '2026-11-21', due: '2026-12-01' }),
  },
  'duties.withdraw': {
    roles: ['party_office', 'party_secretary'],
    input: (world) => ({ dutyId: world.dutyId }),
    codes: ['wrong_state'],
  },
  'duties.restore': {
    roles: ['party_office', 'party_secretary'],
    input: (world) => ({ dutyId: world.dutyId }),
    codes: ['wrong_state'],
  },
  'duties.policy': { roles: everyone, input: () => ({}) },
  'duties.savePolicy': {
    roles: ['party_office', 'party_secretary'],
    input: (world) => ({ ...unit(world), remindDays: 3, escalateDays: 5, version: 0 }),
    codes: ['done', 'stale', 'invalid_input'],
  },
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

  'notices.list': { roles: everyone, input: () => ({}) },
  'notices.unread': { roles: everyone, input: () => ({}) },
  'notices.mark': { roles: everyone, input: () => ({ read: true }) },
  'notices.preference': { roles: everyone, input: () => ({}) },
  'notices.savePreference': {
    roles: everyone,
    input: () => ({
      bell: true,
      email: false,
      address: null,
      digestAt: '08:00',
      quietFrom: '21:00',
      quietUntil: '07:30',
      version: 0,
    }),
    codes: ['done', 'stale'],
  },
  'notices.tryMail': { roles: everyone, input: () => ({}), codes: ['wrong_state'] },
  'notices.renewCalendar': { roles: everyone, input: () => ({}) },
  'notices.revokeCalendar': { roles: everyone, input: () => ({}) },
  'notices.calendar': { roles: everyone, input: () => ({ file: 'none.ics' }), codes: ['not_found'] },
  'notices.reminded': { roles: businessReaders, input: (world) => ({ dutyId: world.dutyId }) },
  'notices.groups': { roles: ['party_office', 'party_secretary'], input: () => ({}) },
  'notices.saveGroup': {
    roles: ['party_office', 'party_secretary'],
    input: (world) => ({
      ...unit(world),
      address: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1',
      enabled: true,
      version: 0,
    }),
    codes: ['done', 'stale'],
  },
  'notices.removeGroup': {
    roles: ['party_office', 'party_secretary'],
    input: unit,
    codes: ['done', 'not_found'],
  },
  'notices.tryGroup': {
    roles: ['party_office', 'party_secretary'],
    input: unit,
    codes: ['done', 'not_found'],
  },
  'notices.deliveries': { roles: ['party_office', 'party_secretary'], input: unit },
  'notices.term': { roles: orgReaders, input: unit },
  'notices.approveTerm': {
    roles: office,
    input: (world) => ({ ...unit(world), ...anApproval, number: 99, seenEndsOn: '2026-01-01' }),
    codes: ['not_found', 'stale'],
  },
  'notices.withdrawTermApproval': {
    roles: office,
    input: (world) => ({ ...unit(world), number: 99, seenEndsOn: '2026-01-01' }),
    codes: ['not_found', 'stale'],
  },
  'notices.letters': { roles: orgReaders, input: unit },
  'notices.letter': {
    roles: orgReaders,
    input: (world) => ({ ...unit(world), letterId: absent }),
    codes: ['not_found'],
  },

  'forms.list': { roles: meetingReaders, input: () => ({}) },
  'forms.template': { roles: meetingReaders, input: () => ({ formId: 'minutes' }) },
  'forms.sample': { roles: meetingReaders, input: () => ({ formId: 'minutes' }) },
  'forms.upload': {
    roles: office,
    input: () => ({ formId: 'minutes', file: new File(['not a document'], 'x.docx') }),
    codes: ['unreadable_file'],
  },
  'forms.activate': { roles: office, input: () => ({ formId: 'minutes', version: 'shipped' }) },
  'forms.print': {
    roles: meetingReaders,
    input: (world) => ({ formId: 'minutes', subjectId: world.meetingId }),
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
}
