// Endpoints of meetings: notice, frozen roll, attendance, agenda, resolutions with open votes, minutes, confirmation.

import * as z from 'zod'
import { endpoint, id, isoDate, isoMinute, line, prose, refusalSchema, subject } from '../../core/contract.ts'
import { meetingKinds, meetingMoves, meetingStates } from './rules/life.ts'

const kind = z.enum(meetingKinds)
const state = z.enum(meetingStates)
const version = z.number().int()
const attendance = z.enum(['present', 'absent', 'excused'])
const choice = z.enum(['yes', 'no', 'abstain'])
const personRef = z.object({ id, name: z.string() })

const meetingLine = z.object({
  id,
  unitId: id,
  unitName: z.string(),
  kind,
  state,
  source: z.enum(['desk', 'ledger']),
  title: z.string(),
  place: z.string().nullable(),
  plannedAt: isoMinute,
  startedAt: isoMinute.nullable(),
  endedAt: isoMinute.nullable(),
  recordedAt: z.string(),
  /** Whole days between the meeting and its recording; 0 when recorded the same day. */
  recordedDaysLater: z.number().int(),
  makeUpFor: isoDate.nullable(),
  present: z.number().int(),
  due: z.number().int(),
})
export type MeetingLine = z.infer<typeof meetingLine>

const tally = z.object({
  /** Who has a vote and is due (应到有表决权). */
  dueWithVote: z.number().int(),
  presentWithVote: z.number().int(),
  yes: z.number().int(),
  no: z.number().int(),
  abstain: z.number().int(),
  /** The smallest number of yes that passes. */
  neededYes: z.number().int().nullable(),
})

const meeting = meetingLine.extend({
  version,
  institutionName: z.string(),
  demo: z.boolean(),
  chair: personRef.nullable(),
  recorder: personRef.nullable(),
  minutes: z.string(),
  overrideReason: z.string().nullable(),
  /** When the notice was sent; null for a meeting opened without one. */
  notifiedAt: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  roll: z.array(
    z.object({
      personId: id,
      name: z.string(),
      status: z.string(),
      hasVote: z.boolean(),
      attendance,
      excuse: z.string().nullable(),
    }),
  ),
  agenda: z.array(z.object({ id, title: z.string(), notes: z.string() })),
  resolutions: z.array(
    z.object({
      id,
      agendaItemId: id.nullable(),
      text: z.string(),
      state: z.enum(['open', 'passed', 'rejected', 'withdrawn']),
      votes: z.array(z.object({ personId: id, choice })),
      tally,
      /** Why it cannot be decided or did not pass; empty when it passed or is open with nothing wrong. */
      refusals: z.array(refusalSchema),
    }),
  ),
  quorum: z.object({
    base: z.string(),
    baseCount: z.number().int(),
    needed: z.number().int().nullable(),
    present: z.number().int(),
    reached: z.boolean(),
  }),
  /** What would stop closing or confirming it now. */
  closing: z.array(refusalSchema),
  moves: z.array(z.enum(meetingMoves)),
  mayWrite: z.boolean(),
})
export type Meeting = z.infer<typeof meeting>

const at = subject('meeting', 'meetingId')
const write = { permission: 'meeting.write', place: at } as const
const changed = z.object({ version })

