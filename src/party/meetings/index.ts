// The door of meetings: what later rooms may use.

import './calendar.ts'

export { meetingForms } from './forms.ts'
export { meetingsHandlers } from './actions/index.ts'
export { meetingsPort } from './sheets/index.ts'
export { countAttendance, listMeetings, locateMeeting } from './store/index.ts'
