// SQL of findings set aside: those that count today, one set, one taken back.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { Facts } from '../../../core/law.ts'

export type Override = {
  readonly id: string
  readonly rule: string
  readonly unitId: string
  readonly personId: string | null
  readonly reason: string
  readonly untilOn: string
  readonly facts: Facts
  readonly setOn: string
  readonly byName: string
}

const columns = sql`o.id, o.rule, o.unit_id as "unitId", o.person_id as "personId", o.reason, o.until_on as "untilOn",
  o.facts, o.set_on as "setOn", o.set_by_name as "byName"`

/** Those in or below these units that have not ended and were not taken back. */
export async function livingOverrides(
  tx: Tx,
  within: readonly string[],
  today: string,
): Promise<readonly Override[]> {
  const result = await sql<Override>`
    select ${columns} from finding_override o
    join unit u on u.institution_id = o.institution_id and u.id = o.unit_id
    where u.path && ${sql.val([...within])}::uuid[] and o.withdrawn_at is null and o.until_on >= ${today}::date`.execute(
    tx,
  )
  return result.rows
}

export type Matter = { readonly rule: string; readonly unitId: string; readonly personId: string | null }

/** Sets a matter aside; one that counted before is withdrawn, and two at the same moment fail as taken. */
export async function insertOverride(
  tx: Tx,
  institutionId: string,
  matter: Matter & {
    readonly reason: string
    readonly untilOn: string
    readonly facts: Facts
    readonly setOn: string
    readonly by: string
    readonly byName: string
    readonly at: string
  },
): Promise<string> {
  await withdrawOverride(tx, institutionId, matter, matter)
  const id = newId()
  await tx
    .insertInto('finding_override')
    .values({
      institution_id: institutionId,
      id,
      rule: matter.rule,
      unit_id: matter.unitId,
      person_id: matter.personId,
      reason: matter.reason,
      until_on: matter.untilOn,
      facts: sql<string>`${JSON.stringify(matter.facts)}::jsonb`,
      set_on: matter.setOn,
      set_at: matter.at,
      set_by: matter.by,
      set_by_name: matter.byName,
    })
    .execute()
  return id
}

/** Answers what was taken back, or null when there was nothing. */
export async function withdrawOverride(
  tx: Tx,
  institutionId: string,
  matter: Matter,
  who: { readonly by: string; readonly at: string },
): Promise<Override | null> {
  const result = await sql<Override>`
    update finding_override o set withdrawn_at = ${who.at}, withdrawn_by = ${who.by}
    where o.institution_id = ${institutionId} and o.unit_id = ${matter.unitId} and o.rule = ${matter.rule}
      and o.person_id is not distinct from ${matter.personId}::uuid and o.withdrawn_at is null
    returning ${columns}`.execute(tx)
  return result.rows[0] ?? null
}
