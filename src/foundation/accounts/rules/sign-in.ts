// When a sign-in is delayed or locked, how long a session lives, and what an institution may set of it.

import { isAdministrator, type Role } from '../../../core/access.ts'

/** What a security administrator sets for an institution; lengths in characters. */
export type Policy = {
  readonly passwordLength: number
  readonly administratorLength: number
  /** Days after which a password must be changed; null: never (NIST SP 800-63B advises against changing by date). */
  readonly passwordDays: number | null
  readonly sessionHours: number
  readonly idleMinutes: number
  /** Wrong passwords in a row after which a name rests. */
  readonly lockAfter: number
  readonly lockMinutes: number
  /** Roles whose holders need a second factor. */
  readonly totpRoles: readonly Role[]
}

export const defaultPolicy: Policy = {
  passwordLength: 10,
  administratorLength: 12,
  passwordDays: null,
  sessionHours: 12,
  idleMinutes: 120,
  lockAfter: 10,
  lockMinutes: 15,
  totpRoles: [],
}

/** A first password serves for so many days. */
export const firstPasswordDays = 7
/** A session that still owes a step (password, code, enrolment) lives so long. */
export const pendingMinutes = 10
/** So many failures within the window, over all names, and an address rests until the window ends. */
export const addressFailures = 60
export const addressMinutes = 15

/** From the third failure in a row the next try waits: 1, 2, 4 … seconds, at most a minute. */
export function delaySeconds(failures: number): number {
  return failures < 3 ? 0 : Math.min(60, 2 ** (failures - 3))
}

export type Failures = {
  readonly count: number
  readonly notBefore: string | null
  readonly locked: boolean
}

/** What one more wrong password does to a name, of an account or not. */
export function afterFailure(
  policy: Pick<Policy, 'lockAfter' | 'lockMinutes'>,
  count: number,
  now: Temporal.Instant,
): Failures {
  const next = count + 1
  if (next >= policy.lockAfter) {
    return { count: 0, notBefore: now.add({ minutes: policy.lockMinutes }).toString(), locked: true }
  }
  const seconds = delaySeconds(next)
  return { count: next, notBefore: seconds === 0 ? null : now.add({ seconds }).toString(), locked: false }
}

/** Whether a moment is still to come. */
export function isAhead(moment: string | null, now: Temporal.Instant): boolean {
  return moment !== null && Temporal.Instant.compare(Temporal.Instant.from(moment), now) > 0
}

export function needsTotp(policy: Policy, roles: readonly Role[]): boolean {
  return roles.some((role) => policy.totpRoles.includes(role))
}

/** The least length of a password for somebody with these roles. */
export function leastLength(policy: Policy, roles: readonly Role[]): number {
  return roles.some(isAdministrator) ? policy.administratorLength : policy.passwordLength
}

/** Whether a password set then must be changed now. */
export function isWornOut(policy: Policy, changedAt: string, now: Temporal.Instant): boolean {
  if (policy.passwordDays === null) return false
  const end = Temporal.Instant.from(changedAt).add({ hours: 24 * policy.passwordDays })
  return Temporal.Instant.compare(end, now) <= 0
}
