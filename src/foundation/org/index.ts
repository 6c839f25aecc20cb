// The door of org: what later rooms may use.

export { orgHandlers } from './actions.ts'
export { type Directory, loadDirectory } from './store/directory.ts'
export type { Planning, Port, SheetPlan } from './port.ts'
export { orgPorts } from './sheets/index.ts'
export {
  affiliatedOn,
  committeeOn,
  findUnit,
  institutionsBelow,
  isEmpty,
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
} from './store/index.ts'
