// The history of one unit: its stages, what it came out of and what came out of it, and what is planned.

import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import { mergeRequest, splitRequest } from '../contract/acts.ts'
import type { orgContract } from '../contract.ts'
import { type Plan, plansOf, readSuccessions, unitNames, unitStages } from '../store/index.ts'

export const history: Handlers<typeof orgContract>['history'] = async (work) => {
  const { institutionId, id } = targetOf(work)
  const { tx, today } = work
  const stages = await unitStages(tx, institutionId, id)
  const plans = await plansOf(tx, institutionId, id)
  const names = await unitNames(tx, [
    ...stages.flatMap(({ parentId }) => parentId ?? []),
    ...plans.flatMap((plan) => [plan.unitId, ...sourcesOf(plan)]),
  ])
  const nameOf = (unitId: string): string => names.get(unitId)?.name ?? ''
  return {
    today,
    stages: stages.map((stage) => ({
      ...stage,
      parentName: stage.parentId === null ? null : nameOf(stage.parentId),
      planned: stage.fromOn > today,
    })),
    successions: await readSuccessions(tx, institutionId, id),
    plans: plans.map((plan) => ({
      id: plan.id,
      kind: plan.kind,
      on: plan.on,
      unitId: plan.unitId,
      unitName: nameOf(plan.unitId),
      others: plan.kind === 'merge' ? sourcesOf(plan).map(nameOf) : partsOf(plan),
      failed: plan.failed,
    })),
  }
}

const sourcesOf = (plan: Plan): readonly string[] =>
  plan.kind === 'merge' ? mergeRequest.parse(plan.request).sources.map((source) => source.unitId) : []

const partsOf = (plan: Plan): string[] => splitRequest.parse(plan.request).parts.map((part) => part.name)
