// The door of duties: what later rooms may use.

export { dutiesHandlers } from './actions.ts'
export { fulfil, issueFor, issueJob } from './issue.ts'
export {
  declaredRhythms,
  type DutyState,
  dutyStates,
  noCounts,
  rateOf,
  type Rhythm,
  rhythm,
} from './rules.ts'
export { type Fulfilment, locateDuty, rateOfUnit, readDuties } from './store.ts'
