// Cancels what is planned: a change of name or place that begins later, a merger or split of a day to come.

import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import type { orgContract } from '../contract.ts'
import { withoutStage } from '../rules/stages.ts'
import { deletePlan, lockTree, plansOf, unitStages } from '../store/index.ts'
import { begin, settle } from './begin.ts'

export const cancelChange: Handlers<typeof orgContract>['cancelChange'] = async (work, input) => {
  const { unitId, fromOn, version } = input
  const unit = await begin(work, version)
  const stages = await unitStages(work.tx, unit.institutionId, unit.id)
  const stage = stages.find((each) => each.fromOn === fromOn)
  if (stage === undefined) throw new AppError('not_found', { kind: 'stage' })
  if (fromOn <= work.today) throw new AppError('wrong_state', { state: 'begun', move: 'cancel' })
  const next = await settle(work, unit, withoutStage(stages, fromOn), fromOn)
  work.changed({ subject: 'unit', id: unitId, before: { planned: stage }, after: { planned: null } })
  return { version: next }
}

export const cancelPlan: Handlers<typeof orgContract>['cancelPlan'] = async (work, { unitId, planId }) => {
  const { institutionId } = targetOf(work)
  await lockTree(work.tx, institutionId)
  const plan = (await plansOf(work.tx, institutionId, unitId)).find((each) => each.id === planId)
  if (plan === undefined || !(await deletePlan(work.tx, institutionId, planId))) {
    throw new AppError('not_found', { kind: 'plan' })
  }
  const { kind, on, request } = plan
  work.changed({
    subject: 'unit',
    id: plan.unitId,
    before: { plan: { kind, on, request } },
    after: { plan: null },
  })
  return {}
}
