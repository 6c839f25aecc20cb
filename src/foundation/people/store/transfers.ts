// SQL of transfers: one row a side, the inbox, and the institutions that use the product.

import { type Insertable, sql } from 'kysely'
import type { DB } from '../../../../db/schema.gen.ts'
import type { Tx } from '../../../core/db.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import type { TransferState } from '../words.ts'
import type { PersonKey } from './people.ts'

const locate = async (tx: Tx, id: string, side: 'out' | 'in'): Promise<UnitRef | null> => {
  const unit = sql.ref(side === 'out' ? 't.from_unit_id' : 't.to_unit_id')
  const { rows } = await sql<UnitRef>`
    select u.institution_id as "institutionId", u.id, u.kind, u.path
    from transfer t
    join unit u on u.institution_id = t.institution_id and (u.id = ${unit} or (${unit} is null and u.parent_id is null))
    where t.id = ${id} and t.side in ('within', ${side})
    limit 1`.execute(tx)
  return rows[0] ?? null
}
/** The unit that receives; an institution's root as long as no unit is named. */
export const locateIncoming = (tx: Tx, id: string): Promise<UnitRef | null> => locate(tx, id, 'in')
/** The unit that sends. */
export const locateOutgoing = (tx: Tx, id: string): Promise<UnitRef | null> => locate(tx, id, 'out')

export async function insertTransfer(tx: Tx, row: Insertable<DB['transfer']>): Promise<void> {
  await tx.insertInto('transfer').values(row).execute()
}

