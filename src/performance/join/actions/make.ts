// Making an action and changing it: what it aims at here, who owes it by when as a duty.

import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { targetOf, type Work } from '../../../core/pipeline.ts'
import { impose, readImposed, withdraw } from '../../../foundation/duties/index.ts'
import { locateUnit } from '../../../foundation/org/index.ts'
import { locatePerson } from '../../../foundation/people/index.ts'
import { joinOrigin, ownerKinds } from '../rules.ts'
import { indicatorOf } from '../series.ts'
import { changeAction, insertAction, type NewAction, readAction, type StoredAction } from '../store.ts'
import type { Some } from './view.ts'

export const making: Some<'make' | 'change' | 'withdraw' | 'restore' | 'evaluate'> = {
  make: async (work, { unitId, personId, indicatorId, ...aim }) => {
    const unit = targetOf(work)
    if (!ownerKinds.some((kind) => kind === unit.kind))
      throw new AppError('invalid_input', { field: 'unitId', reason: 'not_party_unit', kind: unit.kind })
    if (personId !== null && !((await locatePerson(work.tx, personId))?.path.includes(unitId) ?? false))
      throw new AppError('not_found', { kind: 'person' })
    const { institutionId } = unit
    const action = { institutionId, id: newId(), unitId, personId, indicator: indicatorId, ...aim }
    await checkAim(work, action)
    if (aim.untilOn < work.today)
      throw new AppError('invalid_input', { field: 'untilOn', reason: 'past', earliest: work.today })
    await insertAction(work.tx, action, { by: work.principal.accountId, at: work.now.toString() })
    await owe(work, action)
    work.changed({ subject: 'join_action', id: action.id, unitId, after: asWritten(action) })
    return { actionId: action.id }
  },

  change: async (work, { actionId, version, indicatorId, ...aim }) => {
    const before = await held(work, actionId, version)
    // What was done was done for what it said then.
    const state = await stateOf(work, before)
    if (state !== 'due' && state !== 'overdue') throw new AppError('wrong_state', { state, move: 'change' })
    const action = { ...before, indicator: indicatorId, ...aim }
    await checkAim(work, action)
    await changeAction(work.tx, before, {
      what: aim.what,
      indicator: indicatorId,
      department_id: aim.departmentId,
      direction: aim.direction,
      target: aim.target,
      from_on: aim.fromOn,
      until_on: aim.untilOn,
      ground: aim.ground,
    })
    await owe(work, action)
    report(work, before, asWritten(before), asWritten(action))
    return { version: before.version + 1 }
  },

  withdraw: async (work, { actionId }) => {
    const before = await held(work, actionId)
    const state = await stateOf(work, before)
    if (state !== 'due' && state !== 'overdue') throw new AppError('wrong_state', { state, move: 'withdraw' })
    const { institutionId } = before
    await changeAction(work.tx, before, { withdrawn_at: work.now.toString() })
    await withdraw(work.tx, { institutionId, origin: joinOrigin.id, originId: actionId }, work.now)
    report(work, before, { state, what: before.what }, { state: 'not_applicable' })
    return {}
  },

  restore: async (work, { actionId }) => {
    const before = await held(work, actionId)
    if (!before.withdrawn) throw new AppError('wrong_state', { state: 'owed', move: 'restore' })
    await changeAction(work.tx, before, { withdrawn_at: null })
    await owe(work, before)
    report(work, before, { state: 'not_applicable' }, { state: 'owed', what: before.what })
    return {}
  },

  evaluate: async (work, { actionId, outcome, evaluation, version }) => {
    const before = await held(work, actionId, version)
    if (before.withdrawn) throw new AppError('wrong_state', { state: 'not_applicable', move: 'evaluate' })
    if (before.fromOn > work.today)
      throw new AppError('wrong_state', { state: 'not_begun', move: 'evaluate', earliest: before.fromOn })
    await changeAction(work.tx, before, {
      outcome,
      evaluation,
      evaluated_by: work.principal.accountId,
      evaluated_at: work.now.toString(),
    })
    const said = { outcome: before.outcome, evaluation: before.evaluation }
    report(work, before, said, { outcome, evaluation })
    return { version: before.version + 1 }
  },
}

async function held(work: Work, actionId: string, version?: number): Promise<StoredAction> {
  const action = await readAction(work.tx, targetOf(work).institutionId, actionId, true)
  if (version !== undefined && version !== action.version)
    throw new AppError('stale', { version: action.version })
  return action
}

async function stateOf(work: Work, action: StoredAction) {
  if (action.withdrawn) return 'not_applicable'
  const query = { origin: joinOrigin.id, originIds: [action.id], today: work.today }
  const [duty] = await readImposed(work.tx, query)
  return duty?.state ?? 'not_applicable'
}

/** Refuses an unknown indicator, days the wrong way round, and a department that is none of this hospital. */
async function checkAim(work: Work, action: NewAction): Promise<void> {
  if (indicatorOf(action.indicator) === null)
    throw new AppError('invalid_input', { field: 'indicatorId', reason: 'unknown' })
  if (action.untilOn < action.fromOn)
    throw new AppError('invalid_input', { field: 'untilOn', reason: 'order', earliest: action.fromOn })
  if (action.departmentId === null) return
  const department = await locateUnit(work.tx, action.departmentId)
  if (department?.institutionId !== action.institutionId) throw new AppError('not_found', { kind: 'unit' })
  if (department.kind !== 'department')
    throw new AppError('invalid_input', {
      field: 'departmentId',
      reason: 'not_department',
      kind: department.kind,
    })
}

/** The duty of an action: imposed once, and brought up to date when the action changes. */
async function owe(work: Work, action: NewAction): Promise<void> {
  const { institutionId, id, unitId, personId, what, ground, fromOn, untilOn } = action
  const duty = { institutionId, origin: joinOrigin.id, originId: id, unitId, personId, what, basis: ground }
  const days = { from: fromOn, due: untilOn }
  const by = work.principal.accountId
  await impose(work.tx, [{ ...duty, ...days, link: `/join/actions/${id}`, by }], work.now)
}

const asWritten = ({
  unitId,
  what,
  indicator,
  departmentId,
  direction,
  target,
  fromOn,
  untilOn,
  ground,
}: NewAction) => ({
  unitId,
  what,
  indicator,
  departmentId,
  direction,
  target,
  fromOn,
  untilOn,
  ground,
})

function report(work: Work, action: StoredAction, before: object, after: object): void {
  work.changed({ subject: 'join_action', id: action.id, unitId: action.unitId, before, after })
}
