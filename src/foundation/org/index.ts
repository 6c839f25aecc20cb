// The door of org: what later rooms may use.

export { orgHandlers } from './actions.ts'
export { type Directory, loadDirectory } from './store/directory.ts'
export type { IdentityShown, Planning, Port, SheetPlan } from './port.ts'
export { orgPorts, tiePorts } from './sheets/index.ts'
export { institutionColumn, type Reader, readRow, sameValues } from './sheets/keyed.ts'
export {
  affiliatedOn,
  type AffiliationRecord,
  committeeOn,
  findUnit,
  insertAffiliations,
  institutionsBelow,
  isEmpty,
  livingAffiliations,
  locateUnit,
  readHistories,
  readInstitution,
  readPosts,
  readStays,
  readUnit,
  type Stay,
  staysOn,
  unitNames,
  unitsBelow,
  updateAffiliations,
} from './store/index.ts'
