// E-mail by SMTP: one connection a message, with TLS where the server offers it, and faults told apart by what mends them.

import { createTransport } from 'nodemailer'
import type { Fault } from '../rules.ts'
import type { MailSettings } from '../settings.ts'

export type Mail = { readonly to: string; readonly subject: string; readonly text: string }

const seconds = 1_000
const ports: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 }

/** Sends one mail; answers what kept it, or null when the server has taken it. */
export async function sendMail(settings: MailSettings | null, mail: Mail): Promise<Fault | null> {
  if (settings === null) return 'not_configured'
  const { url, password, from } = settings
  const transport = createTransport({
    host: url.hostname,
    port: url.port === '' ? (ports[url.protocol] ?? 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
    ...(url.username === ''
      ? {}
      : {
          auth: { user: decodeURIComponent(url.username), pass: password ?? '' },
          // A password never travels in clear.
          requireTLS: url.protocol === 'smtp:',
        }),
    connectionTimeout: 10 * seconds,
    greetingTimeout: 10 * seconds,
    socketTimeout: 20 * seconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    // Objects, not texts: an address is never parsed into several.
    await transport.sendMail({
      from: { name: '领航 Linghang', address: from },
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      headers: { 'auto-submitted': 'auto-generated' },
    })
    return null
  } catch (error) {
    return faultOf(error)
  } finally {
    transport.close()
  }
}

function faultOf(error: unknown): Fault {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  if (code === 'EAUTH') return 'sign_in_refused'
  if (code === 'ETIMEDOUT') return 'timeout'
  // The server's answer to the address itself: 5xx stays so, 4xx may change.
  if (code === 'EENVELOPE') return Number(responseCode) >= 500 ? 'address_refused' : 'refused'
  if (typeof responseCode === 'number') return 'refused'
  return 'unreachable'
}
