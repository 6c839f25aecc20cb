// What this room reads from the environment: the public address, and the identity provider of the house.

import { readFileSync } from 'node:fs'
import { StartError } from '../../core/process.ts'

export type SignOnSettings = {
  /** https://id.example.org: its discovery document says the rest. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** The claim that holds the user name of the account; one that users cannot change themselves. */
  readonly claim: string
  /** What stands on the button. */
  readonly name: string
}

export type AccountsSettings = {
  /** The address under which browsers reach the product, without a slash at its end; null: as they call it. */
  readonly publicUrl: string | null
  readonly signOn: SignOnSettings | null
}

export const plainSettings: AccountsSettings = { publicUrl: null, signOn: null }

/** The path of ours to which the identity provider sends people back. */
export const signOnReturnPath = '/sign-in/return'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads LINGHANG_PUBLIC_URL, LINGHANG_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET or _CLIENT_SECRET_FILE, _CLAIM and _NAME.
 * Throws StartError with one line when something is missing: there is no default secret.
 */
export function readAccountsSettings(environment: Environment): AccountsSettings {
  const publicUrl = webAddress(environment, 'LINGHANG_PUBLIC_URL')?.replace(/\/+$/, '') ?? null
  const issuer = webAddress(environment, 'LINGHANG_OIDC_ISSUER')
  if (issuer === null) return { publicUrl, signOn: null }
  const demand = (name: string): string => {
    const value = environment[name]?.trim()
    if (value === undefined || value === '')
      throw new StartError(`LINGHANG_OIDC_ISSUER is set, so ${name} is needed too.`)
    return value
  }
  if (publicUrl === null) demand('LINGHANG_PUBLIC_URL')
  const secretFile = environment['LINGHANG_OIDC_CLIENT_SECRET_FILE']
  return {
    publicUrl,
    signOn: {
      issuer,
      clientId: demand('LINGHANG_OIDC_CLIENT_ID'),
      clientSecret: secretFile === undefined ? demand('LINGHANG_OIDC_CLIENT_SECRET') : secretFrom(secretFile),
      claim: environment['LINGHANG_OIDC_CLAIM']?.trim() || 'preferred_username',
      name: environment['LINGHANG_OIDC_NAME']?.trim() || '统一身份认证',
    },
  }
}

function webAddress(environment: Environment, name: string): string | null {
  const value = environment[name]?.trim()
  if (value === undefined || value === '') return null
  const url = URL.parse(value)
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new StartError(`${name} is "${value}": give an address that begins with https:// (or http://).`)
  return value
}

function secretFrom(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    throw new StartError(`LINGHANG_OIDC_CLIENT_SECRET_FILE names ${path}, which cannot be read.`)
  }
}
