// What meetings hand in to be printed: notice, sign-in sheet, minutes, record of a theme day.

import { targetOf, type Work } from '../../core/pipeline.ts'
import { meetingNotice, minutes, provide, signInSheet, themeDay } from '../../foundation/forms/index.ts'
import { wrongState } from './actions/begin.ts'
import { expectedOn } from './actions/expected.ts'
import { viewMeeting } from './actions/view.ts'
import type { Meeting } from './contract.ts'
import {
  type Due,
  fileNameOf,
  minutesValues,
  noticeValues,
  signInValues,
  themeDayValues,
} from './documents.ts'
import { locateMeeting } from './store/index.ts'

const locate = locateMeeting

/** A meeting that has begun; a plan has no record yet. */
async function begun(work: Work, meetingId: string): Promise<Meeting> {
  const meeting = await viewMeeting(work, meetingId)
  if (meeting.startedAt === null) throw wrongState(meeting.state, 'minutes')
  return meeting
}

/** The roll, or before it is frozen those who are expected on the planned day. */
async function dueAt(work: Work, meeting: Meeting): Promise<readonly Due[]> {
  if (meeting.startedAt !== null) return meeting.roll
  const partnerIds = meeting.partners.map(({ id }) => id)
  const { institutionId, id: unitId } = targetOf(work)
  return expectedOn(
    work.tx,
    { institutionId, unitId, kind: meeting.kind, partnerIds },
    meeting.plannedAt.slice(0, 10),
  )
}

export const meetingForms = [
  provide(minutes, {
    locate,
    read: async (work, id) => {
      const meeting = await begun(work, id)
      return { values: minutesValues(meeting), name: fileNameOf(meeting) }
    },
  }),
  provide(themeDay, {
    locate,
    read: async (work, id) => {
      const meeting = await begun(work, id)
      if (meeting.kind !== 'theme_day') throw wrongState(meeting.kind, 'theme_day')
      return { values: themeDayValues(meeting), name: fileNameOf(meeting) }
    },
  }),
  provide(meetingNotice, {
    locate,
    read: async (work, id) => {
      const meeting = await viewMeeting(work, id)
      return { values: noticeValues(meeting, work.today), name: `${fileNameOf(meeting)}_通知` }
    },
  }),
  provide(signInSheet, {
    locate,
    read: async (work, id) => {
      const meeting = await viewMeeting(work, id)
      const values = signInValues(meeting, await dueAt(work, meeting))
      return { values, name: `${fileNameOf(meeting)}_签到表` }
    },
  }),
]
