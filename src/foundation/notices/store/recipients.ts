// SQL of who is told: the accounts that answer for a unit, hold a post, or belong to a person.

import { sql } from 'kysely'
import type { Role } from '../../../core/access.ts'
import type { Tx } from '../../../core/db.ts'

const leads: readonly Role[] = ['branch_secretary', 'party_secretary', 'party_office']
const leadingPosts = ['secretary', 'deputy_secretary', 'group_leader']

/** Grants of an institution that hold today, lent ones with them; of one account, or of all. */
const grants = (institutionId: string, today: string, accountId: string | null) => sql`(
  select account_id, role, unit_id from account_grant
  where institution_id = ${institutionId} and (${accountId}::uuid is null or account_id = ${accountId}::uuid)
  union
  select d.to_account_id, d.role, d.unit_id from delegation d
  where d.institution_id = ${institutionId} and (${accountId}::uuid is null or d.to_account_id = ${accountId}::uuid)
    and d.ended_at is null and ${today}::date between d.from_on and d.until_on
    and exists (select from account_grant h where h.institution_id = d.institution_id and h.account_id = d.from_account_id
                and h.role = d.role and h.unit_id = d.unit_id))`

/** Accounts by the unit they answer for: by a role at it, or by leading it. Those that are closed are left out. */
export async function answerable(
  tx: Tx,
  institutionId: string,
  today: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ unitId: string; accountId: string }>`
    select w.unit_id as "unitId", w.account_id as "accountId"
    from (
      select g.unit_id, g.account_id from ${grants(institutionId, today, null)} g
      where g.role = any(${sql.val([...leads])}::text[])
      union
      select o.unit_id, a.id from post o
      join account a on a.institution_id = o.institution_id and a.person_id = o.person_id
      where o.institution_id = ${institutionId} and o.post = any(${sql.val(leadingPosts)}::text[])
        and o.from_on <= ${today}::date and (o.until_on is null or o.until_on >= ${today}::date)
    ) w
    join account a on a.institution_id = ${institutionId} and a.id = w.account_id and a.disabled_at is null`.execute(
    tx,
  )
  return grouped(rows.map(({ unitId, accountId }) => [unitId, accountId]))
}

/** Accounts by `unitId post`, for the posts held today. */
export async function postHolders(
  tx: Tx,
  institutionId: string,
  today: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx
    .selectFrom('post as o')
    .innerJoin('account as a', (join) =>
      join.onRef('a.institution_id', '=', 'o.institution_id').onRef('a.person_id', '=', 'o.person_id'),
    )
    .select(['o.unit_id as unitId', 'o.post', 'a.id as accountId'])
    .distinct()
    .where('o.institution_id', '=', institutionId)
    .where('a.disabled_at', 'is', null)
    .where('o.from_on', '<=', today)
    .where((where) => where.or([where('o.until_on', 'is', null), where('o.until_on', '>=', today)]))
    .execute()
  return grouped(rows.map(({ unitId, post, accountId }) => [`${unitId} ${post}`, accountId]))
}

/** Accounts by person; a duplicate that was merged leads to the person kept. */
export async function accountsOfPeople(
  tx: Tx,
  institutionId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<{ personId: string; accountId: string }>`
    select w.id as "personId", a.id as "accountId"
    from person w
    join person p on p.institution_id = w.institution_id and coalesce(p.merged_into, p.id) = coalesce(w.merged_into, w.id)
    join account a on a.institution_id = p.institution_id and a.person_id = p.id and a.disabled_at is null
    where w.institution_id = ${institutionId} and w.id = any(${sql.val([...personIds])}::uuid[])`.execute(tx)
  return grouped(rows.map(({ personId, accountId }) => [personId, accountId]))
}

const grouped = (pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>()
  for (const [key, value] of pairs) found.getOrInsertComputed(key, () => []).push(value)
  return found
}

export type Reader = {
  readonly accountId: string
  readonly personId: string | null
  readonly language: 'zh' | 'en'
  readonly grants: readonly { readonly role: Role; readonly unitId: string }[]
}

/** An account as a calendar reads for it, with what it may today; null when it is closed. */
export async function readReader(
  tx: Tx,
  institutionId: string,
  accountId: string,
  today: string,
): Promise<Reader | null> {
  const { rows } = await sql<Reader>`
    select a.id as "accountId", coalesce(p.merged_into, p.id) as "personId", a.language,
           (select coalesce(json_agg(json_build_object('role', g.role, 'unitId', g.unit_id)), '[]')
            from ${grants(institutionId, today, accountId)} g) as grants
    from account a
    left join person p on p.institution_id = a.institution_id and p.id = a.person_id
    where a.institution_id = ${institutionId} and a.id = ${accountId} and a.disabled_at is null`.execute(tx)
  return rows[0] ?? null
}
