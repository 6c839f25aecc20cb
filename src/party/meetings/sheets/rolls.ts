// The rolls of any meeting of some institutions, worked out in memory: two queries serve thousands of meetings.

import type { Tx } from '../../../core/db.ts'
import { readStays, staysOn } from '../../../foundation/org/index.ts'
import { countRoll, type RollEntry, rollOf } from '../rules/roll.ts'
import { kindLaw, type MeetingKind, quorumOf } from '../rules.ts'

/** The roll of a meeting of a unit on a day; empty when nobody is due. */
export type Rolls = (unitId: string, kind: MeetingKind, day: string) => readonly RollEntry[]

export async function loadRolls(tx: Tx, institutionIds: readonly string[]): Promise<Rolls> {
  const { members, committees } = await readStays(tx, institutionIds)
  const membersOf = Map.groupBy(members, (stay) => stay.unitId)
  const committeeOf = Map.groupBy(committees, (stay) => stay.unitId)
  return (unitId, kind, day) => {
    const stays = (kindLaw[kind].roll === 'committee' ? committeeOf : membersOf).get(unitId) ?? []
    return rollOf(
      kind,
      stays.filter((stay) => staysOn(stay, day)),
      day,
    )
  }
}

/** Whether a meeting that took place counts: somebody was due, and its kind's quorum was there. */
export function counts(
  kind: MeetingKind,
  roll: readonly { readonly personId: string; readonly hasVote: boolean }[],
  away: ReadonlySet<string>,
): boolean {
  return roll.length > 0 && quorumOf(kind, countRoll(roll, away)).reached
}
