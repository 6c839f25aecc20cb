// The door of exchange: what later rooms need to add their sheets to the institution workbook.

export { exchangeHandlers, type Importer, importWorkbook } from './actions.ts'
export type { Planning, Port, SheetPlan } from './port.ts'
