// Who is on the roll of a meeting: those due on its day, with or without a vote. Server side; no I/O.

import { isMember, type StatusStep, statusOn } from '../../../foundation/org/rules.ts'
import type { PartyStatus } from '../../../foundation/org/words.ts'
import { kindLaw, type MeetingKind } from './kinds.ts'
import type { RollCount } from './votes.ts'

/** A person as the roll needs them: today's status with the dates and changes that tell the standing on any day. */
export type Standing = {
  readonly personId: string
  readonly name: string
  readonly status: PartyStatus
  readonly probationOn: string | null
  readonly fullOn: string | null
  readonly history: readonly StatusStep[]
}

export type RollEntry = {
  readonly personId: string
  readonly name: string
  readonly status: PartyStatus
  readonly hasVote: boolean
}

/**
 * The roll of a kind of meeting on a day. `people` are those affiliated to the unit on that day or, for a committee,
 * those who hold a post in it. Members are due; full members have a vote and probationary members have none
 * (R-ELE-3). A committee counts its own members, each with a vote.
 */
export function rollOf(kind: MeetingKind, people: Iterable<Standing>, day: string): readonly RollEntry[] {
  const committee = kindLaw[kind].roll === 'committee'
  const roll = new Map<string, RollEntry>()
  for (const person of people) {
    const status = statusOn(person, day)
    if (!committee && !isMember(status)) continue
    const hasVote = committee || status === 'full'
    // Whoever changes groups of one branch belongs to both on that day, and is still one person.
    roll.set(person.personId, { personId: person.personId, name: person.name, status, hasVote })
  }
  return [...roll.values()]
}

/** The roll as numbers, given who is not there. */
export function countRoll(
  roll: readonly Pick<RollEntry, 'personId' | 'hasVote'>[],
  away: ReadonlySet<string>,
): RollCount {
  const withVote = roll.filter((entry) => entry.hasVote)
  return {
    dueWithVote: withVote.length,
    presentWithVote: withVote.filter((entry) => !away.has(entry.personId)).length,
  }
}
