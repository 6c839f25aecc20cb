// SQL of what meetings covered: the marks of one meeting, and how often and how late schemes were marked.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { heldSql, daySql } from './meeting-day.ts'

export type ThemeMark = {
  readonly schemeId: string
  readonly partId: string
  readonly agendaItemId: string | null
  readonly note: string
}

export type MeetingFacts = {
  readonly institutionId: string
  readonly id: string
  readonly unitId: string
  readonly unitPath: readonly string[]
  readonly kind: string
  readonly state: string
  /** An archived record stays confirmed; the archive is a day of its own. */
  readonly archived: boolean
  readonly title: string
  /** The day it was held, or is to be. */
  readonly on: string
  readonly agenda: readonly { readonly id: string; readonly title: string }[]
}

/** A meeting as this room needs it. With `hold`, its row is kept until the transaction ends. */
export async function meetingFacts(
  tx: Tx,
  institutionId: string,
  id: string,
  hold = false,
): Promise<MeetingFacts> {
  const result = await sql<Omit<MeetingFacts, 'agenda'>>`
    select m.institution_id as "institutionId", m.id, m.unit_id as "unitId", u.path as "unitPath", m.kind, m.state,
           m.archived_at is not null as archived, m.title,
           ${daySql} as on
    from meeting m join unit u on u.institution_id = m.institution_id and u.id = m.unit_id
    where m.institution_id = ${institutionId} and m.id = ${id}
    ${hold ? sql`for update of m` : sql``}`.execute(tx)
  const [meeting] = result.rows
  if (meeting === undefined) throw new Error('A located meeting is gone')
  const agenda = await tx
    .selectFrom('agenda_item')
    .select(['id', 'title'])
    .where('institution_id', '=', institutionId)
    .where('meeting_id', '=', id)
    .orderBy('position')
    .execute()
  return { ...meeting, agenda }
}

export async function readMarks(
  tx: Tx,
  institutionId: string,
  meetingId: string,
): Promise<readonly ThemeMark[]> {
  return tx
    .selectFrom('theme_mark')
    .select(['scheme_id as schemeId', 'part_id as partId', 'agenda_item_id as agendaItemId', 'note'])
    .where('institution_id', '=', institutionId)
    .where('meeting_id', '=', meetingId)
    .execute()
}

/** Replaces the marks of a meeting. */
export async function writeMarks(
  tx: Tx,
  meeting: { readonly institutionId: string; readonly id: string },
  marks: readonly ThemeMark[],
  by: { readonly at: string; readonly accountId: string },
): Promise<void> {
  await tx
    .deleteFrom('theme_mark')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .execute()
  if (marks.length === 0) return
  await tx
    .insertInto('theme_mark')
    .values(
      marks.map((mark) => ({
        institution_id: meeting.institutionId,
        meeting_id: meeting.id,
        scheme_id: mark.schemeId,
        part_id: mark.partId,
        agenda_item_id: mark.agendaItemId,
        note: mark.note,
        marked_at: by.at,
        marked_by: by.accountId,
      })),
    )
    .execute()
}

/** The day of the last meeting marked by each of these schemes, within the transaction's institutions. */
export async function lastMarked(tx: Tx, schemeIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const result = await sql<{ schemeId: string; on: string }>`
    select k.scheme_id as "schemeId", max(${daySql}) as on
    from theme_mark k join meeting m on m.institution_id = k.institution_id and m.id = k.meeting_id
    where k.scheme_id = any(${sql.val([...schemeIds])}::uuid[]) and m.state <> 'cancelled'
    group by 1`.execute(tx)
  return new Map(result.rows.map((row) => [row.schemeId, row.on]))
}

/** How often a unit's meetings held in a year covered each part, one meeting left out; by scheme and part. */
export async function coveredBy(
  tx: Tx,
  meeting: Pick<MeetingFacts, 'institutionId' | 'id' | 'unitId' | 'on'>,
): Promise<ReadonlyMap<string, number>> {
  const year = Number(meeting.on.slice(0, 4))
  const result = await sql<{ key: string; count: number }>`
    select k.scheme_id || ' ' || k.part_id as key, count(*)::int as count
    from meeting m join theme_mark k on k.institution_id = m.institution_id and k.meeting_id = m.id
    where m.institution_id = ${meeting.institutionId} and m.unit_id = ${meeting.unitId} and m.id <> ${meeting.id}
      and ${heldSql} and ${daySql} between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
    group by 1`.execute(tx)
  return new Map(result.rows.map((row) => [row.key, row.count]))
}
