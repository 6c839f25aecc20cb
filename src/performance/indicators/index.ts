// The door of indicators: the catalogue, values and series, and where other rooms hand in what they know.

export { indicatorsHandlers } from './actions/index.ts'
export { provideFigures, type Reading } from './facts.ts'
export { indicatorOf, indicators, listOf } from './rules.ts'
export { readSeries, readValues } from './values.ts'
export { yearlyPort } from './sheets.ts'
