// SQL of this room, by subject.

export * from './deliveries.ts'
export * from './notices.ts'
export * from './preferences.ts'
export * from './recipients.ts'
export * from './reminders.ts'
export * from './terms.ts'
