// The door of people: what later rooms may use.

export { peopleHandlers } from './actions.ts'
export { locatePerson, namesOfPeople } from './store.ts'
export { peoplePorts } from './sheets/index.ts'
