// SQL of this room, by subject.

export * from './accounts.ts'
export * from './delegations.ts'
export * from './grants.ts'
export * from './list.ts'
export * from './policy.ts'
export * from './second-factor.ts'
export * from './sessions.ts'
export * from './sign-in.ts'
export * from './sign-on.ts'
