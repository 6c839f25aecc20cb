// Accounts made and reset outside a request: by the demo, and by an operator at the machine.

import { isAdministrator, type Role } from '../../core/access.ts'
import { dateOf } from '../../core/calendar.ts'
import { setScope, type Tx } from '../../core/db.ts'
import { AppError, refuse } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { findUnit } from '../org/index.ts'
import { firstUntil, giveFirstPassword } from './actions/keeping.ts'
import { hashPassword, randomPassword } from './password.ts'
import { judgeSeparation } from './rules.ts'
import {
  decideAlone,
  deleteTotp,
  findLogin,
  findPerson,
  insertAccount,
  insertGrant,
  readAccount,
  rolesOfPeople,
} from './store/index.ts'

/**
 * Makes an account with one role: by codes, as a workbook names things. With `password` it is the person's own at once;
 * without one a first password is made, answered here once, which serves for seven days to set an own one.
 * Throws when institution, unit or person do not exist within the transaction's scope, AppError `taken` when the user
 * name is in use, and `rule_broken` when the person would be two administrators, or one with a business role.
 */
export async function createAccount(
  tx: Tx,
  account: {
    readonly username: string
    readonly password?: string
    readonly institution: string
    readonly unit: string
    readonly role: Role
    readonly staffNo: string | null
    /** Without one the person's name, else the user name. */
    readonly displayName?: string
  },
): Promise<{ readonly id: string; readonly firstPassword: string | null }> {
  const now = Temporal.Now.instant()
  const unit = await findUnit(tx, account.institution, account.unit)
  const { institutionId } = unit
  const person = account.staffNo === null ? null : await findPerson(tx, institutionId, account.staffNo)
  const personId = person?.id ?? null
  await decideAlone(tx, institutionId)
  const held = await rolesOfPeople(tx, institutionId, { accountId: null, personId }, dateOf(now))
  refuse(judgeSeparation(account.role, held))
  const firstPassword = account.password === undefined ? randomPassword() : null
  const id = newId()
  await insertAccount(tx, {
    institutionId,
    id,
    username: account.username,
    displayName: account.displayName ?? person?.name ?? account.username,
    personId,
    passwordHash: await hashPassword(account.password ?? firstPassword ?? ''),
    firstPasswordUntil: firstPassword === null ? null : firstUntil(now),
    now: now.toString(),
  })
  await insertGrant(tx, { institutionId, accountId: id, role: account.role, unitId: unit.id, by: null })
  return { id, firstPassword }
}

/**
 * Gives an account a new first password (answered here, serves once and for seven days), lifts its lock, enables
 * nothing, and ends all its sessions; with `secondFactor` a lost one is taken away too. Sets the transaction's scope to
 * the account's institution. Writes no audit entry: the caller knows who asked and gets the ids it needs for one, and
 * decides whether somebody has to agree where the account is an administrator's. Throws AppError `not_found` when no
 * account has the user name.
 */
export async function resetAccount(
  tx: Tx,
  username: string,
  options: { readonly secondFactor?: boolean } = {},
): Promise<{
  readonly institutionId: string
  readonly accountId: string
  readonly administrator: boolean
  readonly firstPassword: string
}> {
  const now = Temporal.Now.instant()
  const login = await findLogin(tx, username)
  if (login === null) throw new AppError('not_found', { kind: 'account' })
  await setScope(tx, [login.institutionId])
  const account = await readAccount(tx, login.institutionId, login.accountId, {
    today: dateOf(now),
    lock: true,
  })
  if (account === null) throw new AppError('not_found', { kind: 'account' })
  if (options.secondFactor === true) await deleteTotp(tx, login.institutionId, login.accountId)
  return {
    ...login,
    administrator: account.roles.some(isAdministrator),
    firstPassword: await giveFirstPassword(tx, account, now),
  }
}
