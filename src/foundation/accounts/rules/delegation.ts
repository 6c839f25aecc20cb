// Lending a role for a time: only what one holds oneself, no administrator's role, to a day, and no further.

import { isAdministrator, type Role } from '../../../core/access.ts'

/** A role is lent for at most so many days. */
export const mostDelegationDays = 366

export type DelegationFault =
  | 'administrator_role'
  | 'not_held'
  | 'to_oneself'
  | 'past'
  | 'order'
  | 'too_long'
  | 'receiver'

/**
 * The first thing in the way of lending a role, or null. `held` are the grants of the lender's own (none that was lent
 * to him) with their units; `path` is the path of the unit for which the role is lent. Days are ISO dates.
 */
export function delegationFault(wish: {
  readonly role: Role
  readonly path: readonly string[]
  readonly held: readonly { readonly role: Role; readonly unitId: string }[]
  readonly fromAccountId: string
  readonly toAccountId: string
  readonly receiverReady: boolean
  readonly fromOn: string
  readonly untilOn: string
  readonly today: string
}): DelegationFault | null {
  if (isAdministrator(wish.role)) return 'administrator_role'
  if (wish.fromAccountId === wish.toAccountId) return 'to_oneself'
  if (!wish.held.some((grant) => grant.role === wish.role && wish.path.includes(grant.unitId)))
    return 'not_held'
  if (!wish.receiverReady) return 'receiver'
  if (wish.untilOn < wish.fromOn) return 'order'
  if (wish.fromOn < wish.today) return 'past'
  const days = Temporal.PlainDate.from(wish.fromOn).until(Temporal.PlainDate.from(wish.untilOn)).days + 1
  return days > mostDelegationDays ? 'too_long' : null
}
