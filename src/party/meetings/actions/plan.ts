// Plans a meeting of a unit, with its agenda.

import { newId } from '../../../core/ids.ts'
import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import { readUnit } from '../../../foundation/org/index.ts'
import type { meetingsContract } from '../contract.ts'
import { kindSuits } from '../rules.ts'
import { insertMeeting, replaceAgenda } from '../store/index.ts'
import { checkMakeUp, invalid, report } from './begin.ts'

export const plan: Handlers<typeof meetingsContract>['plan'] = async (work, input) => {
  const { institutionId, id: unitId } = targetOf(work)
  const unit = await readUnit(work.tx, institutionId, unitId)
  const { kind, title, place, plannedAt, makeUpFor, agenda } = input
  if (!kindSuits(kind, unit.kind)) throw invalid('kind', { kind, unitKind: unit.kind })
  const day = plannedAt.slice(0, 10)
  if (unit.dissolvedOn !== null && unit.dissolvedOn < day) {
    throw invalid('dissolved', { dissolvedOn: unit.dissolvedOn, day })
  }
  if (unit.foundedOn !== null && unit.foundedOn > day)
    throw invalid('not_founded', { foundedOn: unit.foundedOn, day })
  checkMakeUp(kind, makeUpFor, plannedAt)
  const meeting = {
    institutionId,
    unitId,
    kind,
    title,
    place,
    plannedAt,
    makeUpFor,
    recordedAt: work.now.toString(),
  }
  const id = await insertMeeting(work.tx, meeting)
  const items = agenda.map((item) => ({ id: newId(), title: item, notes: '' }))
  await replaceAgenda(work.tx, { institutionId, id }, items)
  report(
    work,
    { id, unitId },
    { after: { kind, title, place, plannedAt, makeUpFor, agenda, state: 'planned' } },
  )
  return { id }
}
