// SQL of the activity table: sums of duties for a unit and the units right below it, and who is behind.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { type DutyState, noCounts } from '../../../foundation/duties/index.ts'

type Counts = Record<DutyState, number>

/** The state of a duty, as dutyState() of the duties room judges it; a test compares the two. */
const stateSql = (today: string) => sql<DutyState>`case
  when f.happened_on is not null then case when f.happened_on <= d.due_on then 'done' else 'late' end
  when d.waived_at is not null then 'waived'
  when u.dissolved_on is not null and u.dissolved_on < d.due_on then 'not_applicable'
  when ${today}::date <= d.due_on then 'due'
  else 'overdue' end`

const dutyTables = sql`duty d
  join unit u on u.institution_id = d.institution_id and u.id = d.unit_id
  left join duty_fulfilment f on f.institution_id = d.institution_id and f.duty_id = d.id`

export type Sums = {
  readonly counts: Counts
  /** Units that owed something, and those of them with something overdue. */
  readonly units: number
  readonly behind: number
  /** Twelve months: rhythm → counts. */
  readonly months: readonly Map<string, Counts>[]
}

export const noSums = (): Sums => ({
  counts: noCounts(),
  units: 0,
  behind: 0,
  months: Array.from({ length: 12 }, () => new Map<string, Counts>()),
})

/**
 * Sums the duties due in a year in and below a unit, one row of figures for each unit right below it; the key '' holds
 * what the unit itself owes. Only sums leave the database, however many branches there are.
 */
export async function sumsByChild(
  tx: Tx,
  unitId: string,
  year: number,
  today: string,
): Promise<ReadonlyMap<string, Sums>> {
  const result = await sql<{
    child: string
    month: number
    rhythm: string
    state: DutyState
    count: number
  }>`
    with s as materialized (
      select coalesce(d.path[array_position(d.path, ${unitId}::uuid) + 1]::text, '') as child, d.unit_id,
             extract(month from d.due_on)::int as month, d.rhythm, ${stateSql(today)} as state
      from ${dutyTables}
      where d.path @> array[${unitId}]::uuid[] and d.due_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
    ), owing as (select child, unit_id, bool_or(state = 'overdue') as behind from s group by 1, 2)
    select child, month, rhythm, state, count(*)::int as count from s group by 1, 2, 3, 4
    union all
    select child, 0, '', case when behind then 'overdue' else 'done' end, count(*)::int from owing group by child, behind`.execute(
    tx,
  )
  const sums = new Map<string, Sums>()
  for (const { child, month, rhythm, state, count } of result.rows) {
    const sum = sums.getOrInsertComputed(child, noSums)
    if (month === 0) {
      sums.set(child, {
        ...sum,
        units: sum.units + count,
        behind: sum.behind + (state === 'overdue' ? count : 0),
      })
      continue
    }
    sum.counts[state] += count
    const cell = sum.months[month - 1]?.getOrInsertComputed(rhythm, noCounts)
    if (cell !== undefined) cell[state] += count
  }
  return sums
}

/** How many branches and groups lie in or below a unit today. */
export async function countLeaves(tx: Tx, unitId: string): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::int as count from unit
    where path @> array[${unitId}]::uuid[] and kind in ('branch', 'group')`.execute(tx)
  return result.rows[0]?.count ?? 0
}

/** The Party units and institutions right below a unit, by code: its own, and the roots of institutions below. */
export async function unitsRightBelow(
  tx: Tx,
  unit: { readonly institutionId: string; readonly id: string },
): Promise<readonly string[]> {
  const result = await sql<{ id: string }>`
    select c.id, c.code from unit c
    where c.institution_id = ${unit.institutionId} and c.parent_id = ${unit.id}
      and c.kind in ('commission', 'institution', 'committee', 'general_branch', 'branch', 'group')
    union
    select c.id, c.code from institution i
    join unit c on c.institution_id = i.id and c.parent_id is null
    where i.parent_id = ${unit.institutionId} and c.path[cardinality(c.path) - 1] = ${unit.id}::uuid
    order by 2`.execute(tx)
  return result.rows.map((row) => row.id)
}

export type Behind = {
  readonly unitId: string
  readonly unitName: string
  readonly unitKind: string
  readonly above: string | null
  readonly overdue: number
  readonly rhythms: readonly string[]
  readonly since: string
}

/** Units in or below one that have something overdue from a year, the earliest missed day first. */
export async function readBehind(
  tx: Tx,
  unitId: string,
  query: {
    readonly year: number
    readonly today: string
    readonly rhythm?: string | undefined
    readonly limit: number
    readonly offset: number
  },
): Promise<{ readonly total: number; readonly units: readonly Behind[] }> {
  const { year, today, rhythm, limit, offset } = query
  const result = await sql<Behind & { total: number }>`
    with late as (
      select d.institution_id, d.unit_id, count(*)::int as overdue, min(d.due_on) as since,
             array_agg(distinct d.rhythm order by d.rhythm) as rhythms
      from ${dutyTables}
      where d.path @> array[${unitId}]::uuid[]
        and d.due_on between ${`${year}-01-01`}::date and least(${`${year}-12-31`}::date, ${today}::date - 1)
        and f.happened_on is null and d.waived_at is null
        and (u.dissolved_on is null or u.dissolved_on >= d.due_on)
        and (${rhythm ?? null}::text is null or d.rhythm = ${rhythm ?? null})
      group by 1, 2
    )
    select late.unit_id as "unitId", u.name as "unitName", u.kind as "unitKind", a.name as above, late.overdue,
           late.rhythms, late.since, (count(*) over ())::int as total
    from late
    join unit u on u.institution_id = late.institution_id and u.id = late.unit_id
    left join unit a on a.id = u.path[cardinality(u.path) - 1] and a.id <> ${unitId}
    order by late.since, late.overdue desc, u.path
    limit ${limit} offset ${offset}`.execute(tx)
  return {
    total: result.rows[0]?.total ?? 0,
    units: result.rows.map(({ total: _, ...row }) => row),
  }
}
