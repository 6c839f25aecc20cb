// SQL of mergers and splits: people, posts and covered departments that pass from one unit to another on a day.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'

/** From one unit to another, from a day on; `people` and `departments` null: all of them. */
export type Passing = {
  readonly institutionId: string
  readonly from: string
  readonly to: string
  readonly on: string
}

const among = (column: string, ids: readonly string[] | null) =>
  ids === null ? sql`true` : sql`${sql.ref(column)} = any(${sql.val([...ids])}::uuid[])`

/** Ends affiliations on the day before and begins them at the other unit; answers how many people passed. */
export async function passPeople(
  tx: Tx,
  { institutionId, from, to, on }: Passing,
  people: readonly string[] | null,
): Promise<number> {
  const result = await sql<{ personId: string }>`
    with gone as (
      select person_id, from_on, until_on from affiliation
      where institution_id = ${institutionId} and unit_id = ${from} and (until_on is null or until_on >= ${on}::date)
        and ${among('person_id', people)}
      for update
    ), later as (
      update affiliation a set unit_id = ${to} from gone g
      where a.institution_id = ${institutionId} and a.person_id = g.person_id and a.from_on = g.from_on and g.from_on >= ${on}::date
    ), ended as (
      update affiliation a set until_on = ${on}::date - 1 from gone g
      where a.institution_id = ${institutionId} and a.person_id = g.person_id and a.from_on = g.from_on and g.from_on < ${on}::date
    ), begun as (
      insert into affiliation (institution_id, person_id, unit_id, from_on, until_on)
      select ${institutionId}, person_id, ${to}, ${on}::date, until_on from gone where from_on < ${on}::date
    )
    select distinct person_id as "personId" from gone`.execute(tx)
  return result.rows.length
}

/** Of these people, those who do not belong directly to the unit on the day. */
export async function notIn(
  tx: Tx,
  institutionId: string,
  unitId: string,
  people: readonly string[],
  on: string,
): Promise<readonly string[]> {
  const result = await sql<{ id: string }>`
    select id from unnest(${sql.val([...people])}::uuid[]) as wanted(id)
    where not exists (
      select from affiliation a where a.institution_id = ${institutionId} and a.person_id = wanted.id and a.unit_id = ${unitId}
        and a.from_on <= ${on}::date and (a.until_on is null or a.until_on >= ${on}::date))`.execute(tx)
  return result.rows.map((row) => row.id)
}

/** Ends posts on the day before; answers the people whose posts began on the day or later and stand in the way. */
export async function endPosts(
  tx: Tx,
  { institutionId, from, on }: Omit<Passing, 'to'>,
  people: readonly string[] | null,
): Promise<readonly string[]> {
  const later = await sql<{ name: string }>`
    select distinct p.name from post o join person p on p.institution_id = o.institution_id and p.id = o.person_id
    where o.institution_id = ${institutionId} and o.unit_id = ${from} and o.from_on >= ${on}::date and ${among('o.person_id', people)}`.execute(
    tx,
  )
  await sql`
    update post set until_on = ${on}::date - 1
    where institution_id = ${institutionId} and unit_id = ${from} and from_on < ${on}::date
      and (until_on is null or until_on >= ${on}::date) and ${among('person_id', people)}`.execute(tx)
  return later.rows.map((row) => row.name)
}

/** The departments a branch covers, or the branches that cover a department, pass over; what the other has it keeps. */
export async function passCoverage(
  tx: Tx,
  { institutionId, from, to, on }: Passing,
  side: 'branch_id' | 'department_id',
  others: readonly string[] | null,
): Promise<number> {
  const other = side === 'branch_id' ? 'department_id' : 'branch_id'
  const [own, far] = [sql.ref(side), sql.ref(other)]
  const living = sql`(until_on is null or until_on >= ${on}::date)`
  const held = sql`exists (select from coverage h where h.institution_id = ${institutionId} and h.${own} = ${to}
    and h.${far} = g.other and (h.until_on is null or h.until_on >= ${on}::date))`
  const result = await sql<{ other: string }>`
    with gone as (
      select ${far} as other, from_on, until_on from coverage
      where institution_id = ${institutionId} and ${own} = ${from} and ${living} and ${among(other, others)}
      for update
    ), dropped as (
      delete from coverage c using gone g
      where c.institution_id = ${institutionId} and c.${own} = ${from} and c.${far} = g.other and c.from_on = g.from_on and g.from_on >= ${on}::date
    ), ended as (
      update coverage c set until_on = ${on}::date - 1 from gone g
      where c.institution_id = ${institutionId} and c.${own} = ${from} and c.${far} = g.other and c.from_on = g.from_on and g.from_on < ${on}::date
    ), begun as (
      insert into coverage (institution_id, ${own}, ${far}, from_on, until_on)
      select ${institutionId}::uuid, ${to}::uuid, g.other, greatest(g.from_on, ${on}::date), g.until_on from gone g where not ${held}
    )
    select distinct other from gone`.execute(tx)
  return result.rows.length
}

/** People of one department become people of another. */
export async function passStaff(tx: Tx, { institutionId, from, to }: Omit<Passing, 'on'>): Promise<void> {
  await tx
    .updateTable('person')
    .set({ department_id: to, version: sql`version + 1` })
    .where('institution_id', '=', institutionId)
    .where('department_id', '=', from)
    .execute()
}
