// The door of duties: what later rooms may use.

import { followMoves } from '../org/index.ts'
import { followMove } from './issue.ts'

// A move of a unit takes along what it still owes.
followMoves(followMove)

export { dutiesHandlers } from './actions.ts'
export { fulfil, issueFor, issueJob } from './issue.ts'
export {
  declaredRhythms,
  type DutyState,
  noCounts,
  rateOf,
} from './rules.ts'
export { type Fulfilment, locateDuty, ratesByYear, readDuties } from './store.ts'
