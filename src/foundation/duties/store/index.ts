// The SQL of duties, a verb a file.

export { type Counts, countsOfYear, ratesByYear, workbenchCounts } from './count.ts'
export {
  dutiesFrom,
  headcounts,
  insertDuties,
  type NewDuty,
  partyUnits,
  periodsOf,
  placeDuties,
} from './issue.ts'
export { readPolicies, savePolicy } from './policy.ts'
export {
  type DutyRow,
  locateDuty,
  readDuties,
  readDuty,
  readImposed,
  type Viewer,
} from './read.ts'
export {
  type Evidence,
  type Fulfilment,
  fulfilImposed,
  fulfilOne,
  type Imposed,
  type ImposedKey,
  type Imposition,
  insertFulfilments,
  insertImposed,
  setWaiver,
  setWithdrawn,
  unfulfilOne,
  withdrawImposed,
} from './settle.ts'
