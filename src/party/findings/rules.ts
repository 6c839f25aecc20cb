// The law behind the findings: the rules by matter, the judgement of a unit and of a person, and the ways to mend. No I/O.

export * from './rules/judge.ts'
export * from './rules/members.ts'
export * from './rules/mending.ts'
export * from './rules/organization.ts'
export { monthsAfter, yearsAfter } from './rules/sources.ts'
export * from './rules/terms.ts'
export * from './rules/worse.ts'
