// Endpoints of the record: amendments after confirmation, the archive, guests, attachments, and the institution's settings.

import * as z from 'zod'
import { endpoint, id, line, prose, subject } from '../../../core/contract.ts'
import { at, changed, kind, version, write } from './shapes.ts'

/** What the server reads of a file before its own limit speaks; the setting may only be smaller. */
const most = 50 * 1024 * 1024

const setting = z.object({
  firstTopicKinds: z.array(kind),
  onlineKinds: z.array(kind),
  fileMegabytes: z.number().int().min(1).max(50),
})

export const recordEndpoints = {
  amend: endpoint({
    method: 'POST',
    path: '/meetings/{meetingId}/amendments',
    summary: 'Change a confirmed record: with a reason, and what stood there before is kept and shown',
    ...write,
  })
    .input(
      z.object({
        meetingId: id,
        version,
        reason: line(500),
        title: line(120).optional(),
        place: line(120).nullable().optional(),
        minutes: prose(50_000).optional(),
        chairId: id.optional(),
        recorderId: id.optional(),
      }),
    )
    .output(changed),

  archive: endpoint({
    method: 'POST',
    path: '/meetings/{meetingId}/archive',
    summary: 'Archive a confirmed record: from now on it cannot be amended',
    ...write,
  })
    .input(z.object({ meetingId: id, version }))
    .output(changed),

  setGuests: endpoint({
    method: 'PUT',
    path: '/meetings/{meetingId}/guests',
    summary: 'The people from outside who took part: they stand in the record and never count',
    ...write,
  })
    .input(
      z.object({
        meetingId: id,
        guests: z.array(z.object({ name: line(40), organization: line(120).nullable() })).max(200),
      }),
    )
    .output(changed),

  addFile: endpoint({
    method: 'POST',
    path: '/meetings/{meetingId}/files',
    summary: 'Attach a photo or a document; place and camera data are removed from photos',
    ...write,
  })
    .input(
      z.object({
        meetingId: id,
        file: z.file().max(most),
        thumbnail: z
          .file()
          .max(512 * 1024)
          .optional(),
        caption: line(120).optional(),
      }),
    )
    .output(z.object({ id })),

  removeFile: endpoint({
    method: 'DELETE',
    path: '/meetings/{meetingId}/files/{fileId}',
    summary: 'Take an attachment off a record that is not confirmed',
    ...write,
  })
    .input(z.object({ meetingId: id, fileId: id }))
    .output(z.object({ removed: z.literal(true) })),

  file: endpoint({
    method: 'GET',
    path: '/meetings/{meetingId}/files/{fileId}',
    summary: 'An attachment, or its small picture',
    permission: 'meeting.read',
    place: at,
  })
    .input(z.object({ meetingId: id, fileId: id, size: z.enum(['full', 'small']).default('full') }))
    .output(z.file()),

  settings: endpoint({
    method: 'GET',
    path: '/meeting-settings/{unitId}',
    summary: 'What the institution of a unit decided for its meetings',
    permission: 'meeting.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(setting.extend({ version: z.number().int(), mayWrite: z.boolean() })),

  saveSettings: endpoint({
    method: 'PUT',
    path: '/meeting-settings/{unitId}',
    summary: 'Decide for the whole institution: first topic, attendance online, size of files',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(setting.extend({ unitId: id, version: z.number().int() }))
    .output(z.object({ version: z.number().int() })),
}
