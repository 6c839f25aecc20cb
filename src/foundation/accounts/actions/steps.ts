// The steps of a sign-in: who may try, what a failure does, which step comes next, and the session that it opens.

import { AppError } from '../../../core/errors.ts'
import type { Work } from '../../../core/pipeline.ts'
import { sessionCookie } from '../../../core/server.ts'
import {
  addressFailures,
  addressMinutes,
  afterFailure,
  isAhead,
  isWornOut,
  leastLength,
  needsTotp,
  pendingMinutes,
  type Policy,
} from '../rules.ts'
import { institutionOf, newSession, setCookie, sha256 } from '../session.ts'
import type { AccountsSettings } from '../settings.ts'
import {
  type AccountRecord,
  changeAccount,
  deleteSession,
  forgetFailures,
  insertSession,
  noteFailure,
  readAccount,
  readFailures,
  readPending,
  readPolicy,
  readTotp,
  renewSession,
  type SessionStage,
  spendAlike,
  takeTurn,
} from '../store/index.ts'

export const isSecure = (settings: AccountsSettings): boolean =>
  settings.publicUrl?.startsWith('https:') === true

/** Refuses a try that comes too early: too many failures of the name or the address, or another try under way. */
export async function admit(work: Work, username: string) {
  if (!(await takeTurn(work.tx, username)))
    throw new AppError('rate_limited', { until: work.now.add({ seconds: 1 }).toString() })
  const failures = await readFailures(work.tx, username, work.asking.address)
  const { name, address } = failures
  if (name !== null && isAhead(name.notBefore, work.now))
    throw new AppError(name.locked ? 'locked' : 'rate_limited', { until: name.notBefore })
  const windowEnd =
    address && Temporal.Instant.from(address.since).add({ minutes: addressMinutes }).toString()
  if (address !== null && address.count >= addressFailures && isAhead(windowEnd, work.now))
    throw new AppError('rate_limited', { until: windowEnd })
  return failures
}

/** Counts a failure of the name and the address; answers the error, which lets the count be kept. */
export async function countFailure(
  work: Work,
  username: string,
  of: { readonly account: AccountRecord | null; readonly policy: Policy; readonly count: number },
): Promise<AppError> {
  const name = afterFailure(of.policy, of.count, work.now)
  await noteFailure(work.tx, {
    username,
    address: work.asking.address,
    name,
    now: work.now.toString(),
    windowFrom: work.now.subtract({ minutes: addressMinutes }).toString(),
  })
  // A name that does not exist takes as long as one that does, whose failure is logged.
  if (of.account === null) await spendAlike(work.tx)
  else recordSignIn(work, of.account, { signedIn: false, locked: name.locked, address: work.asking.address })
  return new AppError('wrong_credentials', {}, { keep: true })
}

export function recordSignIn(work: Work, account: AccountRecord, after: object): void {
  work.changed({
    subject: 'account',
    id: account.id,
    institutionId: account.institution_id,
    actor: account.username,
    after,
  })
}

type Proven = {
  /** The identity provider vouched for the person: no password of ours is asked for. */
  readonly signOn?: boolean
  readonly code?: boolean
}

/** Opens the session of the next step that is owed, or the full one, and answers what the screen shows. */
export async function proceed(
  work: Work,
  settings: AccountsSettings,
  account: AccountRecord,
  policy: Policy,
  proven: Proven = {},
) {
  const asksPassword = proven.signOn !== true && proven.code !== true
  const why = !asksPassword
    ? null
    : account.first_password_until !== null
      ? 'first'
      : isWornOut(policy, account.password_changed_at, work.now)
        ? 'worn_out'
        : null
  const totp = await readTotp(work.tx, account.institution_id, account.id)
  const next =
    why !== null
      ? 'password'
      : proven.code === true
        ? 'done'
        : totp !== null && totp.confirmedAt !== null
          ? 'code'
          : needsTotp(policy, account.roles)
            ? 'enrol'
            : 'done'
  await openSession(work, settings, account, policy, next === 'done' ? 'full' : next)
  const { total } = next === 'done' ? await finish(work, account) : { total: 0 }
  return {
    next,
    name: account.display_name,
    why,
    passwordLength: leastLength(policy, account.roles),
    last:
      next === 'done' && account.last_sign_in_at !== null
        ? { at: account.last_sign_in_at, address: account.last_sign_in_address }
        : null,
    failures: total,
  } as const
}

async function openSession(
  work: Work,
  settings: AccountsSettings,
  account: AccountRecord,
  policy: Policy,
  stage: SessionStage,
): Promise<void> {
  // Each step has a secret of its own: the cookie of the one before is nobody.
  const before = institutionOf(work.asking.cookie)
  if (before === account.institution_id && work.asking.cookie !== null)
    await deleteSession(work.tx, before, sha256(work.asking.cookie))
  const session = newSession(account.institution_id)
  const full = stage === 'full'
  await insertSession(work.tx, {
    institutionId: account.institution_id,
    tokenSha256: session.tokenSha256,
    accountId: account.id,
    expiresAt: work.now.add(full ? { hours: policy.sessionHours } : { minutes: pendingMinutes }).toString(),
    userAgent: work.asking.userAgent,
    address: work.asking.address,
    stage,
    idleMinutes: full ? policy.idleMinutes : null,
    now: work.now.toString(),
  })
  work.asking.cookiesOut.push(
    setCookie(sessionCookie, session.cookie, full ? policy.sessionHours : 1, isSecure(settings)),
  )
}

/** The sign-in is complete: the count begins anew, and this time is kept for the next. */
async function finish(work: Work, account: AccountRecord): Promise<{ readonly total: number }> {
  const { name } = await readFailures(work.tx, account.username, null)
  await forgetFailures(work.tx, account.username)
  await changeAccount(work.tx, account.institution_id, account.id, {
    last_sign_in_at: work.now.toString(),
    last_sign_in_address: work.asking.address,
  })
  recordSignIn(work, account, { signedIn: true, address: work.asking.address })
  return { total: name?.total ?? 0 }
}

/**
 * Who owes this step, by the cookie that the step before left; the account stays locked until the transaction ends, so
 * that of parallel answers to one step a single one counts.
 */
export async function pendingAccount(work: Work, stage: SessionStage) {
  const institutionId = institutionOf(work.asking.cookie)
  if (institutionId === null || work.asking.cookie === null) throw new AppError('unauthenticated')
  await work.widen([institutionId])
  const token = sha256(work.asking.cookie)
  const pending = await readPending(work.tx, institutionId, token, work.now.toString())
  const account =
    pending === null
      ? null
      : await readAccount(work.tx, institutionId, pending.accountId, { today: work.today, lock: true })
  // Read again: another answer may have used it up while we waited for the account.
  const still = await readPending(work.tx, institutionId, token, work.now.toString())
  if (account === null || account.disabled_at !== null || still?.stage !== stage)
    throw new AppError('unauthenticated')
  return { account, policy: await readPolicy(work.tx, institutionId) }
}

/** Gives the caller's session a new secret, after what it may do has changed. */
export async function renewCookie(work: Work, settings: AccountsSettings): Promise<Buffer> {
  const { institutionId } = work.principal
  const policy = await readPolicy(work.tx, institutionId)
  const session = newSession(institutionId)
  await renewSession(work.tx, institutionId, sha256(work.asking.cookie ?? ''), session.tokenSha256)
  work.asking.cookiesOut.push(
    setCookie(sessionCookie, session.cookie, policy.sessionHours, isSecure(settings)),
  )
  return session.tokenSha256
}
