// Endpoints of the yearly activity table (支部活动一览表): branches × months, down to the record.

import * as z from 'zod'
import { endpoint, id, isoDate, ratio, subject } from '../../core/contract.ts'
import { dutyStates } from '../../foundation/duties/rules.ts'

const mark = z.object({
  dutyId: id,
  rhythm: z.string(),
  state: z.enum(dutyStates),
  dueOn: isoDate,
  recordKind: z.string().nullable(),
  recordId: id.nullable(),
})
export type Mark = z.infer<typeof mark>

export const lifeContract = {
  table: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/table',
    summary: 'The yearly activity table of a unit: one row for each branch and Party group below it',
    permission: 'duty.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, year: z.coerce.number().int().min(2000).max(2100) }))
    .output(
      z.object({
        today: isoDate,
        year: z.number().int(),
        unitName: z.string(),
        rhythms: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string(), every: z.string() })),
        rows: z.array(
          z.object({
            unitId: id,
            unitName: z.string(),
            unitKind: z.string(),
            above: z.string().nullable(),
            rate: ratio,
            /** Twelve months; a quarter's duty stands in the month in which it is due. */
            months: z.array(z.array(mark)),
          }),
        ),
        rate: ratio,
      }),
    ),
}
