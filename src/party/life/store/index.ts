// SQL of this room, by subject.

export * from './coverage.ts'
export * from './goal.ts'
export * from './marks.ts'
export * from './partners.ts'
export * from './plans.ts'
export * from './schemes.ts'
export * from './table.ts'
