// SQL that counts duties by state: of a unit, of those below it, by month and year, who is behind, and for the workbench.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { periodOf } from '../../../core/calendar.ts'
import { type DutyState, dutyStates, noCounts, rateOf } from '../rules.ts'
import { type DutyQuery, type DutySort, dutyTables, meantSql, sortSql, stateSql } from './read.ts'
import { stateColumns, statesSql, type YearQuery } from './years.ts'

export type Counts = Record<DutyState, number>

type CountQuery = YearQuery & {
  /** A rate is one of branch life unless asked otherwise; `all` has what committees owe and what is imposed too. */
  readonly sort?: DutySort | undefined
}

/** Adds counts to others. */
function add(to: Counts, from: Readonly<Record<DutyState, number>>): void {
  for (const state of dutyStates) to[state] += from[state]
}

const columnsSql = sql.join(stateColumns.map((state) => sql.ref(state)))
/** Adds so many to what `countsOf` answers for each month (1 to 12) whose bit is set. */
function addMonths(bits: number, state: DutyState, count: number, countsOf: (month: number) => Counts): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) countsOf(firstMonth(rest))[state] += count
}

/** The month of the lowest bit. */
const firstMonth = (bits: number): number => 32 - Math.clz32(bits & -bits)

type Tally = {
  /** By the unit right below, '' the unit itself. */
  readonly byChild: Map<string, Counts>
  readonly byMonth: Map<number, Counts>
  readonly byYear: Map<number, Counts>
}

/** Duties of rhythms in or below a unit; equal years are counted once and multiplied. */
async function tallyRhythms(tx: Tx, unitId: string, query: YearQuery, to: Tally): Promise<void> {
  const result = await sql<Counts & { child: string | null; year: number | null; count: number }>`
    with s as materialized (${statesSql(unitId, { ...query, alike: true })})
    select child, null::int as year, 1 as count, ${sql.join(
      stateColumns.map(
        (state) => sql`sum(count * bit_count(${sql.ref(state)}::bit(12)))::int as ${sql.ref(state)}`,
      ),
    )} from s group by child
    union all
    select null, year, sum(count)::int, ${columnsSql} from s group by year, ${columnsSql}`.execute(tx)
  for (const row of result.rows) {
    if (row.year === null) {
      add(to.byChild.getOrInsertComputed(row.child ?? '', noCounts), row)
      continue
    }
    const year = to.byYear.getOrInsertComputed(row.year, noCounts)
    for (const state of dutyStates) {
      addMonths(row[state], state, row.count, () => year)
      addMonths(row[state], state, row.count, (month) => to.byMonth.getOrInsertComputed(month, noCounts))
    }
  }
}

/** Imposed duties in or below a unit: they fall due on any day and are few. */
async function tallyImposed(tx: Tx, unitId: string, query: YearQuery, to: Tally): Promise<void> {
  const { today, from, rhythm } = query
  const result = await sql<{
    child: string | null
    month: number
    year: number
    state: DutyState
    count: number
  }>`
    select d.path[array_position(d.path, ${unitId}::uuid) + 1] as child, extract(month from d.due_on)::int as month,
           extract(year from d.due_on)::int as year, ${stateSql(today)} as state, count(*)::int as count
    from ${dutyTables}
    where d.path @> array[${unitId}]::uuid[] and ${sortSql('imposed')} and d.due_on <= make_date(${query.to}, 12, 31)
      and (${from}::int is null or d.due_on >= make_date(${from}::int, 1, 1))
      and (${rhythm ?? null}::text is null or d.rhythm = ${rhythm ?? null})
    group by 1, 2, 3, 4`.execute(tx)
  for (const { child, month, year, state, count } of result.rows) {
    to.byChild.getOrInsertComputed(child ?? '', noCounts)[state] += count
    to.byMonth.getOrInsertComputed(month, noCounts)[state] += count
    to.byYear.getOrInsertComputed(year, noCounts)[state] += count
  }
}

async function tally(tx: Tx, unitId: string, { sort = 'branch_life', ...query }: CountQuery): Promise<Tally> {
  const found: Tally = { byChild: new Map(), byMonth: new Map(), byYear: new Map() }
  if (sort !== 'imposed')
    await tallyRhythms(tx, unitId, { ...query, all: sort === 'rhythms' || sort === 'all' }, found)
  if (sort === 'imposed' || sort === 'all') await tallyImposed(tx, unitId, query, found)
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
  const { byChild, byMonth, byYear } = await tally(tx, unitId, { ...query, from: year, to: year })
  return { whole: byYear.get(year) ?? noCounts(), byChild, byMonth }
}

