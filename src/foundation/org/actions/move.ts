// Moves a unit with all below it to another parent of its institution, from a day on.

import { AppError } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { orgContract } from '../contract.ts'
import { mayStandBelow } from '../rules.ts'
import { restage, stageOn } from '../rules/stages.ts'
import type { Unit } from '../store/index.ts'
import { another, begin, invalid, settle, stagesFrom } from './begin.ts'

export const moveUnit: Handlers<typeof orgContract>['moveUnit'] = async (work, input) => {
  const { unitId, parentId, version, on = work.today } = input
  const unit = await begin(work, version)
  if (unit.parentId === null) throw invalid('other_institution')
  const parent = await another(work, unit, parentId)
  checkPlace(unit, parent, on)
  const stages = await stagesFrom(work, unit, on)
  const next = await settle(work, unit, restage(stages, on, { parentId }), on)
  work.changed({
    subject: 'unit',
    id: unitId,
    before: { parentId: stageOn(stages, on).parentId },
    after: { parentId, on },
  })
  return { version: next, planned: on > work.today }
}

/** Whether a unit may hang below another from a day on; throws what stands in the way. */
export function checkPlace(unit: Unit, parent: Unit, on: string): void {
  if (parent.id === unit.id) throw invalid('below_itself')
  if (!mayStandBelow[parent.kind].includes(unit.kind)) {
    throw invalid('below', { kind: unit.kind, parentKind: parent.kind })
  }
  if (parent.foundedOn !== null && on < parent.foundedOn) {
    throw invalid('before_parent', { day: parent.foundedOn })
  }
  const ends = parent.dissolvedOn
  if (ends !== null && (unit.dissolvedOn === null || unit.dissolvedOn > ends)) {
    throw new AppError('wrong_state', { state: 'dissolved', move: 'hang_below' })
  }
}
