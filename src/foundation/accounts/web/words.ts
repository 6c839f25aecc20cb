// The words of this room's screens, by subject.

export * from './words/accounts.ts'
export * from './words/mine.ts'
export * from './words/permissions.ts'
export * from './words/power.ts'
export * from './words/second-factor.ts'
