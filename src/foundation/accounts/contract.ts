// Endpoints of sign-in, one's own account, and the accounts that an administrator keeps.

import * as z from 'zod'
import { permissions, type Role, roles } from '../../core/access.ts'
import { endpoint, id, line, subject } from '../../core/contract.ts'

const role = z.enum(roles as [Role, ...Role[]])
const grant = z.object({ role, unitId: id, unitName: z.string() })

const account = z.object({
  id,
  username: z.string(),
  displayName: z.string(),
  grants: z.array(grant),
  locked: z.boolean(),
  disabled: z.boolean(),
  createdAt: z.string(),
})
export type Account = z.infer<typeof account>

/** Length is what makes a password strong; no composition rules (NIST SP 800-63B). */
export const newPassword = z.string().min(10).max(128)

export const accountsContract = {
  signIn: endpoint({
    method: 'POST',
    path: '/session',
    summary: 'Sign in; answers with a session cookie',
    permission: 'public',
    place: { at: 'public' },
  })
    .input(z.object({ username: line(60), password: z.string().min(1).max(128) }))
    .output(z.object({ name: z.string() })),

  signOut: endpoint({
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out: the session ends on the server too',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({}))
    .output(z.object({})),

  demoAccounts: endpoint({
    method: 'GET',
    path: '/demo-accounts',
    summary: 'The user names of the demo (no passwords); empty where there is no demo',
    permission: 'public',
    place: { at: 'public' },
  })
    .input(z.object({}))
    .output(
      z.object({
        accounts: z.array(
          z.object({ username: z.string(), role, institution: z.string(), unit: z.string() }),
        ),
      }),
    ),

  me: endpoint({
    method: 'GET',
    path: '/me',
    summary: 'Who I am, where I have grants, and what I may do',
    permission: 'signed_in',
    place: { at: 'self' },
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
        grants: z.array(grant),
        permissions: z.array(z.enum(permissions)),
        units: z.array(z.object({ id, institutionId: id, name: z.string(), kind: z.string() })),
      }),
    ),

  setLanguage: endpoint({
    method: 'PUT',
    path: '/me/language',
    summary: 'Choose the language of the screens',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({ language: z.enum(['zh', 'en']) }))
    .output(z.object({})),

  changePassword: endpoint({
    method: 'PUT',
    path: '/me/password',
    summary: 'Change my password; ends my other sessions',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({ current: z.string().min(1).max(128), next: newPassword }))
    .output(z.object({})),

  list: endpoint({
    method: 'GET',
    path: '/accounts',
    summary: 'The accounts of the institutions within reach',
    permission: 'account.manage',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(z.object({ accounts: z.array(account) })),

  units: endpoint({
    method: 'GET',
    path: '/accounts/units',
    summary: 'The units at which accounts within reach may hold a grant: names only, no members',
    permission: 'account.manage',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(
      z.object({
        units: z.array(
          z.object({ id, name: z.string(), kind: z.string(), above: z.array(z.string()).readonly() }),
        ),
      }),
    ),

  create: endpoint({
    method: 'POST',
    path: '/accounts',
    summary: 'Create an account with one grant; answers with its first password, shown once',
    permission: 'account.manage',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({ username: line(60), displayName: line(60), role, unitId: id, staffNo: line(40).optional() }),
    )
    .output(z.object({ id, firstPassword: z.string() })),

  grant: endpoint({
    method: 'POST',
    path: '/accounts/{accountId}/grants',
    summary: 'Grant a role at a unit',
    permission: 'account.manage',
    place: subject('account', 'accountId'),
  })
    .input(z.object({ accountId: id, role, unitId: id }))
    .output(z.object({})),

  revoke: endpoint({
    method: 'DELETE',
    path: '/accounts/{accountId}/grants/{role}/{unitId}',
    summary: 'Take a role back; it ends with the next request',
    permission: 'account.manage',
    place: subject('account', 'accountId'),
  })
    .input(z.object({ accountId: id, role, unitId: id }))
    .output(z.object({})),

  disable: endpoint({
    method: 'PUT',
    path: '/accounts/{accountId}/disabled',
    summary: 'Disable an account and end its sessions, or enable it again',
    permission: 'account.manage',
    place: subject('account', 'accountId'),
  })
    .input(z.object({ accountId: id, disabled: z.boolean() }))
    .output(z.object({})),

  resetPassword: endpoint({
    method: 'POST',
    path: '/accounts/{accountId}/password',
    summary: 'Give an account a new first password, unlock it and end its sessions',
    permission: 'account.manage',
    place: subject('account', 'accountId'),
  })
    .input(z.object({ accountId: id }))
    .output(z.object({ firstPassword: z.string() })),
}
