// Endpoints of duties: what is owed, by whom, why, how it was fulfilled, and the rate at any level of the tree.

import * as z from 'zod'
import { everies } from '../../core/calendar.ts'
import { citationSchema, endpoint, id, isoDate, line, prose, ratio, subject } from '../../core/contract.ts'
import { postNames } from '../org/words.ts'
import { dutyStates } from './rules.ts'

const state = z.enum(dutyStates)
const postValues = postNames.map(({ value }) => value)
/** The life of branches and groups, all that comes back each period, what is imposed once, or everything. */
const sort = z.enum(['branch_life', 'rhythms', 'imposed', 'all'])

export const rhythmSchema = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  every: z.enum(everies),
  cites: z.array(citationSchema).readonly(),
  /** Where it is begun, with the unit still to be added, and whether by holding a meeting. */
  start: z.object({ to: z.string(), meeting: z.boolean() }).nullable(),
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
  /** 'rhythm', or where it was imposed from. */
  origin: z.string(),
  /** What of its origin it comes from; empty for a rhythm. */
  originId: z.string(),
  /** What is to be done once; null for a rhythm, whose name says it. */
  what: z.string().nullable(),
  basis: z.string().nullable(),
  link: z.string().nullable(),
  /** Who owes it within the unit: the holder of a post, or a person; the unit itself without either. */
  post: z.string().nullable(),
  personId: id.nullable(),
  personName: z.string().nullable(),
  evidence: z.string().nullable(),
  withdrawn: z.boolean(),
})
export type DutyLine = z.infer<typeof dutyLine>

/** What was done, in words. */
const proseLine = prose(2000).trim().min(1)

const policy = z.object({
  /** Working days before the due day. */
  remindDays: z.number().int().min(1).max(30),
  /** Days overdue; null: the level above is never told. */
  escalateDays: z.number().int().min(1).max(90).nullable(),
  /** 0: the defaults, nothing was saved yet. */
  version: z.number().int().min(0),
})

/** numerator = fulfilled on time; denominator = all that fell due or were fulfilled, without the waived. */
const rate = z.object({
  rate: ratio,
  counts: z.record(state, z.number().int()),
})

export const dutiesContract = {
  rhythms: endpoint({
    method: 'GET',
    path: '/duties/rhythms',
    summary: 'What gives rise to duties: rhythms with their articles, and the origins of what is imposed',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({}))
    .output(
      z.object({
        rhythms: z.array(rhythmSchema),
        origins: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
      }),
    ),

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
        sort: sort.default('all'),
        limit: z.coerce.number().int().min(1).max(5000).default(500),
      }),
    )
    .output(z.object({ duties: z.array(dutyLine) })),

  mine: endpoint({
    method: 'GET',
    path: '/duties/mine',
    summary:
      'Everything due to me, by unit, by post and by name, and what was done lately: overdue first, then by due date',
    permission: 'signed_in',
    place: { at: 'self' },
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
        sort: sort.default('branch_life'),
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

  complete: endpoint({
    method: 'POST',
    path: '/duties/{dutyId}/completion',
    summary: 'Complete an imposed duty with evidence in words: by whoever owes it or looks after the unit',
    permission: 'signed_in',
    // By name or by post it may be owed where one has no role: the handler judges.
    place: { at: 'self' },
  })
    .input(z.object({ dutyId: id, doneOn: isoDate, evidence: proseLine }))
    .output(z.object({})),

  reopen: endpoint({
    method: 'DELETE',
    path: '/duties/{dutyId}/completion',
    summary: 'Take a completion in words back',
    permission: 'signed_in',
    // By name or by post it may be owed where one has no role: the handler judges.
    place: { at: 'self' },
  })
    .input(z.object({ dutyId: id }))
    .output(z.object({})),

  impose: endpoint({
    method: 'POST',
    path: '/duties/units/{unitId}/imposed',
    summary:
      'Ask something once of a unit, of all branches below it, of the holders of a post, or of a person',
    permission: 'duty.impose',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        to: z.enum(['unit', 'branches']).default('unit'),
        post: z.enum(postValues).nullable().default(null),
        personId: id.nullable().default(null),
        what: line(200),
        basis: line(500).nullable().default(null),
        from: isoDate,
        due: isoDate,
      }),
    )
    .output(z.object({ count: z.number().int(), dutyIds: z.array(id) })),

  withdraw: endpoint({
    method: 'POST',
    path: '/duties/{dutyId}/withdrawal',
    summary: 'Take back what the office has asked for: it is no longer owed',
    permission: 'duty.impose',
    place: subject('duty', 'dutyId'),
  })
    .input(z.object({ dutyId: id }))
    .output(z.object({})),

  restore: endpoint({
    method: 'DELETE',
    path: '/duties/{dutyId}/withdrawal',
    summary: 'Ask again for what was withdrawn',
    permission: 'duty.impose',
    place: subject('duty', 'dutyId'),
  })
    .input(z.object({ dutyId: id }))
    .output(z.object({})),

  policy: endpoint({
    method: 'GET',
    path: '/duties/policy',
    summary: 'How many working days before its day a duty is brought to mind, and when the level above hears',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({}))
    .output(policy),

  savePolicy: endpoint({
    method: 'PUT',
    path: '/duties/units/{unitId}/policy',
    summary: 'Set how duties of an institution are brought to mind; the unit is the institution itself',
    permission: 'duty.impose',
    place: subject('unit', 'unitId'),
  })
    .input(policy.extend({ unitId: id }))
    .output(z.object({})),
}
