// Confirms the record: from now on it fulfils its duty and stays as it is.

import { refuse } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import { fulfil, issueFor } from '../../../foundation/duties/index.ts'
import type { meetingsContract } from '../contract.ts'
import { heldAs, judgeConfirm, lifeCycle, tookPart } from '../rules.ts'
import { changeMeeting, readRoll } from '../store/index.ts'
import { begin, report } from './begin.ts'
import { takingPart } from './expected.ts'
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
  const there = new Set(
    (await readRoll(work.tx, meeting))
      .filter((line) => tookPart(line.attendance))
      .map((line) => line.personId),
  )
  const units = [unitId, ...(await takingPart(work.tx, meeting, there, happenedOn))]
  const kinds = heldAs(kind, meeting.alsoAs)
  // A past month's duty may not have been issued yet when somebody records what happened then.
  await issueFor(work.tx, [institutionId], work.today, units)
  await fulfil(
    work.tx,
    units.flatMap((unit) =>
      kinds.map((rhythm) => ({
        institutionId,
        unitId: unit,
        rhythm,
        recordKind: 'meeting',
        recordId: id,
        happenedOn,
        // What it makes up for is its own kind's period; what it also was, it was on its day.
        countsFor: rhythm === kind ? countsFor : happenedOn,
      })),
    ),
  )
  report(work, meeting, {
    before: { state: meeting.state },
    after: { state, happenedOn, countsFor, heldAs: kinds },
  })
  return { version }
}
