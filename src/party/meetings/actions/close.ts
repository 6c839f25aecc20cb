// Closes a meeting; refused with the missing number and the article, a general rule only against a written reason.

import { refuse } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { firstTopicFacts, judgeClose, lifeCycle } from '../rules.ts'
import {
  changeMeeting,
  countResolutions,
  dropSignInSecret,
  readAgenda,
  readMeetingSetting,
  readRollCount,
} from '../store/index.ts'
import { begin, invalid, refuseFuture, report } from './begin.ts'

export const close: Handlers<typeof meetingsContract>['close'] = async (work, input) => {
  const meeting = await begin(work, input, { move: 'close' })
  const { endedAt } = input
  if (meeting.startedAt !== null && endedAt < meeting.startedAt) {
    throw invalid('ended_before_started', { startedAt: meeting.startedAt, endedAt })
  }
  refuseFuture(work, endedAt, 'endedAt')
  const roll = await readRollCount(work.tx, meeting)
  const setting = await readMeetingSetting(work.tx, meeting.institutionId)
  const refusals = judgeClose(
    meeting.kind,
    roll,
    await countResolutions(work.tx, meeting),
    firstTopicFacts(setting, meeting.kind, await readAgenda(work.tx, meeting)),
  )
  const overridable = refusals.every((refusal) => refusal.severity === 'warn')
  if (!overridable || input.overrideReason === null) refuse(refusals)
  // A reason is kept only where one was needed.
  const overrideReason = refusals.length === 0 ? null : input.overrideReason
  const state = lifeCycle.moves.close.to
  const version = await changeMeeting(work.tx, meeting, { state, endedAt, overrideReason })
  await dropSignInSecret(work.tx, meeting)
  report(work, meeting, {
    before: { state: meeting.state },
    after: { state, endedAt, overrideReason, ...roll },
    ...(refusals.length === 0 ? {} : { refusals }),
  })
  return { version }
}
