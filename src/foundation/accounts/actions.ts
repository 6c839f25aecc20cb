// What the account endpoints do: sign in and out, one's own settings, accounts and grants.

import { type Permission, permissions, type Role, roleMay } from '../../core/access.ts'
import { setScope, type Tx } from '../../core/db.ts'
import { AppError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { type Handlers, targetOf, type Work } from '../../core/pipeline.ts'
import { sessionCookie } from '../../core/server.ts'
import { findUnit, locateUnit, readInstitution, unitNames, unitsBelow } from '../org/index.ts'
import type { accountsContract } from './contract.ts'
import { hashPassword, passwordFits, randomPassword } from './password.ts'
import { afterFailure, isLocked, sessionHours } from './rules.ts'
import { clearCookie, newSession, setCookie, sha256 } from './session.ts'
import {
  changeAccount,
  deleteGrant,
  deleteSession,
  deleteSessionsOf,
  demoAccountLines,
  demoInstitutions,
  findLogin,
  findPerson,
  insertAccount,
  insertGrant,
  insertSession,
  listAccounts,
  livingAdministrators,
  readAccount,
} from './store.ts'

/**
 * Makes an account outside a request (demo, first administrator): by codes, as a workbook names things.
 * Throws when institution, unit or person do not exist within the transaction's scope.
 */
export async function createAccount(
  tx: Tx,
  account: {
    readonly username: string
    readonly password: string
    readonly institution: string
    readonly unit: string
    readonly role: Role
    readonly staffNo: string | null
  },
): Promise<void> {
  const unit = await findUnit(tx, account.institution, account.unit)
  const person = account.staffNo === null ? null : await findPerson(tx, unit.institutionId, account.staffNo)
  const id = newId()
  await insertAccount(tx, {
    institutionId: unit.institutionId,
    id,
    username: account.username,
    displayName: person?.name ?? account.username,
    personId: person?.id ?? null,
    passwordHash: await hashPassword(account.password),
  })
  await insertGrant(tx, {
    institutionId: unit.institutionId,
    accountId: id,
    role: account.role,
    unitId: unit.id,
  })
}

export const accountsHandlers: Handlers<typeof accountsContract> = {
  signIn: async (work, { username, password }) => {
    const login = await findLogin(work.tx, username)
    if (login !== null) await work.widen([login.institutionId])
    const account = login === null ? null : await readAccount(work.tx, login.institutionId, login.accountId)
    if (account !== null && isLocked(account.locked_until, work.now)) {
      throw new AppError('locked', { until: account.locked_until })
    }
    const fits = await passwordFits(account?.password_hash ?? null, password)
    if (account === null || account.disabled_at !== null) throw new AppError('wrong_credentials')
    if (!fits) {
      const { failedCount, lockedUntil } = afterFailure(account.failed_count, work.now)
      await changeAccount(work.tx, account.institution_id, account.id, {
        failed_count: failedCount,
        locked_until: lockedUntil,
      })
      recordSignIn(work, account, { signedIn: false, locked: lockedUntil !== null })
      throw new AppError('wrong_credentials', {}, { keep: true })
    }
    const session = newSession(account.institution_id)
    await insertSession(work.tx, {
      institutionId: account.institution_id,
      tokenSha256: session.tokenSha256,
      accountId: account.id,
      expiresAt: work.now.add({ hours: sessionHours }).toString(),
      userAgent: work.asking.userAgent,
    })
    if (account.failed_count > 0)
      await changeAccount(work.tx, account.institution_id, account.id, { failed_count: 0 })
    recordSignIn(work, account, { signedIn: true })
    work.asking.cookiesOut.push(setCookie(sessionCookie, session.cookie))
    return { name: account.display_name }
  },

  signOut: async (work) => {
    if (work.asking.cookie !== null) {
      await deleteSession(work.tx, work.principal.institutionId, sha256(work.asking.cookie))
    }
    work.asking.cookiesOut.push(clearCookie(sessionCookie))
    work.changed({ subject: 'account', id: work.principal.accountId, after: { signedOut: true } })
    return {}
  },

  demoAccounts: async (work) => {
    const demo = await demoInstitutions(work.tx)
    if (demo.length === 0) return { accounts: [] }
    await setScope(work.tx, demo)
    return { accounts: [...(await demoAccountLines(work.tx))] }
  },

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
      grants: principal.grants.map(({ role, unitId }) => ({
        role,
        unitId,
        unitName: units.get(unitId)?.name ?? '',
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
    const { institutionId, accountId } = work.principal
    const account = await readAccount(work.tx, institutionId, accountId)
    if (!(await passwordFits(account.password_hash, current))) throw new AppError('wrong_credentials')
    await changeAccount(work.tx, institutionId, accountId, { password_hash: await hashPassword(next) })
    await deleteSessionsOf(work.tx, institutionId, accountId, sha256(work.asking.cookie ?? ''))
    work.changed({ subject: 'account', id: accountId, after: { passwordChanged: true } })
    return {}
  },

  list: async (work) => ({
    accounts: [...(await listAccounts(work.tx, work.reach, work.now.toString()))],
  }),

  units: async (work) => {
    const units = await unitsBelow(work.tx, work.reach, { today: work.today })
    const names = new Map(units.map((unit) => [unit.id, unit.name]))
    return {
      units: units.map(({ id, name, kind, path }) => ({
        id,
        name,
        kind,
        above: path.slice(0, -1).flatMap((step) => names.get(step) ?? []),
      })),
    }
  },

  create: async (work, { username, displayName, role, unitId, staffNo }) => {
    const { institutionId } = targetOf(work)
    const person = staffNo === undefined ? null : await findPerson(work.tx, institutionId, staffNo)
    if (staffNo !== undefined && person === null)
      throw new AppError('invalid_input', { reason: 'person', staffNo })
    const firstPassword = randomPassword()
    const id = newId()
    await insertAccount(work.tx, {
      institutionId,
      id,
      username,
      displayName,
      personId: person?.id ?? null,
      passwordHash: await hashPassword(firstPassword),
    })
    await insertGrant(work.tx, { institutionId, accountId: id, role, unitId })
    work.changed({ subject: 'account', id, unitId, after: { username, displayName, role, unitId } })
    return { id, firstPassword }
  },

  grant: async (work, { accountId, role, unitId }) => {
    const { institutionId } = targetOf(work)
    const unit = await locateUnit(work.tx, unitId)
    // A grant stays within the account's own institution; the level above grants through its own accounts.
    if (unit === null || unit.institutionId !== institutionId)
      throw new AppError('not_found', { kind: 'unit' })
    await insertGrant(work.tx, { institutionId, accountId, role, unitId })
    work.changed({ subject: 'account', id: accountId, unitId, after: { granted: role, unitId } })
    return {}
  },

  revoke: async (work, { accountId, role, unitId }) => {
    const { institutionId } = targetOf(work)
    await guardLastAdministrator(work, institutionId, accountId, role)
    const there = await deleteGrant(work.tx, { institutionId, accountId, role, unitId })
    if (!there) throw new AppError('not_found', { kind: 'grant' })
    work.changed({ subject: 'account', id: accountId, unitId, before: { granted: role, unitId } })
    return {}
  },

  disable: async (work, { accountId, disabled }) => {
    const { institutionId } = targetOf(work)
    const before = await readAccount(work.tx, institutionId, accountId)
    if (disabled) {
      await guardLastAdministrator(work, institutionId, accountId, 'system_admin')
      await deleteSessionsOf(work.tx, institutionId, accountId, null)
    }
    await changeAccount(work.tx, institutionId, accountId, {
      disabled_at: disabled ? work.now.toString() : null,
    })
    work.changed({
      subject: 'account',
      id: accountId,
      before: { disabled: before.disabled_at !== null },
      after: { disabled },
    })
    return {}
  },

  resetPassword: async (work, { accountId }) => {
    const { institutionId } = targetOf(work)
    const firstPassword = randomPassword()
    await changeAccount(work.tx, institutionId, accountId, {
      password_hash: await hashPassword(firstPassword),
      failed_count: 0,
      locked_until: null,
    })
    await deleteSessionsOf(work.tx, institutionId, accountId, null)
    work.changed({ subject: 'account', id: accountId, after: { passwordReset: true } })
    return { firstPassword }
  },
}

function recordSignIn(
  work: Work,
  account: { id: string; institution_id: string; username: string },
  after: object,
): void {
  work.changed({
    subject: 'account',
    id: account.id,
    institutionId: account.institution_id,
    actor: account.username,
    after,
  })
}

/** An institution that once had administrators keeps one who can sign in. */
async function guardLastAdministrator(
  work: Work,
  institutionId: string,
  accountId: string,
  role: Role,
): Promise<void> {
  if (role !== 'system_admin') return
  const administrators = await livingAdministrators(work.tx, institutionId)
  if (administrators.length === 1 && administrators[0] === accountId) {
    throw new AppError('invalid_input', { reason: 'last_administrator' })
  }
}
