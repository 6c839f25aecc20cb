// Endpoints of signing in: password, first password, second factor, and sign-on by the house's identity provider.

import * as z from 'zod'
import { type Role, roles } from '../../../core/access.ts'
import { endpoint, line } from '../../../core/contract.ts'

/** Long enough for any passphrase, short enough that hashing it costs nothing extra. The least length is the policy's. */
export const newPassword = z.string().min(1).max(128)
export const code = line(40)

/**
 * What comes after a step: 'done' is signed in; otherwise the cookie only serves for the step that is owed: an own
 * password, the code of the second factor, or enrolling one.
 */
const step = z.object({
  next: z.enum(['done', 'password', 'code', 'enrol']),
  name: z.string(),
  /** Why a password is owed; null when none is. */
  why: z.enum(['first', 'worn_out']).nullable(),
  passwordLength: z.number().int(),
  /** The sign-in before this one, when it is done. */
  last: z.object({ at: z.string(), address: z.string().nullable() }).nullable(),
  /** Failed tries since then. */
  failures: z.number().int(),
})

const open = { permission: 'public', place: { at: 'public' } } as const

export const signInContract = {
  signIn: endpoint({
    method: 'POST',
    path: '/session',
    summary: 'Sign in; answers with a session cookie and the next step',
    ...open,
  })
    .input(z.object({ username: line(60), password: z.string().min(1).max(128) }))
    .output(step),

  setFirstPassword: endpoint({
    method: 'POST',
    path: '/session/password',
    summary: 'Set an own password in place of a first or worn-out one, with the cookie of the sign-in',
    ...open,
  })
    .input(z.object({ next: newPassword }))
    .output(step),

  enterCode: endpoint({
    method: 'POST',
    path: '/session/code',
    summary: 'The code of the second factor, or a recovery code',
    ...open,
  })
    .input(z.object({ code }))
    .output(step),

  beginEnrolment: endpoint({
    method: 'POST',
    path: '/session/second-factor',
    summary: 'Begin to enrol the second factor that the policy demands: answers with its secret',
    ...open,
  })
    .input(z.object({}))
    .output(z.object({ secret: z.string(), uri: z.string() })),

  finishEnrolment: endpoint({
    method: 'POST',
    path: '/session/second-factor/code',
    summary: 'Confirm the second factor with its first code; answers with the recovery codes, shown once',
    ...open,
  })
    .input(z.object({ code }))
    .output(step.extend({ recoveryCodes: z.array(z.string()) })),

  signOnProvider: endpoint({
    method: 'GET',
    path: '/sign-on',
    summary: 'The identity provider of the house, if there is one',
    ...open,
  })
    .input(z.object({}))
    .output(z.object({ name: z.string().nullable() })),

  beginSignOn: endpoint({
    method: 'POST',
    path: '/sign-on',
    summary: 'Begin a sign-on: the address to go to, and the handle that this browser keeps',
    ...open,
  })
    .input(z.object({}))
    .output(z.object({ url: z.string(), handle: z.string() })),

  finishSignOn: endpoint({
    method: 'POST',
    path: '/sign-on/return',
    summary: 'Finish a sign-on with what the identity provider sent back',
    ...open,
  })
    .input(
      z.object({
        handle: line(100),
        /** The query of the return address, as it came. */
        query: z.string().max(8_000),
      }),
    )
    .output(step),

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
    ...open,
  })
    .input(z.object({}))
    .output(
      z.object({
        accounts: z.array(
          z.object({
            username: z.string(),
            role: z.enum(roles as [Role, ...Role[]]),
            institution: z.string(),
            unit: z.string(),
          }),
        ),
      }),
    ),
}
