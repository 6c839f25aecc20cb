// The door of the working calendar: its actions, and the years that a start brings along.

export { calendarHandlers } from './actions.ts'
export { seedCalendar } from './seed.ts'
