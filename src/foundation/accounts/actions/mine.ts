// One's own account: who I am, language, password, sessions.

import { type Permission, permissions, roleMay } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import { readInstitution, unitNames } from '../../org/index.ts'
import type { mineContract } from '../contract/mine.ts'
import { setOwnPassword } from '../own-password.ts'
import { passwordFits } from '../password.ts'
import { leastLength, needsTotp } from '../rules.ts'
import { sha256 } from '../session.ts'
import type { AccountsSettings } from '../settings.ts'
import {
  changeAccount,
  deleteSessionById,
  deleteSessionsOf,
  listSessions,
  readAccount,
  readPolicy,
  readTotp,
  recoveryCodesLeft,
} from '../store/index.ts'
import { admit, countFailure, renewCookie } from './steps.ts'

type Mine = Pick<
  Handlers<typeof mineContract>,
  'me' | 'setLanguage' | 'changePassword' | 'mySecurity' | 'endSession' | 'endOtherSessions'
>

export const mineHandlers = (settings: AccountsSettings): Mine => ({
  me: async (work) => {
    const { principal } = work
    const institution = await readInstitution(work.tx, principal.institutionId)
    const units = await unitNames(
      work.tx,
      principal.grants.map((grant) => grant.unitId),
    )
    const granted = permissions.filter((permission: Permission) =>
      principal.grants.some((grant) => roleMay(grant.role, permission)),
    )
    return {
      accountId: principal.accountId,
      username: principal.username,
      name: principal.name,
      language: principal.language,
      personId: principal.personId,
      institution: { id: institution.id, name: institution.name, demo: institution.demo },
      grants: principal.grants.map(({ role, unitId, until }) => ({
        role,
        unitId,
        unitName: units.get(unitId)?.name ?? '',
        until,
      })),
      permissions: granted,
      units: [...units].map(([id, unit]) => ({
        id,
        institutionId: principal.institutionId,
        name: unit.name,
        kind: unit.kind,
      })),
    }
  },

  setLanguage: async (work, { language }) => {
    const { institutionId, accountId } = work.principal
    await changeAccount(work.tx, institutionId, accountId, { language })
    work.changed({
      subject: 'account',
      id: accountId,
      before: { language: work.principal.language },
      after: { language },
    })
    return {}
  },

  changePassword: async (work, { current, next }) => {
    const { institutionId, accountId, username } = work.principal
    // Counted like a sign-in: a session somebody took must not become a place to guess the password at.
    const failures = await admit(work, username)
    const account = await readAccount(work.tx, institutionId, accountId, { today: work.today, lock: true })
    const policy = await readPolicy(work.tx, institutionId)
    if (account === null || !(await passwordFits(account.password_hash, current)))
      throw await countFailure(work, username, { account, policy, count: failures.name?.count ?? 0 })
    await setOwnPassword(work, account, policy, next)
    const here = await renewCookie(work, settings)
    await deleteSessionsOf(work.tx, institutionId, accountId, here)
    work.changed({ subject: 'account', id: accountId, after: { passwordChanged: true } })
    return {}
  },

  mySecurity: async (work) => {
    const { institutionId, accountId } = work.principal
    const account = await readAccount(work.tx, institutionId, accountId, { today: work.today })
    if (account === null) throw new AppError('not_found')
    const policy = await readPolicy(work.tx, institutionId)
    const totp = await readTotp(work.tx, institutionId, accountId)
    const sessions = await listSessions(work.tx, institutionId, accountId, work.now.toString())
    const here = sha256(work.asking.cookie ?? '')
    return {
      passwordLength: leastLength(policy, account.roles),
      passwordChangedAt: account.password_changed_at,
      passwordDays: policy.passwordDays,
      totp: totp !== null && totp.confirmedAt !== null,
      totpDemanded: needsTotp(policy, account.roles),
      recoveryCodesLeft: await recoveryCodesLeft(work.tx, institutionId, accountId),
      sessions: sessions.map(({ tokenSha256, ...session }) => ({
        ...session,
        here: tokenSha256.equals(here),
      })),
    }
  },

  endSession: async (work, { sessionId }) => {
    const { institutionId, accountId } = work.principal
    if (!(await deleteSessionById(work.tx, institutionId, accountId, sessionId)))
      throw new AppError('not_found', { kind: 'session' })
    work.changed({ subject: 'account', id: accountId, after: { sessionsEnded: 1 } })
    return {}
  },

  endOtherSessions: async (work) => {
    const { institutionId, accountId } = work.principal
    const ended = await deleteSessionsOf(work.tx, institutionId, accountId, sha256(work.asking.cookie ?? ''))
    work.changed({ subject: 'account', id: accountId, after: { sessionsEnded: ended } })
    return { ended }
  },
})
