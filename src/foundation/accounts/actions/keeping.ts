// What a system administrator does with accounts: none of it gives power.

import type { Role } from '../../../core/access.ts'
import { administratorRoles } from '../../../core/access.ts'
import { AppError, refuse } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { unitsBelow } from '../../org/index.ts'
import type { keepingContract } from '../contract/keeping.ts'
import { hashPassword, randomPassword } from '../password.ts'
import { firstPasswordDays, judgeReset, judgeSeparation } from '../rules.ts'
import {
  type AccountRecord,
  changeAccount,
  decideAlone,
  deleteLinks,
  deleteSessionsOf,
  deleteTotp,
  findPerson,
  forgetFailures,
  insertAccount,
  listAccounts,
  livingAdministrators,
  readAccount,
  rolesOfPeople,
  setPassword,
} from '../store/index.ts'

/** Until when a first password given now serves. */
export const firstUntil = (now: Temporal.Instant): string =>
  now.add({ hours: 24 * firstPasswordDays }).toString()

type Keeping = Pick<
  Handlers<typeof keepingContract>,
  | 'list'
  | 'units'
  | 'create'
  | 'update'
  | 'disable'
  | 'resetPassword'
  | 'unlock'
  | 'resetTotp'
  | 'endSessionsOf'
>

export const keepingHandlers: Keeping = {
  list: async (work, filter) => {
    const { accounts, total } = await listAccounts(
      work.tx,
      work.reach,
      filter,
      work.now.toString(),
      work.today,
    )
    return { accounts, total }
  },

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

  create: async (work, { username, displayName, unitId, staffNo, wishedRole }) => {
    const { institutionId } = targetOf(work)
    const personId = staffNo === undefined ? null : await personOf(work, institutionId, staffNo)
    const firstPassword = randomPassword()
    const id = newId()
    await insertAccount(work.tx, {
      institutionId,
      id,
      username,
      displayName,
      personId,
      passwordHash: await hashPassword(firstPassword),
      firstPasswordUntil: firstUntil(work.now),
      now: work.now.toString(),
      wish: wishedRole === undefined ? null : { role: wishedRole, unitId },
    })
    work.changed({
      subject: 'account',
      id,
      unitId,
      after: { username, displayName, personId, wishedRole: wishedRole ?? null },
    })
    return { id, firstPassword }
  },

  update: async (work, { accountId, displayName, staffNo }) => {
    const account = await accountFor(work, accountId)
    const { institution_id: institutionId } = account
    const personId = staffNo === '' ? null : await personOf(work, institutionId, staffNo)
    if (personId !== null && personId !== account.person_id) {
      // The account's roles and those of the person's other accounts come into one hand.
      await decideAlone(work.tx, institutionId)
      const held = await rolesOfPeople(work.tx, institutionId, { accountId, personId }, work.today)
      refuse(held.flatMap((each) => judgeSeparation(each.role, held)).slice(0, 1))
    }
    await changeAccount(work.tx, institutionId, accountId, {
      display_name: displayName,
      person_id: personId,
    })
    work.changed({
      subject: 'account',
      id: accountId,
      before: { displayName: account.display_name, personId: account.person_id },
      after: { displayName, personId },
    })
    return {}
  },

  disable: async (work, { accountId, disabled }) => {
    const { institutionId } = targetOf(work)
    if (disabled) {
      await decideAlone(work.tx, institutionId)
      await guardLastAdministrator(work, institutionId, accountId, administratorRoles)
      await deleteSessionsOf(work.tx, institutionId, accountId, null)
    }
    const before = await accountFor(work, accountId)
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
    const account = await accountFor(work, accountId)
    refuse(judgeReset(account.roles))
    const firstPassword = await giveFirstPassword(work.tx, account, work.now)
    work.changed({ subject: 'account', id: accountId, after: { passwordReset: true } })
    return { firstPassword }
  },

  unlock: async (work, { accountId }) => {
    const account = await accountFor(work, accountId)
    await forgetFailures(work.tx, account.username)
    work.changed({ subject: 'account', id: accountId, before: { locked: true }, after: { locked: false } })
    return {}
  },

  resetTotp: async (work, { accountId }) => {
    const { institution_id: institutionId, roles } = await accountFor(work, accountId)
    refuse(judgeReset(roles))
    if (!(await deleteTotp(work.tx, institutionId, accountId)))
      throw new AppError('not_found', { kind: 'second_factor' })
    await deleteSessionsOf(work.tx, institutionId, accountId, null)
    work.changed({
      subject: 'account',
      id: accountId,
      before: { secondFactor: true },
      after: { secondFactor: false },
    })
    return {}
  },

  endSessionsOf: async (work, { accountId }) => {
    const ended = await deleteSessionsOf(work.tx, targetOf(work).institutionId, accountId, null)
    work.changed({ subject: 'account', id: accountId, after: { sessionsEnded: ended } })
    return { ended }
  },
}

async function personOf(work: Work, institutionId: string, staffNo: string): Promise<string> {
  const person = await findPerson(work.tx, institutionId, staffNo)
  if (person === null) throw new AppError('invalid_input', { reason: 'person', staffNo })
  return person.id
}

/** The account of an endpoint whose place is an account, locked for the rest of the transaction. */
export async function accountFor(work: Work, accountId: string): Promise<AccountRecord> {
  const account = await readAccount(work.tx, targetOf(work).institutionId, accountId, {
    today: work.today,
    lock: true,
  })
  if (account === null) throw new AppError('not_found', { kind: 'account' })
  return account
}

/** A new first password; the lock, the sessions and the tie to the identity provider end with the old one. */
export async function giveFirstPassword(
  tx: Work['tx'],
  account: AccountRecord,
  now: Temporal.Instant,
): Promise<string> {
  const firstPassword = randomPassword()
  await setPassword(tx, account, {
    hash: await hashPassword(firstPassword),
    firstUntil: firstUntil(now),
    now: now.toString(),
  })
  await forgetFailures(tx, account.username)
  await deleteSessionsOf(tx, account.institution_id, account.id, null)
  await deleteLinks(tx, account.institution_id, account.id)
  return firstPassword
}

/** An institution that has an administrator of these kinds keeps one who can sign in. Call decideAlone before. */
export async function guardLastAdministrator(
  work: Work,
  institutionId: string,
  accountId: string,
  roles: readonly Role[],
): Promise<void> {
  const living = await livingAdministrators(work.tx, institutionId, work.now.toString())
  const last = roles.find((role) => {
    const accounts = living.get(role) ?? []
    return accounts.length === 1 && accounts[0] === accountId
  })
  if (last !== undefined) throw new AppError('invalid_input', { reason: 'last_administrator', role: last })
}