/** The fulfilment rate of a unit with all below it, for each year in which duties fell due by the end of this one. */
export async function ratesByYear(
  tx: Tx,
  unitId: string,
  today: string,
): Promise<ReadonlyMap<number, { readonly numerator: number; readonly denominator: number }>> {
  const { byYear } = await tally(tx, unitId, { from: null, to: Number(today.slice(0, 4)), today })
  return new Map([...byYear].map(([year, counts]) => [year, rateOf(counts)]))
}

/** What units in or below one owe in a year, as sums. */
export type YearSums = {
  readonly counts: Counts
  /** Units that owed something, and those of them with something overdue. */
  readonly units: number
  readonly behind: number
  /** Twelve months: rhythm → counts. */
  readonly months: readonly Map<string, Counts>[]
}

export const noSums = (): YearSums => ({
  counts: noCounts(),
  units: 0,
  behind: 0,
  months: Array.from({ length: 12 }, () => new Map<string, Counts>()),
})

/** Adds up sums of units that do not overlap. */
export function addSums(list: readonly YearSums[]): YearSums {
  const total = noSums()
  for (const sums of list) {
    add(total.counts, sums.counts)
    sums.months.forEach((month, index) => {
      for (const [rhythm, counts] of month) {
        const cell = total.months[index]?.getOrInsertComputed(rhythm, noCounts)
        if (cell !== undefined) add(cell, counts)
      }
    })
  }
  return {
    ...total,
    units: list.reduce((sum, { units }) => sum + units, 0),
    behind: list.reduce((sum, { behind }) => sum + behind, 0),
  }
}

/**
 * Sums of the rhythms that fell due in a year in and below a unit, one for each unit right below it; the key '' holds
 * what the unit itself owes. Only sums leave the database, however many branches there are.
 */
export async function sumsByChild(
  tx: Tx,
  unitId: string,
  year: number,
  today: string,
): Promise<ReadonlyMap<string, YearSums>> {
  const result = await sql<
    Counts & { child: string | null; rhythm: string | null; count: number; behind: number }
  >`
    with s as materialized (${statesSql(unitId, { today, from: year, to: year })})
    select child, rhythm, count(*)::int as count, 0 as behind, ${columnsSql} from s group by child, rhythm, ${columnsSql}
    union all
    select child, null, count(*)::int, count(*) filter (where behind)::int, ${sql.join(stateColumns.map(() => sql`0`))}
    from (select child, unit_id, bool_or(overdue <> 0) as behind from s group by 1, 2) owing group by child`.execute(
    tx,
  )
  const sums = new Map<string, YearSums>()
  for (const { child, rhythm, count, behind, ...states } of result.rows) {
    const sum = sums.getOrInsertComputed(child ?? '', noSums)
    if (rhythm === null) {
      sums.set(child ?? '', { ...sum, units: count, behind })
      continue
    }
    for (const state of dutyStates) {
      addMonths(states[state], state, count, () => sum.counts)
      addMonths(
        states[state],
        state,
        count,
        (month) => sum.months[month - 1]?.getOrInsertComputed(rhythm, noCounts) ?? sum.counts,
      )
    }
  }
  return sums
}

export type Behind = {
  readonly unitId: string
  readonly unitName: string
  readonly unitKind: string
  readonly above: string | null
  readonly overdue: number
  readonly rhythms: readonly string[]
  /** The earliest day missed. */
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
  const result = await sql<Omit<Behind, 'since'> & { first: number; total: number }>`
    with behind as (
      select institution_id, unit_id, sum(bit_count(overdue::bit(12)))::int as overdue, bit_or(overdue) & -bit_or(overdue) as first,
             array_agg(distinct rhythm order by rhythm) as rhythms
      from (${statesSql(unitId, { today, from: year, to: year, rhythm })}) s
      where overdue <> 0
      group by 1, 2
    ), page as (
      select b.*, u.name, u.kind, u.path, (count(*) over ())::int as total
      from behind b join unit u on u.institution_id = b.institution_id and u.id = b.unit_id
      order by b.first, b.overdue desc, u.path
      limit ${limit} offset ${offset}
    )
    select p.unit_id as "unitId", p.name as "unitName", p.kind as "unitKind", a.name as above, p.overdue, p.rhythms, p.first, p.total
    from page p
    left join unit a on a.id = p.path[cardinality(p.path) - 1] and a.id <> ${unitId}
    order by p.first, p.overdue desc, p.path`.execute(tx)
  return {
    total: result.rows[0]?.total ?? 0,
    units: result.rows.map(({ total: _, first, ...row }) => ({
      ...row,
      // The lowest bit is the earliest month, on whose last day the duty fell due.
      since: periodOf('month', `${year}-${String(firstMonth(first)).padStart(2, '0')}-01`).to,
    })),
  }
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
