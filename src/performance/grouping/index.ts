// The door of grouping: what later rooms may use.

export { groupingHandlers } from './actions/index.ts'
export { groupingJob } from './jobs.ts'
export { groupingBasis, groupingMeasures } from './measures.ts'
