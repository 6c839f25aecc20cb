// The law of the join: statistics of series, what an action is, and which unit a department means. No I/O.

export * from './rules/action.ts'
export * from './rules/control.ts'
export * from './rules/departments.ts'
export * from './rules/evaluate.ts'
export * from './rules/months.ts'
export * from './rules/summary.ts'
export { leastEachSide } from './rules/segmented.ts'
