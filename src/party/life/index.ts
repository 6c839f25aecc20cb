// The door of life.

export { lifeForms } from './forms.ts'
export { lifeHandlers } from './actions/index.ts'
export { locateAgreement, locatePlan, locateScheme } from './store/index.ts'
