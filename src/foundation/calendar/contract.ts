// Endpoints of the working calendar: holidays and make-up days as an editable table.

import * as z from 'zod'
import { endpoint, isoDate, line } from '../../core/contract.ts'

const day = z.object({ day: isoDate, name: z.string(), working: z.boolean() })

export const calendarContract = {
  year: endpoint({
    method: 'GET',
    path: '/calendar/{year}',
    summary:
      'The days of a year that depart from the plain week; known=false where nobody entered the year yet',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({ year: z.coerce.number().int().min(2000).max(2100) }))
    .output(
      z.object({
        year: z.number().int(),
        known: z.boolean(),
        source: z.string().nullable(),
        days: z.array(day),
      }),
    ),

  saveYear: endpoint({
    method: 'PUT',
    path: '/calendar/{year}',
    summary: 'Replace the days of a year with those of the State Council notice',
    permission: 'calendar.write',
    place: { at: 'reach' },
  })
    .input(
      z.object({
        year: z.coerce.number().int().min(2000).max(2100),
        source: line(200),
        days: z.array(z.object({ day: isoDate, name: line(40), working: z.boolean() })).max(366),
      }),
    )
    .output(z.object({})),
}
