// The numbers of a meeting as the screen shows them now, by the same rules that the server judges by.
import type { Refusal } from '../../../../core/law.ts'
import type { Meeting } from '../../contract.ts'
import {
  type BallotFacts,
  countVote,
  firstTopicFacts,
  isThere,
  judgeClose,
  judgeConfirm,
  quorumOf,
  type RollCount,
  tookPart,
} from '../../rules.ts'

export type RollEntry = Meeting['roll'][number]
export type Attendance = RollEntry['attendance']
export type Resolution = Meeting['resolutions'][number]
export type Choice = Resolution['votes'][number]['choice']

/** Those due; guests of a joint activity stand on the roll and count nowhere. */
export const ownRoll = (meeting: Meeting): readonly RollEntry[] =>
  meeting.roll.filter((entry) => !entry.guest)

export function rollCount(meeting: Meeting): RollCount {
  const withVote = ownRoll(meeting).filter((entry) => entry.hasVote)
  return {
    dueWithVote: withVote.length,
    presentWithVote: withVote.filter((entry) => isThere(entry.attendance, meeting.onlineCounts)).length,
  }
}

export const liveQuorum = (meeting: Meeting) => quorumOf(meeting.kind, rollCount(meeting))

export function attendanceCounts(meeting: Meeting): Record<Attendance, number> {
  const counts = { present: 0, online: 0, home: 0, absent: 0, excused: 0 }
  for (const entry of ownRoll(meeting)) counts[entry.attendance] += 1
  return counts
}

export function withAttendance(
  meeting: Meeting,
  entries: readonly { personId: string; attendance: Attendance; excuse: string | null }[],
): Meeting {
  const given = new Map(entries.map((entry) => [entry.personId, entry]))
  const roll = meeting.roll.map((line) => {
    const entry = given.get(line.personId)
    return entry === undefined ? line : { ...line, attendance: entry.attendance, excuse: entry.excuse }
  })
  return {
    ...meeting,
    roll,
    present: roll.filter((line) => !line.guest && tookPart(line.attendance)).length,
  }
}

export function withVotes(
  meeting: Meeting,
  resolutionId: string,
  votes: readonly { personId: string; choice: Choice | null }[],
): Meeting {
  const given = new Map(votes.map((vote) => [vote.personId, vote.choice]))
  const resolutions = meeting.resolutions.map((resolution) => {
    if (resolution.id !== resolutionId) return resolution
    const kept = resolution.votes.filter((vote) => !given.has(vote.personId))
    const cast = votes.flatMap(({ personId, choice }) => (choice === null ? [] : [{ personId, choice }]))
    return { ...resolution, votes: [...kept, ...cast] }
  })
  return { ...meeting, resolutions }
}

export type LiveTally = {
  yes: number
  no: number
  abstain: number
  silent: number
  needed: number | null
  missing: number
}

/** A resolution as facts to count, with the roll as it stands on the screen. */
export const factsOf = (meeting: Meeting, resolution: Resolution): BallotFacts => ({
  kind: meeting.kind,
  matter: resolution.matter,
  ballot: resolution.ballot,
  onlineCounts: meeting.onlineCounts,
  startedAt: meeting.startedAt,
  roll: ownRoll(meeting),
  aside: resolution.aside,
  votes: resolution.votes,
  totals: resolution.totals,
  written: resolution.written,
})

/** The tally as things stand on the screen; a secret ballot has only those who voted until it is closed. */
export function liveTally(meeting: Meeting, resolution: Resolution): LiveTally {
  const count = countVote(factsOf(meeting, resolution))
  const cast = resolution.ballot === 'open' ? resolution.votes.length : resolution.cast.count
  return {
    yes: count.yes,
    no: count.no,
    abstain: count.abstain,
    silent: Math.max(0, count.present.length - cast),
    needed: count.neededYes,
    missing: Math.max(0, (count.neededYes ?? 0) - count.yes),
  }
}

/** What stands in the way of closing (while open) or confirming (when held) as things stand on the screen. */
export function inTheWay(meeting: Meeting, minutes: string): readonly Refusal[] {
  if (meeting.state === 'open') {
    const open = meeting.resolutions.filter(({ state }) => state === 'open').length
    const decided = meeting.resolutions.filter(
      ({ state }) => state === 'passed' || state === 'rejected',
    ).length
    const first = firstTopicFacts(
      { firstTopicKinds: meeting.firstTopicDemanded ? [meeting.kind] : [] },
      meeting.kind,
      meeting.agenda,
    )
    return judgeClose(meeting.kind, rollCount(meeting), { open, decided }, first)
  }
  return meeting.state === 'held' ? missingInRecord(meeting, minutes) : []
}

/** What the record lacks to be confirmed. */
export function missingInRecord(meeting: Meeting, minutes: string): readonly Refusal[] {
  return judgeConfirm({
    minutes: minutes.trim().length,
    chair: meeting.chair !== null,
    recorder: meeting.recorder !== null,
  })
}
