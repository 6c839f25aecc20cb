// Endpoints of year plans: items by month, submission and approval, meetings made from items, the fixed day.

import * as z from 'zod'
import { endpoint, id, isoDate, isoMinute, line, subject } from '../../../core/contract.ts'
import { meetingKinds } from '../../meetings/rules.ts'
import { planStates } from '../rules.ts'

const year = z.coerce.number().int().min(2000).max(2100)
const month = z.number().int().min(1).max(12)
const version = z.number().int()
const itemFields = {
  month,
  kind: z.enum(meetingKinds),
  title: line(120),
  schemeId: id.nullable().default(null),
  partId: id.nullable().default(null),
  lecturer: line(60).nullable().default(null),
  place: line(120).nullable().default(null),
}
const item = z.object({ id: id.optional(), ...itemFields })
export type PlanItemInput = z.infer<typeof item>

const shown = z.enum([...planStates, 'in_force'])
const fixed = z.object({
  nth: z.number().int().min(1).max(28),
  basis: z.enum(['working_day', 'day']),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  place: line(120).nullable(),
})
const changed = z.object({ version })
const atUnit = subject('unit', 'unitId')
const atPlan = subject('activity plan', 'planId')

export const plansContract = {
  plan: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/plans/{year}',
    summary:
      'The year plan of a unit with its meetings, what is due by rhythm beside it, and what may be taken over',
    permission: 'meeting.read',
    place: atUnit,
  })
    .input(z.object({ unitId: id, year }))
    .output(
      z.object({
        today: isoDate,
        unitName: z.string(),
        /** A unit above branches: what it plans is the template it hands down. */
        template: z.boolean(),
        plan: z
          .object({
            id,
            state: shown,
            reason: z.string().nullable(),
            submittedAt: z.string().nullable(),
            decidedAt: z.string().nullable(),
            version,
            items: z.array(
              z.object({
                id,
                ...itemFields,
                kind: z.string(),
                meeting: z.object({ id, state: z.string(), on: isoMinute, title: z.string() }).nullable(),
                partName: z.string().nullable(),
              }),
            ),
          })
          .nullable(),
        /** The nearest template handed down by a unit above, and last year's own plan. */
        sources: z.array(
          z.object({
            from: z.enum(['template', 'last_year']),
            unitName: z.string(),
            items: z.array(z.object({ ...itemFields, kind: z.string() })),
          }),
        ),
        /** Parts of the schemes in force in the year. */
        parts: z.array(
          z.object({ schemeId: id, schemeName: z.string(), partId: id, name: z.string(), kind: z.string() }),
        ),
        fixed: fixed.extend({ version }).nullable(),
        proposals: z.array(z.object({ month, day: isoDate, moved: z.boolean(), certain: z.boolean() })),
        mayWrite: z.boolean(),
        mayDecide: z.boolean(),
      }),
    ),

  savePlan: endpoint({
    method: 'PUT',
    path: '/life/units/{unitId}/plans/{year}',
    summary: 'Save the year plan of a unit while it is a draft or has come back; version 0 begins it',
    permission: 'meeting.write',
    place: atUnit,
  })
    .input(z.object({ unitId: id, year, version, items: z.array(item).max(300) }))
    .output(z.object({ id, version })),

  submitPlan: endpoint({
    method: 'POST',
    path: '/life/plans/{planId}/submission',
    summary: 'Submit the plan to the unit above',
    permission: 'meeting.write',
    place: atPlan,
  })
    .input(z.object({ planId: id, version }))
    .output(changed),

  revisePlan: endpoint({
    method: 'POST',
    path: '/life/plans/{planId}/revision',
    summary: 'Take an approved plan up again; it is to be approved anew',
    permission: 'meeting.write',
    place: atPlan,
  })
    .input(z.object({ planId: id, version }))
    .output(changed),

  decidePlan: endpoint({
    method: 'POST',
    path: '/life/plans/{planId}/decision',
    summary:
      'Approve a submitted plan or return it with a reason, by the unit above; a template is handed down so',
    permission: 'plan.approve',
    place: atPlan,
  })
    .input(
      z.object({ planId: id, version, approve: z.boolean(), reason: line(500).nullable().default(null) }),
    )
    .output(changed),

  plansBelow: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/plans/{year}/below',
    summary: 'The year plans of the branches and groups below a unit, submitted ones first',
    permission: 'meeting.read',
    place: atUnit,
  })
    .input(z.object({ unitId: id, year }))
    .output(
      z.object({
        units: z.array(
          z.object({
            unitId: id,
            unitName: z.string(),
            planId: id.nullable(),
            state: shown.nullable(),
            items: z.number().int(),
            held: z.number().int(),
            version: version.nullable(),
            submittedAt: z.string().nullable(),
          }),
        ),
      }),
    ),

  movePlanItem: endpoint({
    method: 'POST',
    path: '/life/plans/{planId}/items/{itemId}/month',
    summary: 'Carry an item that was not held to another month, without a new approval',
    permission: 'meeting.write',
    place: atPlan,
  })
    .input(z.object({ planId: id, itemId: id, month }))
    .output(changed),

  holdPlanItem: endpoint({
    method: 'POST',
    path: '/life/plans/{planId}/items/{itemId}/meeting',
    summary: 'Make a planned meeting from an item; the two stay linked and the theme is marked',
    permission: 'meeting.write',
    place: atPlan,
  })
    .input(z.object({ planId: id, itemId: id, plannedAt: isoMinute }))
    .output(z.object({ meetingId: id })),

  saveFixedDay: endpoint({
    method: 'PUT',
    path: '/life/units/{unitId}/fixed-day',
    summary: 'The relatively fixed day of each month on which a branch holds its theme day',
    permission: 'meeting.write',
    place: atUnit,
  })
    .input(fixed.extend({ unitId: id, version }))
    .output(changed),
}
