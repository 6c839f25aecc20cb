// The door of indicators: the catalogue, values and series, and where other rooms hand in what they know.

export { indicatorsHandlers } from './actions/index.ts'
export {
  type Asked,
  type FigureSource,
  type Group,
  type MeasureSource,
  provideFigures,
  provideMeasures,
  type Reading,
} from './facts.ts'
export { groupingSource } from './grouping.ts'
export { type Indicator, indicatorOf, indicators, listOf } from './rules.ts'
export { type Point, readDepartments, readSeries, readValues, type YearValue } from './values.ts'
export { yearlyPort } from './sheets.ts'
