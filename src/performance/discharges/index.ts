// The door of discharges.

export { dischargesHandlers } from './actions.ts'
export { dischargesJob } from './jobs.ts'
