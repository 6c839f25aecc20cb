// The door of exchange.

export { exchangeHandlers, exportWorkbook, importWorkbook } from './actions.ts'
