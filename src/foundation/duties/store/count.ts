// SQL that counts duties by state: of a unit, of those below it, by month and year, and for the workbench.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { type DutyState, noCounts, rateOf } from '../rules.ts'
import { type DutyQuery, type DutySort, dutyTables, meantSql, sortSql, stateSql } from './read.ts'

export type Counts = Record<DutyState, number>

type CountQuery = {
  readonly from: string
  readonly to: string
  readonly today: string
  readonly rhythm?: string | undefined
  /** A rate is one of rhythms unless asked otherwise. */
  readonly sort?: DutySort | undefined
}

type Tallied = {
  readonly child: string
  readonly month: number
  readonly year: number
  readonly counts: Counts
}

/** Duties due within [from, to] in or below a unit, counted by state for each direct child and month: one pass. */
async function tally(tx: Tx, unitId: string, query: CountQuery): Promise<readonly Tallied[]> {
  // The step of the path right after the unit itself is the direct child that the duty's unit lies in.
  const result = await sql<{ child: string; month: number; year: number; state: DutyState; count: number }>`
    select coalesce(d.path[array_position(d.path, ${unitId}::uuid) + 1]::text, '') as child,
           extract(month from d.due_on)::int as month, extract(year from d.due_on)::int as year,
           ${stateSql(query.today)} as state, count(*)::int as count
    from ${dutyTables}
    where d.path @> array[${unitId}]::uuid[] and d.due_on between ${query.from}::date and ${query.to}::date
      and ${sortSql(query.sort ?? 'rhythms')}
      and (${query.rhythm ?? null}::text is null or d.rhythm = ${query.rhythm ?? null})
    group by 1, 2, 3, 4`.execute(tx)
  return result.rows.map(({ state, count, ...row }) => ({
    ...row,
    counts: { ...noCounts(), [state]: count },
  }))
}

function sums<K>(rows: readonly Tallied[], key: (row: Tallied) => K): ReadonlyMap<K, Counts> {
  const found = new Map<K, Counts>()
  for (const row of rows) {
    const counts = found.getOrInsertComputed(key(row), noCounts)
    for (const state of Object.keys(counts) as DutyState[]) counts[state] += row.counts[state]
  }
  return found
}

/** Counts of a unit with all below it in a year: the whole, by direct child ('' the unit itself) and by month (1 to 12). */
export async function countsOfYear(
  tx: Tx,
  unitId: string,
  { year, ...query }: Omit<CountQuery, 'from' | 'to'> & { readonly year: number },
): Promise<{
  readonly whole: Counts
  readonly byChild: ReadonlyMap<string, Counts>
  readonly byMonth: ReadonlyMap<number, Counts>
}> {
  const rows = await tally(tx, unitId, { ...query, from: `${year}-01-01`, to: `${year}-12-31` })
  return {
    whole: sums(rows, () => 'all').get('all') ?? noCounts(),
    byChild: sums(rows, (row) => row.child),
    byMonth: sums(rows, (row) => row.month),
  }
}

/** The fulfilment rate of a unit with all below it, for each year in which duties fell due by the end of this one. */
export async function ratesByYear(
  tx: Tx,
  unitId: string,
  today: string,
): Promise<ReadonlyMap<number, { readonly numerator: number; readonly denominator: number }>> {
  const rows = await tally(tx, unitId, { from: '-infinity', to: `${today.slice(0, 4)}-12-31`, today })
  return new Map([...sums(rows, (row) => row.year)].map(([year, counts]) => [year, rateOf(counts)]))
}

/** Overdue and due now (period begun), and done in the month of `today`. */
export async function workbenchCounts(
  tx: Tx,
  query: Pick<DutyQuery, 'unitIds' | 'today' | 'viewer' | 'owedBy'>,
) {
  const { today } = query
  const result = await sql<{ overdue: number; due: number; doneThisMonth: number }>`
    with s as (
      select ${stateSql(today)} as state, d.period_from, f.happened_on
      from ${dutyTables} where ${meantSql(query)}
    )
    select count(*) filter (where state = 'overdue')::int as overdue,
           count(*) filter (where state = 'due' and period_from <= ${today}::date)::int as due,
           count(*) filter (where state in ('done', 'late') and happened_on >= date_trunc('month', ${today}::date))::int as "doneThisMonth"
    from s`.execute(tx)
  return result.rows[0] ?? { overdue: 0, due: 0, doneThisMonth: 0 }
}
