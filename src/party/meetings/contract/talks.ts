// Endpoints of heart-to-heart talks: recording, taking back, and the year's coverage with its gaps.

import * as z from 'zod'
import { citationSchema, endpoint, id, isoDate, line, prose, subject } from '../../../core/contract.ts'
import { talkSides } from '../rules/talks.ts'

const place = subject('unit', 'unitId')
const person = z.object({ id, name: z.string() })

export const talkEndpoints = {
  talks: endpoint({
    method: 'GET',
    path: '/units/{unitId}/talks',
    summary: 'The talks of a branch in a year, and who is still without one',
    permission: 'meeting.write',
    place,
  })
    .input(z.object({ unitId: id, year: z.coerce.number().int().min(2000).max(2200) }))
    .output(
      z.object({
        people: z.array(person.extend({ committee: z.boolean() })),
        talks: z.array(
          z.object({
            id,
            on: isoDate,
            first: person,
            second: person,
            side: z.enum(talkSides),
            place: z.string().nullable(),
            notes: z.string(),
          }),
        ),
        coverage: z.array(
          z.object({
            side: z.enum(talkSides),
            numerator: z.number().int(),
            denominator: z.number().int(),
            missing: z.array(person),
          }),
        ),
        cite: citationSchema,
      }),
    ),

  recordTalk: endpoint({
    method: 'POST',
    path: '/units/{unitId}/talks',
    summary: 'Record a heart-to-heart talk of two members',
    permission: 'meeting.write',
    place,
  })
    .input(
      z.object({
        unitId: id,
        on: isoDate,
        firstId: id,
        secondId: id,
        place: line(120).nullable().default(null),
        notes: prose(4000).default(''),
      }),
    )
    .output(z.object({ id })),

  removeTalk: endpoint({
    method: 'DELETE',
    path: '/units/{unitId}/talks/{talkId}',
    summary: 'Take back a talk that was recorded by mistake',
    permission: 'meeting.write',
    place,
  })
    .input(z.object({ unitId: id, talkId: id }))
    .output(z.object({ removed: z.literal(true) })),
}
