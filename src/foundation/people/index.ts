// The door of people: what later rooms may use.

export { peopleHandlers } from './actions/index.ts'
export {
  keptPeople,
  locateIncoming,
  locateMerge,
  locateOutgoing,
  locatePerson,
  namesOfPeople,
} from './store/index.ts'
export { peoplePorts } from './sheets/index.ts'
