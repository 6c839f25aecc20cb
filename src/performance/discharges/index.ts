// The door of discharges.

export { dischargesHandlers } from './actions/index.ts'
export { dischargesJob } from './jobs.ts'
