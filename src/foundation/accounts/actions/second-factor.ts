// The second factor: a time-based code (RFC 6238) enrolled by QR code, each used once, and ten recovery codes.

import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { AppError } from '../../../core/errors.ts'
import type { Handlers, Work } from '../../../core/pipeline.ts'
import type { mineContract } from '../contract/mine.ts'
import { passwordFits } from '../password.ts'
import { needsTotp } from '../rules.ts'
import { sha256 } from '../session.ts'
import type { AccountsSettings } from '../settings.ts'
import {
  beginTotp,
  deleteTotp,
  readAccount,
  readPolicy,
  readTotp,
  replaceRecoveryCodes,
  useRecoveryCode,
  useStep,
} from '../store/index.ts'
import { admit, countFailure, renewCookie } from './steps.ts'

const period = 30
const recoveryCodes = 10
// No letters that look alike: recovery codes are typed from paper.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

const placeOf = (institutionId: string, accountId: string) => ({
  institutionId,
  subjectId: accountId,
  column: 'account_totp.secret',
})

const totpOf = (secret: string, username: string): TOTP =>
  new TOTP({ issuer: '领航 Linghang', label: username, secret: Secret.fromBase32(secret), period })

/** The step whose code this is, now or one before or after; null when it is none. */
function stepOf(totp: TOTP, code: string, now: Temporal.Instant): number | null {
  const delta = totp.validate({ token: code, timestamp: now.epochMilliseconds, window: 1 })
  return delta === null ? null : Math.floor(now.epochMilliseconds / 1000 / period) + delta
}

/** Recovery codes are compared without spaces, hyphens and capitals. */
const recoveryHash = (accountId: string, code: string): Buffer =>
  sha256(`${accountId} ${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`)

/** A new secret, kept sealed until its first code. Throws wrong_state when a confirmed one is there. */
export async function beginSecondFactor(
  work: Work,
  account: { readonly institution_id: string; readonly id: string; readonly username: string },
): Promise<{ readonly secret: string; readonly uri: string }> {
  const secret = new Secret({ size: 20 }).base32
  const begun = await beginTotp(work.tx, {
    institutionId: account.institution_id,
    accountId: account.id,
    keyId: work.vault.keyId,
    secret: work.vault.seal(placeOf(account.institution_id, account.id), secret),
  })
  if (!begun) throw new AppError('wrong_state', { reason: 'second_factor_there' })
  return { secret, uri: totpOf(secret, account.username).toString() }
}

/** Confirms the begun secret; answers ten new recovery codes, kept only as hashes. Throws wrong_credentials. */
export async function confirmSecondFactor(
  work: Work,
  institutionId: string,
  accountId: string,
  code: string,
): Promise<string[]> {
  const kept = await readTotp(work.tx, institutionId, accountId)
  if (kept === null || kept.confirmedAt !== null) throw new AppError('wrong_state')
  const secret = work.vault.open(placeOf(institutionId, accountId), kept.secret)
  const step = stepOf(totpOf(secret, ''), code, work.now)
  if (step === null || !(await useStep(work.tx, institutionId, accountId, step, work.now.toString())))
    throw new AppError('wrong_credentials', { reason: 'code' })
  const codes = Array.from({ length: recoveryCodes }, () => {
    const group = (): string => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
    return `${group()}-${group()}-${group()}`
  })
  await replaceRecoveryCodes(
    work.tx,
    institutionId,
    accountId,
    codes.map((each) => recoveryHash(accountId, each)),
  )
  return codes
}

/** Uses up a code: of the second factor (six digits) or for recovery; null when it is neither, or used already. */
export async function judgeCode(
  work: Work,
  institutionId: string,
  accountId: string,
  code: string,
): Promise<'totp' | 'recovery' | null> {
  const digits = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) {
    const hash = recoveryHash(accountId, code)
    const used = await useRecoveryCode(work.tx, institutionId, accountId, hash, work.now.toString())
    return used ? 'recovery' : null
  }
  const kept = await readTotp(work.tx, institutionId, accountId)
  if (kept === null || kept.confirmedAt === null) return null
  const secret = work.vault.open(placeOf(institutionId, accountId), kept.secret)
  const step = stepOf(totpOf(secret, ''), digits, work.now)
  if (step === null || !(await useStep(work.tx, institutionId, accountId, step, null))) return null
  return 'totp'
}

type Mine = Pick<Handlers<typeof mineContract>, 'beginTotp' | 'finishTotp' | 'removeTotp'>

export const mySecondFactor = (settings: AccountsSettings): Mine => ({
  beginTotp: async (work) => {
    const { institutionId, accountId, username } = work.principal
    const begun = await beginSecondFactor(work, { institution_id: institutionId, id: accountId, username })
    // The secret itself must not reach the log.
    work.changed({ subject: 'account', id: accountId, after: { secondFactor: 'begun' } })
    return begun
  },

  finishTotp: async (work, { code }) => {
    const { institutionId, accountId } = work.principal
    const codes = await confirmSecondFactor(work, institutionId, accountId, code)
    await renewCookie(work, settings)
    work.changed({
      subject: 'account',
      id: accountId,
      before: { secondFactor: false },
      after: { secondFactor: true },
    })
    return { recoveryCodes: codes }
  },

  removeTotp: async (work, { password }) => {
    const { institutionId, accountId, username } = work.principal
    const failures = await admit(work, username)
    const account = await readAccount(work.tx, institutionId, accountId, { today: work.today, lock: true })
    const policy = await readPolicy(work.tx, institutionId)
    if (account === null || !(await passwordFits(account.password_hash, password)))
      throw await countFailure(work, username, { account, policy, count: failures.name?.count ?? 0 })
    if (needsTotp(policy, account.roles))
      throw new AppError('wrong_state', { reason: 'second_factor_demanded' })
    if (!(await deleteTotp(work.tx, institutionId, accountId)))
      throw new AppError('wrong_state', { reason: 'no_second_factor' })
    await renewCookie(work, settings)
    work.changed({
      subject: 'account',
      id: accountId,
      before: { secondFactor: true },
      after: { secondFactor: false },
    })
    return {}
  },
})
