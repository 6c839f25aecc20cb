// Sessions: the cookie, its secret, and who stands behind it.

import { createHash, randomBytes } from 'node:crypto'
import type { Principal } from '../../core/access.ts'
import { setScope, type Tx } from '../../core/db.ts'
import { readSession } from './store.ts'
import { sessionHours } from './rules.ts'

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The cookie names the institution, so that the session is found by its whole key; the secret is never stored. */
export function newSession(institutionId: string): { readonly cookie: string; readonly tokenSha256: Buffer } {
  const cookie = `${institutionId}.${randomBytes(32).toString('base64url')}`
  return { cookie, tokenSha256: sha256(cookie) }
}

export function setCookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${sessionHours * 3600}`
}

export function clearCookie(name: string): string {
  return `${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`
}

/** Who stands behind a session cookie, with all grants read anew: a revoked role ends with the next request. */
export async function authenticate(tx: Tx, cookie: string, now: Temporal.Instant): Promise<Principal | null> {
  const institutionId = cookie.split('.')[0] ?? ''
  if (!uuid.test(institutionId)) return null
  await setScope(tx, [institutionId])
  const account = await readSession(tx, institutionId, sha256(cookie), now.toString())
  if (account === null) return null
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
