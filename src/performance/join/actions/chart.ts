// The chart of an indicator: control limits, the actions on the axis of time, and what stands before and after one of them.

import { AppError } from '../../../core/errors.ts'
import { targetOf, type UnitRef, type Work } from '../../../core/pipeline.ts'
import { readUnit } from '../../../foundation/org/index.ts'
import { publishedDepartments } from '../../discharges/index.ts'
import {
  addMonths,
  beforeAndAfter,
  controlChart,
  interruptedAt,
  isProportion,
  monthOfNumber,
  monthsBetween,
  ruleSet,
} from '../rules.ts'
import { indicatorOf, readMonths } from '../series.ts'
import { readActions } from '../store.ts'
import { codesOf, type Some, viewed } from './view.ts'

/** Ten years and the two around them. */
const mostMonths = 144
const usualMonths = 36

/** Figures are those of a hospital or of one of its departments. */
export function figureUnit(work: Work): UnitRef & { readonly departmentId: string | null } {
  const unit = targetOf(work)
  if (unit.kind === 'institution') return { ...unit, departmentId: null }
  if (unit.kind === 'department') return { ...unit, departmentId: unit.id }
  throw new AppError('invalid_input', { reason: 'no_figures', kind: unit.kind })
}

export const charting: Some<'chart'> = {
  chart: async (work, input) => {
    const { institutionId, id, departmentId } = figureUnit(work)
    const indicator = indicatorOf(input.indicatorId)
    if (indicator === null) throw new AppError('invalid_input', { field: 'indicatorId', reason: 'unknown' })
    const { last } = await publishedDepartments(work, institutionId)
    const to = input.to ?? (last === null ? work.today.slice(0, 7) : monthOfNumber(last))
    const from = input.from ?? addMonths(to, 1 - usualMonths)
    if (from > to || monthsBetween(from, to).length > mostMonths)
      throw new AppError('invalid_input', { field: 'from', reason: 'range', most: mostMonths })
    const codes = await codesOf(work, institutionId, departmentId)
    const series = await readMonths(work, [indicator.id], { institutionId, codes, from, to })
    const points = series.get(indicator.id) ?? []
    const kind = isProportion(points) ? 'p' : 'xmr'
    const chart = controlChart(kind, points, input.phases, indicator.scale)
    const hidden = new Map(points.map((point) => [point.period, point.hidden]))
    const stored = await readActions(work.tx, { unitIds: work.reach, indicator: indicator.id, limit: 200 })
    // What aims at the whole hospital concerns each department, and the other way round.
    const own = stored.filter(
      (each) =>
        each.institutionId === institutionId &&
        (departmentId === null || each.departmentId === null || each.departmentId === departmentId),
    )
    const actions = await viewed(work, own, input.window)
    const chosen =
      input.actionId === undefined
        ? actions.find((each) => each.fromOn <= work.today)
        : actions.find((each) => each.id === input.actionId)
    if (input.actionId !== undefined && chosen === undefined)
      throw new AppError('not_found', { kind: 'join action' })
    const on = input.at ?? chosen?.fromOn ?? null
    const segmented = on === null ? null : interruptedAt(points, on)
    return {
      unitId: id,
      name: (await readUnit(work.tx, institutionId, id)).name,
      indicator,
      codes: codes === null ? null : [...codes],
      kind,
      ruleSet,
      points: chart.points.map((point) => ({ ...point, hidden: hidden.get(point.period) ?? false })),
      notes: chart.notes,
      autocorrelation: chart.autocorrelation,
      actions,
      divided:
        on === null || segmented === null
          ? null
          : {
              on,
              actionId: input.at === undefined ? (chosen?.id ?? null) : null,
              comparison: beforeAndAfter(points, on, input.window, indicator.scale),
              segmented,
            },
    }
  },
}
