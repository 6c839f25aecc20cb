// Confirms the record: from now on it fulfils its duty and stays as it is.

import { refuse } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import { fulfil, issueFor } from '../../../foundation/duties/index.ts'
import type { meetingsContract } from '../contract.ts'
import { judgeConfirm, lifeCycle } from '../rules.ts'
import { changeMeeting } from '../store/index.ts'
import { begin, report } from './begin.ts'
import { minutesFacts } from './view.ts'

export const confirm: Handlers<typeof meetingsContract>['confirm'] = async (work, input) => {
  const meeting = await begin(work, input, { move: 'confirm' })
  refuse(judgeConfirm(minutesFacts(meeting)))
  const { institutionId, unitId, kind, id } = meeting
  const happenedOn = (meeting.startedAt ?? meeting.plannedAt).slice(0, 10)
  const countsFor = meeting.makeUpFor ?? happenedOn
  const state = lifeCycle.moves.confirm.to
  const version = await changeMeeting(work.tx, meeting, {
    state,
    confirmedAt: work.now.toString(),
    confirmedBy: work.principal.accountId,
  })
  // A past month's duty may not have been issued yet when somebody records what happened then.
  await issueFor(work.tx, [institutionId], work.today, [unitId])
  await fulfil(work.tx, [
    { institutionId, unitId, rhythm: kind, recordKind: 'meeting', recordId: id, happenedOn, countsFor },
  ])
  report(work, meeting, { before: { state: meeting.state }, after: { state, happenedOn, countsFor } })
  return { version }
}
