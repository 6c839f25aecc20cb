// Merges units into one of them: at once when the day has come, else as a plan that the daily job performs.

import { dayBefore } from '../../../core/calendar.ts'
import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { MergeRequest } from '../contract/acts.ts'
import type { orgContract } from '../contract.ts'
import { divisibleKinds, mayStandBelow } from '../rules.ts'
import { restage } from '../rules/stages.ts'
import {
  changeUnit,
  endPosts,
  hangingAfter,
  insertPlan,
  insertSuccession,
  type Passing,
  passCoverage,
  passPeople,
  passStaff,
  readUnit,
  type Unit,
  unitStages,
} from '../store/index.ts'
import { another, begin, type Ground, invalid, known, settle, stagesFrom } from './begin.ts'

export const mergeUnits: Handlers<typeof orgContract>['mergeUnits'] = async (work, input) => {
  const { on = work.today, version } = input
  const unit = await begin(work, version)
  const sources: Unit[] = []
  for (const source of input.sources) {
    const found = await another(work, unit, source.unitId)
    sources.push(await known(work.tx, found.institutionId, found.id, source.version))
  }
  await checkMerge(work, unit, sources, on)
  const planned = on > work.today
  if (planned) {
    const { institutionId } = unit
    const request = { ...input, on } satisfies MergeRequest
    const plannedBy = work.principal.username
    await insertPlan(work.tx, {
      institutionId,
      id: newId(),
      unitId: unit.id,
      kind: 'merge',
      on,
      request,
      plannedBy,
    })
    work.changed({
      subject: 'unit',
      id: unit.id,
      after: { plan: { kind: 'merge', on, sources: input.sources } },
    })
    return { version: unit.version, planned }
  }
  const done = await merge(work, unit, sources, on)
  work.changed({ subject: 'unit', id: unit.id, after: { merge: { on, ...done.counts } } })
  for (const source of sources) {
    work.changed({
      subject: 'unit',
      id: source.id,
      unitId: source.id,
      before: { dissolvedOn: null },
      after: { dissolvedOn: dayBefore(on), mergedInto: unit.id },
    })
  }
  return { version: done.version, planned }
}

/** Throws what stands in the way of a merger: kinds, ends, places. */
export async function checkMerge(
  ground: Ground,
  unit: Unit,
  sources: readonly Unit[],
  on: string,
): Promise<void> {
  if (new Set([unit.id, ...sources.map((source) => source.id)]).size <= sources.length) throw invalid('twice')
  await stagesFrom(ground, unit, on)
  if (unit.dissolvedOn !== null) throw new AppError('wrong_state', { state: 'dissolved', move: 'merge' })
  for (const source of sources) {
    const { name, kind } = source
    if (kind !== unit.kind || !divisibleKinds.includes(kind)) {
      throw invalid('merge_kind', { name, kind, intoKind: unit.kind })
    }
    if (source.dissolvedOn !== null) throw invalid('merge_dissolved', { name, day: source.dissolvedOn })
    if (source.foundedOn !== null && source.foundedOn >= on) {
      throw invalid('merge_before', { name, day: source.foundedOn })
    }
    if (unit.path.includes(source.id)) throw invalid('merge_below', { name })
    const stages = await stagesFrom(ground, source, on)
    if (stages.some((stage) => stage.fromOn > on)) throw invalid('merge_planned', { name })
  }
}

/** Performs a merger from a day that has come. The sources' last day is the one before. */
export async function merge(
  ground: Ground,
  unit: Unit,
  sources: readonly Unit[],
  on: string,
): Promise<{
  readonly version: number
  readonly counts: { readonly people: number; readonly units: number }
}> {
  const { tx } = ground
  const { institutionId } = unit
  const last = dayBefore(on)
  let [people, units] = [0, 0]
  for (const source of sources) {
    const passing = { institutionId, from: source.id, to: unit.id, on }
    for (const below of await hangingAfter(tx, institutionId, source.id, last)) {
      if (below.id === unit.id) throw invalid('merge_below', { name: source.name })
      if (!mayStandBelow[unit.kind].includes(below.kind)) {
        throw invalid('merge_child', { name: below.name, kind: below.kind, parentKind: unit.kind })
      }
      await follow(ground, below.id, passing)
      units += 1
    }
    const posts = await endPosts(tx, passing, null)
    if (posts.length > 0) throw invalid('posts_later', { name: source.name, people: posts.join('、') })
    people += await passPeople(tx, passing, null)
    if (source.kind === 'branch') await passCoverage(tx, passing, 'branch_id', null)
    if (source.kind === 'department') {
      await passCoverage(tx, passing, 'department_id', null)
      await passStaff(tx, passing)
    }
    const ended = await changeUnit(tx, source, { dissolvedOn: last }, on)
    if (ended === null) throw new AppError('stale', { kind: 'unit' })
    await insertSuccession(tx, { institutionId, from: source.id, to: unit.id, on, kind: 'merge' })
  }
  const version = await changeUnit(tx, unit, {}, on)
  if (version === null) throw new AppError('stale', { kind: 'unit' })
  return { version, counts: { people, units } }
}

/** Lets what hangs below `from` hang below `to` from a day on, whatever its version: its parent goes. */
export async function follow(
  ground: Ground,
  unitId: string,
  { institutionId, from, to, on }: Passing,
): Promise<void> {
  const unit = await readUnit(ground.tx, institutionId, unitId)
  const stages = await unitStages(ground.tx, institutionId, unitId)
  const there = stages.find(
    (stage) => stage.parentId === from && (stage.untilOn === null || stage.untilOn >= on),
  )
  // What came to hang there later follows from that later day.
  const since = there !== undefined && there.fromOn > on ? there.fromOn : on
  await settle(ground, unit, restage(stages, since, { parentId: to }), since)
}
