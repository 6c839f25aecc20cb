// Lending a role: by its holder, or by a security administrator for an absent holder.

import { type Role, isAdministrator } from '../../../core/access.ts'
import { AppError, refuse } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { institutionsBelow, locateUnit } from '../../org/index.ts'
import type { accountsContract } from '../contract.ts'
import { delegationFault, judgeSeparation } from '../rules.ts'
import {
  decideAlone,
  endDelegation,
  findColleagues,
  insertDelegation,
  listDelegations,
  ownGrants,
  readAccount,
  rolesOfPeople,
} from '../store/index.ts'

type Lending = Pick<
  Handlers<typeof accountsContract>,
  | 'colleagues'
  | 'myDelegations'
  | 'delegate'
  | 'endMyDelegation'
  | 'delegations'
  | 'delegateFor'
  | 'endDelegation'
>

export const delegationHandlers: Lending = {
  colleagues: async (work, { search }) => {
    // Names are shown only to those who have something to lend.
    const { institutionId, accountId } = work.principal
    const lends = work.principal.grants.some((grant) => grant.until === null && !isAdministrator(grant.role))
    const gives = work.principal.grants.some((grant) => grant.role === 'security_admin')
    if (!lends && !gives) return { colleagues: [] }
    return { colleagues: [...(await findColleagues(work.tx, institutionId, search, accountId))] }
  },

  myDelegations: async (work) => {
    const { institutionId, accountId } = work.principal
    const of = { institutionIds: [institutionId], accountId }
    return { delegations: [...(await listDelegations(work.tx, of, work.today))] }
  },

  delegate: (work, input) =>
    lend(work, work.principal.institutionId, { ...input, fromAccountId: work.principal.accountId }),

  endMyDelegation: async (work, { delegationId }) => {
    const { institutionId, accountId } = work.principal
    return end(work, institutionId, accountId, delegationId)
  },

  delegations: async (work) => {
    const reached = await Promise.all(work.reach.map((unitId) => locateUnit(work.tx, unitId)))
    // A grant below an institution's root reaches no institution as a whole.
    const roots = reached.flatMap((unit) =>
      unit !== null && (unit.kind === 'institution' || unit.kind === 'commission')
        ? [unit.institutionId]
        : [],
    )
    const of = { institutionIds: await institutionsBelow(work.tx, roots), accountId: null }
    return { delegations: [...(await listDelegations(work.tx, of, work.today))] }
  },

  delegateFor: (work, { accountId, ...input }) =>
    lend(work, targetOf(work).institutionId, { ...input, fromAccountId: accountId }),

  endDelegation: async (work, { accountId, delegationId }) =>
    end(work, targetOf(work).institutionId, accountId, delegationId),
}

async function lend(
  work: Work,
  institutionId: string,
  wish: {
    readonly fromAccountId: string
    readonly toAccountId: string
    readonly role: Role
    readonly unitId: string
    readonly fromOn: string
    readonly untilOn: string
    readonly reason: string
  },
): Promise<{ id: string }> {
  const unit = await locateUnit(work.tx, wish.unitId)
  if (unit === null || unit.institutionId !== institutionId) throw new AppError('not_found', { kind: 'unit' })
  await decideAlone(work.tx, institutionId)
  const receiver = await readAccount(work.tx, institutionId, wish.toAccountId, { today: work.today })
  const fault = delegationFault({
    ...wish,
    path: unit.path,
    held: await ownGrants(work.tx, institutionId, wish.fromAccountId),
    receiverReady: receiver !== null && receiver.disabled_at === null,
    today: work.today,
  })
  const { role } = wish
  if (fault !== null || role === 'system_admin' || role === 'security_admin' || role === 'auditor')
    throw new AppError('invalid_input', { reason: 'delegation', fault: fault ?? 'administrator_role' })
  const held = await rolesOfPeople(
    work.tx,
    institutionId,
    { accountId: wish.toAccountId, personId: null },
    work.today,
  )
  refuse(judgeSeparation(role, held))
  const id = newId()
  await insertDelegation(work.tx, { institutionId, id, ...wish, role, by: work.principal.accountId })
  const { fromAccountId, toAccountId, fromOn, untilOn, reason } = wish
  work.changed({
    subject: 'delegation',
    id,
    institutionId,
    unitId: wish.unitId,
    after: { role, unitId: wish.unitId, fromAccountId, toAccountId, fromOn, untilOn, reason },
  })
  return { id }
}

async function end(
  work: Work,
  institutionId: string,
  accountId: string,
  id: string,
): Promise<Record<string, never>> {
  const now = work.now.toString()
  const ended = await endDelegation(work.tx, institutionId, id, {
    accountId,
    by: work.principal.accountId,
    now,
  })
  if (ended === null) throw new AppError('not_found', { kind: 'delegation' })
  work.changed({
    subject: 'delegation',
    id,
    institutionId,
    unitId: ended.unitId,
    before: { role: ended.role, toAccountId: ended.toAccountId, untilOn: ended.untilOn },
    after: { ended: now },
  })
  return {}
}