export const meetingsContract = {
  list: endpoint({
    method: 'GET',
    path: '/meetings',
    summary: 'Meetings within reach or below one unit, newest first',
    permission: 'meeting.read',
    place: { at: 'reach' },
  })
    .input(
      z.object({
        unitId: id.optional(),
        kind: kind.optional(),
        state: state.optional(),
        from: isoDate.optional(),
        to: isoDate.optional(),
        search: z.string().max(100).optional(),
        limit: z.coerce.number().int().min(1).max(1000).default(200),
        offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      }),
    )
    .output(z.object({ total: z.number().int(), meetings: z.array(meetingLine) })),

  get: endpoint({
    method: 'GET',
    path: '/meetings/{meetingId}',
    summary:
      'One meeting whole: roll, agenda, votes, quorum, what may be done next and what stands in the way',
    permission: 'meeting.read',
    place: at,
  })
    .input(z.object({ meetingId: id }))
    .output(meeting),

  plan: endpoint({
    method: 'POST',
    path: '/meetings',
    summary: 'Plan a meeting of a unit',
    permission: 'meeting.write',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        kind,
        title: line(120),
        place: line(120).nullable().default(null),
        plannedAt: isoMinute,
        makeUpFor: isoDate.nullable().default(null),
        agenda: z.array(line(200)).max(50).default([]),
      }),
    )
    .output(z.object({ id })),

  update: endpoint({
    method: 'PATCH',
    path: '/meetings/{meetingId}',
    summary: 'Change title, place, time, chair, recorder or minutes; a confirmed meeting stays as it is',
    ...write,
  })
    .input(
      z.object({
        meetingId: id,
        version,
        title: line(120).optional(),
        place: line(120).nullable().optional(),
        plannedAt: isoMinute.optional(),
        chairId: id.nullable().optional(),
        recorderId: id.nullable().optional(),
        minutes: prose(50_000).optional(),
      }),
    )
    .output(changed),

  setAgenda: endpoint({
    method: 'PUT',
    path: '/meetings/{meetingId}/agenda',
    summary: 'Replace the agenda',
    ...write,
  })
    .input(
      z.object({
        meetingId: id,
        version,
        items: z
          .array(z.object({ id: id.optional(), title: line(200), notes: prose(10_000).default('') }))
          .max(50),
      }),
    )
    .output(changed),

  notify: endpoint({
    method: 'POST',
    path: '/meetings/{meetingId}/notice',
    summary: 'Send the notice',
    ...write,
  })
    .input(z.object({ meetingId: id, version }))
    .output(changed),

  cancel: endpoint({ method: 'POST', path: '/meetings/{meetingId}/cancel', summary: 'Cancel it', ...write })
    .input(z.object({ meetingId: id, version }))
    .output(changed),

  open: endpoint({
    method: 'POST',
    path: '/meetings/{meetingId}/open',
    summary: 'Open it: the roll is frozen from the standing of that day',
    ...write,
  })
    .input(z.object({ meetingId: id, version, startedAt: isoMinute }))
    .output(changed),

  attend: endpoint({
    method: 'PUT',
    path: '/meetings/{meetingId}/attendance',
    summary: 'Who is present, absent or excused',
    ...write,
  })
    .input(
      z.object({
        meetingId: id,
        entries: z
          .array(z.object({ personId: id, attendance, excuse: line(200).nullable().default(null) }))
          .max(5000),
      }),
    )
    .output(changed),

  propose: endpoint({
    method: 'POST',
    path: '/meetings/{meetingId}/resolutions',
    summary: 'Put a resolution before the meeting',
    ...write,
  })
    .input(z.object({ meetingId: id, text: line(1000), agendaItemId: id.nullable().default(null) }))
    .output(z.object({ id })),

  vote: endpoint({
    method: 'PUT',
    path: '/meetings/{meetingId}/resolutions/{resolutionId}/votes',
    summary: 'Record the open vote: the choice of each person present with a vote; null takes a choice back',
    ...write,
  })
    .input(
      z.object({
        meetingId: id,
        resolutionId: id,
        votes: z.array(z.object({ personId: id, choice: choice.nullable() })).max(5000),
      }),
    )
    .output(changed),

  decide: endpoint({
    method: 'POST',
    path: '/meetings/{meetingId}/resolutions/{resolutionId}/decision',
    summary: 'Count the vote: passed or rejected by the rule of this kind of meeting; or withdraw it',
    ...write,
  })
    .input(z.object({ meetingId: id, resolutionId: id, withdraw: z.boolean().default(false) }))
    .output(z.object({ version, state: z.enum(['passed', 'rejected', 'withdrawn']) })),

  close: endpoint({
    method: 'POST',
    path: '/meetings/{meetingId}/close',
    summary: 'Close it; refused with the missing number and the article when its rule is not met',
    ...write,
  })
    .input(
      z.object({
        meetingId: id,
        version,
        endedAt: isoMinute,
        overrideReason: line(500).nullable().default(null),
      }),
    )
    .output(changed),

  confirm: endpoint({
    method: 'POST',
    path: '/meetings/{meetingId}/confirm',
    summary: 'Confirm the record: from now on it fulfils its duty and stays as it is',
    ...write,
  })
    .input(z.object({ meetingId: id, version }))
    .output(changed),

  minutesFile: endpoint({
    method: 'GET',
    path: '/meetings/{meetingId}/minutes.docx',
    summary: 'The minutes as a Word file laid out by GB/T 9704; the export is logged',
    permission: 'meeting.read',
    place: at,
    sensitive: true,
  })
    .input(z.object({ meetingId: id }))
    .output(z.file()),
}
