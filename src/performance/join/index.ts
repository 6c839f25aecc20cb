// The door of the join.

export { joinHandlers } from './actions/index.ts'
export { locateAction } from './store.ts'
