// The numbers of a meeting as the screen shows them now, by the same rules that the server judges by.
import type { Refusal } from '../../../../core/law.ts'
import type { Meeting } from '../../contract.ts'
import { judgeClose, judgeConfirm, judgeMajority, quorumOf, type RollCount } from '../../rules.ts'

export type RollEntry = Meeting['roll'][number]
export type Attendance = RollEntry['attendance']
export type Resolution = Meeting['resolutions'][number]
export type Choice = Resolution['votes'][number]['choice']

export function rollCount(meeting: Meeting): RollCount {
  const withVote = meeting.roll.filter((entry) => entry.hasVote)
  return {
    dueWithVote: withVote.length,
    presentWithVote: withVote.filter((entry) => entry.attendance === 'present').length,
  }
}

export const liveQuorum = (meeting: Meeting) => quorumOf(meeting.kind, rollCount(meeting))

export function attendanceCounts(meeting: Meeting): Record<Attendance, number> {
  const counts = { present: 0, absent: 0, excused: 0 }
  for (const entry of meeting.roll) counts[entry.attendance] += 1
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
  return { ...meeting, roll, present: roll.filter((line) => line.attendance === 'present').length }
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

/** The tally of an open resolution; a decided one keeps what the server counted. */
export function liveTally(meeting: Meeting, resolution: Resolution): LiveTally {
  const count = (choice: Choice): number => resolution.votes.filter((vote) => vote.choice === choice).length
  const yes = count('yes')
  const roll = rollCount(meeting)
  const { needed } = judgeMajority(meeting.kind, roll, yes)
  return {
    yes,
    no: count('no'),
    abstain: count('abstain'),
    silent: Math.max(0, roll.presentWithVote - resolution.votes.length),
    needed,
    missing: Math.max(0, (needed ?? 0) - yes),
  }
}

/** What stands in the way of closing (while open) or confirming (when held) as things stand on the screen. */
export function inTheWay(meeting: Meeting, minutes: string): readonly Refusal[] {
  if (meeting.state === 'open') {
    const open = meeting.resolutions.filter(({ state }) => state === 'open').length
    const decided = meeting.resolutions.filter(
      ({ state }) => state === 'passed' || state === 'rejected',
    ).length
    return judgeClose(meeting.kind, rollCount(meeting), { open, decided })
  }
  if (meeting.state !== 'held') return []
  return judgeConfirm({
    minutes: minutes.trim().length,
    chair: meeting.chair !== null,
    recorder: meeting.recorder !== null,
  })
}
