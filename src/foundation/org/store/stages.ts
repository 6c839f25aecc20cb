// SQL of history: stages of name and place, places on any day, successions, changes planned ahead.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { Stage } from '../rules/stages.ts'
import type { UnitKind } from '../words.ts'

const columns = ['from_on as fromOn', 'until_on as untilOn', 'name', 'parent_id as parentId'] as const

/** Changes of one institution's tree follow one another: the second waits and sees what the first has done. */
export async function lockTree(tx: Tx, institutionId: string): Promise<void> {
  await tx
    .selectFrom('unit')
    .select('id')
    .where('institution_id', '=', institutionId)
    .where('parent_id', 'is', null)
    .forNoKeyUpdate()
    .execute()
}

/** The stages of a unit, the first one first. */
export async function unitStages(tx: Tx, institutionId: string, unitId: string): Promise<readonly Stage[]> {
  return tx
    .selectFrom('unit_stage')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('unit_id', '=', unitId)
    .orderBy('from_on')
    .execute()
}

export async function writeStages(
  tx: Tx,
  institutionId: string,
  unitId: string,
  stages: readonly Stage[],
): Promise<void> {
  await tx
    .deleteFrom('unit_stage')
    .where('institution_id', '=', institutionId)
    .where('unit_id', '=', unitId)
    .execute()
  await tx
    .insertInto('unit_stage')
    .values(
      stages.map((stage) => ({
        institution_id: institutionId,
        unit_id: unitId,
        from_on: stage.fromOn,
        until_on: stage.untilOn,
        name: stage.name,
        parent_id: stage.parentId,
      })),
    )
    .execute()
}

/** The stages of these units and of everything that is above one of them on `from` or later. */
export async function stagesAbove(
  tx: Tx,
  institutionId: string,
  unitIds: readonly string[],
  from: string,
): Promise<ReadonlyMap<string, readonly Stage[]>> {
  const known = new Map<string, Stage[]>()
  for (let wanted = new Set(unitIds); wanted.size > 0; ) {
    const rows = await tx
      .selectFrom('unit_stage')
      .select(['unit_id as unitId', ...columns])
      .where('institution_id', '=', institutionId)
      .where(sql<boolean>`unit_id = any(${sql.val([...wanted])}::uuid[])`)
      .orderBy('from_on')
      .execute()
    for (const id of wanted) known.set(id, [])
    for (const { unitId, ...stage } of rows) known.get(unitId)?.push(stage)
    wanted = new Set(
      rows.flatMap(({ parentId, untilOn }) =>
        parentId === null || known.has(parentId) || (untilOn !== null && untilOn < from) ? [] : [parentId],
      ),
    )
  }
  return known
}

/** A unit in or below `unitId` at some time since `on`, by the stages. */
export async function everBelow(
  tx: Tx,
  institutionId: string,
  unitId: string,
  on: string,
): Promise<readonly string[]> {
  const result = await sql<{ id: string }>`
    with recursive below as (
      select ${unitId}::uuid as id
      union select s.unit_id from unit_stage s join below b on s.parent_id = b.id
      where s.institution_id = ${institutionId} and (s.until_on is null or s.until_on >= ${on}::date)
    )
    select id from below`.execute(tx)
  return result.rows.map((row) => row.id)
}

/** The place of a unit on a day as a key. */
export const placeKey = (unitId: string, day: string): string => `${unitId} ${day}`

