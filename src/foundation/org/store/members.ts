// SQL of membership: who belongs where on which day, and how many.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { StatusStep } from '../rules.ts'
import type { PartyStatus } from '../words.ts'
import { readHistories } from './stays.ts'
import { placeKey, placesOn } from './stages.ts'

export type MemberOnDay = {
  readonly personId: string
  readonly name: string
  readonly status: PartyStatus
  readonly probationOn: string | null
  readonly fullOn: string | null
  readonly history: readonly StatusStep[]
}

/** Everyone affiliated on a day to a unit or to a unit below it (a branch's groups), in the order of names. */
export async function affiliatedOn(
  tx: Tx,
  institutionId: string,
  unitId: string,
  day: string,
): Promise<readonly MemberOnDay[]> {
  const people = await tx
    .selectFrom('affiliation')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'affiliation.institution_id')
        .onRef('unit.id', '=', 'affiliation.unit_id'),
    )
    .innerJoin('person', (join) =>
      join
        .onRef('person.institution_id', '=', 'affiliation.institution_id')
        .onRef('person.id', '=', 'affiliation.person_id'),
    )
    .select([
      'person.id as personId',
      'person.name',
      'person.status',
      'person.probation_on as probationOn',
      'person.full_on as fullOn',
    ])
    .where('affiliation.institution_id', '=', institutionId)
    .where(sql<boolean>`unit.path @> array[${unitId}]::uuid[]`)
    .where('affiliation.from_on', '<=', day)
    .where((where) =>
      where.or([where('affiliation.until_on', 'is', null), where('affiliation.until_on', '>=', day)]),
    )
    .orderBy('person.name_sort')
    .orderBy('person.staff_no')
    .execute()
  const historyOf = await readHistories(
    tx,
    [institutionId],
    people.map((person) => person.personId),
  )
  return people.map((person) => ({ ...person, history: historyOf(person.personId) }))
}

/** Members (full and probationary) in or below each of these units today, by unit id. */
export async function memberCounts(tx: Tx, unitIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const ids = sql.val([...unitIds])
  const result = await sql<{ unitId: string; members: number }>`
    with direct as (
      select a.institution_id, a.unit_id, count(*) as members
      from affiliation a
      join person p on p.institution_id = a.institution_id and p.id = a.person_id and p.status in ('full', 'probationary')
      where a.until_on is null
      group by a.institution_id, a.unit_id
    )
    select top.id as "unitId", sum(direct.members)::int as members
    from direct
    join unit u on u.institution_id = direct.institution_id and u.id = direct.unit_id
    cross join lateral unnest(u.path) as top(id)
    where top.id = any(${ids}::uuid[])
    group by top.id`.execute(tx)
  return new Map(result.rows.map((row) => [row.unitId, row.members]))
}

/** Members in or below each of these units on a past day, by unit id: who belonged there then, where it hung then. */
export async function membersThen(
  tx: Tx,
  unitIds: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, number>> {
  const direct = await sql<{ institutionId: string; unitId: string; members: number }>`
    select a.institution_id as "institutionId", a.unit_id as "unitId", count(*)::int as members
    from affiliation a
    join person p on p.institution_id = a.institution_id and p.id = a.person_id
    where a.from_on <= ${day}::date and (a.until_on is null or a.until_on >= ${day}::date)
      and coalesce(p.probation_on, p.full_on) <= ${day}::date
    group by a.institution_id, a.unit_id`.execute(tx)
  const wanted = new Set(unitIds)
  const counts = new Map<string, number>()
  for (const [institutionId, rows] of Map.groupBy(direct.rows, (row) => row.institutionId)) {
    const places = await placesOn(
      tx,
      institutionId,
      rows.map(({ unitId }) => ({ unitId, day })),
    )
    for (const { unitId, members } of rows) {
      for (const above of places.get(placeKey(unitId, day)) ?? []) {
        if (wanted.has(above)) counts.set(above, (counts.get(above) ?? 0) + members)
      }
    }
  }
  return counts
}

/** People in or below a unit by Party status. */
export async function countByStatus(tx: Tx, unitId: string) {
  const result = await sql<{ status: PartyStatus; people: number }>`
    select p.status, count(*)::int as people
    from affiliation a
    join unit u on u.institution_id = a.institution_id and u.id = a.unit_id
    join person p on p.institution_id = a.institution_id and p.id = a.person_id
    where a.until_on is null and u.path @> array[${unitId}]::uuid[]
    group by p.status`.execute(tx)
  return result.rows
}
