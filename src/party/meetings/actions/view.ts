// One meeting whole, as the caller sees it: roll, agenda, votes, quorum, what may be done next and what stands in the way.

import { may } from '../../../core/access.ts'
import { dateOf } from '../../../core/calendar.ts'
import type { Refusal } from '../../../core/law.ts'
import { targetOf, type Work } from '../../../core/pipeline.ts'
import type { Meeting } from '../contract.ts'
import {
  judgeClose,
  judgeConfirm,
  judgeMajority,
  judgeVote,
  lifeCycle,
  type MeetingKind,
  quorumOf,
  type RollCount,
} from '../rules.ts'
import {
  type MeetingRecord,
  readAgenda,
  readMeeting,
  readResolutions,
  readRoll,
  readVotes,
  type Resolution,
  type Vote,
} from '../store/index.ts'

/** Whole days from the meeting to its recording; 0 on the same day and before it has taken place. */
export function recordedDaysLater(meeting: Pick<MeetingRecord, 'startedAt' | 'recordedAt'>): number {
  if (meeting.startedAt === null) return 0
  const recorded = Temporal.PlainDate.from(dateOf(Temporal.Instant.from(meeting.recordedAt)))
  return Math.max(0, recorded.since(meeting.startedAt.slice(0, 10), { largestUnit: 'day' }).days)
}

/** What confirming is judged by. */
export function minutesFacts(meeting: Pick<MeetingRecord, 'minutes' | 'chairId' | 'recorderId'>) {
  return {
    minutes: meeting.minutes.trim().length,
    chair: meeting.chairId !== null,
    recorder: meeting.recorderId !== null,
  }
}

function viewResolution(kind: MeetingKind, roll: RollCount, resolution: Resolution, votes: readonly Vote[]) {
  const count = (choice: Vote['choice']): number => votes.filter((vote) => vote.choice === choice).length
  const majority = judgeMajority(kind, roll, count('yes'))
  const refusals: Readonly<Record<Resolution['state'], readonly Refusal[]>> = {
    open: judgeVote(kind, roll),
    passed: [],
    rejected: majority.refusals,
    withdrawn: [],
  }
  return {
    ...resolution,
    votes: votes.map(({ personId, choice }) => ({ personId, choice })),
    tally: {
      ...roll,
      yes: count('yes'),
      no: count('no'),
      abstain: count('abstain'),
      neededYes: majority.needed,
    },
    refusals: [...refusals[resolution.state]],
  }
}

/** Reads the meeting that a subject endpoint names. */
export async function viewMeeting(work: Work, meetingId: string): Promise<Meeting> {
  const target = targetOf(work)
  const { tx } = work
  const { chairName, recorderName, chairId, recorderId, institutionId, ...meeting } = await readMeeting(
    tx,
    target.institutionId,
    meetingId,
  )
  const key = { institutionId, id: meeting.id }
  const roll = await readRoll(tx, key)
  const withVote = roll.filter((line) => line.hasVote)
  const count: RollCount = {
    dueWithVote: withVote.length,
    presentWithVote: withVote.filter((line) => line.attendance === 'present').length,
  }
  const resolutions = await readResolutions(tx, key)
  const votes = await readVotes(tx, key)
  const decided = resolutions.filter(({ state }) => state === 'passed' || state === 'rejected').length
  const open = resolutions.filter(({ state }) => state === 'open').length
  const closing =
    meeting.state === 'open'
      ? judgeClose(meeting.kind, count, { open, decided })
      : meeting.state === 'held'
        ? judgeConfirm(minutesFacts({ ...meeting, chairId, recorderId }))
        : []
  const mayWrite = may(work.principal, 'meeting.write', target.path)
  return {
    ...meeting,
    recordedDaysLater: recordedDaysLater(meeting),
    chair: chairId === null ? null : { id: chairId, name: chairName ?? '' },
    recorder: recorderId === null ? null : { id: recorderId, name: recorderName ?? '' },
    due: roll.length,
    present: roll.filter((line) => line.attendance === 'present').length,
    roll: [...roll],
    agenda: [...(await readAgenda(tx, key))],
    resolutions: resolutions.map((resolution) =>
      viewResolution(meeting.kind, count, resolution, votes.get(resolution.id) ?? []),
    ),
    quorum: quorumOf(meeting.kind, count),
    closing: [...closing],
    moves: mayWrite ? [...lifeCycle.movesFrom(meeting.state)] : [],
    mayWrite,
  }
}
