// The minutes as a Word file; only what has begun has minutes.

import { writeOfficialDocument } from '../../../core/document/index.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { minutesDocument, minutesFileName } from '../documents.ts'
import { report, wrongState } from './begin.ts'
import { viewMeeting } from './view.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const minutesFile: Handlers<typeof meetingsContract>['minutesFile'] = async (work, { meetingId }) => {
  const meeting = await viewMeeting(work, meetingId)
  if (meeting.startedAt === null) throw wrongState(meeting.state, 'minutes')
  const name = minutesFileName(meeting)
  const bytes = await writeOfficialDocument(minutesDocument(meeting))
  report(work, meeting, { after: { exported: name } })
  return new File([new Uint8Array(bytes)], name, { type: mediaType })
}
