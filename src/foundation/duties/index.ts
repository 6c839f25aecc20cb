// The door of duties: what later rooms may use.

export { dutiesHandlers } from './actions.ts'
export { fulfil, issueFor, issueJob } from './issue.ts'
export {
  declaredRhythms,
  type DutyState,
  noCounts,
  rateOf,
} from './rules.ts'
export { type Fulfilment, locateDuty, ratesByYear, readDuties } from './store.ts'
