// The door of hospital figures: its actions and its two sheets of the institution workbook.

export { assessmentHandlers } from './actions.ts'
export { assessmentPorts } from './sheets/index.ts'
