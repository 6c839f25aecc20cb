// What the endpoints of the findings do: gather the facts, judge them by the law.

import { AppError } from '../../core/errors.ts'
import type { Handlers, Work } from '../../core/pipeline.ts'
import { locateUnit } from '../../foundation/org/index.ts'
import { reminderMonths } from '../../foundation/org/rules.ts'
import type { findingsContract } from './contract.ts'
import { judgeUnit } from './rules.ts'
import { factsForFindings } from './store.ts'

export const findingsHandlers: Handlers<typeof findingsContract> = {
  list: async (work, { unitId }) => {
    const within = unitId === undefined ? work.reach : [await reached(work, unitId)]
    const units = await factsForFindings(work.tx, within, work.today, reminderMonths)
    return {
      findings: units.flatMap(({ unitId: id, unitName, institutionName, endsOn, remindFrom, ...facts }) => {
        const term = endsOn === null || remindFrom === null ? null : { endsOn, remindFrom }
        return judgeUnit({ ...facts, term }, work.today).map((refusal) => ({
          ...refusal,
          unitId: id,
          unitName,
          unitKind: facts.kind,
          institutionName,
        }))
      }),
    }
  },
}

/** The unit of an optional filter, if it lies within reach; absent and forbidden look the same. */
async function reached(work: Work, unitId: string): Promise<string> {
  const unit = await locateUnit(work.tx, unitId)
  if (unit === null || !work.reach.some((id) => unit.path.includes(id))) {
    throw new AppError('not_found', { kind: 'unit' })
  }
  return unit.id
}
