// The pure law of discharges that later rooms may use: the indicators that front pages alone give.

export { indicators, valueOf } from './rules/indicators.ts'
