// The door of life.

export { lifeHandlers } from './actions/index.ts'
export { locateAgreement, locatePlan, locateScheme } from './store/index.ts'
