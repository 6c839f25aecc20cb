// An order of the office: one unit, every branch below it, whoever holds a post there, or one person owes something once.

import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import { unitsBelow } from '../../org/index.ts'
import { locatePerson } from '../../people/index.ts'
import type { dutiesContract } from '../contract.ts'
import { impose } from '../impose.ts'
import { order } from '../rules.ts'
import { readPolicies, savePolicy } from '../store/index.ts'

type Imposing = Pick<Handlers<typeof dutiesContract>, 'impose' | 'policy' | 'savePolicy'>

export const imposeHandlers: Imposing = {
  impose: async (work, input) => {
    const { tx, today, principal } = work
    const unit = targetOf(work)
    const { to, post, personId, what, basis, from, due } = input
    if (due < today) throw new AppError('invalid_input', { field: 'due', earliest: today })
    if (due < from) throw new AppError('invalid_input', { field: 'due', earliest: from })
    if (personId !== null && (to !== 'unit' || post !== null))
      throw new AppError('invalid_input', { field: 'personId' })
    const units =
      to === 'unit'
        ? [unit]
        : (await unitsBelow(tx, [unit.id], { today, withDissolved: false, kinds: ['branch'] })).filter(
            (each) => each.institutionId === unit.institutionId,
          )
    if (units.length === 0) throw new AppError('invalid_input', { field: 'to', reason: 'no_branch' })
    if (personId !== null && !((await locatePerson(tx, personId))?.path.includes(unit.id) ?? false)) {
      throw new AppError('not_found', { kind: 'person' })
    }
    const originId = newId()
    const ids = await impose(
      tx,
      units.map((each) => ({
        institutionId: unit.institutionId,
        origin: order.id,
        originId,
        unitId: each.id,
        post,
        personId,
        what,
        basis,
        from,
        due,
        by: principal.accountId,
      })),
      work.now,
    )
    work.changed({
      subject: 'duty',
      id: originId,
      unitId: unit.id,
      after: { what, basis, from, due, to, post, personId, count: ids.length },
    })
    return { count: ids.length, dutyIds: [...ids] }
  },

  policy: async (work) => {
    const { institutionId } = work.principal
    return (await readPolicies(work.tx, [institutionId]))(institutionId)
  },

  savePolicy: async (work, { version, remindDays, escalateDays }) => {
    const { institutionId, kind } = targetOf(work)
    const before = (await readPolicies(work.tx, [institutionId]))(institutionId)
    if (kind !== 'institution' && kind !== 'commission') {
      throw new AppError('invalid_input', { field: 'unitId', reason: 'not_an_institution' })
    }
    const saved = await savePolicy(
      work.tx,
      institutionId,
      { version, remindDays, escalateDays },
      work.principal.accountId,
      work.now.toString(),
    )
    if (!saved) throw new AppError('stale', { version: before.version })
    const { remindDays: remindBefore, escalateDays: escalateBefore } = before
    work.changed({
      subject: 'institution',
      id: institutionId,
      before: { remindDays: remindBefore, escalateDays: escalateBefore },
      after: { remindDays, escalateDays },
    })
    return {}
  },
}
