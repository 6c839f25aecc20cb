// The door of duties: what later rooms may use.

import { followMoves } from '../org/index.ts'
import { followMove } from './issue.ts'

// A move of a unit takes along what it still owes.
followMoves(followMove)

export { dutiesHandlers } from './actions/index.ts'
export { withReminders } from './actions/reminders.ts'
export { fulfilImposition, impose, whenImposed, withdraw } from './impose.ts'
export { fulfil, issueFor, issueJob, unfulfil } from './issue.ts'
export {
  daysOverdue,
  declaredRhythms,
  declareOrigin,
  type DutyState,
  isBranchLife,
  noCounts,
  rateOf,
} from './rules.ts'
export {
  addSums,
  type Counts,
  countsOfYear,
  countYears,
  dutiesOfYear,
  type DutyRow,
  type Fulfilment,
  locateDuty,
  noSums,
  ratesByYear,
  readBehind,
  readDuties,
  readImposed,
  readPolicies,
  sumsByChild,
  type YearSums,
} from './store/index.ts'
