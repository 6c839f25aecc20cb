// SQL of the tree as it is and as it was: units by id, their children, who came from elsewhere, how many there are.

import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { UnitForm, UnitKind } from '../words.ts'
import { placeKey, placesOn } from './stages.ts'

/** A unit as a line of the tree; of a past day when it was asked for one. */
export type TreeUnit = {
  readonly institutionId: string
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: UnitKind
  readonly form: UnitForm
  /** The unit right above, also where that is another institution's. */
  readonly parentId: string | null
  readonly foundedOn: string | null
  readonly dissolvedOn: string | null
  /** Today's path, whatever day was asked for. */
  readonly path: readonly string[]
}

/** The day that is looked at: today's tree, or the one of a past day. */
export type Look = { readonly today: string; readonly at: string | null; readonly withDissolved: boolean }

/** The columns of a TreeUnit today, of `unit u`. */
export const unitColumns = sql`u.institution_id as "institutionId", u.id, u.code, u.name, u.kind, u.form, u.above_id as "parentId",
  u.founded_on as "foundedOn", u.dissolved_on as "dissolvedOn", u.path`
const then = sql`u.institution_id as "institutionId", u.id, u.code, s.name, u.kind, u.form, coalesce(s.parent_id, u.above_id) as "parentId",
  u.founded_on as "foundedOn", u.dissolved_on as "dissolvedOn", u.path`

const livingNow = (look: Look) =>
  look.withDissolved
    ? sql`true`
    : sql`(u.dissolved_on is null or u.dissolved_on >= ${look.at ?? look.today}::date)`
const livingThen = (look: Look) =>
  sql`(u.founded_on is null or u.founded_on <= ${look.at}::date) and ${livingNow(look)}`
const stageThen = (at: string | null) => sql`join lateral (
    select name, parent_id from unit_stage s where s.institution_id = u.institution_id and s.unit_id = u.id
    order by s.from_on > ${at}::date, case when s.from_on <= ${at}::date then s.from_on end desc, s.from_on limit 1
  ) s on true`

/** Units by id, in no order; units that did not live on the day are left out. */
export async function unitsOf(tx: Tx, ids: readonly string[], look: Look): Promise<readonly TreeUnit[]> {
  const among = sql`u.id = any(${sql.val([...ids])}::uuid[])`
  const result =
    look.at === null
      ? await sql<TreeUnit>`select ${unitColumns} from unit u where ${among} and ${livingNow(look)}`.execute(
          tx,
        )
      : await sql<TreeUnit>`select ${then} from unit u ${stageThen(look.at)} where ${among} and ${livingThen(look)}`.execute(
          tx,
        )
  return result.rows
}

const stageOfDay = (at: string | null) =>
  sql`s.from_on <= ${at}::date and (s.until_on is null or s.until_on >= ${at}::date)`

/** The children, on the day looked at, of a unit whose id `parent` compares with: `= top.id`, `= any(…)`. */
function below(look: Look, parent: RawBuilder<unknown>) {
  if (look.at === null)
    return sql`select ${unitColumns} from unit u where u.above_id ${parent} and ${livingNow(look)}`
  // An institution hangs below another one by its path alone, and always has.
  return sql`
    select ${then} from unit_stage s
    join unit u on u.institution_id = s.institution_id and u.id = s.unit_id
    where s.parent_id ${parent} and ${stageOfDay(look.at)} and ${livingThen(look)}
    union all
    select ${then} from unit u
    join unit_stage s on s.institution_id = u.institution_id and s.unit_id = u.id and ${stageOfDay(look.at)}
    where u.above_id ${parent} and u.parent_id is null and ${livingThen(look)}`
}

/** The direct children of these units, by code; `offset` and `limit` count over all of them together. */
export async function childrenIn(
  tx: Tx,
  ids: readonly string[],
  look: Look,
  page: { readonly offset: number; readonly limit: number },
): Promise<readonly TreeUnit[]> {
  if (ids.length === 0) return []
  const result = await sql<TreeUnit>`
    select * from (${below(look, sql`= any(${sql.val([...ids])}::uuid[])`)}) as kid
    order by code limit ${page.limit} offset ${page.offset}`.execute(tx)
  return result.rows
}

/** How many children these units have together, counted no further than `most`. */
export async function countChildren(
  tx: Tx,
  ids: readonly string[],
  look: Look,
  most: number,
): Promise<number> {
  // Parent by parent, so that the count ends early whatever the planner thinks of the number of children.
  const result = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from unnest(${sql.val([...ids])}::uuid[]) as top(id)
      cross join lateral (${below(look, sql`= top.id`)} limit ${most}) as kid
      limit ${most}
    ) as found`.execute(tx)
  return result.rows[0]?.count ?? 0
}

/** How many children each of these units has, by id; counted no further than `most`. */
export async function kidsOf(
  tx: Tx,
  ids: readonly string[],
  look: Look,
  most: number,
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const result = await sql<{ id: string; kids: number }>`
    select top.id, (select count(*)::int from (${below(look, sql`= top.id`)} limit ${most}) as kid) as kids
    from unnest(${sql.val([...ids])}::uuid[]) as top(id)`.execute(tx)
  return new Map(result.rows.map((row) => [row.id, row.kids]))
}

/** The paths of these units on the day looked at, by id; today's for units that never moved. */
export async function pathsOf(
  tx: Tx,
  units: readonly TreeUnit[],
  at: string | null,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const paths = new Map(units.map((unit) => [unit.id, unit.path]))
  if (at === null) return paths
  for (const [institutionId, own] of Map.groupBy(units, (unit) => unit.institutionId)) {
    const places = await placesOn(
      tx,
      institutionId,
      own.map((unit) => ({ unitId: unit.id, day: at })),
    )
    for (const unit of own) paths.set(unit.id, places.get(placeKey(unit.id, at)) ?? unit.path)
  }
  return paths
}

/** Units that lie within reach today and hung elsewhere on a day. */
export async function cameFromElsewhere(
  tx: Tx,
  reach: readonly string[],
  at: string,
): Promise<readonly string[]> {
  const result = await sql<{ id: string }>`
    select u.id from unit_stage s
    join unit u on u.institution_id = s.institution_id and u.id = s.unit_id
    where s.until_on is not null and s.until_on >= ${at}::date and s.from_on <= ${at}::date
      and s.parent_id is distinct from u.parent_id and u.path && ${sql.val([...reach])}::uuid[]`.execute(tx)
  return result.rows.map((row) => row.id)
}

/** Names of units on a day, by id. */
export async function namesOn(
  tx: Tx,
  ids: readonly string[],
  look: Look,
): Promise<ReadonlyMap<string, string>> {
  const units = await unitsOf(tx, ids, { ...look, withDissolved: true })
  return new Map(units.map((unit) => [unit.id, unit.name]))
}
