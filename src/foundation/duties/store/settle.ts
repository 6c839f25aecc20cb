// SQL of what answers a duty: records, evidence of its own, a waiver; and of imposing one and taking it back.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import { once } from '../rules.ts'
import { clearOfYear, keepYears } from './years.ts'

export type Fulfilment = {
  readonly institutionId: string
  readonly unitId: string
  readonly rhythm: string
  readonly recordKind: string
  readonly recordId: string
  /** The day it happened, which decides between on time and late. */
  readonly happenedOn: string
  /** A day within the period that it counts for: usually the same, earlier when it makes up for one. */
  readonly countsFor: string
}

/**
 * Ties records to the duties they fulfil; a duty keeps its first record. A record may fulfil several duties, of each
 * rhythm one.
 */
export async function insertFulfilments(tx: Tx, records: readonly Fulfilment[]): Promise<void> {
  for (let at = 0; at < records.length; at += 2_000) {
    const part = records.slice(at, at + 2_000)
    const column = (read: (record: Fulfilment) => string) => sql.val(part.map(read))
    await sql`
      with fulfilled as (
      insert into duty_fulfilment (institution_id, duty_id, kind, record_kind, record_id, happened_on)
      select distinct on (d.institution_id, d.id) d.institution_id, d.id, d.rhythm || ' ' || d.unit_id, r.record_kind, r.record_id, r.happened_on
      from unnest(${column((r) => r.institutionId)}::uuid[], ${column((r) => r.unitId)}::uuid[],
                  ${column((r) => r.rhythm)}::text[], ${column((r) => r.recordKind)}::text[],
                  ${column((r) => r.recordId)}::uuid[], ${column((r) => r.happenedOn)}::date[],
                  ${column((r) => r.countsFor)}::date[])
        as r(institution_id, unit_id, rhythm, record_kind, record_id, happened_on, counts_for)
      join duty d on d.institution_id = r.institution_id and d.unit_id = r.unit_id and d.rhythm = r.rhythm
        and d.origin = 'rhythm' and r.counts_for between d.period_from and d.period_to
      order by d.institution_id, d.id, r.happened_on
      on conflict do nothing
      returning institution_id, duty_id, happened_on
      )
      ${keepYears(sql`
        select d.institution_id, d.unit_id, d.rhythm, d.path, d.due_on, f.happened_on, false as waived
        from fulfilled f join duty d on d.institution_id = f.institution_id and d.id = f.duty_id`)}`.execute(
      tx,
    )
  }
}

/** Takes back what fulfilled the duty of a rhythm whose period holds a day. */
export async function deleteFulfilment(
  tx: Tx,
  { institutionId, unitId, rhythm, countsFor }: Omit<Fulfilment, 'recordKind' | 'recordId' | 'happenedOn'>,
): Promise<void> {
  const result = await sql<{ dutyId: string }>`
    delete from duty_fulfilment f using duty d
    where d.institution_id = ${institutionId} and d.unit_id = ${unitId} and d.rhythm = ${rhythm} and d.origin = 'rhythm'
      and ${countsFor}::date between d.period_from and d.period_to
      and f.institution_id = d.institution_id and f.duty_id = d.id
    returning f.duty_id as "dutyId"`.execute(tx)
  for (const { dutyId } of result.rows) await clearOfYear(tx, institutionId, dutyId, 'fulfilled')
}

/** What names imposed duties: their origin, and one unit of several. */
export type ImposedKey = {
  readonly institutionId: string
  readonly origin: string
  readonly originId: string
  /** All units without one. */
  readonly unitId?: string
}

const imposed = (key: ImposedKey) => sql<boolean>`
  d.institution_id = ${key.institutionId} and d.origin = ${key.origin} and d.origin_id = ${key.originId}
  and (${key.unitId ?? null}::uuid is null or d.unit_id = ${key.unitId ?? null}::uuid)`

export type Evidence = {
  readonly recordKind: string
  readonly recordId: string
  readonly happenedOn: string
  readonly evidence?: string | null
  readonly recordedBy?: string | null
}

/** Ties a record to imposed duties; each keeps its first. */
export async function fulfilImposed(tx: Tx, key: ImposedKey, record: Evidence): Promise<void> {
  await sql`
    insert into duty_fulfilment (institution_id, duty_id, kind, record_kind, record_id, happened_on, evidence, recorded_by)
    select d.institution_id, d.id, d.id::text, ${record.recordKind}, ${record.recordId}::uuid, ${record.happenedOn}::date,
           ${record.evidence ?? null}, ${record.recordedBy ?? null}::uuid
    from duty d where ${imposed(key)}
    on conflict do nothing`.execute(tx)
}

/** Ties a record to one duty; answers false when it is fulfilled already. */
export async function fulfilOne(
  tx: Tx,
  institutionId: string,
  dutyId: string,
  record: Evidence,
): Promise<boolean> {
  const result = await sql`
    insert into duty_fulfilment (institution_id, duty_id, kind, record_kind, record_id, happened_on, evidence, recorded_by)
    values (${institutionId}, ${dutyId}, ${dutyId}, ${record.recordKind}, ${record.recordId}, ${record.happenedOn},
            ${record.evidence ?? null}, ${record.recordedBy ?? null})
    on conflict do nothing`.execute(tx)
  return result.numAffectedRows === 1n
}

