// SQL of the working calendar: the days that depart from the plain week, and the years for which they are known.

import { sql } from 'kysely'
import type { Tx } from '../../core/db.ts'

export type Day = { readonly day: string; readonly name: string; readonly working: boolean }
export type Year = { readonly source: string; readonly days: readonly Day[] }

/** A year as it was entered, its days in order; null while nobody entered it. */
export async function readYear(tx: Tx, year: number): Promise<Year | null> {
  const known = await tx
    .selectFrom('calendar_year')
    .select('source')
    .where('year', '=', year)
    .executeTakeFirst()
  if (known === undefined) return null
  const days = await tx
    .selectFrom('holiday')
    .select(['day', 'name', 'working'])
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .orderBy('day')
    .execute()
  return { source: known.source, days }
}

/**
 * Makes these days the whole of the year. The year's own row is written first, so that two writers of one year
 * wait for each other.
 */
export async function replaceYear(tx: Tx, year: number, { source, days }: Year): Promise<void> {
  await tx
    .insertInto('calendar_year')
    .values({ year, source })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ source }))
    .execute()
  await tx
    .deleteFrom('holiday')
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .execute()
  await insertDays(tx, days)
}

/** Enters those of the years that nobody entered yet, and their days; answers which they were. */
export async function addYears(
  tx: Tx,
  source: string,
  years: ReadonlyMap<number, readonly Day[]>,
): Promise<readonly number[]> {
  const added = await tx
    .insertInto('calendar_year')
    .columns(['year', 'source'])
    .expression(sql`select unnest(${sql.val([...years.keys()])}::int[]), ${source}::text`)
    .onConflict((conflict) => conflict.doNothing())
    .returning('year')
    .execute()
  await insertDays(
    tx,
    added.flatMap(({ year }) => years.get(year) ?? []),
  )
  return added.map(({ year }) => year)
}

async function insertDays(tx: Tx, days: readonly Day[]): Promise<void> {
  if (days.length === 0) return
  await tx.insertInto('holiday').values(days).execute()
}
