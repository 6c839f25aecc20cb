// The door of findings: what later rooms may use.

export { findingsHandlers } from './actions.ts'
export { gather } from './gather.ts'
