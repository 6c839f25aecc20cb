// The door of exchange.

export { exchangeHandlers, importWorkbook } from './actions.ts'
