// The door of life.

export { lifeForms } from './forms.ts'
export { lifeHandlers } from './actions/index.ts'
export { lifeMeasures } from './measures.ts'
export { locateAgreement, locatePlan, locateScheme } from './store/index.ts'
