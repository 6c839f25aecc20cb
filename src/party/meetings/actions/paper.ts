// Votes besides raised hands: two tellers' count of paper, written opinions of the absent, and who is left out of one vote.

import { AppError, refuse } from '../../../core/errors.ts'
import type { Handlers, Work } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { countVote, isThere, judgeBallot, judgeGround, judgePaper, matterLaw } from '../rules.ts'
import { changeMeeting, setAsideRow, setOpinion, setTotals } from '../store/index.ts'
import { type Counted, readCounted } from './ballot-facts.ts'
import { begin, invalid, report } from './begin.ts'
import { openResolution } from './vote.ts'

type At = { readonly meetingId: string; readonly resolutionId: string }

/** The locked meeting and one of its resolutions that is still open, with everything it is counted from. */
async function beginVote(work: Work, input: At) {
  const meeting = await begin(work, input, { edit: 'vote' })
  const { id } = await openResolution(work, meeting, input.resolutionId, 'vote')
  const counted = (await readCounted(work.tx, meeting)).find((each) => each.resolution.id === id)
  if (counted === undefined) throw new AppError('not_found', { kind: 'resolution' })
  return { meeting, id, counted }
}

/** The line of a voter on the roll. Throws invalid_input when there is none. */
function voterOf({ facts }: Counted, personId: string) {
  const line = facts.roll.find((each) => each.personId === personId && each.hasVote)
  if (line === undefined) throw invalid('not_on_roll', { count: 1 })
  return line
}

export const countPaper: Handlers<typeof meetingsContract>['countPaper'] = async (work, input) => {
  const { meeting, id, counted } = await beginVote(work, input)
  const { totals, tellerIds } = input
  const { facts, before } = counted
  if (facts.ballot !== 'paper') throw invalid('secret', { ballot: facts.ballot })
  refuse(judgeBallot(facts, before))
  const there = new Set(
    facts.roll.filter((line) => isThere(line.attendance, facts.onlineCounts)).map((line) => line.personId),
  )
  refuse(
    judgePaper({
      issued: totals.issued,
      returned: totals.yes + totals.no + totals.abstain + totals.invalid,
      present: countVote(facts).present.length,
      tellers: new Set(tellerIds.filter((teller) => there.has(teller))).size,
    }),
  )
  await setTotals(work.tx, meeting, id, totals, tellerIds)
  report(work, meeting, {
    before: { resolution: id, totals: facts.totals },
    after: { resolution: id, totals, tellerIds },
  })
  return { version: await changeMeeting(work.tx, meeting) }
}

export const writeOpinion: Handlers<typeof meetingsContract>['writeOpinion'] = async (work, input) => {
  const { meeting, id, counted } = await beginVote(work, input)
  const { personId, opinion } = input
  if (!matterLaw[counted.facts.matter].written) {
    throw invalid('no_opinions', { matter: counted.facts.matter })
  }
  const line = voterOf(counted, personId)
  if (opinion !== null && isThere(line.attendance, meeting.onlineCounts)) throw invalid('opinion_present')
  if (opinion !== null && meeting.startedAt !== null && opinion.givenAt >= meeting.startedAt) {
    throw invalid('opinion_late', { startedAt: meeting.startedAt, givenAt: opinion.givenAt })
  }
  const old = counted.facts.written.find((each) => each.personId === personId) ?? null
  await setOpinion(work.tx, meeting, id, personId, opinion)
  report(work, meeting, {
    before: { resolution: id, personId, opinion: old },
    after: { resolution: id, personId, opinion },
  })
  return { version: await changeMeeting(work.tx, meeting) }
}

export const setAside: Handlers<typeof meetingsContract>['setAside'] = async (work, input) => {
  const { meeting, id, counted } = await beginVote(work, input)
  const { personId, aside } = input
  voterOf(counted, personId)
  const voted =
    counted.casts.includes(personId) || counted.facts.votes.some((vote) => vote.personId === personId)
  if (aside !== null && voted) throw invalid('voted', { count: 1 })
  if (aside !== null) refuse(judgeGround(counted.facts.matter, aside.ground))
  const old = counted.aside.find((each) => each.personId === personId) ?? null
  await setAsideRow(work.tx, meeting, id, personId, aside)
  report(work, meeting, {
    before: { resolution: id, personId, aside: old },
    after: { resolution: id, personId, aside },
  })
  return { version: await changeMeeting(work.tx, meeting) }
}
