// SQL of meetings themselves: locate, lock, read, list, plan, change.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import type { MeetingKind, MeetingState } from '../rules.ts'

export type MeetingRecord = {
  readonly institutionId: string
  readonly id: string
  readonly unitId: string
  readonly kind: MeetingKind
  readonly state: MeetingState
  readonly source: 'desk' | 'ledger'
  readonly title: string
  readonly place: string | null
  readonly plannedAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly chairId: string | null
  readonly recorderId: string | null
  readonly makeUpFor: string | null
  readonly minutes: string
  readonly overrideReason: string | null
  readonly recordedAt: string
  readonly notifiedAt: string | null
  readonly confirmedAt: string | null
  readonly archivedAt: string | null
  readonly alsoAs: readonly MeetingKind[]
  readonly partnerIds: readonly string[]
  readonly onlineCounts: boolean
  readonly version: number
}

const columns = [
  'meeting.institution_id as institutionId',
  'meeting.id',
  'meeting.unit_id as unitId',
  'meeting.kind',
  'meeting.state',
  'meeting.source',
  'meeting.title',
  'meeting.place',
  'meeting.planned_at as plannedAt',
  'meeting.started_at as startedAt',
  'meeting.ended_at as endedAt',
  'meeting.chair_id as chairId',
  'meeting.recorder_id as recorderId',
  'meeting.make_up_for as makeUpFor',
  'meeting.minutes',
  'meeting.override_reason as overrideReason',
  'meeting.recorded_at as recordedAt',
  'meeting.notified_at as notifiedAt',
  'meeting.confirmed_at as confirmedAt',
  'meeting.archived_at as archivedAt',
  sql<MeetingKind[]>`meeting.also_as`.as('alsoAs'),
  'meeting.partner_ids as partnerIds',
  'meeting.online_counts as onlineCounts',
  'meeting.version',
] as const

/** The unit that a meeting belongs to, within the transaction's institutions. */
export async function locateMeeting(tx: Tx, id: string): Promise<UnitRef | null> {
  const row = await tx
    .selectFrom('meeting')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'meeting.institution_id')
        .onRef('unit.id', '=', 'meeting.unit_id'),
    )
    .select(['unit.institution_id as institutionId', 'unit.id', 'unit.kind', 'unit.path'])
    .where('meeting.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** The meeting of an id among the transaction's institutions, held so that it cannot move on meanwhile; null when there is none. */
export async function holdMeeting(tx: Tx, id: string): Promise<MeetingRecord | null> {
  const row = await tx
    .selectFrom('meeting')
    .select(columns)
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst()
  return row ?? null
}

/** Reads a meeting and holds it until the transaction ends, so that two clients cannot change it at once. */
export async function lockMeeting(tx: Tx, institutionId: string, id: string): Promise<MeetingRecord> {
  return tx
    .selectFrom('meeting')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export type MeetingWithNames = MeetingRecord & {
  readonly unitName: string
  readonly institutionName: string
  readonly demo: boolean
  readonly chairName: string | null
  readonly recorderName: string | null
}

export async function readMeeting(tx: Tx, institutionId: string, id: string): Promise<MeetingWithNames> {
  return tx
    .selectFrom('meeting')
    .innerJoin('institution', 'institution.id', 'meeting.institution_id')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'meeting.institution_id')
        .onRef('unit.id', '=', 'meeting.unit_id'),
    )
    .leftJoin('person as chair', (join) =>
      join
        .onRef('chair.institution_id', '=', 'meeting.institution_id')
        .onRef('chair.id', '=', 'meeting.chair_id'),
    )
    .leftJoin('person as recorder', (join) =>
      join
        .onRef('recorder.institution_id', '=', 'meeting.institution_id')
        .onRef('recorder.id', '=', 'meeting.recorder_id'),
    )
    .select(columns)
    .select([
      'unit.name as unitName',
      'institution.name as institutionName',
      'institution.demo',
      'chair.name as chairName',
      'recorder.name as recorderName',
    ])
    .where('meeting.institution_id', '=', institutionId)
    .where('meeting.id', '=', id)
    .executeTakeFirstOrThrow()
}

