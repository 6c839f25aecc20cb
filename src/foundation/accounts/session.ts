// Sessions: the cookie, its secret, and who stands behind it.

import { createHash, randomBytes } from 'node:crypto'
import type { Principal } from '../../core/access.ts'
import { dateOf } from '../../core/calendar.ts'
import { setScope, type Tx } from '../../core/db.ts'
import { readSession, touchSession } from './store/index.ts'

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The cookie names the institution, so that the session is found by its whole key; the secret is never stored. */
export function newSession(institutionId: string): { readonly cookie: string; readonly tokenSha256: Buffer } {
  const cookie = `${institutionId}.${randomBytes(32).toString('base64url')}`
  return { cookie, tokenSha256: sha256(cookie) }
}

/** The institution that a cookie names; null when it is none of ours. */
export function institutionOf(cookie: string | null): string | null {
  const institutionId = cookie?.split('.')[0] ?? ''
  return uuid.test(institutionId) ? institutionId : null
}

/** Only sent over TLS where the product is reached over TLS. `hours` 0 clears the cookie. */
export function setCookie(name: string, value: string, hours: number, secure: boolean): string {
  const parts = [`${name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${hours * 3600}`]
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ')
}

/** When a session was last used is noted to the minute: not every request writes. */
const seenEvery = 60_000

/**
 * Who stands behind a session cookie, with all grants read anew: a role taken back, or lent until yesterday, ends with
 * the next request. A session that still owes a step of its sign-in is nobody.
 */
export async function authenticate(tx: Tx, cookie: string, now: Temporal.Instant): Promise<Principal | null> {
  const institutionId = institutionOf(cookie)
  if (institutionId === null) return null
  await setScope(tx, [institutionId])
  const token = sha256(cookie)
  const account = await readSession(tx, institutionId, token, now.toString(), dateOf(now))
  if (account === null) return null
  if (now.epochMilliseconds - Date.parse(account.lastSeenAt) >= seenEvery) {
    await touchSession(tx, institutionId, token, now.toString())
  }
  return {
    accountId: account.id,
    institutionId: account.institutionId,
    personId: account.personId,
    username: account.username,
    name: account.displayName,
    language: account.language,
    grants: account.grants,
  }
}
