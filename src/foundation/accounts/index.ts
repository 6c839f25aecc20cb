// The door of accounts: how a session is read, and how accounts are made and reset outside a request.

export { accountsHandlers } from './actions/index.ts'
export { createAccount, resetAccount } from './outside.ts'
export { randomPassword } from './password.ts'
export { authenticate } from './session.ts'
export { type AccountsSettings, plainSettings, readAccountsSettings } from './settings.ts'
export { grantsOf, locateAccount, namesOfAccounts } from './store/index.ts'
