// The door of org: what later rooms may use.

export { orgHandlers } from './actions/index.ts'
export { orgJobs } from './jobs.ts'
export { followMoves, type Moved } from './moves.ts'
export { type Directory, loadDirectory } from './store/directory.ts'
export type { Planning, Port, SheetPlan } from './port.ts'
export { orgPorts } from './sheets/index.ts'
export {
  affiliatedOn,
  committeeOn,
  everBelow,
  findUnit,
  institutionsBelow,
  isEmpty,
  lastMove,
  locateUnit,
  placeKey,
  placesOn,
  readInstitution,
  readPosts,
  readStays,
  readUnit,
  type Stay,
  staysOn,
  unitNames,
  unitsOf,
  unitsBelow,
} from './store/index.ts'
