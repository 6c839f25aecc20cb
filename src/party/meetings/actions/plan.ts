// Plans a meeting of a unit, with its agenda.

import { newId } from '../../../core/ids.ts'
import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import { readUnit } from '../../../foundation/org/index.ts'
import type { meetingsContract } from '../contract.ts'
import { kindSuits } from '../rules.ts'
import { insertMeeting, replaceAgenda } from '../store/index.ts'
import { checkAlsoAs, checkMakeUp, checkStands, invalid, report } from './begin.ts'
import { checkPartners } from './partners.ts'

export const plan: Handlers<typeof meetingsContract>['plan'] = async (work, input) => {
  const { institutionId, id: unitId } = targetOf(work)
  const unit = await readUnit(work.tx, institutionId, unitId)
  const { kind, title, place, plannedAt, makeUpFor, agenda } = input
  const alsoAs = checkAlsoAs(kind, input.alsoAs)
  if (!kindSuits(kind, unit.kind)) throw invalid('kind', { kind, unitKind: unit.kind })
  checkStands(unit, plannedAt)
  checkMakeUp(kind, makeUpFor, plannedAt)
  const partnerIds = await checkPartners(work, { kind, unitId }, input.partnerIds)
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
