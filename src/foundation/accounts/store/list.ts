// Lists of accounts: for administrators page by page, for the matrix of who reaches what, for the demo's sign-in.

import { sql } from 'kysely'
import type { Role } from '../../../core/access.ts'
import type { Tx } from '../../../core/db.ts'
import { stillHeld } from './sessions.ts'

export const accountStates = ['active', 'waiting', 'first_password', 'locked', 'disabled'] as const
export type AccountState = (typeof accountStates)[number]

export type AccountFilter = {
  readonly search?: string | undefined
  readonly state?: AccountState | undefined
  readonly role?: Role | undefined
  readonly accountId?: string | undefined
  readonly limit: number
  readonly offset: number
}

type Line = {
  id: string
  username: string
  displayName: string
  personId: string | null
  personName: string | null
  staffNo: string | null
  state: AccountState
  lockedUntil: string | null
  firstPasswordUntil: string | null
  createdAt: string
  lastSignInAt: string | null
  totp: boolean
  sessions: number
  wish: { role: Role; unitId: string; unitName: string } | null
  grants: { role: Role; unitId: string; unitName: string; until: string | null; lender: string | null }[]
}

/** Accounts of the institutions whose root lies in or below these units, each with its grants; and how many fit. */
export async function listAccounts(
  tx: Tx,
  reach: readonly string[],
  filter: AccountFilter,
  now: string,
  today: string,
) {
  const like = filter.search ? `%${filter.search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%` : null
  const result = await sql<Line & { count: number }>`
    with line as (
      select a.institution_id, a.id, a.username, a.display_name as "displayName", p.id as "personId",
             p.name as "personName", p.staff_no as "staffNo", a.created_at as "createdAt",
             a.last_sign_in_at as "lastSignInAt", a.first_password_until as "firstPasswordUntil",
             case when f.locked then f.not_before end as "lockedUntil",
             case when a.disabled_at is not null then 'disabled'
                  when f.locked and f.not_before > ${now}::timestamptz then 'locked'
                  when not exists (select from account_grant g where g.institution_id = a.institution_id and g.account_id = a.id)
                    then 'waiting'
                  when a.first_password_until is not null then 'first_password'
                  else 'active' end as state,
             case when a.wished_role is not null then json_build_object('role', a.wished_role, 'unitId', a.wished_unit_id,
               'unitName', coalesce((select w.name from unit w where w.institution_id = a.institution_id and w.id = a.wished_unit_id), ''))
               end as wish
      from account a
      join unit root on root.institution_id = a.institution_id and root.parent_id is null
      left join person own on own.institution_id = a.institution_id and own.id = a.person_id
      left join person p on p.institution_id = own.institution_id and p.id = coalesce(own.merged_into, own.id)
      left join login_name l on l.institution_id = a.institution_id and l.account_id = a.id
      left join sign_in_failure f on f.kind = 'name' and f.key_sha256 = sha256(convert_to(l.name, 'UTF8'))
      where root.path && ${sql.val([...reach])}::uuid[]
        and (${filter.accountId ?? null}::uuid is null or a.id = ${filter.accountId ?? null}::uuid)
        and (${like}::text is null or a.username ilike ${like} or a.display_name ilike ${like} or p.staff_no ilike ${like})
        and (${filter.role ?? null}::text is null or exists (select from account_grant g
              where g.institution_id = a.institution_id and g.account_id = a.id and g.role = ${filter.role ?? null}))),
    fitting as (select *, count(*) over () as count from line
                where ${filter.state ?? null}::text is null or state = ${filter.state ?? null}
                order by institution_id, username limit ${filter.limit} offset ${filter.offset})
    select n.id, n.username, n."displayName", n."personId", n."personName", n."staffNo", n.state, n."lockedUntil",
           n."firstPasswordUntil", n."createdAt", n."lastSignInAt", n.wish, n.count,
           exists (select from account_totp o where o.institution_id = n.institution_id and o.account_id = n.id
                   and o.confirmed_at is not null) as totp,
           (select count(*)::int from session s where s.institution_id = n.institution_id and s.account_id = n.id
             and s.stage = 'full' and s.expires_at > ${now}::timestamptz) as sessions,
           ${holdings('n', today)} as grants
    from fitting n order by n.institution_id, n.username`.execute(tx)
  return {
    accounts: result.rows.map(({ count: _, ...line }) => line),
    total: result.rows[0]?.count ?? 0,
  }
}

// Own grants and what is lent today, with the units' names; `account` is the alias of a row with institution_id and id.
const holdings = (account: string, today: string) => sql<Line['grants']>`
  (select coalesce(json_agg(json_build_object('role', h.role, 'unitId', h.unit_id, 'unitName', u.name,
                                              'until', h.until_on, 'lender', h.lender)
                            order by u.path, h.role), '[]')
   from (select g.role, g.unit_id, null::date as until_on, null::text as lender
         from account_grant g
         where g.institution_id = ${sql.ref(`${account}.institution_id`)} and g.account_id = ${sql.ref(`${account}.id`)}
         union all
         select d.role, d.unit_id, d.until_on, x.display_name
         from delegation d
         join account x on x.institution_id = d.institution_id and x.id = d.from_account_id
         where d.institution_id = ${sql.ref(`${account}.institution_id`)} and d.to_account_id = ${sql.ref(`${account}.id`)}
           and d.ended_at is null and ${today}::date between d.from_on and d.until_on and ${stillHeld}) h
   join unit u on u.institution_id = ${sql.ref(`${account}.institution_id`)} and u.id = h.unit_id)`

/** Every account with all it holds, for the matrix. */
export async function listHoldings(tx: Tx, reach: readonly string[], today: string) {
  const result = await sql<{
    id: string
    username: string
    displayName: string
    disabled: boolean
    grants: Line['grants']
  }>`
    select a.id, a.username, a.display_name as "displayName", a.disabled_at is not null as disabled,
           ${holdings('a', today)} as grants
    from account a
    join unit root on root.institution_id = a.institution_id and root.parent_id is null
    where root.path && ${sql.val([...reach])}::uuid[]
    order by a.institution_id, a.username`.execute(tx)
  return result.rows
}

export async function demoAccountLines(tx: Tx) {
  const result = await sql<{ username: string; role: Role; institution: string; unit: string }>`
    select a.username, g.role, i.name as institution, u.name as unit
    from account a
    join account_grant g on g.institution_id = a.institution_id and g.account_id = a.id
    join unit u on u.institution_id = g.institution_id and u.id = g.unit_id
    join institution i on i.id = a.institution_id and i.demo
    order by i.code, a.username`.execute(tx)
  return result.rows
}

/** The institutions that are a demo. */
export async function demoInstitutions(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('institution').select('id').where('demo', '=', true).execute()
  return rows.map((row) => row.id)
}

/** Today's names of accounts, by whichever of id and user name was asked for. */
export async function namesOfAccounts(
  tx: Tx,
  keys: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string }>> {
  if (keys.length === 0) return new Map()
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'username', 'display_name as name'])
    .where(
      sql<boolean>`(id::text = any(${sql.val([...keys])}::text[]) or username = any(${sql.val([...keys])}::text[]))`,
    )
    .execute()
  return new Map(
    rows.flatMap(({ id, username, name }) => [[id, { name }] as const, [username, { name }] as const]),
  )
}
