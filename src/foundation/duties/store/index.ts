// The SQL of duties, a verb a file.

export {
  addSums,
  type Counts,
  countsOfYear,
  noSums,
  ratesByYear,
  readBehind,
  sumsByChild,
  workbenchCounts,
  type YearSums,
} from './count.ts'
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
  dutiesOfYear,
  type DutyRow,
  locateDuty,
  readDuties,
  readDuty,
  readImposed,
  type Viewer,
} from './read.ts'
export {
  deleteFulfilment,
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
export { countYears } from './years.ts'
