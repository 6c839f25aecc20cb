// The door of the monthly report.

export { monthlyHandlers } from './actions/index.ts'
export { monthlyForms } from './forms.ts'
export { issueJob as monthlyJob } from './jobs.ts'
export { locateJudge } from './store/index.ts'