export async function readTransfer(tx: Tx, institutionId: string, id: string) {
  return tx
    .selectFrom('transfer')
    .selectAll()
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

export type Settlement = {
  readonly state: Exclude<TransferState, 'requested'>
  readonly on: string
  readonly by: string
  readonly toUnitId?: string
  readonly personId?: string
  readonly receiptNo?: string
  readonly answer?: string
}

/** Settles an open transfer at this version; false when somebody was quicker. */
export async function settleTransfer(
  tx: Tx,
  transfer: { readonly institutionId: string; readonly id: string; readonly version: number },
  settlement: Settlement,
): Promise<boolean> {
  const { state, on, by, toUnitId, personId, receiptNo, answer } = settlement
  const done = await tx
    .updateTable('transfer')
    .set({
      state,
      settled_on: on,
      settled_by: by,
      version: transfer.version + 1,
      ...(toUnitId === undefined ? {} : { to_unit_id: toUnitId }),
      ...(personId === undefined ? {} : { person_id: personId }),
      ...(receiptNo === undefined ? {} : { receipt_no: receiptNo }),
      ...(answer === undefined ? {} : { answer }),
    })
    .where('institution_id', '=', transfer.institutionId)
    .where('id', '=', transfer.id)
    .where('version', '=', transfer.version)
    .where('state', '=', 'requested')
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export type TransferTab = 'sent' | 'to_accept' | 'settled'

/** The transfers of a tab, newest first, with whether the sending and the receiving unit lie within these units. */
export async function listTransfers(tx: Tx, reach: readonly string[], tab: TransferTab, limit: number) {
  const { rows } = await sql<{
    id: string
    side: 'within' | 'out' | 'in'
    personId: string
    personName: string
    fromInstitutionId: string | null
    toInstitutionId: string | null
    fromUnitId: string | null
    fromName: string
    toUnitId: string | null
    toName: string
    state: TransferState
    requestedOn: string
    settledOn: string | null
    letterNo: string | null
    receiptNo: string | null
    note: string | null
    answer: string | null
    version: number
    fromPath: string[] | null
    toPath: string[] | null
  }>`
    select * from (${withPlaces(reach)}) t
    where ${tabs[tab]}
    order by coalesce(t."settledOn", t."requestedOn") desc, t.id
    limit ${limit}`.execute(tx)
  return rows
}

export async function countTransfers(
  tx: Tx,
  reach: readonly string[],
): Promise<Readonly<Record<TransferTab, number>>> {
  const { rows } = await sql<Record<TransferTab, number>>`
    select count(*) filter (where ${tabs.sent})::int as sent,
           count(*) filter (where ${tabs.to_accept})::int as to_accept,
           count(*) filter (where ${tabs.settled})::int as settled
    from (${withPlaces(reach)}) t`.execute(tx)
  return rows[0] ?? { sent: 0, to_accept: 0, settled: 0 }
}

const tabs = {
  sent: sql<boolean>`t.state = 'requested' and t."sends"`,
  to_accept: sql<boolean>`t.state = 'requested' and t."receives"`,
  settled: sql<boolean>`t.state <> 'requested' and (t."sends" or t."receives")`,
}

const withPlaces = (reach: readonly string[]) => sql`
  select t.id, t.side, t.person_id as "personId", t.person_name as "personName",
         t.from_institution_id as "fromInstitutionId", t.to_institution_id as "toInstitutionId",
         t.from_unit_id as "fromUnitId", t.from_name as "fromName", t.to_unit_id as "toUnitId", t.to_name as "toName",
         t.state, t.requested_on as "requestedOn", t.settled_on as "settledOn", t.letter_no as "letterNo",
         t.receipt_no as "receiptNo", t.note, t.answer, t.version, s.path as "fromPath", r.path as "toPath",
         coalesce(s.path && ${sql.val([...reach])}::uuid[], false) as "sends",
         coalesce(r.path && ${sql.val([...reach])}::uuid[], false) as "receives"
  from transfer t
  left join unit s on t.side <> 'in' and s.institution_id = t.institution_id
    and (s.id = t.from_unit_id or (t.from_unit_id is null and s.parent_id is null))
  left join unit r on t.side <> 'out' and r.institution_id = t.institution_id
    and (r.id = t.to_unit_id or (t.to_unit_id is null and r.parent_id is null))
  where t.institution_id = any (current_setting('app.institutions')::uuid[])`

/** The transfers of a person, newest first. */
export async function transfersOf(tx: Tx, person: PersonKey) {
  return tx
    .selectFrom('transfer')
    .select([
      'id',
      'from_name as fromName',
      'to_name as toName',
      'state',
      'requested_on as requestedOn',
      'settled_on as settledOn',
    ])
    .where('institution_id', '=', person.institutionId)
    .where('person_id', '=', person.id)
    .orderBy('requested_on', 'desc')
    .execute()
}

/** Transfers of these people in their institution, and where the other side keeps a row of its own, whose it is. */
export async function transfersOfAll(tx: Tx, institutionId: string, personIds: readonly string[]) {
  return tx
    .selectFrom('transfer')
    .select([
      'id',
      sql<
        string | null
      >`nullif(case side when 'out' then to_institution_id when 'in' then from_institution_id end, institution_id)`.as(
        'otherId',
      ),
    ])
    .where('institution_id', '=', institutionId)
    .where(sql<boolean>`person_id = any(${sql.val([...personIds])}::uuid[])`)
    .execute()
}

/**
 * Replaces the name on these transfers where they speak of one of these people: the row of a receiver who has accepted
 * speaks of its own person by then. Answers the institutions whose rows were changed.
 */
export async function renameOnTransfers(
  tx: Tx,
  transferIds: readonly string[],
  personIds: readonly string[],
  name: string,
): Promise<readonly { readonly id: string; readonly institutionId: string }[]> {
  const { rows } = await sql<{ id: string; institutionId: string }>`
    update transfer set person_name = ${name}, version = version + 1
    where institution_id = any (current_setting('app.institutions')::uuid[])
      and id = any(${sql.val([...transferIds])}::uuid[]) and person_id = any(${sql.val([...personIds])}::uuid[])
    returning id, institution_id as "institutionId"`.execute(tx)
  return rows
}

/** Institutions whose name or code holds the text, without one's own. */
export async function findInstitutions(tx: Tx, search: string, own: string) {
  const pattern = `%${search.replace(/[%_\\]/g, '\\$&')}%`
  return tx
    .selectFrom('institution')
    .select(['id', 'code', 'name'])
    .where('id', '<>', own)
    .where((where) => where.or([where('name', 'ilike', pattern), where('code', 'ilike', pattern)]))
    .orderBy('code')
    .limit(20)
    .execute()
}
