// The door of meetings: what later rooms may use.

export { meetingsHandlers } from './actions/index.ts'
export { kindWords, type MeetingKind, meetingKinds } from './rules/life.ts'
export { meetingsPort } from './sheets/index.ts'
export { locateMeeting } from './store/index.ts'
