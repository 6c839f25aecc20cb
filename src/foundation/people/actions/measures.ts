// Measures: recorded within their limits, and a wrong entry removed.

import { AppError, refuse } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { judgeMeasure } from '../rules/measures.ts'
import { deleteMeasure, insertMeasure, readMeasures } from '../store/index.ts'
import { begin, finish, type Handler, invalid } from './begin.ts'

export const addMeasure: Handler<'addMeasure'> = async (work, { personId, version, ...measure }) => {
  const person = await begin(work, personId, version)
  if (measure.fromOn > work.today) throw invalid('future', { day: measure.fromOn })
  if (measure.untilOn !== null && measure.untilOn < measure.fromOn) throw invalid('until_before_from')
  refuse(judgeMeasure(measure))
  const id = newId()
  await insertMeasure(work.tx, person, { id, ...measure }, work.principal.accountId)
  return { id, ...(await finish(work, person, { after: { measureId: id, ...measure } })) }
}

export const removeMeasure: Handler<'removeMeasure'> = async (work, input) => {
  const { personId, version, measureId, reason } = input
  const person = await begin(work, personId, version)
  const before = (await readMeasures(work.tx, person)).find((measure) => measure.id === measureId)
  if (before === undefined) throw new AppError('not_found', { kind: 'measure' })
  await deleteMeasure(work.tx, person, measureId)
  return finish(work, person, { before, after: { removed: true, reason } })
}
