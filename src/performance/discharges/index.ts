// The door of discharges: what later rooms may use.

export { dischargesHandlers } from './actions/index.ts'
export { cellText, encodingOf, markLength } from './file/encoding.ts'
export { openScanner } from './file/scan.ts'
export { dischargesJob } from './jobs.ts'
export { publishedDepartments } from './departments.ts'
export { onPublished, type Published, wholePart } from './published.ts'
export { type Flag, flags } from './rules/derive.ts'
export { type Indicator, indicators, type Measure, valueOf } from './rules/indicators.ts'
export { smallestShown } from './rules/run.ts'
export {
  type Counted,
  countDiseases,
  countIndicators,
  countMeasures,
  type Dimension,
  type Measured,
  readExtent,
  type Scope,
  scopeFilter,
} from './store/counts.ts'
export { factColumns } from './store/facts.ts'
export { type Fact, readFact, readStays, type Stay } from './store/stays.ts'
