// The law of indicators: the catalogue with its formulas, the yearly figures, the cross-checks, the editable scheme.

export {
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
  type Fact,
  factsOf,
  keyOf,
} from './rules/formula.ts'
export {
  dimensions,
  type Indicator,
  type Unit,
} from './rules/indicator.ts'
export { proposedScheme } from './rules/quality.ts'
export { type Check, checksOf, figuresNeeded } from './rules/checks.ts'
