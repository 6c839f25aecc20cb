// SQL of both-leaders: who leads which living branch today, and what else they head.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { PostName } from '../../org/words.ts'

export type BranchSecretary = {
  readonly personId: string
  readonly name: string
  readonly service: 'in_service' | 'retired'
  readonly branchId: string
  readonly branchName: string
  readonly branchPath: readonly string[]
  readonly heads: readonly { readonly post: PostName; readonly unitName: string }[]
}

/** The secretaries of the living branches below a unit, with the head's posts they hold on a day. */
export async function branchSecretaries(
  tx: Tx,
  unitId: string,
  heads: readonly PostName[],
  day: string,
): Promise<readonly BranchSecretary[]> {
  const { rows } = await sql<BranchSecretary>`
    select p.id as "personId", p.name, p.service, u.id as "branchId", u.name as "branchName", u.path as "branchPath",
           coalesce(jsonb_agg(jsonb_build_object('post', h.post, 'unitName', hu.name)) filter (where h.post is not null), '[]') as heads
    from post o
    join unit u on u.institution_id = o.institution_id and u.id = o.unit_id and u.kind = 'branch'
      and (u.dissolved_on is null or u.dissolved_on >= ${day}::date)
    join person p on p.institution_id = o.institution_id and p.id = o.person_id
    left join post h on h.institution_id = o.institution_id and h.person_id = o.person_id
      and h.post = any(${sql.val([...heads])}::text[])
      and h.from_on <= ${day}::date and (h.until_on is null or h.until_on >= ${day}::date)
    left join unit hu on hu.institution_id = h.institution_id and hu.id = h.unit_id
    where u.path @> array[${unitId}]::uuid[] and o.post = 'secretary'
      and o.from_on <= ${day}::date and (o.until_on is null or o.until_on >= ${day}::date)
    group by p.institution_id, p.id, p.name, p.service, u.id, u.name, u.path, u.code
    order by u.code, p.name`.execute(tx)
  return rows
}
