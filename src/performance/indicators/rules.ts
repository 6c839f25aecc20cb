// The law of indicators: the catalogue with its formulas, the yearly figures, the cross-checks, the editable scheme.

export {
  editions,
  indicatorOf,
  indicators,
  indicatorsOf,
  isMonthly,
  listOf,
} from './rules/catalogue.ts'
export {
  type FigureId,
  figureOf,
  figureUnits,
  isFigure,
  mostOf,
  type Office,
  offices,
  shown,
  stored,
} from './rules/figures.ts'
export {
  type Fact,
  factsOf,
} from './rules/formula.ts'
export {
  dimensions,
  type Indicator,
  type Unit,
} from './rules/indicator.ts'
export { type Check, figuresNeeded } from './rules/checks.ts'
