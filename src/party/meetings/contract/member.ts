// Endpoints of members for themselves: my meetings, asking leave, signing in by the code, the secret ballot; and the desk's answers.

import * as z from 'zod'
import { endpoint, id, isoMinute, line } from '../../../core/contract.ts'
import { at, attendance, changed, choice, kind, state, write } from './shapes.ts'

const mine = { permission: 'signed_in', place: { at: 'self' } } as const

const myMeeting = z.object({
  id,
  unitName: z.string(),
  kind,
  state,
  title: z.string(),
  place: z.string().nullable(),
  /** When it began, or is to begin. */
  at: isoMinute,
  agenda: z.array(z.string()),
  leave: z
    .object({
      state: z.enum(['asked', 'approved', 'declined']),
      reason: z.string(),
      answer: z.string().nullable(),
    })
    .nullable(),
  /** Null before the roll is frozen. */
  attendance: attendance.nullable(),
  signedAt: z.string().nullable(),
  /** Secret ballots that wait for the caller's choice. */
  ballots: z.array(z.object({ resolutionId: id, text: z.string(), candidate: z.string().nullable() })),
})
export type MyMeeting = z.infer<typeof myMeeting>

export const memberEndpoints = {
  mine: endpoint({
    method: 'GET',
    path: '/my-meetings',
    summary: 'My meetings: those to come and under way, and my attendance of a year',
    ...mine,
  })
    .input(z.object({ year: z.coerce.number().int().min(2000).max(2200).optional() }))
    .output(
      z.object({
        /** Whether the account belongs to a person of the rolls. */
        known: z.boolean(),
        year: z.number().int(),
        ahead: z.array(myMeeting),
        past: z.array(myMeeting),
      }),
    ),

  askLeave: endpoint({
    method: 'POST',
    path: '/my-meetings/{meetingId}/leave',
    summary: 'Ask leave from a meeting that I am expected at; after its beginning it is marked as late',
    ...mine,
  })
    .input(z.object({ meetingId: id, reason: line(200) }))
    .output(z.object({ late: z.boolean() })),

  withdrawLeave: endpoint({
    method: 'DELETE',
    path: '/my-meetings/{meetingId}/leave',
    summary: 'Take back a request for leave that nobody has answered',
    ...mine,
  })
    .input(z.object({ meetingId: id }))
    .output(z.object({ withdrawn: z.literal(true) })),

  signIn: endpoint({
    method: 'POST',
    path: '/my-meetings/{meetingId}/sign-in',
    summary: 'Sign in to a meeting under way by the code on its screen; the server’s clock decides',
    ...mine,
  })
    .input(z.object({ meetingId: id, code: z.string().max(60) }))
    .output(
      z.object({ already: z.boolean(), signedAt: z.string(), title: z.string(), unitName: z.string() }),
    ),

  castBallot: endpoint({
    method: 'POST',
    path: '/my-meetings/{meetingId}/ballots/{resolutionId}',
    summary: 'Put my secret ballot into the urn, once; nothing links it to me',
    ...mine,
  })
    .input(z.object({ meetingId: id, resolutionId: id, choice }))
    .output(z.object({ cast: z.literal(true) })),

  signInCode: endpoint({
    method: 'POST',
    path: '/meetings/{meetingId}/sign-in-code',
    summary: 'The code for the screen of a meeting under way: it changes every twenty seconds',
    permission: 'meeting.write',
    place: at,
    readsOnly: true,
  })
    .input(z.object({ meetingId: id }))
    .output(
      z.object({
        code: z.string(),
        /** For so many milliseconds it is the newest. */
        freshFor: z.number().int(),
        present: z.number().int(),
        due: z.number().int(),
        /** The last to sign in, newest first. */
        latest: z.array(z.object({ name: z.string(), signedAt: z.string() })),
      }),
    ),

  answerLeave: endpoint({
    method: 'PUT',
    path: '/meetings/{meetingId}/leaves/{personId}',
    summary: 'Approve or decline a request for leave; once the meeting is under way an approval excuses',
    ...write,
  })
    .input(
      z.object({
        meetingId: id,
        personId: id,
        approve: z.boolean(),
        answer: line(200).nullable().default(null),
      }),
    )
    .output(changed),
}
