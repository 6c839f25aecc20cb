// SQL of this room, by subject: units, their history, the tree, people.

export * from './divide.ts'
export * from './members.ts'
export * from './plans.ts'
export * from './records.ts'
export * from './search.ts'
export * from './stages.ts'
export * from './stays.ts'
export * from './ties.ts'
export * from './tree.ts'
export * from './units.ts'
