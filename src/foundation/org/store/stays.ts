// SQL of stays: who belonged to which branch or group, and sat in which committee, from when to when.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { StatusStep } from '../rules.ts'
import { committeePosts, type PartyStatus } from '../words.ts'

/** A stay of a person in a unit or in its committee, with the dates that tell their standing on any day. */
export type Stay = {
  readonly unitId: string
  readonly fromOn: string
  readonly untilOn: string | null
  readonly personId: string
  readonly name: string
  readonly status: PartyStatus
  readonly probationOn: string | null
  readonly fullOn: string | null
  readonly history: readonly StatusStep[]
}

/** The changes of Party status of people, oldest first; none for those of whom none is recorded. One query. */
export async function readHistories(
  tx: Tx,
  institutionIds: readonly string[],
  personIds: readonly string[] | null = null,
): Promise<(personId: string) => readonly StatusStep[]> {
  const among = personIds === null ? null : sql.val([...personIds])
  const { rows } = await sql<{ personId: string; days: string[]; statuses: PartyStatus[] }>`
    select person_id as "personId", array_agg(from_on::text order by from_on) as days,
           array_agg(status order by from_on) as statuses
    from person_status
    where institution_id = any(${sql.val([...institutionIds])}::uuid[])
      and (${among}::uuid[] is null or person_id = any(${among}::uuid[]))
    group by person_id`.execute(tx)
  const histories = new Map(
    rows.map((row) => [
      row.personId,
      row.days.map((fromOn, at): StatusStep => ({ fromOn, status: row.statuses[at] ?? 'none' })),
    ]),
  )
  return (personId) => histories.get(personId) ?? []
}

/**
 * All stays in the units of these institutions, or in those among `unitIds` and what lies around them; a unit counts
 * everybody below it too.
 */
export async function readStays(
  tx: Tx,
  institutionIds: readonly string[],
  unitIds: readonly string[] | null = null,
): Promise<{ readonly members: readonly Stay[]; readonly committees: readonly Stay[] }> {
  const person = sql`p.id as "personId", p.name, p.status, p.probation_on as "probationOn", p.full_on as "fullOn"`
  const within = sql.val([...institutionIds])
  const among = unitIds === null ? null : sql.val([...unitIds])
  // The path is spread here, not in SQL: joined there, the planner may walk all pairs of units.
  const members = await sql<Omit<Stay, 'unitId' | 'history'> & { path: string[] }>`
    select ${person}, u.path, a.from_on as "fromOn", a.until_on as "untilOn"
    from affiliation a
    join person p on p.institution_id = a.institution_id and p.id = a.person_id
    join unit u on u.institution_id = a.institution_id and u.id = a.unit_id
    where a.institution_id = any(${within}::uuid[]) and (${among}::uuid[] is null or u.path && ${among}::uuid[])`.execute(
    tx,
  )
  const committees = await sql<Omit<Stay, 'history'>>`
    select ${person}, o.unit_id as "unitId", o.from_on as "fromOn", o.until_on as "untilOn"
    from post o
    join person p on p.institution_id = o.institution_id and p.id = o.person_id
    where o.institution_id = any(${within}::uuid[]) and (${among}::uuid[] is null or o.unit_id = any(${among}::uuid[]))
      and o.post = any(${sql.val([...committeePosts])}::text[])`.execute(tx)
  const everybody = [...members.rows, ...committees.rows].map((stay) => stay.personId)
  const historyOf = await readHistories(tx, institutionIds, unitIds === null ? null : everybody)
  return {
    members: members.rows.flatMap(({ path, ...stay }) => {
      const history = historyOf(stay.personId)
      return path.map((unitId) => ({ ...stay, unitId, history }))
    }),
    committees: committees.rows.map((stay) => ({ ...stay, history: historyOf(stay.personId) })),
  }
}

/** Whether a stay covers a day; both ends count. */
export const staysOn = (stay: Stay, day: string): boolean =>
  stay.fromOn <= day && (stay.untilOn === null || stay.untilOn >= day)
