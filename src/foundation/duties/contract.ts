// Endpoints of duties: what is owed, by whom, why, how it was fulfilled, and the rate at any level of the tree.

import * as z from 'zod'
import { citationSchema, endpoint, id, isoDate, line, ratio, subject } from '../../core/contract.ts'
import { dutyStates } from './rules.ts'

const state = z.enum(dutyStates)

export const rhythmSchema = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  every: z.enum(['month', 'quarter', 'year']),
  cites: z.array(citationSchema).readonly(),
})

const dutyLine = z.object({
  id,
  unitId: id,
  unitName: z.string(),
  unitKind: z.string(),
  institutionName: z.string(),
  rhythm: z.string(),
  periodFrom: isoDate,
  periodTo: isoDate,
  dueOn: isoDate,
  /** Five working days before it is due; certain=false where the year's holidays are not known. */
  remindOn: isoDate,
  remindCertain: z.boolean(),
  state,
  waivedReason: z.string().nullable(),
  recordKind: z.string().nullable(),
  recordId: id.nullable(),
  happenedOn: isoDate.nullable(),
})
export type DutyLine = z.infer<typeof dutyLine>

/** numerator = fulfilled on time; denominator = all that fell due or were fulfilled, without the waived. */
const rate = z.object({
  rate: ratio,
  counts: z.record(state, z.number().int()),
})

export const dutiesContract = {
  rhythms: endpoint({
    method: 'GET',
    path: '/duties/rhythms',
    summary: 'The rhythms that give rise to duties, with their articles',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({}))
    .output(z.object({ rhythms: z.array(rhythmSchema) })),

  list: endpoint({
    method: 'GET',
    path: '/duties/units/{unitId}',
    summary: 'Duties of a unit and all below it',
    permission: 'duty.read',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        from: isoDate,
        to: isoDate,
        state: state.optional(),
        rhythm: z.string().max(60).optional(),
        limit: z.coerce.number().int().min(1).max(5000).default(500),
      }),
    )
    .output(z.object({ duties: z.array(dutyLine) })),

  mine: endpoint({
    method: 'GET',
    path: '/duties/mine',
    summary: 'What is overdue, due now and done lately, within my reach: overdue first, then by due date',
    permission: 'duty.read',
    place: { at: 'reach' },
  })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }))
    .output(
      z.object({
        today: isoDate,
        counts: z.object({
          overdue: z.number().int(),
          due: z.number().int(),
          doneThisMonth: z.number().int(),
        }),
        duties: z.array(dutyLine),
      }),
    ),

  rate: endpoint({
    method: 'GET',
    path: '/duties/units/{unitId}/rate',
    summary: 'Fulfilment rate of a unit with all below it, of its direct children, and month by month',
    permission: 'duty.read',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        year: z.coerce.number().int().min(2000).max(2100),
        rhythm: z.string().max(60).optional(),
      }),
    )
    .output(
      rate.extend({
        children: z.array(rate.extend({ unitId: id, unitName: z.string(), unitKind: z.string() })),
        months: z.array(rate.extend({ month: z.number().int() })),
      }),
    ),

  waive: endpoint({
    method: 'POST',
    path: '/duties/{dutyId}/waiver',
    summary: 'Waive a duty with a written reason',
    permission: 'duty.waive',
    place: subject('duty', 'dutyId'),
  })
    .input(z.object({ dutyId: id, reason: line(500) }))
    .output(z.object({})),

  unwaive: endpoint({
    method: 'DELETE',
    path: '/duties/{dutyId}/waiver',
    summary: 'Take a waiver back',
    permission: 'duty.waive',
    place: subject('duty', 'dutyId'),
  })
    .input(z.object({ dutyId: id }))
    .output(z.object({})),
}
