// SQL of a unit's year of a rhythm as twelve bits a state: kept with each change of a duty, read by rates and tables.

import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { DutyState } from '../rules.ts'
import { otherRhythms } from './read.ts'

/** The bit of the month in which a duty falls due: 0 is January. */
const bitOf = (dueOn: RawBuilder<unknown>) => sql`(1 << (extract(month from ${dueOn})::int - 1))`

/**
 * Writes what has become of duties into their units' years, always in the order of the key: two that write the same
 * rows wait for each other. `rows` answers institution_id, unit_id, rhythm, path, due_on, happened_on and waived of
 * duties of rhythms.
 */
export const keepYears = (rows: RawBuilder<unknown>) => sql`
  insert into duty_year as y (institution_id, year, unit_id, rhythm, path, owed, done, late, waived)
  select r.institution_id, extract(year from r.due_on)::int, r.unit_id, r.rhythm,
         case when min(r.path) = max(r.path) then min(r.path) end, bit_or(${bitOf(sql`r.due_on`)}),
         coalesce(bit_or(${bitOf(sql`r.due_on`)}) filter (where r.happened_on <= r.due_on), 0),
         coalesce(bit_or(${bitOf(sql`r.due_on`)}) filter (where r.happened_on > r.due_on), 0),
         coalesce(bit_or(${bitOf(sql`r.due_on`)}) filter (where r.waived), 0)
  from (${rows}) r
  group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (institution_id, year, unit_id, rhythm) do update
  set path = case when y.path = excluded.path then y.path end, owed = y.owed | excluded.owed,
      done = y.done | excluded.done, late = y.late | excluded.late, waived = y.waived | excluded.waived`

/** Takes a mark of one duty of a rhythm back. */
export async function clearOfYear(
  tx: Tx,
  institutionId: string,
  dutyId: string,
  marks: 'waived' | 'fulfilled',
): Promise<void> {
  const without = (column: string) =>
    sql`${sql.ref(column)} = y.${sql.ref(column)} & ~${bitOf(sql`d.due_on`)}`
  const cleared = marks === 'waived' ? without('waived') : sql`${without('done')}, ${without('late')}`
  await sql`
    update duty_year y set ${cleared} from duty d
    where d.institution_id = ${institutionId} and d.id = ${dutyId} and d.origin = 'rhythm'
      and y.institution_id = d.institution_id and y.unit_id = d.unit_id and y.rhythm = d.rhythm
      and y.year = extract(year from d.due_on)::int`.execute(tx)
}

/** After duties of units were put elsewhere: their years say where they hang now, or that it changed in between. */
export async function placeYears(tx: Tx, institutionId: string, unitIds: readonly string[]): Promise<void> {
  const moved = sql`y.institution_id = ${institutionId} and y.unit_id = any(${sql.val([...unitIds])}::uuid[])`
  // Held first: what is issued meanwhile is then either seen below or finds the new place.
  await sql`select from duty_year y where ${moved} order by y.year, y.unit_id, y.rhythm for update`.execute(
    tx,
  )
  await sql`
    update duty_year y set path = d.path
    from (
      select unit_id, rhythm, extract(year from due_on)::int as year, case when min(path) = max(path) then min(path) end as path
      from duty
      where institution_id = ${institutionId} and origin = 'rhythm' and unit_id = any(${sql.val([...unitIds])}::uuid[])
      group by 1, 2, 3
    ) d
    where ${moved} and y.unit_id = d.unit_id and y.rhythm = d.rhythm and y.year = d.year
      and y.path is distinct from d.path`.execute(tx)
}

/** Writes the years of every duty there is: after duties were written in bulk past the engine. */
export async function countYears(tx: Tx): Promise<void> {
  await keepYears(sql`
    select d.institution_id, d.unit_id, d.rhythm, d.path, d.due_on, f.happened_on, d.waived_at is not null as waived
    from duty d left join duty_fulfilment f on f.institution_id = d.institution_id and f.duty_id = d.id
    where d.origin = 'rhythm'`).execute(tx)
}

const months = sql.lit(4095)

/** The months of a year that ended before a day: all, none, or those before its month. */
const endedBefore = (day: RawBuilder<unknown>) => sql`case
  when extract(year from ${day}) > y.year then ${months} when extract(year from ${day}) < y.year then 0
  else ${bitOf(day)} - 1 end`

