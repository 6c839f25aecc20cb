// The law of organisational life: theme schemes and what they ask for, year plans, fixed days, agreements. No I/O.

export * from './rules/agreement.ts'
export * from './rules/coverage.ts'
export * from './rules/examples.ts'
export * from './rules/plan.ts'
export * from './rules/scheme.ts'
export * from './rules/table.ts'
