// What the desk does for members: shows the rotating code, answers requests for leave.

import { AppError } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import { targetOf } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { mayEdit, tookPart } from '../rules.ts'
import { codeAt } from '../sign-in-code.ts'
import {
  changeMeeting,
  latestSigned,
  readLeaves,
  readMeeting,
  readRoll,
  setAttendance,
  settleLeave,
  signInSecret,
} from '../store/index.ts'
import { begin, report, wrongState } from './begin.ts'
import { tellMember } from './tell.ts'

export const signInCode: Handlers<typeof meetingsContract>['signInCode'] = async (work, { meetingId }) => {
  const meeting = await readMeeting(work.tx, targetOf(work).institutionId, meetingId)
  if (!mayEdit(meeting.state, 'signIn')) throw wrongState(meeting.state, 'signIn')
  const secret = await signInSecret(work.tx, meeting)
  const roll = (await readRoll(work.tx, meeting)).filter((line) => !line.guest)
  return {
    ...codeAt(secret, meeting.id, work.now),
    present: roll.filter((line) => tookPart(line.attendance)).length,
    due: roll.length,
    latest: await latestSigned(work.tx, meeting),
  }
}

export const answerLeave: Handlers<typeof meetingsContract>['answerLeave'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'leave' })
  const { personId, approve, answer } = input
  const leave = (await readLeaves(work.tx, meeting)).find((each) => each.personId === personId)
  if (leave === undefined) throw new AppError('not_found', { kind: 'leave' })
  const state = approve ? 'approved' : 'declined'
  await settleLeave(work.tx, meeting, personId, {
    state,
    answer,
    at: work.now.toString(),
    by: work.principal.accountId,
  })
  if (meeting.state === 'open') {
    // Whoever has come after all stays present.
    const line = (await readRoll(work.tx, meeting)).find((each) => each.personId === personId)
    if (line !== undefined && !tookPart(line.attendance)) {
      const attendance = approve ? 'excused' : 'absent'
      await setAttendance(work.tx, meeting, [{ personId, attendance, excuse: approve ? leave.reason : null }])
    }
  }
  if (leave.state !== state) await tellMember(work, meeting, personId, state)
  report(work, meeting, {
    before: { personId, leave: leave.state },
    after: { personId, leave: state, answer },
  })
  return { version: await changeMeeting(work.tx, meeting) }
}
