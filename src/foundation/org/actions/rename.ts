// Renames a unit from a day on.

import type { Handlers } from '../../../core/pipeline.ts'
import type { orgContract } from '../contract.ts'
import { restage, stageOn } from '../rules/stages.ts'
import { begin, settle, stagesFrom } from './begin.ts'

export const renameUnit: Handlers<typeof orgContract>['renameUnit'] = async (work, input) => {
  const { unitId, name, version, on = work.today } = input
  const unit = await begin(work, version)
  const stages = await stagesFrom(work, unit, on)
  const next = await settle(work, unit, restage(stages, on, { name }), on)
  work.changed({
    subject: 'unit',
    id: unitId,
    before: { name: stageOn(stages, on).name },
    after: { name, on },
  })
  return { version: next, planned: on > work.today }
}