export type YearQuery = {
  readonly today: string
  /** Years, both included; all up to `to` without the first. */
  readonly from: number | null
  readonly to: number
  /** One rhythm; without it those of the life of branches and groups. */
  readonly rhythm?: string | undefined
  /** With what committees owe. */
  readonly all?: boolean
  /** Rows that are alike in child, year and states as one, with their `count`; units and rhythms are not told apart. */
  readonly alike?: boolean
}

/** The states of a row of `statesSql`, each a column of twelve bits. */
export const stateColumns = [
  'done',
  'late',
  'waived',
  'not_applicable',
  'overdue',
  'due',
] as const satisfies readonly DutyState[]

/**
 * One row for each unit, rhythm, year and place in or below a unit, every month's bit in the column of its state: child
 * (the unit right below that it lies in, null: the unit itself), unit_id, rhythm, year and the states. dutyState() of
 * rules.ts for twelve months at once; a test compares the two.
 */
export function statesSql(
  unitId: string,
  { today, from, to, rhythm, all = false, alike = false }: YearQuery,
): RawBuilder<unknown> {
  const thisYear = Number(today.slice(0, 4))
  const before = (1 << (Number(today.slice(5, 7)) - 1)) - 1
  // Written out, not as parameters: a plan made for any year takes three times as long as one for this.
  const years =
    from === null
      ? sql`y.year <= ${sql.lit(to)}`
      : from === to
        ? sql`y.year = ${sql.lit(to)}`
        : sql`y.year between ${sql.lit(from)} and ${sql.lit(to)}`
  const meant =
    rhythm === undefined
      ? sql`${years} and y.rhythm <> all(${sql.val(all ? [] : otherRhythms())}::text[])`
      : sql`${years} and y.rhythm = ${rhythm}`
  const rows = sql`
    select y.institution_id, y.path[array_position(y.path, ${unitId}::uuid) + 1] as child, y.unit_id, y.rhythm, y.year,
           y.owed, y.done, y.late, y.waived, u.gone_on
    from (
      select y.institution_id, y.unit_id, y.rhythm, y.year, y.path, y.owed, y.done, y.late, y.waived
      from duty_year y where y.path @> array[${unitId}]::uuid[] and ${meant}
      union all
      select d.institution_id, d.unit_id, d.rhythm, y.year, d.path, bit_or(b.bit), coalesce(bit_or(b.bit) filter (where f.happened_on <= d.due_on), 0),
             coalesce(bit_or(b.bit) filter (where f.happened_on > d.due_on), 0), coalesce(bit_or(b.bit) filter (where d.waived_at is not null), 0)
      from duty_year y
      join duty d on d.institution_id = y.institution_id and d.unit_id = y.unit_id and d.rhythm = y.rhythm and d.origin = 'rhythm'
        and d.due_on between make_date(y.year, 1, 1) and make_date(y.year, 12, 31)
      left join duty_fulfilment f on f.institution_id = d.institution_id and f.duty_id = d.id
      cross join lateral (select ${bitOf(sql`d.due_on`)} as bit) b
      where y.path is null and ${meant} and d.path @> array[${unitId}]::uuid[]
      group by 1, 2, 3, 4, 5
    ) y
    left join (select institution_id, id, dissolved_on + 1 as gone_on from unit where dissolved_on is not null) u
      on u.institution_id = y.institution_id and u.id = y.unit_id`
  // Equal years are counted before they are judged: there are few, however many units.
  const grouped = sql`select child, year, owed, done, late, waived, gone_on, count(*)::int as count from (${rows}) y group by 1, 2, 3, 4, 5, 6, 7`
  return sql`
    select ${alike ? sql`y.child, y.year, y.count` : sql`y.institution_id, y.child, y.unit_id, y.rhythm, y.year`},
           y.done, y.late, y.waived & ~(y.done | y.late) as waived, m.open & ~m.kept as not_applicable,
           m.open & m.kept & m.past as overdue, m.open & m.kept & ~m.past as due
    from (${alike ? grouped : rows}) y
    cross join lateral (
      select y.owed & ~(y.done | y.late | y.waived) as open,
             case when y.gone_on is null then ${months} else ${endedBefore(sql`y.gone_on`)} end as kept,
             case when y.year < ${sql.lit(thisYear)} then ${months} when y.year > ${sql.lit(thisYear)} then 0 else ${sql.lit(before)} end as past
    ) m`
}
