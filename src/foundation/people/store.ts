// SQL of people: found by unit, name and status; one person with their affiliations.

import { sql } from 'kysely'
import type { Tx } from '../../core/db.ts'
import type { UnitRef } from '../../core/pipeline.ts'
import type { PartyStatus } from '../org/words.ts'

/** A person belongs to the unit of their living affiliation, else to their department, else to the institution's root. */
export async function locatePerson(tx: Tx, id: string): Promise<UnitRef | null> {
  const result = await sql<UnitRef>`
    select u.institution_id as "institutionId", u.id, u.kind, u.path
    from person p
    left join affiliation a on a.institution_id = p.institution_id and a.person_id = p.id and a.until_on is null
    join unit u on u.institution_id = p.institution_id
      and (u.id = coalesce(a.unit_id, p.department_id) or (coalesce(a.unit_id, p.department_id) is null and u.parent_id is null))
    where p.id = ${id}
    limit 1`.execute(tx)
  return result.rows[0] ?? null
}

/** People whose Party unit or department lies in or below a unit. */
export async function listPeople(
  tx: Tx,
  unitId: string,
  query: {
    readonly search?: string | undefined
    readonly status?: PartyStatus | undefined
    readonly limit: number
    readonly offset: number
  },
) {
  const search = query.search?.trim()
  const pattern =
    search === undefined || search === '' ? null : `%${search.replace(/[%_\\]/g, '\\$&').toLowerCase()}%`
  const rows = await sql<{
    id: string
    institutionId: string
    staffNo: string
    name: string
    status: PartyStatus
    partyUnitId: string | null
    partyUnitName: string | null
    departmentName: string | null
    title: string | null
    service: 'in_service' | 'retired'
    total: number
  }>`
    select p.id, p.institution_id as "institutionId", p.staff_no as "staffNo", p.name, p.status,
           pu.id as "partyUnitId", pu.name as "partyUnitName", d.name as "departmentName", p.title, p.service,
           count(*) over ()::int as total
    from person p
    left join affiliation a on a.institution_id = p.institution_id and a.person_id = p.id and a.until_on is null
    left join unit pu on pu.institution_id = a.institution_id and pu.id = a.unit_id
    left join unit d on d.institution_id = p.institution_id and d.id = p.department_id
    where (pu.path @> array[${unitId}]::uuid[] or d.path @> array[${unitId}]::uuid[])
      and (${pattern}::text is null or lower(p.name) like ${pattern} or p.name_sort like ${pattern} or lower(p.staff_no) like ${pattern})
      and (${query.status ?? null}::text is null or p.status = ${query.status ?? null})
    order by p.name_sort, p.staff_no
    limit ${query.limit} offset ${query.offset}`.execute(tx)
  return rows.rows
}

export async function readPerson(tx: Tx, institutionId: string, id: string) {
  return tx
    .selectFrom('person')
    .selectAll()
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

export async function readAffiliations(tx: Tx, institutionId: string, personId: string) {
  return tx
    .selectFrom('affiliation')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'affiliation.institution_id')
        .onRef('unit.id', '=', 'affiliation.unit_id'),
    )
    .select([
      'affiliation.unit_id as unitId',
      'unit.name as unitName',
      'affiliation.from_on as fromOn',
      'affiliation.until_on as untilOn',
    ])
    .where('affiliation.institution_id', '=', institutionId)
    .where('affiliation.person_id', '=', personId)
    .orderBy('affiliation.from_on', 'desc')
    .execute()
}

/** Today's names of people by id, whatever institution in scope they belong to. */
export async function namesOfPeople(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${sql.val([...ids])}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
