// The facts that votes of a meeting are counted from, read once for all of its resolutions.

import type { Tx } from '../../../core/db.ts'
import type { BallotFacts } from '../rules.ts'
import {
  type MeetingRecord,
  readAsides,
  readCasts,
  readOpinions,
  readResolutions,
  readRoll,
  readVotes,
  type Aside,
  type Resolution,
} from '../store/index.ts'

export type Counted = {
  readonly resolution: Resolution
  readonly facts: BallotFacts
  readonly aside: readonly Aside[]
  /** Who has voted in its secret ballot. */
  readonly casts: readonly string[]
  /** Undecided votes of the same matter that were put before this one. */
  readonly before: number
}

type Holding = Pick<MeetingRecord, 'institutionId' | 'id' | 'kind' | 'onlineCounts' | 'startedAt'>

/** Every resolution with its facts, in the order in which they were put. */
export async function readCounted(tx: Tx, meeting: Holding): Promise<readonly Counted[]> {
  const roll = (await readRoll(tx, meeting)).filter((line) => !line.guest)
  const resolutions = await readResolutions(tx, meeting)
  const votes = await readVotes(tx, meeting)
  const opinions = await readOpinions(tx, meeting)
  const asides = await readAsides(tx, meeting)
  const casts = await readCasts(tx, meeting)
  return resolutions.map((resolution, index) => ({
    resolution,
    facts: {
      kind: meeting.kind,
      onlineCounts: meeting.onlineCounts,
      startedAt: meeting.startedAt,
      matter: resolution.matter,
      ballot: resolution.ballot,
      roll,
      aside: asides.get(resolution.id) ?? [],
      votes: votes.get(resolution.id) ?? [],
      totals: resolution.totals,
      written: opinions.get(resolution.id) ?? [],
    },
    aside: asides.get(resolution.id) ?? [],
    casts: casts.get(resolution.id) ?? [],
    before: resolutions
      .slice(0, index)
      .filter((other) => other.matter === resolution.matter && other.state === 'open').length,
  }))
}
