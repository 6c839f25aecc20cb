// The door of life.

export { lifeHandlers } from './actions.ts'
