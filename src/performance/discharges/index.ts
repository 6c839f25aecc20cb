// The door of discharges: what later rooms may use.

export { dischargesHandlers } from './actions/index.ts'
export { cellText, encodingOf, markLength } from './file/encoding.ts'
export { openScanner } from './file/scan.ts'
export { dischargesJob } from './jobs.ts'
export { publishedDepartments } from './departments.ts'
export { onPublished, wholePart } from './published.ts'
export { type Flag, flags } from './rules/derive.ts'
export { type Indicator, indicators, valueOf } from './rules/indicators.ts'
export { smallestShown } from './rules/run.ts'
export {
  countIndicators,
  type Dimension,
  type Scope,
  scopeFilter,
} from './store/counts.ts'
export { readFact } from './store/stays.ts'
