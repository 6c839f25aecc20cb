// The door of the audit log: rooms write it through `work.changed` and none reads it, so it offers its actions only.

export { auditHandlers, verifyJob } from './actions.ts'
