// The door of discharges: what later rooms may use.

export { dischargesHandlers } from './actions/index.ts'
export { dischargesJob } from './jobs.ts'
export { publishedDepartments } from './departments.ts'
export { wholePart } from './published.ts'
export { type Flag, flags } from './rules/derive.ts'
export { type Indicator, indicators, type Measure } from './rules/indicators.ts'
export { smallestShown } from './rules/run.ts'
export { countIndicators } from './store/facts.ts'
