// SQL of people: found by unit, name, status and situation; one person read, locked, added, changed.

import { type Insertable, sql, type Updateable } from 'kysely'
import type { DB } from '../../../../db/schema.gen.ts'
import type { Tx } from '../../../core/db.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import type { PartyStatus } from '../../org/words.ts'
import type { Situation } from '../words.ts'

export type PersonKey = { readonly institutionId: string; readonly id: string }

/**
 * A person belongs to the unit of their living affiliation, else to their department, else to the institution's root.
 * A duplicate that was merged belongs where the kept person does.
 */
export async function locatePerson(tx: Tx, id: string): Promise<UnitRef | null> {
  const result = await sql<UnitRef>`
    select u.institution_id as "institutionId", u.id, u.kind, u.path
    from person p
    join person k on k.institution_id = p.institution_id and k.id = coalesce(p.merged_into, p.id)
    left join affiliation a on a.institution_id = k.institution_id and a.person_id = k.id and a.until_on is null
    join unit u on u.institution_id = k.institution_id
      and (u.id = coalesce(a.unit_id, k.department_id) or (coalesce(a.unit_id, k.department_id) is null and u.parent_id is null))
    where p.id = ${id}
    limit 1`.execute(tx)
  return result.rows[0] ?? null
}

type ListQuery = {
  readonly search?: string | undefined
  readonly status?: PartyStatus | undefined
  readonly situation?: Situation | undefined
  readonly limit: number
  readonly offset: number
}

/**
 * People whose Party unit or department lies in or below a unit; who has neither belongs to the root. Whoever moved
 * away or died is listed only when asked for.
 */
export async function listPeople(tx: Tx, unitId: string, query: ListQuery) {
  const search =
    query.search
      ?.trim()
      .toLowerCase()
      .replace(/[%_\\]/g, '\\$&') ?? ''
  const pattern = search === '' ? null : `%${search}%`
  const compact = search.replaceAll(' ', '')
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
    situations: Situation[]
    total: number
  }>`
    select p.id, p.institution_id as "institutionId", p.staff_no as "staffNo", p.name, p.status,
           pu.id as "partyUnitId", pu.name as "partyUnitName", d.name as "departmentName", p.title, p.service,
           array_remove(array[
             case when p.floating_since is not null then 'floating' end,
             case when p.abroad_since is not null then 'abroad' end,
             case when p.lost_contact_since is not null then 'lost_contact' end,
             case when p.infirm then 'infirm' end], null) as situations,
           count(*) over ()::int as total
    from person p
    left join affiliation a on a.institution_id = p.institution_id and a.person_id = p.id and a.until_on is null
    left join unit pu on pu.institution_id = a.institution_id and pu.id = a.unit_id
    left join unit d on d.institution_id = p.institution_id and d.id = p.department_id
    left join unit root on pu.id is null and d.id is null and root.institution_id = p.institution_id and root.parent_id is null
    where p.merged_into is null
      and (pu.path @> array[${unitId}]::uuid[] or d.path @> array[${unitId}]::uuid[] or root.path @> array[${unitId}]::uuid[])
      and (${pattern}::text is null or lower(p.name) like ${pattern} or lower(p.staff_no) like ${pattern}
        or replace(p.name_sort, ' ', '') like ${`%${compact}%`}
        or regexp_replace(p.name_sort, '(\\S)\\S*\\s*', '\\1', 'g') like ${`${compact}%`})
      and case when ${query.status ?? null}::text is null then p.status not in ('transferred', 'deceased')
        else p.status = ${query.status ?? null} end
      and case ${query.situation ?? null}::text
        when 'floating' then p.floating_since is not null
        when 'abroad' then p.abroad_since is not null
        when 'lost_contact' then p.lost_contact_since is not null
        when 'infirm' then p.infirm
        else true end
    order by p.name_sort, p.staff_no
    limit ${query.limit} offset ${query.offset}`.execute(tx)
  return rows.rows
}

export type PersonRow = Awaited<ReturnType<typeof readPerson>>

/** The person of an id; for a duplicate that was merged, the one who was kept. */
export async function readPerson(tx: Tx, institutionId: string, id: string) {
  const row = await personById(tx, institutionId, id).executeTakeFirstOrThrow()
  return row.merged_into === null
    ? row
    : personById(tx, institutionId, row.merged_into).executeTakeFirstOrThrow()
}

const personById = (tx: Tx, institutionId: string, id: string) =>
  tx.selectFrom('person').selectAll().where('institution_id', '=', institutionId).where('id', '=', id)

/** The rows of people, locked until the transaction ends, in the order of ids so that two such locks cannot cross. */
export async function lockPeople(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<readonly PersonRow[]> {
  return tx
    .selectFrom('person')
    .selectAll()
    .where('institution_id', '=', institutionId)
    .where(sql<boolean>`id = any(${sql.val([...ids])}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
}

export async function insertPerson(tx: Tx, row: Insertable<DB['person']>): Promise<void> {
  await tx.insertInto('person').values(row).execute()
}

/** Changes a person whose row is locked; answers the new version. */
export async function updatePerson(
  tx: Tx,
  person: PersonKey,
  set: Omit<Updateable<DB['person']>, 'version' | 'institution_id' | 'id'>,
): Promise<number> {
  const row = await tx
    .updateTable('person')
    .set({ ...set, version: sql<number>`version + 1` })
    .where('institution_id', '=', person.institutionId)
    .where('id', '=', person.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

/** Whether an unit of this kind stands here: a department or a Party unit that people can be put into. */
export async function readPlace(tx: Tx, institutionId: string, unitId: string) {
  const row = await tx
    .selectFrom('unit')
    .select(['id', 'name', 'kind', 'path', 'dissolved_on as dissolvedOn'])
    .where('institution_id', '=', institutionId)
    .where('id', '=', unitId)
    .executeTakeFirst()
  return row ?? null
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
