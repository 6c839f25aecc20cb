// SQL of coverage: how often each branch's meetings covered each part of a scheme, by month, and which meetings those were.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { comingSql, daySql, heldSql } from './meeting-day.ts'

export type YearCounts = {
  /** Meetings of the scheme's kinds held, by unit: twelve numbers. */
  readonly meetings: ReadonlyMap<string, readonly number[]>
  /** Meetings held that covered a part, by `unit part`: twelve numbers. */
  readonly held: ReadonlyMap<string, readonly number[]>
  /** Meetings to come that are marked with a part, by `unit part`. */
  readonly planned: ReadonlyMap<string, number>
}

const noMonths = (): number[] => Array.from({ length: 12 }, () => 0)

/** Counts a year of the meetings in and below a unit. */
export async function coverageCounts(
  tx: Tx,
  unitId: string,
  scheme: { readonly id: string; readonly kinds: readonly string[] },
  year: number,
): Promise<YearCounts> {
  const inYear = sql<boolean>`${daySql} between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`
  const below = sql`meeting m join unit u on u.institution_id = m.institution_id and u.id = m.unit_id
    and u.path @> array[${unitId}]::uuid[]`
  const all = await sql<{ unitId: string; month: number; count: number }>`
    select m.unit_id as "unitId", extract(month from ${daySql})::int as month, count(*)::int as count
    from ${below}
    where m.kind = any(${sql.val([...scheme.kinds])}::text[]) and ${heldSql} and ${inYear}
    group by 1, 2`.execute(tx)
  const marked = await sql<{
    unitId: string
    partId: string
    month: number
    held: number
    planned: number
  }>`
    select m.unit_id as "unitId", k.part_id as "partId", extract(month from ${daySql})::int as month,
           (count(*) filter (where ${heldSql}))::int as held, (count(*) filter (where ${comingSql}))::int as planned
    from ${below}
    join theme_mark k on k.institution_id = m.institution_id and k.meeting_id = m.id and k.scheme_id = ${scheme.id}
    where ${inYear}
    group by 1, 2, 3`.execute(tx)
  const meetings = new Map<string, number[]>()
  for (const row of all.rows) {
    const months = meetings.getOrInsertComputed(row.unitId, noMonths)
    months[row.month - 1] = row.count
  }
  const held = new Map<string, number[]>()
  const planned = new Map<string, number>()
  for (const row of marked.rows) {
    const key = `${row.unitId} ${row.partId}`
    held.getOrInsertComputed(key, noMonths)[row.month - 1] = row.held
    if (row.planned > 0) planned.set(key, (planned.get(key) ?? 0) + row.planned)
  }
  return { meetings, held, planned }
}

/** The meetings in and below a unit that are marked with a part, newest first. */
export async function markedMeetings(
  tx: Tx,
  unitId: string,
  part: { readonly schemeId: string; readonly partId: string },
  year: number,
) {
  const result = await sql<{
    id: string
    unitName: string
    title: string
    state: string
    on: string
    note: string
  }>`
    select m.id, u.name as "unitName", m.title, m.state, ${daySql} as on, k.note
    from theme_mark k
    join meeting m on m.institution_id = k.institution_id and m.id = k.meeting_id
    join unit u on u.institution_id = m.institution_id and u.id = m.unit_id and u.path @> array[${unitId}]::uuid[]
    where k.scheme_id = ${part.schemeId} and k.part_id = ${part.partId} and m.state <> 'cancelled'
      and ${daySql} between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
    order by ${daySql} desc, u.path
    limit 500`.execute(tx)
  return result.rows
}
