// Endpoints of the system administrator: accounts without power are made, imported, reset, unlocked and disabled.

import * as z from 'zod'
import { type Role, roles } from '../../../core/access.ts'
import { endpoint, id, line, subject } from '../../../core/contract.ts'

const role = z.enum(roles as [Role, ...Role[]])

const account = z.object({
  id,
  username: z.string(),
  displayName: z.string(),
  personId: id.nullable(),
  personName: z.string().nullable(),
  staffNo: z.string().nullable(),
  /** waiting: has no role yet; first_password: has not set an own password yet. */
  state: z.enum(['active', 'waiting', 'first_password', 'locked', 'disabled']),
  lockedUntil: z.string().nullable(),
  firstPasswordUntil: z.string().nullable(),
  createdAt: z.string(),
  lastSignInAt: z.string().nullable(),
  totp: z.boolean(),
  sessions: z.number().int(),
  /** The role that the creator of the account asked for. */
  wish: z.object({ role, unitId: id, unitName: z.string() }).nullable(),
  grants: z.array(
    z.object({
      role,
      unitId: id,
      unitName: z.string(),
      until: z.string().nullable(),
      lender: z.string().nullable(),
    }),
  ),
})
export type Account = z.infer<typeof account>

const fault = z.object({
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})

const kept = (field: string) => ({ permission: 'account.manage', place: subject('account', field) }) as const

export const keepingContract = {
  list: endpoint({
    method: 'GET',
    path: '/accounts',
    summary: 'The accounts of the institutions within reach, searched and page by page',
    permission: 'account.read',
    place: { at: 'reach' },
  })
    .input(
      z.object({
        search: z.string().trim().max(60).optional(),
        state: account.shape.state.optional(),
        role: role.optional(),
        accountId: id.optional(),
        limit: z.coerce.number().int().min(1).max(20_000).default(100),
        offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      }),
    )
    .output(z.object({ accounts: z.array(account), total: z.number().int() })),

  units: endpoint({
    method: 'GET',
    path: '/accounts/units',
    summary: 'The units at which accounts within reach may hold a grant: names only, no members',
    permission: 'account.read',
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
    summary: 'Create an account without any role; answers with its first password, shown once',
    permission: 'account.manage',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        username: line(60),
        displayName: line(60),
        staffNo: line(40).optional(),
        /** The unit of the wish; without a wish any unit of the institution. */
        unitId: id,
        wishedRole: role.optional(),
      }),
    )
    .output(z.object({ id, firstPassword: z.string() })),

  update: endpoint({
    method: 'PUT',
    path: '/accounts/{accountId}',
    summary: 'Change the name of an account, or the person it belongs to (an empty staff number: nobody)',
    ...kept('accountId'),
  })
    .input(z.object({ accountId: id, displayName: line(60), staffNo: z.string().trim().max(40) }))
    .output(z.object({})),

  disable: endpoint({
    method: 'PUT',
    path: '/accounts/{accountId}/disabled',
    summary: 'Disable an account and end its sessions, or enable it again',
    ...kept('accountId'),
  })
    .input(z.object({ accountId: id, disabled: z.boolean() }))
    .output(z.object({})),

  resetPassword: endpoint({
    method: 'POST',
    path: '/accounts/{accountId}/password',
    summary:
      'Give an account that is no administrator’s a new first password, unlock it and end its sessions',
    ...kept('accountId'),
  })
    .input(z.object({ accountId: id }))
    .output(z.object({ firstPassword: z.string() })),

  unlock: endpoint({
    method: 'POST',
    path: '/accounts/{accountId}/unlock',
    summary: 'Lift the lock of an account; the password stays',
    ...kept('accountId'),
  })
    .input(z.object({ accountId: id }))
    .output(z.object({})),

  resetTotp: endpoint({
    method: 'DELETE',
    path: '/accounts/{accountId}/second-factor',
    summary:
      'Take away a lost second factor of an account that is no administrator’s and end the sessions; the next sign-in enrols a new one if demanded',
    ...kept('accountId'),
  })
    .input(z.object({ accountId: id }))
    .output(z.object({})),

  endSessionsOf: endpoint({
    method: 'DELETE',
    path: '/accounts/{accountId}/sessions',
    summary: 'End all sessions of an account',
    ...kept('accountId'),
  })
    .input(z.object({ accountId: id }))
    .output(z.object({ ended: z.number().int() })),

  importTemplate: endpoint({
    method: 'GET',
    path: '/accounts/import/template',
    summary: 'An empty sheet of accounts with notes and drop-down lists',
    permission: 'account.manage',
    place: { at: 'reach' },
  })
    .input(z.object({ language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.file()),

  previewImport: endpoint({
    method: 'POST',
    path: '/accounts/import/preview',
    summary: 'Read a sheet of accounts and say which would be made and what is wrong; changes nothing',
    permission: 'account.manage',
    place: { at: 'reach' },
    readsOnly: true,
  })
    .input(z.object({ file: z.file() }))
    .output(z.object({ ready: z.number().int(), faults: z.array(fault) })),

  import: endpoint({
    method: 'POST',
    path: '/accounts/import',
    summary:
      'Make the accounts of the good rows; answers with a workbook of first passwords and of the rows left out, once',
    permission: 'account.manage',
    place: { at: 'reach' },
  })
    .input(z.object({ file: z.file(), language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.file()),
}
