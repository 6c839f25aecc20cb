// SQL of this room, by subject.

export * from './dual.ts'
export * from './duplicates.ts'
export * from './history.ts'
export * from './identity.ts'
export * from './merges.ts'
export * from './people.ts'
export * from './ties.ts'
export * from './transfers.ts'
