// The law of indicators: the catalogue with its formulas, the yearly figures, the cross-checks, the editable scheme.

export {
  type Edition,
  editions,
  indicatorOf,
  indicators,
  indicatorsOf,
  isMonthly,
  listOf,
  originsOf,
} from './rules/catalogue.ts'
export {
  countedFigures,
  type FigureId,
  figureIds,
  figureOf,
  figures,
  figureUnits,
  isFigure,
  mostOf,
  type Office,
  offices,
  shown,
  stored,
} from './rules/figures.ts'
export {
  compute,
  type Expression,
  type Fact,
  factsOf,
  type Formula,
  keyOf,
  type Value,
} from './rules/formula.ts'
export {
  type Dimension,
  dimensions,
  type Direction,
  type Indicator,
  type List,
  type Source,
  type SubDimension,
  type Unit,
} from './rules/indicator.ts'
export { proposedScheme, type SchemeRow } from './rules/quality.ts'
export { type Check, checksOf, figuresNeeded } from './rules/checks.ts'
