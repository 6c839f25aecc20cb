// SQL of this room, by subject: units and people.

export * from './members.ts'
export * from './units.ts'
export * from './records.ts'
export * from './stays.ts'
export * from './ties.ts'
