// Actions as they are shown: the state of their duty, and what the indicator says, where the caller may see its figures.

import { may } from '../../../core/access.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { readImposed } from '../../../foundation/duties/index.ts'
import { rootUnit } from '../../../foundation/org/index.ts'
import { AppError } from '../../../core/errors.ts'
import { locateUnit } from '../../../foundation/org/index.ts'
import type { Action, joinContract } from '../contract.ts'
import { addMonths, beforeAndAfter, hasReached, joinOrigin } from '../rules.ts'
import { indicatorOf, readMonths, type SeriesPoint } from '../series.ts'
import { readAction, readActions, readMappings, type StoredAction } from '../store.ts'

export type Some<K extends keyof typeof joinContract> = Pick<Handlers<typeof joinContract>, K>

/** More than anyone reads. */
const mostShown = 500
/** Before and after, in months on each side, unless asked otherwise. */
export const usualWindow = 12

export const viewing: Some<'actions' | 'action'> = {
  actions: async (work, { unitId, indicatorId, window }) => {
    const unitIds = unitId === undefined ? work.reach : [await reached(work, unitId)]
    const query = { unitIds, indicator: indicatorId, withWithdrawn: true, limit: mostShown }
    return { actions: await viewed(work, await readActions(work.tx, query), window) }
  },

  action: async (work, { actionId }) => {
    const stored = await readAction(work.tx, targetOf(work).institutionId, actionId, false)
    const [action] = await viewed(work, [stored], usualWindow)
    if (action === undefined) throw new AppError('not_found', { kind: 'join action' })
    return action
  },
}

/** The unit of an optional filter, if it lies within reach; absent and forbidden look the same. */
async function reached(work: Work, unitId: string): Promise<string> {
  const unit = await locateUnit(work.tx, unitId)
  if (unit === null || !work.reach.some((id) => unit.path.includes(id)))
    throw new AppError('not_found', { kind: 'unit' })
  return unit.id
}

/** The codes of the front pages that mean a department; null for the whole hospital. */
export async function codesOf(
  work: Pick<Work, 'tx'>,
  institutionId: string,
  departmentId: string | null,
): Promise<readonly string[] | null> {
  if (departmentId === null) return null
  const mappings = await readMappings(work.tx, [institutionId])
  return mappings.filter(({ unitId }) => unitId === departmentId).map(({ code }) => code)
}

export async function viewed(work: Work, stored: readonly StoredAction[], window: number): Promise<Action[]> {
  const duties = await readImposed(work.tx, {
    origin: joinOrigin.id,
    originIds: stored.map(({ id }) => id),
    today: work.today,
  })
  const dutyOf = new Map(duties.map((duty) => [duty.originId, duty]))
  const roots = new Map<string, Awaited<ReturnType<typeof rootUnit>>>()
  for (const { institutionId } of stored)
    if (!roots.has(institutionId)) roots.set(institutionId, await rootUnit(work.tx, institutionId))
  const seriesOf = await seriesByAim(work, stored, window)
  return stored.map(({ path, departmentPath: _, indicator, ...action }) => {
    const duty = dutyOf.get(action.id)
    // Who owes it by name is shown to those who look after duties.
    const readsDuties = may(work.principal, 'duty.read', path)
    const head = indicatorOf(indicator)
    const series = seriesOf(action.id)
    const latest = series?.findLast((point) => point.value !== null)
    const comparison = series && head ? beforeAndAfter(series, action.fromOn, window, head.scale) : null
    return {
      ...action,
      figureUnitId: action.departmentId ?? roots.get(action.institutionId)?.id ?? action.unitId,
      personId: readsDuties ? action.personId : null,
      personName: readsDuties ? action.personName : null,
      indicator: head,
      indicatorId: indicator,
      state: action.withdrawn ? 'not_applicable' : (duty?.state ?? 'not_applicable'),
      dutyId: duty?.id ?? null,
      happenedOn: duty?.happenedOn ?? null,
      evidence: readsDuties ? (duty?.evidence ?? null) : null,
      mayWrite: may(work.principal, 'duty.impose', path),
      comparison:
        comparison !== null && comparison.before.months + comparison.after.months > 0 ? comparison : null,
      latest:
        latest === undefined || latest.value === null ? null : { period: latest.period, value: latest.value },
      reached: hasReached(action.direction, action.target, latest?.value ?? null),
    }
  })
}

/** The series that each action aims at, read once for each hospital and department; undefined where it is not to be seen. */
async function seriesByAim(work: Work, stored: readonly StoredAction[], window: number) {
  const found = new Map<string, readonly SeriesPoint[]>()
  const to = work.today.slice(0, 7)
  for (const [, group] of Map.groupBy(stored, (each) => `${each.institutionId} ${each.departmentId ?? ''}`)) {
    const [first] = group
    if (first === undefined) continue
    const { institutionId, departmentId, departmentPath } = first
    const path = departmentPath ?? (await rootUnit(work.tx, institutionId)).path
    if (!may(work.principal, 'figure.read', path)) continue
    const earliest = group.map(({ fromOn }) => fromOn.slice(0, 7)).reduce((a, b) => (a < b ? a : b))
    const codes = await codesOf(work, institutionId, departmentId)
    const ids = [...new Set(group.map(({ indicator }) => indicator))]
    const range = { from: addMonths(earliest < to ? earliest : to, -window - 1), to }
    const series = await readMonths(work, ids, { institutionId, codes, ...range })
    for (const { id, indicator } of group) {
      const own = series.get(indicator)
      if (own !== undefined) found.set(id, own)
    }
  }
  return (id: string) => found.get(id)
}
