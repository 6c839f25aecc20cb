// The door of notices: what later rooms may use.

import './imposed.ts'

export { noticesHandlers } from './actions/index.ts'
export { answering } from './answering.ts'
export { addCalendarSource } from './calendar.ts'
export { noticeJobs } from './jobs.ts'
export { notify } from './notify.ts'
export { type NoticesSettings, readNoticesSettings, silentSettings } from './settings.ts'
export { accountsOfPeople } from './store/recipients.ts'
