// Dissolves a unit: the day is its last one; null takes it back.

import { AppError } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { orgContract } from '../contract.ts'
import {
  affiliatedOn,
  changeUnit,
  hangingAfter,
  plansOf,
  readSuccessions,
  readUnit,
  type Unit,
  unitStages,
} from '../store/index.ts'
import { begin, type Ground, invalid } from './begin.ts'

export const dissolveUnit: Handlers<typeof orgContract>['dissolveUnit'] = async (work, input) => {
  const { unitId, on, version } = input
  const unit = await begin(work, version)
  if (on === null) await guardReturn(work, unit)
  else await guardDissolution(work, unit, on)
  const next = await changeUnit(work.tx, unit, { dissolvedOn: on }, work.today)
  if (next === null) throw new AppError('stale', { kind: 'unit' })
  work.changed({
    subject: 'unit',
    id: unitId,
    before: { dissolvedOn: unit.dissolvedOn },
    after: { dissolvedOn: on },
  })
  return { version: next }
}

async function guardDissolution({ tx }: Ground, unit: Unit, on: string): Promise<void> {
  const { institutionId, id } = unit
  if (unit.parentId === null) throw invalid('root')
  if (unit.foundedOn !== null && on < unit.foundedOn) throw invalid('before_founding')
  const planned = (await unitStages(tx, institutionId, id)).filter((stage) => stage.fromOn > on)
  const plans = await plansOf(tx, institutionId, id)
  if (planned.length > 0 || plans.some((plan) => plan.failed === null)) {
    throw invalid('planned', { changes: planned.length + plans.length })
  }
  const units = await hangingAfter(tx, institutionId, id, on)
  const people = await affiliatedOn(tx, institutionId, id, on)
  if (units.length > 0 || people.length > 0) {
    throw invalid('not_empty', {
      units: units.length,
      people: people.length,
      names: units
        .map((each) => each.name)
        .slice(0, 5)
        .join('、'),
    })
  }
}

/** A unit comes back where it hung: that must still live, and a merger is not undone by half. */
async function guardReturn({ tx }: Ground, unit: Unit): Promise<void> {
  const merged = (await readSuccessions(tx, unit.institutionId, unit.id)).find(
    (each) => each.kind === 'merge' && each.fromUnitId === unit.id,
  )
  if (merged !== undefined) throw new AppError('wrong_state', { state: 'merged', into: merged.toName })
  if (unit.parentId === null) return
  const parent = await readUnit(tx, unit.institutionId, unit.parentId)
  if (parent.dissolvedOn !== null) {
    throw new AppError('wrong_state', { state: 'dissolved', move: 'hang_below' })
  }
}
