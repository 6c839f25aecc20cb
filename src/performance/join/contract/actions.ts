// Endpoints of actions: make, change, withdraw and evaluate them, and read them with what their indicators say.

import * as z from 'zod'
import { endpoint, id, subject } from '../../../core/contract.ts'
import { outcomes } from '../rules.ts'
import { count, indicatorId, text, ofUnit, ofAction, action, aim } from './shapes.ts'

const place = subject('unit', 'unitId')
const ofAnAction = subject('join action', 'actionId')

export const actionsContract = {
  actions: endpoint({
    method: 'GET',
    path: '/join/actions',
    summary: 'Actions within reach, each with its state and what its indicator says before and after',
    permission: 'figure.read',
    place: { at: 'reach' },
  })
    .input(
      z.object({
        unitId: id.optional(),
        indicatorId: indicatorId.optional(),
        window: z.coerce.number().int().min(2).max(36).default(12),
      }),
    )
    .output(z.object({ actions: z.array(action) })),

  action: endpoint({
    method: 'GET',
    path: '/join/actions/{actionId}',
    summary: 'One action',
    permission: 'figure.read',
    place: ofAnAction,
  })
    .input(ofAction)
    .output(action),

  make: endpoint({
    method: 'POST',
    path: '/join/units/{unitId}/actions',
    summary: 'Make an action: a duty of a Party unit or of a person in it, with the indicator it aims at',
    permission: 'duty.impose',
    place,
  })
    .input(ofUnit.extend({ personId: id.nullable().default(null), ...aim }))
    .output(z.object({ actionId: id })),

  change: endpoint({
    method: 'PUT',
    path: '/join/actions/{actionId}',
    summary: 'Change what an action says and when it is due; its owner stays',
    permission: 'duty.impose',
    place: ofAnAction,
  })
    .input(ofAction.extend({ ...aim, version: count }))
    .output(z.object({ version: count })),

  withdraw: endpoint({
    method: 'POST',
    path: '/join/actions/{actionId}/withdrawal',
    summary: 'Withdraw an action: nobody owes it any more',
    permission: 'duty.impose',
    place: ofAnAction,
  })
    .input(ofAction)
    .output(z.object({})),

  restore: endpoint({
    method: 'DELETE',
    path: '/join/actions/{actionId}/withdrawal',
    summary: 'Ask again for what was withdrawn',
    permission: 'duty.impose',
    place: ofAnAction,
  })
    .input(ofAction)
    .output(z.object({})),

  evaluate: endpoint({
    method: 'PUT',
    path: '/join/actions/{actionId}/evaluation',
    summary: 'Write down what became of an action; of its aim, not of a cause',
    permission: 'duty.impose',
    place: ofAnAction,
  })
    .input(ofAction.extend({ outcome: z.enum(outcomes), evaluation: text, version: count }))
    .output(z.object({ version: count })),
}
