// The law of accounts: when an account locks, how long a session lives. No I/O.

/** After so many wrong passwords in a row the account rests. */
export const mostFailures = 10
export const lockMinutes = 15
/** A session ends after so many hours, used or not. */
export const sessionHours = 12

/** What a wrong password does to an account. */
export function afterFailure(
  failedCount: number,
  now: Temporal.Instant,
): { readonly failedCount: number; readonly lockedUntil: string | null } {
  const count = failedCount + 1
  return count >= mostFailures
    ? { failedCount: 0, lockedUntil: now.add({ minutes: lockMinutes }).toString() }
    : { failedCount: count, lockedUntil: null }
}

export function isLocked(lockedUntil: string | null, now: Temporal.Instant): boolean {
  return lockedUntil !== null && Temporal.Instant.compare(Temporal.Instant.from(lockedUntil), now) > 0
}
