// The law of accounts: sign-in and sessions, passwords, the three administrators, delegation. No I/O.

export * from './rules/delegation.ts'
export * from './rules/password.ts'
export * from './rules/separation.ts'
export * from './rules/sign-in.ts'
