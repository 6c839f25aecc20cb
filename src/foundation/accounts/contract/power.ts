// Endpoints of the security administrator: roles, lent roles, the policy, and who may do what where.

import * as z from 'zod'
import { type Role, roles } from '../../../core/access.ts'
import { endpoint, id, isoDate, line, subject } from '../../../core/contract.ts'

const role = z.enum(roles as [Role, ...Role[]])

export const delegation = z.object({
  id,
  role,
  unitId: id,
  unitName: z.string(),
  fromAccountId: id,
  fromName: z.string(),
  toAccountId: id,
  toName: z.string(),
  fromOn: z.string(),
  untilOn: z.string(),
  reason: z.string(),
  /** resting: within its days, but the lender does not hold the role any more. */
  state: z.enum(['coming', 'running', 'over', 'ended', 'resting']),
})
export type Delegation = z.infer<typeof delegation>

const policy = z.object({
  passwordLength: z.number().int().min(10).max(64),
  administratorLength: z.number().int().min(12).max(64),
  passwordDays: z.number().int().min(30).max(730).nullable(),
  sessionHours: z.number().int().min(1).max(24),
  idleMinutes: z.number().int().min(5).max(1440),
  lockAfter: z.number().int().min(3).max(20),
  lockMinutes: z.number().int().min(5).max(1440),
  totpRoles: z.array(role).readonly(),
  /** null while nothing has been set: the defaults hold. */
  version: z.number().int().nullable(),
})

const given = { permission: 'grant.manage', place: subject('account', 'accountId') } as const

export const powerContract = {
  grant: endpoint({
    method: 'POST',
    path: '/accounts/{accountId}/grants',
    summary: 'Grant a role at a unit',
    ...given,
  })
    .input(z.object({ accountId: id, role, unitId: id }))
    .output(z.object({})),

  revoke: endpoint({
    method: 'DELETE',
    path: '/accounts/{accountId}/grants/{role}/{unitId}',
    summary: 'Take a role back; it ends with the next request',
    ...given,
  })
    .input(z.object({ accountId: id, role, unitId: id }))
    .output(z.object({})),

  declineWish: endpoint({
    method: 'DELETE',
    path: '/accounts/{accountId}/wish',
    summary: 'Decline the role that the creator of an account asked for',
    ...given,
  })
    .input(z.object({ accountId: id }))
    .output(z.object({})),

  delegations: endpoint({
    method: 'GET',
    path: '/delegations',
    summary: 'All roles lent in the institutions within reach',
    permission: 'access.read',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(z.object({ delegations: z.array(delegation) })),

  delegateFor: endpoint({
    method: 'POST',
    path: '/accounts/{accountId}/delegations',
    summary: 'Lend a role that an account holds to another, from one day to another',
    ...given,
  })
    .input(
      z.object({
        accountId: id,
        toAccountId: id,
        role,
        unitId: id,
        fromOn: isoDate,
        untilOn: isoDate,
        reason: line(200),
      }),
    )
    .output(z.object({ id })),

  endDelegation: endpoint({
    method: 'DELETE',
    path: '/accounts/{accountId}/delegations/{delegationId}',
    summary: 'End a delegation that an account lends or receives',
    ...given,
  })
    .input(z.object({ accountId: id, delegationId: id }))
    .output(z.object({})),

  policy: endpoint({
    method: 'GET',
    path: '/security-policy/{unitId}',
    summary: 'The security policy of an institution, by its root unit',
    permission: 'security.policy',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(policy),

  savePolicy: endpoint({
    method: 'PUT',
    path: '/security-policy/{unitId}',
    summary: 'Set the security policy; open sessions are bound by it at once',
    permission: 'security.policy',
    place: subject('unit', 'unitId'),
  })
    .input(policy.extend({ unitId: id }))
    .output(z.object({ version: z.number().int() })),

  matrix: endpoint({
    method: 'GET',
    path: '/access-matrix',
    summary:
      'Every account with its roles, own and lent, and every unit: who may do what where, and why; logged',
    permission: 'access.read',
    place: { at: 'reach' },
    sensitive: true,
  })
    .input(z.object({}))
    .output(
      z.object({
        accounts: z.array(
          z.object({
            id,
            username: z.string(),
            displayName: z.string(),
            disabled: z.boolean(),
            grants: z.array(
              z.object({
                role,
                unitId: id,
                unitName: z.string(),
                until: z.string().nullable(),
                lender: z.string().nullable(),
              }),
            ),
          }),
        ),
        units: z.array(z.object({ id, name: z.string(), kind: z.string(), path: z.array(id).readonly() })),
      }),
    ),
}
