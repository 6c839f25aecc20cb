// SQL of this room, by subject: meetings, rolls, agenda with resolutions, and the ledger in bulk.

export * from './agenda.ts'
export * from './ledger.ts'
export * from './meeting.ts'
export * from './roll.ts'
