// Endpoints of meetings: the way of a meeting, what members do on their phones, votes, the record after it, talks.

import { ballotEndpoints } from './contract/ballots.ts'
import { meetingEndpoints } from './contract/meeting.ts'
import { memberEndpoints } from './contract/member.ts'
import { recordEndpoints } from './contract/record.ts'
import { talkEndpoints } from './contract/talks.ts'

export type { Meeting, MeetingLine } from './contract/shapes.ts'
export type { MyMeeting } from './contract/member.ts'

export const meetingsContract = {
  ...meetingEndpoints,
  ...memberEndpoints,
  ...ballotEndpoints,
  ...recordEndpoints,
  ...talkEndpoints,
}
