// The door of accounts: how a session is read, and how accounts are made outside a request.

export { accountsHandlers, createAccount } from './actions.ts'
export { randomPassword } from './password.ts'
export { authenticate } from './session.ts'
export { locateAccount, namesOfAccounts } from './store.ts'
