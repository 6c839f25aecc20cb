// What this room reads from the environment: the mail server, and whether groups may be in the house's own network.

import { readFileSync } from 'node:fs'
import { StartError } from '../../core/process.ts'

export type MailSettings = {
  /** smtp:// (STARTTLS where the server offers it) or smtps://, with the user name, without the password. */
  readonly url: URL
  readonly password: string | null
  /** The address that mails come from. */
  readonly from: string
}

export type NoticesSettings = {
  /** Null: no mail is sent. */
  readonly mail: MailSettings | null
  /** Whether a group's robot may have a private address, or one without TLS. */
  readonly privateGroups: boolean
  /** The address under which browsers reach the product, without a slash at its end; null: mails carry no links. */
  readonly publicUrl: string | null
}

export const silentSettings: NoticesSettings = { mail: null, privateGroups: false, publicUrl: null }

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads LINGHANG_SMTP_URL, _PASSWORD or _PASSWORD_FILE, _FROM, LINGHANG_WEBHOOK_PRIVATE and LINGHANG_PUBLIC_URL. Throws
 * StartError with one line that names the variable: there is no default password.
 */
export function readNoticesSettings(environment: Environment): NoticesSettings {
  const text = (name: string): string => environment[name]?.trim() ?? ''
  const privateGroups = text('LINGHANG_WEBHOOK_PRIVATE')
  if (!['', 'on', 'off'].includes(privateGroups))
    throw new StartError(`LINGHANG_WEBHOOK_PRIVATE is "${privateGroups}": give one of on, off.`)
  return {
    mail: readMail(text),
    privateGroups: privateGroups === 'on',
    publicUrl: text('LINGHANG_PUBLIC_URL').replace(/\/+$/, '') || null,
  }
}

function readMail(text: (name: string) => string): MailSettings | null {
  const address = text('LINGHANG_SMTP_URL')
  if (address === '') return null
  const url = URL.parse(address)
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    throw new StartError(
      'LINGHANG_SMTP_URL is not the address of a mail server: give one such as smtp://user@mail.example.cn:587.',
    )
  if (url.password !== '')
    throw new StartError(
      'LINGHANG_SMTP_URL holds a password: give it in LINGHANG_SMTP_PASSWORD_FILE or LINGHANG_SMTP_PASSWORD.',
    )
  const from = text('LINGHANG_SMTP_FROM')
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(from))
    throw new StartError(
      'LINGHANG_SMTP_URL is set, so LINGHANG_SMTP_FROM is needed too: the address that mails come from.',
    )
  const file = text('LINGHANG_SMTP_PASSWORD_FILE')
  const password = file === '' ? text('LINGHANG_SMTP_PASSWORD') : secretFrom(file)
  if (url.username !== '' && password === '')
    throw new StartError(
      'LINGHANG_SMTP_URL names a user, so LINGHANG_SMTP_PASSWORD_FILE or LINGHANG_SMTP_PASSWORD is needed too.',
    )
  return { url, password: password === '' ? null : password, from }
}

function secretFrom(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    throw new StartError(`LINGHANG_SMTP_PASSWORD_FILE names ${path}, which cannot be read.`)
  }
}
