// SQL that finds records which may be one person: same identity number, same name and day of birth, same phone.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { PartyStatus } from '../../org/words.ts'
import type { DuplicateReason } from '../words.ts'

export type DuplicateSide = {
  readonly id: string
  readonly version: number
  readonly staffNo: string
  readonly name: string
  readonly bornOn: string | null
  readonly status: PartyStatus
  readonly partyUnitName: string | null
  readonly departmentName: string | null
  readonly service: 'in_service' | 'retired'
}

/** People of an institution for comparing, with whether each lies in or below a unit. */
export async function readSides(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
  unitId: string,
): Promise<ReadonlyMap<string, DuplicateSide & { readonly within: boolean }>> {
  const { rows } = await sql<DuplicateSide & { within: boolean }>`
    select p.id, p.version, p.staff_no as "staffNo", p.name, p.born_on as "bornOn", p.status, p.service,
           pu.name as "partyUnitName", d.name as "departmentName",
           coalesce(coalesce(pu.path, d.path, root.path) @> array[${unitId}]::uuid[], false) as within
    from person p
    left join affiliation a on a.institution_id = p.institution_id and a.person_id = p.id and a.until_on is null
    left join unit pu on pu.institution_id = a.institution_id and pu.id = a.unit_id
    left join unit d on d.institution_id = p.institution_id and d.id = p.department_id
    left join unit root on pu.id is null and d.id is null and root.institution_id = p.institution_id and root.parent_id is null
    where p.institution_id = ${institutionId} and p.id = any(${sql.val([...ids])}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Pairs of an institution, at most `limit`, with every reason that speaks for each. */
export async function findPairs(
  tx: Tx,
  institutionId: string,
  limit: number,
): Promise<
  readonly { readonly one: string; readonly other: string; readonly reasons: readonly DuplicateReason[] }[]
> {
  const { rows } = await sql<{ one: string; other: string; reasons: DuplicateReason[] }>`
    with live as (
      select p.id, p.name, p.born_on, i.id_number_index, i.phone_index
      from person p
      left join person_identity i on i.institution_id = p.institution_id and i.person_id = p.id
      where p.institution_id = ${institutionId} and p.merged_into is null and p.status <> 'transferred'
    ), pairs as (
      select a.id as one, b.id as other, 'name_birth' as reason
      from live a join live b on b.name = a.name and b.born_on = a.born_on and a.id < b.id
      union all
      select a.id, b.id, 'id_number' from live a join live b on b.id_number_index = a.id_number_index and a.id < b.id
      union all
      select a.id, b.id, 'phone' from live a join live b on b.phone_index = a.phone_index and a.id < b.id
    )
    select one, other, array_agg(reason order by reason) as reasons
    from pairs group by one, other
    order by count(*) desc, one, other
    limit ${limit}`.execute(tx)
  return rows
}
