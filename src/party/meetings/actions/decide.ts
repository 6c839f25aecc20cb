// Counts the vote on a resolution, by the rule of its kind of meeting, or withdraws it.

import { refuse } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { judgeMajority, judgeVote } from '../rules.ts'
import { changeMeeting, decideResolution, readRollCount, readVotes } from '../store/index.ts'
import { begin, report } from './begin.ts'
import { openResolution } from './vote.ts'

export const decide: Handlers<typeof meetingsContract>['decide'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'decide' })
  const { id } = await openResolution(
    work,
    meeting,
    input.resolutionId,
    input.withdraw ? 'withdraw' : 'decide',
  )
  const roll = await readRollCount(work.tx, meeting)
  const votes = (await readVotes(work.tx, meeting)).get(id) ?? []
  const yes = votes.filter((each) => each.choice === 'yes').length
  const no = votes.filter((each) => each.choice === 'no').length
  if (!input.withdraw) refuse(judgeVote(meeting.kind, roll))
  const { refusals } = judgeMajority(meeting.kind, roll, yes)
  const state = input.withdraw ? 'withdrawn' : refusals.length === 0 ? 'passed' : 'rejected'
  await decideResolution(work.tx, meeting, id, state, work.now.toString())
  const version = await changeMeeting(work.tx, meeting)
  report(work, meeting, {
    before: { resolution: id, state: 'open' },
    after: { resolution: id, state, ...roll, yes, no, abstain: votes.length - yes - no },
    ...(state === 'rejected' ? { refusals } : {}),
  })
  return { version, state }
}
