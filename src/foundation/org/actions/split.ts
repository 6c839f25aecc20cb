// Splits new units off one: at once when the day has come, else as a plan that the daily job performs.

import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { SplitRequest } from '../contract/acts.ts'
import type { orgContract } from '../contract.ts'
import { divisibleKinds } from '../rules.ts'
import { stageOn } from '../rules/stages.ts'
import {
  changeUnit,
  endPosts,
  hangingAfter,
  insertPlan,
  insertSuccession,
  insertUnits,
  notIn,
  passCoverage,
  passPeople,
  readCoverage,
  readUnit,
  type Unit,
  unitStages,
} from '../store/index.ts'
import { begin, type Ground, invalid, stagesFrom } from './begin.ts'
import { follow } from './merge.ts'

type Part = SplitRequest['parts'][number]

export const splitUnit: Handlers<typeof orgContract>['splitUnit'] = async (work, input) => {
  const { on = work.today, version, parts } = input
  const unit = await begin(work, version)
  await checkSplit(work, unit, parts, on)
  const planned = on > work.today
  if (planned) {
    const { institutionId } = unit
    const request = { ...input, on } satisfies SplitRequest
    const plannedBy = work.principal.username
    await insertPlan(work.tx, {
      institutionId,
      id: newId(),
      unitId: unit.id,
      kind: 'split',
      on,
      request,
      plannedBy,
    })
    work.changed({ subject: 'unit', id: unit.id, after: { plan: { kind: 'split', on, parts } } })
    return { version: unit.version, planned, ids: [] }
  }
  const done = await split(work, unit, parts, on)
  work.changed({ subject: 'unit', id: unit.id, after: { split: { on, into: done.ids } } })
  for (const [index, part] of parts.entries()) {
    const id = done.ids[index] ?? unit.id
    work.changed({ subject: 'unit', id, unitId: id, after: { ...part, foundedOn: on, splitFrom: unit.id } })
  }
  return { ...done, planned }
}

/** Throws what stands in the way of a split. */
export async function checkSplit(
  ground: Ground,
  unit: Unit,
  parts: readonly Part[],
  on: string,
): Promise<void> {
  const { tx } = ground
  const { institutionId, id } = unit
  if (!divisibleKinds.includes(unit.kind) || unit.parentId === null) {
    throw invalid('split_kind', { kind: unit.kind })
  }
  await stagesFrom(ground, unit, on)
  if (unit.dissolvedOn !== null) throw new AppError('wrong_state', { state: 'dissolved', move: 'split' })
  if (unit.foundedOn !== null && unit.foundedOn >= on) throw invalid('before_founding')
  const all = (list: (part: Part) => readonly string[]): string[] => {
    const ids = parts.flatMap(list)
    if (new Set(ids).size < ids.length) throw invalid('twice')
    return ids
  }
  all((part) => [part.code])
  const strangers = await notIn(
    tx,
    institutionId,
    id,
    all((part) => part.people),
    on,
  )
  if (strangers.length > 0) throw invalid('split_people', { people: strangers.length })
  const below = new Set((await hangingAfter(tx, institutionId, id, on)).map((each) => each.id))
  const wrong = all((part) => part.units).filter((each) => !below.has(each))
  if (wrong.length > 0) throw invalid('split_units', { units: wrong.length })
  const covered = new Set((await readCoverage(tx, institutionId, 'branch_id', id, on)).map((each) => each.id))
  const open = all((part) => part.departments).filter((each) => !covered.has(each))
  if (open.length > 0) throw invalid('split_departments', { units: open.length })
}

/** Performs a split from a day that has come: the new units stand beside the old one. */
export async function split(
  ground: Ground,
  unit: Unit,
  parts: readonly Part[],
  on: string,
): Promise<{ readonly version: number; readonly ids: readonly string[] }> {
  const { tx } = ground
  const { institutionId } = unit
  const { parentId } = stageOn(await unitStages(tx, institutionId, unit.id), on)
  const above = await readUnit(tx, institutionId, parentId ?? unit.path[0] ?? unit.id)
  const ids: string[] = []
  for (const part of parts) {
    const id = newId()
    ids.push(id)
    await insertUnits(tx, [
      {
        institutionId,
        id,
        code: part.code,
        name: part.name,
        kind: unit.kind,
        form: 'plain',
        parentId: above.id,
        path: [...above.path, id],
        foundedOn: on,
        dissolvedOn: null,
      },
    ])
    const passing = { institutionId, from: unit.id, to: id, on }
    const posts = await endPosts(tx, passing, part.people)
    if (posts.length > 0) throw invalid('posts_later', { name: unit.name, people: posts.join('、') })
    await passPeople(tx, passing, part.people)
    for (const below of part.units) await follow(ground, below, passing)
    if (part.departments.length > 0) await passCoverage(tx, passing, 'branch_id', part.departments)
    await insertSuccession(tx, { institutionId, from: unit.id, to: id, on, kind: 'split' })
  }
  const now = await readUnit(tx, institutionId, unit.id)
  const version = await changeUnit(tx, now, {}, on)
  if (version === null) throw new AppError('stale', { kind: 'unit' })
  return { version, ids }
}
