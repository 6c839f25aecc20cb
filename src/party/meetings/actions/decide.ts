// Counts the vote on a resolution, by the rule of its matter and kind of meeting, or withdraws it.

import { AppError, refuse } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { countVote, judgeBallot, judgeResult, judgeUrn } from '../rules.ts'
import { changeMeeting, decideResolution, dropBox, emptyBox, setTotals } from '../store/index.ts'
import { readCounted } from './ballot-facts.ts'
import { begin, invalid, report } from './begin.ts'
import { openResolution } from './vote.ts'

export const decide: Handlers<typeof meetingsContract>['decide'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'decide' })
  const { id, ballot } = await openResolution(
    work,
    meeting,
    input.resolutionId,
    input.withdraw ? 'withdraw' : 'decide',
  )
  const counted = (await readCounted(work.tx, meeting)).find((each) => each.resolution.id === id)
  if (counted === undefined) throw new AppError('not_found', { kind: 'resolution' })
  let { facts } = counted
  if (!input.withdraw) {
    refuse(judgeBallot(facts, counted.before))
    if (ballot === 'paper' && facts.totals === null) throw invalid('not_counted')
    if (ballot === 'secret') {
      const totals = await emptyBox(work.tx, work.vault, meeting, id)
      refuse(judgeUrn(counted.casts.length, totals))
      await setTotals(work.tx, meeting, id, totals, [])
      facts = { ...facts, totals }
    }
  }
  // An urn is opened once; one of a withdrawn resolution never.
  if (ballot === 'secret') await dropBox(work.tx, meeting, id)
  const count = countVote(facts)
  const refusals = judgeResult(facts)
  const state = input.withdraw ? 'withdrawn' : refusals.length === 0 ? 'passed' : 'rejected'
  await decideResolution(work.tx, meeting, id, state, work.now.toString())
  const version = await changeMeeting(work.tx, meeting)
  const { yes, no, abstain } = count
  report(work, meeting, {
    before: { resolution: id, state: 'open' },
    after: {
      resolution: id,
      state,
      dueWithVote: count.due.length,
      presentWithVote: count.present.length,
      ...(input.withdraw ? {} : { yes, no, abstain }),
    },
    ...(state === 'rejected' ? { refusals } : {}),
  })
  return { version, state }
}
