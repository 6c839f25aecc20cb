// The door of people: what later rooms may use.

export { peopleHandlers } from './actions/index.ts'
export { locateIncoming, locateMerge, locateOutgoing, locatePerson } from './store/index.ts'
