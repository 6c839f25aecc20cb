// Opens a meeting: the roll is frozen from the standing of its day, whenever it is recorded.

import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import { readUnit } from '../../../foundation/org/index.ts'
import type { meetingsContract } from '../contract.ts'
import { lifeCycle } from '../rules.ts'
import { changeMeeting, insertRoll, readLeaves, readMeetingSetting } from '../store/index.ts'
import { begin, checkMakeUp, checkStands, invalid, refuseFuture, report } from './begin.ts'
import { expectedOn } from './expected.ts'

export const open: Handlers<typeof meetingsContract>['open'] = async (work, input) => {
  const meeting = await begin(work, input, { move: 'open' })
  const { startedAt } = input
  refuseFuture(work, startedAt, 'startedAt')
  checkMakeUp(meeting.kind, meeting.makeUpFor, startedAt)
  const day = startedAt.slice(0, 10)
  const { institutionId, id: unitId } = targetOf(work)
  checkStands(await readUnit(work.tx, institutionId, unitId), startedAt)
  const expected = await expectedOn(work.tx, meeting, day)
  if (expected.length === 0) throw invalid('empty_roll', { day, kind: meeting.kind })
  const leaves = new Map(
    (await readLeaves(work.tx, meeting))
      .filter((leave) => leave.state === 'approved')
      .map((leave) => [leave.personId, leave.reason]),
  )
  const roll = expected.map((entry) => ({ ...entry, excuse: leaves.get(entry.personId) ?? null }))
  await insertRoll(work.tx, meeting, roll)
  const setting = await readMeetingSetting(work.tx, institutionId)
  const state = lifeCycle.moves.open.to
  // What happened is recorded from now on, however long ago it was planned.
  const version = await changeMeeting(work.tx, meeting, {
    state,
    startedAt,
    recordedAt: work.now.toString(),
    onlineCounts: setting.onlineKinds.includes(meeting.kind),
  })
  report(work, meeting, {
    before: { state: meeting.state },
    after: {
      state,
      startedAt,
      due: roll.filter((entry) => !entry.guest).length,
      withVote: roll.filter((entry) => entry.hasVote && !entry.guest).length,
    },
  })
  return { version }
}
