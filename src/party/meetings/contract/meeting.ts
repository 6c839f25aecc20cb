// Endpoints of one meeting's way: plan, notice, roll, agenda, resolutions, close, confirm, minutes.

import * as z from 'zod'
import { endpoint, id, isoDate, isoMinute, line, prose, subject } from '../../../core/contract.ts'
import {
  at,
  attendance,
  ballot,
  changed,
  choice,
  kind,
  matter,
  meeting,
  meetingLine,
  state,
  version,
  write,
} from './shapes.ts'

export const meetingEndpoints = {
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
        alsoAs: z.array(kind).max(5).default([]),
        partnerIds: z.array(id).max(50).default([]),
        agenda: z.array(line(200)).max(50).default([]),
      }),
    )
    .output(z.object({ id })),

  update: endpoint({
    method: 'PATCH',
    path: '/meetings/{meetingId}',
    summary:
      'Change title, place, time, partners, chair, recorder or minutes; a confirmed meeting stays as it is',
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
        alsoAs: z.array(kind).max(5).optional(),
        partnerIds: z.array(id).max(50).optional(),
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
          .array(
            z.object({
              id: id.optional(),
              title: line(200),
              notes: prose(10_000).default(''),
              firstTopic: z.boolean().default(false),
            }),
          )
          .max(50),
      }),
    )
    .output(changed),

  setSpeakers: endpoint({
    method: 'PUT',
    path: '/meetings/{meetingId}/agenda/{agendaItemId}/speakers',
    summary: 'Who spoke to an item of the agenda, in their order: people on the roll who took part',
    ...write,
  })
    .input(z.object({ meetingId: id, agendaItemId: id, personIds: z.array(id).max(200) }))
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
    .input(
      z.object({
        meetingId: id,
        text: line(1000),
        agendaItemId: id.nullable().default(null),
        matter: matter.default('general'),
        ballot: ballot.default('open'),
        candidate: line(60).nullable().default(null),
      }),
    )
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
