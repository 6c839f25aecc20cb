// The door of grouping: what later rooms may use.

export { groupingHandlers } from './actions/index.ts'
export { groupingJob } from './jobs.ts'
export { type Basis, groupingBasis, type GroupingMeasure, groupingMeasures } from './measures.ts'
