// Endpoints of theme schemes: their versions, and what of them a meeting covered.

import * as z from 'zod'
import { endpoint, id, isoDate, line, prose, subject } from '../../../core/contract.ts'
import { meetingKinds } from '../../meetings/rules.ts'
import { partKinds, schemePeriods, versionStates } from '../rules.ts'

const version = z.number().int()
const part = z.object({
  id,
  kind: z.enum(partKinds),
  name: line(60),
  minimum: z.number().int().min(0).max(366),
  explanation: prose(1000),
})
const every = z.enum(schemePeriods)
const kinds = z.array(z.enum(meetingKinds)).min(1).max(20)

const scheme = z.object({
  id,
  unitId: id,
  unitName: z.string(),
  name: z.string(),
  source: z.string(),
  kinds: z.array(z.string()),
  endedOn: isoDate.nullable(),
  version,
  /** Owned in or above the unit asked for, so that it holds there; false: a scheme of a unit below. */
  holdsHere: z.boolean(),
  mayWrite: z.boolean(),
  /** The day of the last meeting that was marked by it. */
  lastMarked: isoDate.nullable(),
  versions: z.array(
    z.object({
      number: z.number().int(),
      every,
      note: z.string(),
      fromOn: isoDate.nullable(),
      untilOn: isoDate.nullable(),
      state: z.enum(versionStates),
      publishedAt: z.string().nullable(),
      parts: z.array(part),
    }),
  ),
})
export type Scheme = z.infer<typeof scheme>

const at = subject('theme scheme', 'schemeId')
const write = { permission: 'scheme.write', place: at } as const
const changed = z.object({ version })
const parts = z.array(part).max(60)

const meetingThemes = z.object({
  /** May be changed now: held by whoever keeps the record, until it is archived. */
  mayWrite: z.boolean(),
  schemes: z.array(
    z.object({
      id,
      name: z.string(),
      source: z.string(),
      unitName: z.string(),
      note: z.string(),
      parts: z.array(
        part.extend({
          marked: z.boolean(),
          agendaItemId: id.nullable(),
          note: z.string(),
          /** The titles speak of it. */
          suggested: z.boolean(),
          /** How often this unit has covered it in the year of the meeting, this one left out. */
          before: z.number().int(),
        }),
      ),
      /** Names of core parts that are not marked. */
      missingCore: z.array(z.string()),
    }),
  ),
})
export type MeetingThemes = z.infer<typeof meetingThemes>

export const schemesContract = {
  schemes: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/schemes',
    summary: 'Theme schemes that hold at a unit (its own and those of units above), and those of units below',
    permission: 'duty.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(
      z.object({ mayCreate: z.boolean(), unitName: z.string(), today: isoDate, schemes: z.array(scheme) }),
    ),

  createScheme: endpoint({
    method: 'POST',
    path: '/life/units/{unitId}/schemes',
    summary: 'Begin a theme scheme with a first draft',
    permission: 'scheme.write',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        name: line(60),
        source: line(200),
        kinds,
        every,
        note: prose(1000).default(''),
        parts: z.array(part.omit({ id: true })).max(60),
      }),
    )
    .output(z.object({ id })),

  editScheme: endpoint({
    method: 'PATCH',
    path: '/life/schemes/{schemeId}',
    summary: 'Change the name, the source or the kinds of meeting of a scheme',
    ...write,
  })
    .input(z.object({ schemeId: id, version, name: line(60), source: line(200), kinds }))
    .output(changed),

  saveDraft: endpoint({
    method: 'PUT',
    path: '/life/schemes/{schemeId}/draft',
    summary: 'Save the draft of the next version; a version in force is never changed',
    ...write,
  })
    .input(z.object({ schemeId: id, version, every, note: prose(1000), parts }))
    .output(changed),

  dropDraft: endpoint({
    method: 'DELETE',
    path: '/life/schemes/{schemeId}/draft',
    summary: 'Drop the draft; of a scheme that was never in force the scheme goes with it',
    ...write,
  })
    .input(z.object({ schemeId: id, version: z.coerce.number().int() }))
    .output(z.object({ gone: z.boolean() })),

  publishScheme: endpoint({
    method: 'POST',
    path: '/life/schemes/{schemeId}/publication',
    summary: 'Bring the draft into force from a day on; the version before it ends the day before',
    ...write,
  })
    .input(z.object({ schemeId: id, version, fromOn: isoDate }))
    .output(changed),

  withdrawScheme: endpoint({
    method: 'DELETE',
    path: '/life/schemes/{schemeId}/publication',
    summary: 'Take the last version back to a draft while no meeting has been marked by it',
    ...write,
  })
    .input(z.object({ schemeId: id, version: z.coerce.number().int() }))
    .output(changed),

  endScheme: endpoint({
    method: 'POST',
    path: '/life/schemes/{schemeId}/end',
    summary: 'End the scheme with a day, or take the end back',
    ...write,
  })
    .input(z.object({ schemeId: id, version, endedOn: isoDate.nullable() }))
    .output(changed),

  meetingThemes: endpoint({
    method: 'GET',
    path: '/life/meetings/{meetingId}/themes',
    summary: 'The parts of the schemes in force on the day of a meeting, and which of them it covered',
    permission: 'meeting.read',
    place: subject('meeting', 'meetingId'),
  })
    .input(z.object({ meetingId: id }))
    .output(meetingThemes),

  markThemes: endpoint({
    method: 'PUT',
    path: '/life/meetings/{meetingId}/themes',
    summary: 'Mark which parts a meeting covered; until its record is archived',
    permission: 'meeting.write',
    place: subject('meeting', 'meetingId'),
  })
    .input(
      z.object({
        meetingId: id,
        marks: z
          .array(
            z.object({
              schemeId: id,
              partId: id,
              agendaItemId: id.nullable().default(null),
              note: prose(500).default(''),
            }),
          )
          .max(200),
      }),
    )
    .output(z.object({})),
}
