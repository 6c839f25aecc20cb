// The door of org: what later rooms may use.

export { orgHandlers } from './actions/index.ts'
export { orgJobs } from './jobs.ts'
export { followMoves, type Moved } from './moves.ts'
export { type Directory, loadDirectory } from './store/directory.ts'
export type { IdentityShown, Planning, Port, SheetPlan } from './port.ts'
export { orgPorts, tiePorts } from './sheets/index.ts'
export { institutionColumn, type Reader, readRow, sameValues } from './sheets/keyed.ts'
export {
  affiliatedOn,
  type AffiliationRecord,
  allCoverage,
  approveTerm,
  committeeOn,
  everBelow,
  everyInstitution,
  findUnit,
  insertAffiliations,
  institutionsBelow,
  isEmpty,
  lastMove,
  livingAffiliations,
  locateUnit,
  namedInstitutions,
  placeKey,
  placesOn,
  readHistories,
  readInstitution,
  readPosts,
  readStays,
  readTerm,
  readUnit,
  rootUnit,
  staysOn,
  unitNames,
  unitsOf,
  unitsBelow,
  updateAffiliations,
} from './store/index.ts'
