// Signing in by password, the own password in place of a first one, and signing out.

import { setScope } from '../../../core/db.ts'
import { AppError } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import { sessionCookie } from '../../../core/server.ts'
import type { signInContract } from '../contract/sign-in.ts'
import { setOwnPassword } from '../own-password.ts'
import { passwordFits } from '../password.ts'
import { isAhead } from '../rules.ts'
import { setCookie, sha256 } from '../session.ts'
import type { AccountsSettings } from '../settings.ts'
import {
  deleteSession,
  deleteSessionsOf,
  demoAccountLines,
  demoInstitutions,
  findLogin,
  readAccount,
  readPolicy,
} from '../store/index.ts'
import { beginSecondFactor, confirmSecondFactor, judgeCode } from './second-factor.ts'
import { admit, countFailure, isSecure, pendingAccount, proceed, recordSignIn } from './steps.ts'

const nowhere = '00000000-0000-0000-0000-000000000000'

type SignIn = Pick<
  Handlers<typeof signInContract>,
  | 'signIn'
  | 'setFirstPassword'
  | 'enterCode'
  | 'beginEnrolment'
  | 'finishEnrolment'
  | 'signOut'
  | 'demoAccounts'
>

export const signInHandlers = (settings: AccountsSettings): SignIn => ({
  signIn: async (work, { username, password }) => {
    const failures = await admit(work, username)
    // A name that nobody has goes the same way as one that somebody has.
    const login = await findLogin(work.tx, username)
    const { institutionId, accountId } = login ?? { institutionId: nowhere, accountId: nowhere }
    await work.widen([institutionId])
    const account = await readAccount(work.tx, institutionId, accountId, { today: work.today })
    const policy = await readPolicy(work.tx, institutionId)
    const fits = await passwordFits(account?.password_hash ?? null, password)
    if (account === null || account.disabled_at !== null || !fits)
      throw await countFailure(work, username, { account, policy, count: failures.name?.count ?? 0 })
    const { first_password_until: until } = account
    if (until !== null && !isAhead(until, work.now))
      throw new AppError('wrong_state', { reason: 'first_password_expired' })
    return proceed(work, settings, account, policy)
  },

  setFirstPassword: async (work, { next }) => {
    const { account, policy } = await pendingAccount(work, 'password')
    await setOwnPassword(work, account, policy, next)
    // Everybody else who knew the first password is out, this step's own cookie included.
    await deleteSessionsOf(work.tx, account.institution_id, account.id, null)
    recordSignIn(work, account, { passwordChanged: true })
    return proceed(
      work,
      settings,
      { ...account, first_password_until: null, password_changed_at: work.now.toString() },
      policy,
    )
  },

  enterCode: async (work, { code }) => {
    const { account, policy } = await pendingAccount(work, 'code')
    const failures = await admit(work, account.username)
    const kind = await judgeCode(work, account.institution_id, account.id, code)
    if (kind === null)
      throw await countFailure(work, account.username, { account, policy, count: failures.name?.count ?? 0 })
    if (kind === 'recovery') recordSignIn(work, account, { recoveryCodeUsed: true })
    return proceed(work, settings, account, policy, { code: true })
  },

  beginEnrolment: async (work) => {
    const { account } = await pendingAccount(work, 'enrol')
    const begun = await beginSecondFactor(work, account)
    recordSignIn(work, account, { secondFactor: 'begun' })
    return begun
  },

  finishEnrolment: async (work, { code }) => {
    const { account, policy } = await pendingAccount(work, 'enrol')
    const recoveryCodes = await confirmSecondFactor(work, account.institution_id, account.id, code)
    recordSignIn(work, account, { secondFactor: true })
    return { ...(await proceed(work, settings, account, policy, { code: true })), recoveryCodes }
  },

  signOut: async (work) => {
    if (work.asking.cookie !== null)
      await deleteSession(work.tx, work.principal.institutionId, sha256(work.asking.cookie))
    work.asking.cookiesOut.push(setCookie(sessionCookie, '', 0, isSecure(settings)))
    work.changed({ subject: 'account', id: work.principal.accountId, after: { signedOut: true } })
    return {}
  },

  demoAccounts: async (work) => {
    const demo = await demoInstitutions(work.tx)
    if (demo.length === 0) return { accounts: [] }
    await setScope(work.tx, demo)
    return { accounts: [...(await demoAccountLines(work.tx))] }
  },
})
