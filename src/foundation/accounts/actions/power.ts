// What a security administrator does: gives and takes roles, sets the policy, sees who may do what where.

import { AppError, refuse } from '../../../core/errors.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { locateUnit, unitsBelow } from '../../org/index.ts'
import type { powerContract } from '../contract/power.ts'
import { judgeSeparation } from '../rules.ts'
import {
  changeAccount,
  decideAlone,
  deleteGrant,
  insertGrant,
  listHoldings,
  ownGrants,
  readPolicy,
  rolesOfPeople,
  savePolicy,
  tightenSessions,
} from '../store/index.ts'
import { accountFor, guardLastAdministrator } from './keeping.ts'

type Power = Pick<
  Handlers<typeof powerContract>,
  'grant' | 'revoke' | 'declineWish' | 'policy' | 'savePolicy' | 'matrix'
>

export const powerHandlers: Power = {
  grant: async (work, { accountId, role, unitId }) => {
    const { institutionId } = targetOf(work)
    const unit = await locateUnit(work.tx, unitId)
    // A grant stays within the account's own institution; the level above grants through its own accounts.
    if (unit === null || unit.institutionId !== institutionId)
      throw new AppError('not_found', { kind: 'unit' })
    if (accountId === work.principal.accountId) throw new AppError('invalid_input', { reason: 'oneself' })
    await decideAlone(work.tx, institutionId)
    const held = await rolesOfPeople(work.tx, institutionId, { accountId, personId: null }, work.today)
    refuse(judgeSeparation(role, held))
    const before = await ownGrants(work.tx, institutionId, accountId)
    await insertGrant(work.tx, { institutionId, accountId, role, unitId, by: work.principal.accountId })
    await clearWish(work, institutionId, accountId)
    work.changed({
      subject: 'account',
      id: accountId,
      unitId,
      before: { grants: before },
      after: { granted: role, unitId },
    })
    return {}
  },

  revoke: async (work, { accountId, role, unitId }) => {
    const { institutionId } = targetOf(work)
    await decideAlone(work.tx, institutionId)
    const held = await ownGrants(work.tx, institutionId, accountId)
    // Only the last of several grants of the role takes the role itself.
    if (held.filter((grant) => grant.role === role).length === 1)
      await guardLastAdministrator(work, institutionId, accountId, [role])
    const there = await deleteGrant(work.tx, { institutionId, accountId, role, unitId })
    if (!there) throw new AppError('not_found', { kind: 'grant' })
    work.changed({
      subject: 'account',
      id: accountId,
      unitId,
      before: { granted: role, unitId },
      after: { granted: null },
    })
    return {}
  },

  declineWish: async (work, { accountId }) => {
    const account = await accountFor(work, accountId)
    await clearWish(work, account.institution_id, accountId)
    work.changed({
      subject: 'account',
      id: accountId,
      before: { wishedRole: account.wished_role },
      after: { wishedRole: null },
    })
    return {}
  },

  policy: async (work) => readPolicy(work.tx, rootOf(work)),

  savePolicy: async (work, { unitId: _, version, ...policy }) => {
    const institutionId = rootOf(work)
    if (policy.administratorLength < policy.passwordLength)
      throw new AppError('invalid_input', { reason: 'administrator_length' })
    const { version: _before, ...before } = await readPolicy(work.tx, institutionId)
    const saved = await savePolicy(work.tx, institutionId, policy, version, work.principal.accountId)
    if (!saved) throw new AppError('stale')
    await tightenSessions(work.tx, institutionId, policy)
    work.changed({ subject: 'security_policy', id: institutionId, before, after: policy })
    return { version: (version ?? 0) + 1 }
  },

  matrix: async (work) => {
    const accounts = await listHoldings(work.tx, work.reach, work.today)
    const units = await unitsBelow(work.tx, work.reach, { today: work.today })
    work.changed({ subject: 'access', id: work.principal.institutionId, after: { read: accounts.length } })
    return {
      accounts,
      units: units.map(({ id, name, kind, path }) => ({ id, name, kind, path })),
    }
  },
}

async function clearWish(work: Work, institutionId: string, accountId: string): Promise<void> {
  await changeAccount(work.tx, institutionId, accountId, {
    wished_role: null,
    wished_unit_id: null,
  })
}

/** The policy belongs to a whole institution: whoever reaches only a part of it has none to set. */
function rootOf(work: Work): string {
  const { institutionId, kind } = targetOf(work)
  if (kind !== 'institution' && kind !== 'commission') throw new AppError('not_found', { kind: 'policy' })
  return institutionId
}
