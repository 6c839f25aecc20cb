// Who is expected at a meeting on a day: its own people and, at a joint activity, those of the partners as guests.

import type { Tx } from '../../../core/db.ts'
import { affiliatedOn, committeeOn, readPosts, unitNames } from '../../../foundation/org/index.ts'
import { rollOf } from '../rules/roll.ts'
import { kindLaw } from '../rules.ts'
import { type FrozenEntry, type MeetingRecord, readStanding } from '../store/index.ts'

type Holding = Pick<MeetingRecord, 'institutionId' | 'unitId' | 'kind' | 'partnerIds'>

/** Those due of one unit, by the kind's law and the standing of the day. */
async function dueOf(tx: Tx, meeting: Omit<Holding, 'partnerIds'>, unitId: string, day: string) {
  const { institutionId, kind } = meeting
  const people =
    kindLaw[kind].roll === 'committee'
      ? await readStanding(tx, institutionId, await committeeOn(tx, institutionId, unitId, day))
      : await affiliatedOn(tx, institutionId, unitId, day)
  return rollOf(kind, people, day)
}

/** Units above branches: who holds a post there takes part below as a plain member (双重组织生活). */
const leading = new Set(['institution', 'committee', 'general_branch', 'discipline_commission', 'commission'])

/** The roll as it would be frozen on a day; nobody is excused yet. */
export async function expectedOn(tx: Tx, meeting: Holding, day: string): Promise<readonly FrozenEntry[]> {
  const entries = new Map<string, Omit<FrozenEntry, 'leaderPosts'>>()
  for (const unitId of [meeting.unitId, ...meeting.partnerIds]) {
    const guest = unitId !== meeting.unitId
    for (const entry of await dueOf(tx, meeting, unitId, day)) {
      if (!entries.has(entry.personId)) entries.set(entry.personId, { ...entry, guest, excuse: null })
    }
  }
  const posts = await readPosts(tx, meeting.institutionId, { personIds: [...entries.keys()], on: day })
  const units = await unitNames(tx, [...new Set(posts.map((post) => post.unitId))])
  const above = posts.filter(
    (post) => post.unitId !== meeting.unitId && leading.has(units.get(post.unitId)?.kind ?? ''),
  )
  const postsOf = Map.groupBy(above, (post) => post.personId)
  return [...entries.values()].map((entry) => ({
    ...entry,
    leaderPosts: [...new Set((postsOf.get(entry.personId) ?? []).map((post) => post.post))],
  }))
}

/** Of these units, those that had somebody there: a partner without anybody has not taken part. */
export async function takingPart(
  tx: Tx,
  meeting: Holding,
  there: ReadonlySet<string>,
  day: string,
): Promise<readonly string[]> {
  const units: string[] = []
  for (const unitId of meeting.partnerIds) {
    const due = await dueOf(tx, meeting, unitId, day)
    if (due.some((entry) => there.has(entry.personId))) units.push(unitId)
  }
  return units
}