/** Takes the answer to one duty back. */
export async function unfulfilOne(tx: Tx, institutionId: string, dutyId: string): Promise<void> {
  await tx
    .deleteFrom('duty_fulfilment')
    .where('institution_id', '=', institutionId)
    .where('duty_id', '=', dutyId)
    .execute()
}

export async function setWaiver(
  tx: Tx,
  institutionId: string,
  dutyId: string,
  waiver: { readonly at: string; readonly by: string; readonly reason: string } | null,
): Promise<void> {
  await tx
    .updateTable('duty')
    .set({
      waived_at: waiver?.at ?? null,
      waived_by: waiver?.by ?? null,
      waived_reason: waiver?.reason ?? null,
    })
    .where('institution_id', '=', institutionId)
    .where('id', '=', dutyId)
    .execute()
  if (waiver === null) await clearOfYear(tx, institutionId, dutyId, 'waived')
  else {
    await keepYears(sql`
      select d.institution_id, d.unit_id, d.rhythm, d.path, d.due_on, null::date as happened_on, true as waived
      from duty d where d.institution_id = ${institutionId} and d.id = ${dutyId} and d.origin = 'rhythm'`).execute(
      tx,
    )
  }
}

/** Something imposed once on a unit, on whoever holds a post in it, or on a person of it. */
export type Imposition = {
  readonly institutionId: string
  readonly origin: string
  /** What it comes from: with the origin, the unit, post and person it names the duty, which is imposed once. */
  readonly originId: string
  readonly unitId: string
  readonly post?: string | null
  readonly personId?: string | null
  readonly what: string
  /** Why, in words: the decision, the plan, the article. */
  readonly basis?: string | null
  /** Where in the product it is done; begins with a slash. */
  readonly link?: string | null
  readonly from: string
  readonly due: string
  /** The account that imposed it. */
  readonly by?: string | null
}

/** What was imposed, as it stands. */
export type Imposed = {
  readonly institutionId: string
  readonly id: string
  readonly unitId: string
  readonly path: readonly string[]
  readonly post: string | null
  readonly personId: string | null
  readonly origin: string
  readonly originId: string
  readonly what: string
  readonly dueOn: string
  readonly by: string | null
}

/** Inserts what is not there yet, and brings what is there to the wording and days given. Answers the ids, new ones marked. */
export async function insertImposed(
  tx: Tx,
  impositions: readonly Imposition[],
): Promise<readonly (Imposed & { readonly fresh: boolean })[]> {
  if (impositions.length === 0) return []
  const column = (read: (each: Imposition) => string | null | undefined) =>
    sql.val(impositions.map((each) => read(each) ?? null))
  const result = await sql<Imposed & { fresh: boolean }>`
    insert into duty as d (institution_id, id, unit_id, path, rhythm, period_from, period_to, due_on, origin, origin_id,
                           what, basis, link, post, person_id, imposed_by)
    select r.institution_id, r.id, r.unit_id, u.path, ${once}, r.from_on, r.due_on, r.due_on, r.origin, r.origin_id,
           r.what, r.basis, r.link, r.post, r.person_id, r.imposed_by
    from unnest(${column((i) => i.institutionId)}::uuid[], ${sql.val(impositions.map(() => newId()))}::uuid[],
                ${column((i) => i.unitId)}::uuid[], ${column((i) => i.from)}::date[], ${column((i) => i.due)}::date[],
                ${column((i) => i.origin)}::text[], ${column((i) => i.originId)}::text[], ${column((i) => i.what)}::text[],
                ${column((i) => i.basis)}::text[], ${column((i) => i.link)}::text[], ${column((i) => i.post)}::text[],
                ${column((i) => i.personId)}::uuid[], ${column((i) => i.by)}::uuid[])
      as r(institution_id, id, unit_id, from_on, due_on, origin, origin_id, what, basis, link, post, person_id, imposed_by)
    join unit u on u.institution_id = r.institution_id and u.id = r.unit_id
    on conflict (institution_id, origin, origin_id, unit_id, post, person_id) where origin <> 'rhythm'
    do update set what = excluded.what, basis = excluded.basis, link = excluded.link, period_from = excluded.period_from,
                  period_to = excluded.period_to, due_on = excluded.due_on, withdrawn_at = null
    returning d.institution_id as "institutionId", d.id, d.unit_id as "unitId", d.path, d.post, d.person_id as "personId",
              d.origin, d.origin_id as "originId", d.what, d.due_on as "dueOn", d.imposed_by as by, (xmax = 0) as fresh`.execute(
    tx,
  )
  return result.rows
}

/** Takes imposed duties back: nobody owes them any more; what was done stays done. */
export async function withdrawImposed(tx: Tx, key: ImposedKey, at: string): Promise<void> {
  await sql`update duty d set withdrawn_at = ${at}::timestamptz where ${imposed(key)} and d.withdrawn_at is null`.execute(
    tx,
  )
}

export async function setWithdrawn(
  tx: Tx,
  institutionId: string,
  dutyId: string,
  at: string | null,
): Promise<void> {
  await tx
    .updateTable('duty')
    .set({ withdrawn_at: at })
    .where('institution_id', '=', institutionId)
    .where('id', '=', dutyId)
    .execute()
}
