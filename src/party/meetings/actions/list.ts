// Lists meetings within reach or below one unit, newest first.

import { AppError } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import { locateUnit } from '../../../foundation/org/index.ts'
import type { meetingsContract } from '../contract.ts'
import { countAttendance, listMeetings } from '../store/index.ts'
import { recordedDaysLater } from './view.ts'

export const list: Handlers<typeof meetingsContract>['list'] = async (work, input) => {
  const { unitId, ...query } = input
  if (unitId !== undefined) {
    const unit = await locateUnit(work.tx, unitId)
    const reached = unit?.path.some((id) => work.reach.includes(id)) ?? false
    if (!reached) throw new AppError('not_found', { kind: 'unit' })
  }
  const { total, rows } = await listMeetings(work.tx, {
    ...query,
    unitIds: unitId === undefined ? work.reach : [unitId],
  })
  const counts = await countAttendance(
    work.tx,
    rows.map((row) => row.id),
  )
  const meetings = rows.map((row) => ({
    id: row.id,
    unitId: row.unitId,
    unitName: row.unitName,
    kind: row.kind,
    state: row.state,
    source: row.source,
    title: row.title,
    place: row.place,
    plannedAt: row.plannedAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    recordedAt: row.recordedAt,
    recordedDaysLater: recordedDaysLater(row),
    makeUpFor: row.makeUpFor,
    present: counts.get(row.id)?.present ?? 0,
    due: counts.get(row.id)?.due ?? 0,
  }))
  return { total, meetings }
}
