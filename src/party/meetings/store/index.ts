// SQL of this room, by subject: meetings, rolls, agenda with resolutions, ballots, the record, and the ledger in bulk.

export * from './agenda.ts'
export * from './ballots.ts'
export * from './ledger.ts'
export * from './meeting.ts'
export * from './member.ts'
export * from './record.ts'
export * from './roll.ts'
export * from './talks.ts'
