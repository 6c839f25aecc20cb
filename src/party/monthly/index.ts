// The door of the monthly report.

export { monthlyHandlers } from './actions/index.ts'
export { issueJob as monthlyJob } from './jobs.ts'
export { locateJudge } from './store/index.ts'
