// The door of org: what later rooms may use.

export { orgHandlers } from './actions.ts'
export { type Directory, loadDirectory } from './store/directory.ts'
export type { Planning, Port, SheetPlan } from './port.ts'
export { isMember, statusOn } from './rules.ts'
export { orgPorts } from './sheets/index.ts'
export {
  affiliatedOn,
  committeeOn,
  findUnit,
  institutionsBelow,
  isEmpty,
  locatePerson,
  locateUnit,
  readInstitution,
  readPosts,
  readUnit,
  type Unit,
  unitNames,
  unitsBelow,
} from './store/index.ts'
export {
  committeePosts,
  type PartyStatus,
  partyStatuses,
  postNames,
  type UnitKind,
  unitKinds,
} from './words.ts'
