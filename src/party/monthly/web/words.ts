// The words of the monthly report's screens.

export { monthlyText } from './words/list.ts'
export { platformText } from './words/platform.ts'
export { reportText } from './words/report.ts'
