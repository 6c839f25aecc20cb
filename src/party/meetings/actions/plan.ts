// Plans a meeting of a unit, with its agenda.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import { locateUnit, readUnit } from '../../../foundation/org/index.ts'
import type { meetingsContract } from '../contract.ts'
import { kindSuits } from '../rules.ts'
import { insertMeeting, replaceAgenda } from '../store/index.ts'
import { checkAlsoAs, checkMakeUp, invalid, report } from './begin.ts'

export const plan: Handlers<typeof meetingsContract>['plan'] = async (work, input) => {
  const { institutionId, id: unitId } = targetOf(work)
  const unit = await readUnit(work.tx, institutionId, unitId)
  const { kind, title, place, plannedAt, makeUpFor, agenda } = input
  const alsoAs = checkAlsoAs(kind, input.alsoAs)
  if (!kindSuits(kind, unit.kind)) throw invalid('kind', { kind, unitKind: unit.kind })
  const day = plannedAt.slice(0, 10)
  if (unit.dissolvedOn !== null && unit.dissolvedOn < day) {
    throw invalid('dissolved', { dissolvedOn: unit.dissolvedOn, day })
  }
  if (unit.foundedOn !== null && unit.foundedOn > day)
    throw invalid('not_founded', { foundedOn: unit.foundedOn, day })
  checkMakeUp(kind, makeUpFor, plannedAt)
  const partnerIds = [...new Set(input.partnerIds)].filter((id) => id !== unitId)
  if (partnerIds.length > 0 && kind !== 'joint_activity') throw invalid('partners', { kind })
  for (const partnerId of partnerIds) {
    // Its people come onto this roll: whoever plans must keep the meetings of the partner too.
    const partner = await locateUnit(work.tx, partnerId)
    const reached = partner !== null && may(work.principal, 'meeting.write', partner.path)
    if (!reached || partner.institutionId !== institutionId) throw new AppError('not_found', { kind: 'unit' })
  }
  const meeting = {
    institutionId,
    unitId,
    kind,
    title,
    place,
    plannedAt,
    makeUpFor,
    alsoAs,
    partnerIds,
    recordedAt: work.now.toString(),
  }
  const id = await insertMeeting(work.tx, meeting)
  const items = agenda.map((item) => ({
    id: newId(),
    title: item,
    notes: '',
    firstTopic: false,
    speakerIds: [],
  }))
  await replaceAgenda(work.tx, { institutionId, id }, items)
  report(
    work,
    { id, unitId },
    { after: { kind, title, place, plannedAt, makeUpFor, alsoAs, partnerIds, agenda, state: 'planned' } },
  )
  return { id }
}
