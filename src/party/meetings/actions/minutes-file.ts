// The minutes as a Word file, by the institution's template; only what has begun has minutes.

import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import { asWord, fillForm, minutes } from '../../../foundation/forms/index.ts'
import type { meetingsContract } from '../contract.ts'
import { fileNameOf, minutesValues } from '../documents.ts'
import { report, wrongState } from './begin.ts'
import { viewMeeting } from './view.ts'

export const minutesFile: Handlers<typeof meetingsContract>['minutesFile'] = async (work, { meetingId }) => {
  const meeting = await viewMeeting(work, meetingId)
  if (meeting.startedAt === null) throw wrongState(meeting.state, 'minutes')
  const { bytes, template } = await fillForm(
    work,
    minutes,
    targetOf(work).institutionId,
    minutesValues(meeting),
  )
  const file = asWord(bytes, fileNameOf(meeting))
  report(work, meeting, { after: { exported: file.name, template } })
  return file
}
