// The door of discharges.

export { dischargesHandlers } from './actions/index.ts'
export { dischargesJob } from './jobs.ts'
export { publishedDepartments } from './departments.ts'
export { smallestShown } from './rules/run.ts'
export { countIndicators } from './store/facts.ts'
export { readWhole } from './store/runs.ts'