export type MeetingQuery = {
  /** In or below any of these units. */
  readonly unitIds: readonly string[]
  readonly kind?: MeetingKind | undefined
  readonly state?: MeetingState | undefined
  /** Held, or else planned, within these days, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly search?: string | undefined
  readonly limit: number
  readonly offset: number
}

/** When it was held, or is to be. */
const happens = sql<string>`coalesce(meeting.started_at, meeting.planned_at)`

/** One page of meetings, newest first, and how many there are in all. */
export async function listMeetings(tx: Tx, query: MeetingQuery) {
  const { kind, state, from, to } = query
  const search = query.search?.trim() ?? ''
  const pattern = `%${search.replace(/[%_\\]/g, '\\$&')}%`
  const found = tx
    .selectFrom('meeting')
    .innerJoin('unit', (join) =>
      join
        .onRef('unit.institution_id', '=', 'meeting.institution_id')
        .onRef('unit.id', '=', 'meeting.unit_id'),
    )
    .where(sql<boolean>`unit.path && ${sql.val([...query.unitIds])}::uuid[]`)
    .$if(kind !== undefined, (q) => q.where('meeting.kind', '=', kind ?? 'general_meeting'))
    .$if(state !== undefined, (q) => q.where('meeting.state', '=', state ?? 'planned'))
    .$if(from !== undefined, (q) => q.where(sql<boolean>`${happens} >= ${from ?? ''}::date`))
    .$if(to !== undefined, (q) => q.where(sql<boolean>`${happens} < ${to ?? ''}::date + 1`))
    .$if(search !== '', (q) =>
      q.where((where) =>
        where.or([
          where('meeting.title', 'ilike', pattern),
          where('meeting.place', 'ilike', pattern),
          where('unit.name', 'ilike', pattern),
        ]),
      ),
    )
  const { total } = await found
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await found
    .select(columns)
    .select('unit.name as unitName')
    .orderBy(happens, 'desc')
    .orderBy('unit.path')
    .orderBy('meeting.kind')
    .orderBy('meeting.id')
    .limit(query.limit)
    .offset(query.offset)
    .execute()
  return { total, rows }
}

/** How long a meeting is taken to last while nobody has said when it ended. */
const usualHours = 1

/** Other meetings of the unit, not cancelled, whose time overlaps this one's. */
export async function readOverlaps(
  tx: Tx,
  meeting: Pick<MeetingRecord, 'institutionId' | 'id' | 'unitId' | 'plannedAt' | 'startedAt' | 'endedAt'>,
): Promise<readonly { readonly id: string; readonly title: string; readonly startsAt: string }[]> {
  const from = meeting.startedAt ?? meeting.plannedAt
  const { rows } = await sql<{ id: string; title: string; startsAt: string }>`
    select id, title, coalesce(started_at, planned_at) as "startsAt" from meeting
    where institution_id = ${meeting.institutionId} and unit_id = ${meeting.unitId} and id <> ${meeting.id}
      and state <> 'cancelled'
      and coalesce(started_at, planned_at)
          < coalesce(${meeting.endedAt}::timestamp, ${from}::timestamp + make_interval(hours => ${usualHours}))
      and coalesce(ended_at, coalesce(started_at, planned_at) + make_interval(hours => ${usualHours}))
          > ${from}::timestamp
    order by 3, id limit 5`.execute(tx)
  return rows
}

export type NewMeeting = Pick<
  MeetingRecord,
  | 'institutionId'
  | 'unitId'
  | 'kind'
  | 'title'
  | 'place'
  | 'plannedAt'
  | 'makeUpFor'
  | 'recordedAt'
  | 'alsoAs'
  | 'partnerIds'
>

/** Adds a planned meeting; answers its id. */
export async function insertMeeting(tx: Tx, meeting: NewMeeting): Promise<string> {
  const id = newId()
  await tx
    .insertInto('meeting')
    .values({
      institution_id: meeting.institutionId,
      id,
      unit_id: meeting.unitId,
      kind: meeting.kind,
      state: 'planned',
      title: meeting.title,
      place: meeting.place,
      planned_at: meeting.plannedAt,
      make_up_for: meeting.makeUpFor,
      recorded_at: meeting.recordedAt,
      also_as: [...meeting.alsoAs],
      partner_ids: [...meeting.partnerIds],
    })
    .execute()
  return id
}

/** Those of these units that are in an institution, with their paths. */
export async function readPartners(
  tx: Tx,
  institutionId: string,
  unitIds: readonly string[],
): Promise<readonly { readonly id: string; readonly path: readonly string[] }[]> {
  return tx
    .selectFrom('unit')
    .select(['id', 'path'])
    .where('institution_id', '=', institutionId)
    .where(sql<boolean>`id = any(${sql.val([...unitIds])}::uuid[])`)
    .execute()
}

export type MeetingChange = Partial<
  Omit<MeetingRecord, 'institutionId' | 'id' | 'unitId' | 'kind' | 'source' | 'makeUpFor' | 'version'>
> & { readonly confirmedBy?: string; readonly archivedBy?: string }

/** Changes a locked meeting and counts its version on; answers the new version. */
export async function changeMeeting(
  tx: Tx,
  meeting: Pick<MeetingRecord, 'institutionId' | 'id' | 'version'>,
  change: MeetingChange = {},
): Promise<number> {
  const row = await tx
    .updateTable('meeting')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.title === undefined ? {} : { title: change.title }),
      ...(change.place === undefined ? {} : { place: change.place }),
      ...(change.plannedAt === undefined ? {} : { planned_at: change.plannedAt }),
      ...(change.startedAt === undefined ? {} : { started_at: change.startedAt }),
      ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
      ...(change.chairId === undefined ? {} : { chair_id: change.chairId }),
      ...(change.recorderId === undefined ? {} : { recorder_id: change.recorderId }),
      ...(change.minutes === undefined ? {} : { minutes: change.minutes }),
      ...(change.overrideReason === undefined ? {} : { override_reason: change.overrideReason }),
      ...(change.recordedAt === undefined ? {} : { recorded_at: change.recordedAt }),
      ...(change.notifiedAt === undefined ? {} : { notified_at: change.notifiedAt }),
      ...(change.confirmedAt === undefined ? {} : { confirmed_at: change.confirmedAt }),
      ...(change.confirmedBy === undefined ? {} : { confirmed_by: change.confirmedBy }),
      ...(change.archivedAt === undefined ? {} : { archived_at: change.archivedAt }),
      ...(change.archivedBy === undefined ? {} : { archived_by: change.archivedBy }),
      ...(change.alsoAs === undefined ? {} : { also_as: [...change.alsoAs] }),
      ...(change.partnerIds === undefined ? {} : { partner_ids: [...change.partnerIds] }),
      ...(change.onlineCounts === undefined ? {} : { online_counts: change.onlineCounts }),
      version: meeting.version + 1,
    })
    .where('institution_id', '=', meeting.institutionId)
    .where('id', '=', meeting.id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}
