// The door of exchange.

export { exchangeHandlers, exportWorkbook } from './actions.ts'
export { runJob } from './job.ts'
export { importWorkbook } from './plan.ts'
export { foundationPorts } from './ports.ts'
export { tidyJob } from './retention.ts'
