// SQL of the findings: facts of units, of people, what was set aside, what an institution settles for itself.

export * from './overrides.ts'
export * from './people.ts'
export * from './settings.ts'
export * from './units.ts'
