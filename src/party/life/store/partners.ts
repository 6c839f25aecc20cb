// SQL of partner agreements with their meetings, and of who lectured.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import type { AgreementState } from '../rules.ts'
import { daySql, heldSql } from './meeting-day.ts'

export type Agreement = {
  readonly institutionId: string
  readonly id: string
  readonly unitId: string
  readonly partner: string
  readonly content: string
  readonly plan: string
  readonly signedOn: string
  readonly untilOn: string | null
  readonly state: AgreementState
  readonly review: string
  readonly version: number
}

const columns = [
  'partner_agreement.institution_id as institutionId',
  'partner_agreement.id',
  'partner_agreement.unit_id as unitId',
  'partner_agreement.partner',
  'partner_agreement.content',
  'partner_agreement.plan',
  'partner_agreement.signed_on as signedOn',
  'partner_agreement.until_on as untilOn',
  sql<AgreementState>`partner_agreement.state`.as('state'),
  'partner_agreement.review',
  'partner_agreement.version',
] as const

export async function locateAgreement(tx: Tx, id: string): Promise<UnitRef | null> {
  const row = await tx
    .selectFrom('partner_agreement')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'partner_agreement.institution_id')
        .onRef('unit.id', '=', 'partner_agreement.unit_id'),
    )
    .select(['unit.institution_id as institutionId', 'unit.id', 'unit.kind', 'unit.path'])
    .where('partner_agreement.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function lockAgreement(tx: Tx, institutionId: string, id: string): Promise<Agreement> {
  return tx
    .selectFrom('partner_agreement')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Agreements in and below a unit, those still running first, the newest first. */
export async function readAgreements(tx: Tx, unitId: string) {
  return tx
    .selectFrom('partner_agreement')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'partner_agreement.institution_id')
        .onRef('unit.id', '=', 'partner_agreement.unit_id'),
    )
    .select(columns)
    .select(['unit.name as unitName', 'unit.path as unitPath'])
    .where(sql<boolean>`unit.path @> array[${unitId}]::uuid[]`)
    .orderBy(sql`partner_agreement.state = 'ended'`)
    .orderBy('partner_agreement.signed_on', 'desc')
    .limit(1000)
    .execute()
}

export async function partnerMeetings(tx: Tx, agreementIds: readonly string[]) {
  const result = await sql<{ agreementId: string; id: string; title: string; state: string; on: string }>`
    select p.agreement_id as "agreementId", m.id, m.title, m.state, ${daySql} as on
    from partner_meeting p join meeting m on m.institution_id = p.institution_id and m.id = p.meeting_id
    where p.agreement_id = any(${sql.val([...agreementIds])}::uuid[])
    order by 5 desc`.execute(tx)
  return Map.groupBy(result.rows, (row) => row.agreementId)
}

type Fields = Pick<Agreement, 'partner' | 'content' | 'plan' | 'signedOn' | 'untilOn'>
const row = (fields: Fields) => ({
  partner: fields.partner,
  content: fields.content,
  plan: fields.plan,
  signed_on: fields.signedOn,
  until_on: fields.untilOn,
})

export async function insertAgreement(
  tx: Tx,
  unit: { readonly institutionId: string; readonly id: string },
  fields: Fields,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('partner_agreement')
    .values({ institution_id: unit.institutionId, id, unit_id: unit.id, state: 'signed', ...row(fields) })
    .execute()
  return id
}

/** Changes a locked agreement and counts its version on; answers the new version. */
export async function changeAgreement(
  tx: Tx,
  agreement: Pick<Agreement, 'institutionId' | 'id' | 'version'>,
  change: { readonly fields?: Fields; readonly state?: AgreementState; readonly review?: string } = {},
): Promise<number> {
  const changed = await tx
    .updateTable('partner_agreement')
    .set({
      ...(change.fields === undefined ? {} : row(change.fields)),
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.review === undefined ? {} : { review: change.review }),
      version: agreement.version + 1,
    })
    .where('institution_id', '=', agreement.institutionId)
    .where('id', '=', agreement.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return changed.version
}

/** Those of the meetings that a unit, or one below it, holds. */
export async function meetingsOf(
  tx: Tx,
  unitId: string,
  meetingIds: readonly string[],
): Promise<readonly string[]> {
  const result = await sql<{ id: string }>`
    select m.id from meeting m join unit u on u.institution_id = m.institution_id and u.id = m.unit_id
    where m.id = any(${sql.val([...meetingIds])}::uuid[]) and u.path @> array[${unitId}]::uuid[]`.execute(tx)
  return result.rows.map((each) => each.id)
}

export async function writePartnerMeetings(
  tx: Tx,
  agreement: Pick<Agreement, 'institutionId' | 'id'>,
  meetingIds: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('partner_meeting')
    .where('institution_id', '=', agreement.institutionId)
    .where('agreement_id', '=', agreement.id)
    .execute()
  if (meetingIds.length === 0) return
  await tx
    .insertInto('partner_meeting')
    .values(
      meetingIds.map((id) => ({
        institution_id: agreement.institutionId,
        agreement_id: agreement.id,
        meeting_id: id,
      })),
    )
    .execute()
}

export type Lecturer = {
  readonly lecturer: string
  readonly post: string | null
  readonly topic: string
  readonly leader: boolean
}

export async function readLecturers(
  tx: Tx,
  institutionId: string,
  meetingId: string,
): Promise<readonly Lecturer[]> {
  return tx
    .selectFrom('lecture')
    .select(['lecturer', 'post', 'topic', 'leader'])
    .where('institution_id', '=', institutionId)
    .where('meeting_id', '=', meetingId)
    .orderBy('position')
    .execute()
}

export async function writeLecturers(
  tx: Tx,
  meeting: { readonly institutionId: string; readonly id: string },
  lecturers: readonly Lecturer[],
): Promise<void> {
  await tx
    .deleteFrom('lecture')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .execute()
  if (lecturers.length === 0) return
  await tx
    .insertInto('lecture')
    .values(
      lecturers.map((each, index) => ({
        institution_id: meeting.institutionId,
        meeting_id: meeting.id,
        position: index + 1,
        ...each,
      })),
    )
    .execute()
}

/** Lectures of a year in and below a unit, newest first: party lectures held, and whatever names a lecturer. */
export async function readLectures(tx: Tx, unitId: string, year: number) {
  const result = await sql<{
    meetingId: string
    kind: string
    unitName: string
    on: string
    title: string
    lecturer: string | null
    post: string | null
    topic: string | null
    leader: boolean
  }>`
    select m.id as "meetingId", m.kind, u.name as "unitName", ${daySql} as on, m.title, l.lecturer, l.post, l.topic,
           coalesce(l.leader, false) as leader
    from meeting m
    join unit u on u.institution_id = m.institution_id and u.id = m.unit_id and u.path @> array[${unitId}]::uuid[]
    left join lecture l on l.institution_id = m.institution_id and l.meeting_id = m.id
    where ${heldSql} and (m.kind = 'lecture' or l.lecturer is not null)
      and ${daySql} between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
    order by ${daySql} desc, u.path, l.position
    limit 5000`.execute(tx)
  return result.rows
}
