// Endpoints of one's own account: who I am, language, password, sessions, second factor, lent roles.

import * as z from 'zod'
import { permissions, type Role, roles } from '../../../core/access.ts'
import { endpoint, id, isoDate, line } from '../../../core/contract.ts'
import { delegation } from './power.ts'
import { code, newPassword } from './sign-in.ts'

const role = z.enum(roles as [Role, ...Role[]])
const mine = { permission: 'signed_in', place: { at: 'self' } } as const

export const mineContract = {
  me: endpoint({
    method: 'GET',
    path: '/me',
    summary: 'Who I am, where I have grants, and what I may do',
    ...mine,
  })
    .input(z.object({}))
    .output(
      z.object({
        accountId: id,
        username: z.string(),
        name: z.string(),
        language: z.enum(['zh', 'en']),
        personId: id.nullable(),
        institution: z.object({ id, name: z.string(), demo: z.boolean() }),
        /** `until` is the last day of a role that was lent, null for one's own. */
        grants: z.array(z.object({ role, unitId: id, unitName: z.string(), until: z.string().nullable() })),
        permissions: z.array(z.enum(permissions)),
        units: z.array(z.object({ id, institutionId: id, name: z.string(), kind: z.string() })),
      }),
    ),

  setLanguage: endpoint({
    method: 'PUT',
    path: '/me/language',
    summary: 'Choose the language of the screens',
    ...mine,
  })
    .input(z.object({ language: z.enum(['zh', 'en']) }))
    .output(z.object({})),

  changePassword: endpoint({
    method: 'PUT',
    path: '/me/password',
    summary: 'Change my password; ends my other sessions and renews this one',
    ...mine,
  })
    .input(z.object({ current: z.string().min(1).max(128), next: newPassword }))
    .output(z.object({})),

  mySecurity: endpoint({
    method: 'GET',
    path: '/me/security',
    summary: 'What the policy asks of my password, my second factor, and where I am signed in',
    ...mine,
  })
    .input(z.object({}))
    .output(
      z.object({
        passwordLength: z.number().int(),
        passwordChangedAt: z.string(),
        passwordDays: z.number().int().nullable(),
        totp: z.boolean(),
        totpDemanded: z.boolean(),
        recoveryCodesLeft: z.number().int(),
        sessions: z.array(
          z.object({
            id,
            here: z.boolean(),
            createdAt: z.string(),
            lastSeenAt: z.string(),
            expiresAt: z.string(),
            userAgent: z.string().nullable(),
            address: z.string().nullable(),
          }),
        ),
      }),
    ),

  endSession: endpoint({
    method: 'DELETE',
    path: '/me/sessions/{sessionId}',
    summary: 'End one of my sessions',
    ...mine,
  })
    .input(z.object({ sessionId: id }))
    .output(z.object({})),

  endOtherSessions: endpoint({
    method: 'DELETE',
    path: '/me/sessions',
    summary: 'End all my sessions but this one',
    ...mine,
  })
    .input(z.object({}))
    .output(z.object({ ended: z.number().int() })),

  beginTotp: endpoint({
    method: 'POST',
    path: '/me/second-factor',
    summary: 'Begin to enrol a second factor: answers with its secret',
    ...mine,
  })
    .input(z.object({}))
    .output(z.object({ secret: z.string(), uri: z.string() })),

  finishTotp: endpoint({
    method: 'POST',
    path: '/me/second-factor/code',
    summary: 'Confirm the second factor with its first code; answers with the recovery codes, shown once',
    ...mine,
  })
    .input(z.object({ code }))
    .output(z.object({ recoveryCodes: z.array(z.string()) })),

  removeTotp: endpoint({
    method: 'DELETE',
    path: '/me/second-factor',
    summary: 'Give up my second factor, where the policy does not demand one',
    ...mine,
  })
    .input(z.object({ password: z.string().min(1).max(128) }))
    .output(z.object({})),

  colleagues: endpoint({
    method: 'GET',
    path: '/me/colleagues',
    summary: 'Colleagues of my institution to whom a role may be lent, by a part of their name',
    ...mine,
  })
    .input(z.object({ search: line(60) }))
    .output(
      z.object({
        colleagues: z.array(z.object({ id, username: z.string(), displayName: z.string() })),
      }),
    ),

  myDelegations: endpoint({
    method: 'GET',
    path: '/me/delegations',
    summary: 'Roles that I lend, and that are lent to me',
    ...mine,
  })
    .input(z.object({}))
    .output(z.object({ delegations: z.array(delegation) })),

  delegate: endpoint({
    method: 'POST',
    path: '/me/delegations',
    summary: 'Lend a role of mine to a colleague from one day to another',
    ...mine,
  })
    .input(
      z.object({ toAccountId: id, role, unitId: id, fromOn: isoDate, untilOn: isoDate, reason: line(200) }),
    )
    .output(z.object({ id })),

  endMyDelegation: endpoint({
    method: 'DELETE',
    path: '/me/delegations/{delegationId}',
    summary: 'Take back a role that I lend, or give back one that is lent to me',
    ...mine,
  })
    .input(z.object({ delegationId: id }))
    .output(z.object({})),
}
