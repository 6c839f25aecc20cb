// SQL of what hangs on the record: guests, attachments, revisions, and the institution's settings for meetings.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import { type MeetingKind, type MeetingSetting, plainSetting } from '../rules.ts'

type MeetingKey = { readonly institutionId: string; readonly id: string }

export type Guest = { readonly id: string; readonly name: string; readonly organization: string | null }

export async function readGuests(tx: Tx, meeting: MeetingKey): Promise<readonly Guest[]> {
  return tx
    .selectFrom('meeting_guest')
    .select(['id', 'name', 'organization'])
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .orderBy('position')
    .execute()
}

export async function replaceGuests(
  tx: Tx,
  meeting: MeetingKey,
  guests: readonly Omit<Guest, 'id'>[],
): Promise<void> {
  await tx
    .deleteFrom('meeting_guest')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .execute()
  if (guests.length === 0) return
  await tx
    .insertInto('meeting_guest')
    .values(
      guests.map((guest, position) => ({
        institution_id: meeting.institutionId,
        meeting_id: meeting.id,
        id: newId(),
        position,
        ...guest,
      })),
    )
    .execute()
}

export type Attached = {
  readonly id: string
  readonly sha256: string
  readonly thumbnailSha256: string | null
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly caption: string | null
  readonly addedAt: string
}

export async function readAttached(tx: Tx, meeting: MeetingKey): Promise<readonly Attached[]> {
  return tx
    .selectFrom('meeting_file')
    .select([
      'id',
      'sha256',
      'thumbnail_sha256 as thumbnailSha256',
      'name',
      'media_type as mediaType',
      'size',
    ])
    .select(['caption', 'added_at as addedAt'])
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .orderBy('id')
    .execute()
}

export async function insertAttached(
  tx: Tx,
  meeting: MeetingKey,
  file: Omit<Attached, 'id'> & { readonly addedBy: string },
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('meeting_file')
    .values({
      institution_id: meeting.institutionId,
      meeting_id: meeting.id,
      id,
      sha256: file.sha256,
      thumbnail_sha256: file.thumbnailSha256,
      name: file.name,
      media_type: file.mediaType,
      size: file.size,
      caption: file.caption,
      added_at: file.addedAt,
      added_by: file.addedBy,
    })
    .execute()
  return id
}

export async function deleteAttached(tx: Tx, meeting: MeetingKey, fileId: string): Promise<void> {
  await tx
    .deleteFrom('meeting_file')
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .where('id', '=', fileId)
    .execute()
}

export type Revision = {
  readonly number: number
  readonly at: string
  readonly actor: string
  readonly reason: string
  readonly before: Record<string, unknown>
  readonly after: Record<string, unknown>
}

export async function readRevisions(tx: Tx, meeting: MeetingKey): Promise<readonly Revision[]> {
  const rows = await tx
    .selectFrom('meeting_revision')
    .select(['number', 'at', 'actor', 'reason', 'before', 'after'])
    .where('institution_id', '=', meeting.institutionId)
    .where('meeting_id', '=', meeting.id)
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    ...row,
    before: row.before as Record<string, unknown>,
    after: row.after as Record<string, unknown>,
  }))
}

/** Adds the next revision of a locked meeting. */
export async function insertRevision(
  tx: Tx,
  meeting: MeetingKey,
  revision: Omit<Revision, 'number'> & { readonly accountId: string },
): Promise<void> {
  await sql`
    insert into meeting_revision (institution_id, meeting_id, number, at, account_id, actor, reason, before, after)
    select ${meeting.institutionId}::uuid, ${meeting.id}::uuid, coalesce(max(number), 0) + 1,
           ${revision.at}::timestamptz, ${revision.accountId}::uuid, ${revision.actor}, ${revision.reason},
           ${JSON.stringify(revision.before)}::jsonb, ${JSON.stringify(revision.after)}::jsonb
    from meeting_revision where institution_id = ${meeting.institutionId} and meeting_id = ${meeting.id}`.execute(
    tx,
  )
}

export async function readMeetingSetting(tx: Tx, institutionId: string): Promise<MeetingSetting> {
  const row = await tx
    .selectFrom('meeting_setting')
    .selectAll()
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  return row === undefined
    ? plainSetting
    : {
        firstTopicKinds: row.first_topic_kinds as MeetingKind[],
        onlineKinds: row.online_kinds as MeetingKind[],
        fileMegabytes: row.file_megabytes,
        version: row.version,
      }
}

/** Saves the settings as their next version; false when somebody saved since `version`. */
export async function writeMeetingSetting(
  tx: Tx,
  institutionId: string,
  setting: MeetingSetting,
): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`
    insert into meeting_setting (institution_id, first_topic_kinds, online_kinds, file_megabytes, version)
    values (${institutionId}, ${sql.val([...setting.firstTopicKinds])}, ${sql.val([...setting.onlineKinds])},
            ${setting.fileMegabytes}, 1)
    on conflict (institution_id) do update
      set first_topic_kinds = excluded.first_topic_kinds, online_kinds = excluded.online_kinds,
          file_megabytes = excluded.file_megabytes, version = meeting_setting.version + 1
      where meeting_setting.version = ${setting.version}
    returning version`.execute(tx)
  return rows[0]?.version === setting.version + 1
}