/** The paths of units of one institution on days of the past, by `placeKey`. */
export async function placesOn(
  tx: Tx,
  institutionId: string,
  wanted: readonly { readonly unitId: string; readonly day: string }[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (wanted.length === 0) return new Map()
  // Before its first stage a unit hangs where it hung first.
  const result = await sql<{ unitId: string; day: string; path: string[] }>`
    with recursive walk as (
      select w.unit_id, w.day, w.unit_id as at, '{}'::uuid[] as below
      from unnest(${sql.val(wanted.map((each) => each.unitId))}::uuid[], ${sql.val(wanted.map((each) => each.day))}::date[]) as w(unit_id, day)
      union all
      select w.unit_id, w.day, s.parent_id, w.at || w.below
      from walk w cross join lateral (
        select parent_id from unit_stage s
        where s.institution_id = ${institutionId} and s.unit_id = w.at
        order by s.from_on > w.day, case when s.from_on <= w.day then s.from_on end desc, s.from_on
        limit 1
      ) s
      where w.at is not null
    )
    select w.unit_id as "unitId", w.day, root.path[:cardinality(root.path) - 1] || w.below as path
    from walk w
    join unit root on root.institution_id = ${institutionId} and root.id = w.below[1]
    where w.at is null`.execute(tx)
  return new Map(result.rows.map((row) => [placeKey(row.unitId, row.day), row.path]))
}

/** The last day on which a unit of the institution came to hang elsewhere; null when none ever did. */
export async function lastMove(tx: Tx, institutionId: string, today: string): Promise<string | null> {
  const result = await sql<{ day: string | null }>`
    select max(next.from_on) as day
    from unit_stage s
    join unit_stage next on next.institution_id = s.institution_id and next.unit_id = s.unit_id and next.from_on = s.until_on + 1
    where s.institution_id = ${institutionId} and s.until_on is not null and next.from_on <= ${today}::date
      and next.parent_id is distinct from s.parent_id`.execute(tx)
  return result.rows[0]?.day ?? null
}

/** The units whose row does not show the stage of today. */
export async function unitsBehind(tx: Tx, institutionId: string, today: string): Promise<readonly string[]> {
  const rows = await sql<{ id: string }>`
    select s.unit_id as id
    from unit_stage s
    join unit u on u.institution_id = s.institution_id and u.id = s.unit_id
    where s.institution_id = ${institutionId} and s.from_on <= ${today}::date and (s.until_on is null or s.until_on >= ${today}::date)
      and (s.name <> u.name or s.parent_id is distinct from u.parent_id)
    order by s.from_on`.execute(tx)
  return rows.rows.map((row) => row.id)
}

/** Units that hang below this one after a day and are not dissolved by it, by the stages. */
export async function hangingAfter(
  tx: Tx,
  institutionId: string,
  unitId: string,
  day: string,
): Promise<readonly { readonly id: string; readonly name: string; readonly kind: UnitKind }[]> {
  return tx
    .selectFrom('unit_stage as s')
    .innerJoin('unit as u', (join) =>
      join.onRef('u.institution_id', '=', 's.institution_id').onRef('u.id', '=', 's.unit_id'),
    )
    .select(['u.id', 's.name', 'u.kind'])
    .distinct()
    .where('s.institution_id', '=', institutionId)
    .where('s.parent_id', '=', unitId)
    .where((where) => where.or([where('s.until_on', 'is', null), where('s.until_on', '>', day)]))
    .where((where) => where.or([where('u.dissolved_on', 'is', null), where('u.dissolved_on', '>', day)]))
    .execute()
}

export type Succession = {
  readonly fromUnitId: string
  readonly fromName: string
  readonly toUnitId: string
  readonly toName: string
  readonly on: string
  readonly kind: 'merge' | 'split'
}

/** What a unit came out of and what came out of it. */
export async function readSuccessions(
  tx: Tx,
  institutionId: string,
  unitId: string,
): Promise<readonly Succession[]> {
  return tx
    .selectFrom('unit_succession as s')
    .innerJoin('unit as f', (join) =>
      join.onRef('f.institution_id', '=', 's.institution_id').onRef('f.id', '=', 's.from_unit_id'),
    )
    .innerJoin('unit as t', (join) =>
      join.onRef('t.institution_id', '=', 's.institution_id').onRef('t.id', '=', 's.to_unit_id'),
    )
    .select([
      's.from_unit_id as fromUnitId',
      'f.name as fromName',
      's.to_unit_id as toUnitId',
      't.name as toName',
      's.on_day as on',
      's.kind',
    ])
    .where('s.institution_id', '=', institutionId)
    .where((where) => where.or([where('s.from_unit_id', '=', unitId), where('s.to_unit_id', '=', unitId)]))
    .orderBy('s.on_day')
    .orderBy('f.code')
    .execute()
}

export async function insertSuccession(
  tx: Tx,
  row: {
    readonly institutionId: string
    readonly from: string
    readonly to: string
    readonly on: string
    readonly kind: 'merge' | 'split'
  },
): Promise<void> {
  await tx
    .insertInto('unit_succession')
    .values({
      institution_id: row.institutionId,
      from_unit_id: row.from,
      to_unit_id: row.to,
      on_day: row.on,
      kind: row.kind,
    })
    .execute()
}

/** Days on which something in or below these units began, changed its name or place, or ended; the newest first. */
export async function changeDays(
  tx: Tx,
  reach: readonly string[],
  limit: number,
): Promise<readonly { readonly day: string; readonly changes: number }[]> {
  const result = await sql<{ day: string; changes: number }>`
    select day, count(*)::int as changes
    from (
      select s.from_on as day from unit_stage s
      join unit u on u.institution_id = s.institution_id and u.id = s.unit_id
      where u.path && ${sql.val([...reach])}::uuid[] and u.parent_id is not null and (u.founded_on is not null or s.from_on <> '1921-07-01')
      union all
      select u.dissolved_on + 1 from unit u where u.path && ${sql.val([...reach])}::uuid[] and u.dissolved_on is not null
    ) as d
    group by day order by day desc limit ${limit}`.execute(tx)
  return result.rows
}
