// Who may call the endpoints of accounts and the audit.

import {
  lent,
  absent,
  account,
  accountReaders,
  anyOutcome,
  everyone,
  type Expectation,
  unit,
} from './callers.ts'

export const accounts: Readonly<Record<string, Expectation>> = {
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
}
