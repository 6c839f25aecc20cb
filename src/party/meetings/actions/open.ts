// Opens a meeting: the roll is frozen from the standing of its day, whenever it is recorded.

import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import { affiliatedOn, committeeOn, readUnit } from '../../../foundation/org/index.ts'
import type { meetingsContract } from '../contract.ts'
import { rollOf } from '../rules/roll.ts'
import { lifeCycle } from '../rules.ts'
import { changeMeeting, insertRoll, readStanding } from '../store/index.ts'
import { begin, checkMakeUp, invalid, refuseFuture, report } from './begin.ts'

export const open: Handlers<typeof meetingsContract>['open'] = async (work, input) => {
  const meeting = await begin(work, input, { move: 'open' })
  const { startedAt } = input
  refuseFuture(work, startedAt, 'startedAt')
  checkMakeUp(meeting.kind, meeting.makeUpFor, startedAt)
  const day = startedAt.slice(0, 10)
  const { institutionId, id: unitId } = targetOf(work)
  const unit = await readUnit(work.tx, institutionId, unitId)
  if (unit.dissolvedOn !== null && unit.dissolvedOn < day) {
    throw invalid('dissolved', { dissolvedOn: unit.dissolvedOn, day })
  }
  const people =
    meeting.kind === 'committee_meeting'
      ? await readStanding(work.tx, institutionId, await committeeOn(work.tx, institutionId, unitId, day))
      : await affiliatedOn(work.tx, institutionId, unitId, day)
  const roll = rollOf(meeting.kind, people, day)
  if (roll.length === 0) throw invalid('empty_roll', { day, kind: meeting.kind })
  await insertRoll(work.tx, meeting, roll)
  const state = lifeCycle.moves.open.to
  // What happened is recorded from now on, however long ago it was planned.
  const version = await changeMeeting(work.tx, meeting, { state, startedAt, recordedAt: work.now.toString() })
  report(work, meeting, {
    before: { state: meeting.state },
    after: { state, startedAt, due: roll.length, withVote: roll.filter((entry) => entry.hasVote).length },
  })
  return { version }
}
