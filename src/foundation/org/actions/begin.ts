// How every change of the tree begins: the tree is held, the caller knows the latest version, the day fits; and how it ends.

import { AppError } from '../../../core/errors.ts'
import { may } from '../../../core/access.ts'
import { targetOf, type Work } from '../../../core/pipeline.ts'
import type { Tx } from '../../../core/db.ts'
import { circles, type Stage, stageOn } from '../rules/stages.ts'
import {
  changeUnit,
  locateUnit,
  lockTree,
  readUnit,
  rehang,
  showStage,
  stagesAbove,
  type Unit,
  unitStages,
  writeKeys,
  writeStages,
} from '../store/index.ts'

/** What a change of the tree needs: a request's work has it, and so has the daily job. */
export type Ground = { readonly tx: Tx; readonly today: string }

export const invalid = (
  reason: string,
  facts: Readonly<Record<string, string | number | null>> = {},
): AppError => new AppError('invalid_input', { reason, ...facts })

/** Holds the tree of the target's institution and reads the target anew. Throws stale. */
export async function begin(work: Work, version: number): Promise<Unit> {
  const { institutionId, id } = targetOf(work)
  await lockTree(work.tx, institutionId)
  return known(work.tx, institutionId, id, version)
}

/** A unit in the version that the caller knows. Throws stale. */
export async function known(tx: Tx, institutionId: string, id: string, version: number): Promise<Unit> {
  const unit = await readUnit(tx, institutionId, id)
  if (unit.version !== version) throw new AppError('stale', { kind: 'unit' })
  return unit
}

/** Another unit that the caller names and may write to, in the same institution. Throws not_found, invalid_input. */
export async function another(work: Work, unit: Unit, id: string): Promise<Unit> {
  const found = await locateUnit(work.tx, id)
  if (found === null || !may(work.principal, 'org.write', found.path)) {
    throw new AppError('not_found', { kind: 'unit' })
  }
  if (found.institutionId !== unit.institutionId) throw invalid('other_institution')
  return readUnit(work.tx, found.institutionId, found.id)
}

/** The stages of a unit, for a change from `on`: not before its present stage, not after its end. */
export async function stagesFrom(ground: Ground, unit: Unit, on: string): Promise<readonly Stage[]> {
  const stages = await unitStages(ground.tx, unit.institutionId, unit.id)
  const { fromOn } = stageOn(stages, ground.today)
  if (on < fromOn) throw invalid('before_stage', { from: fromOn })
  if (unit.dissolvedOn !== null && on > unit.dissolvedOn) {
    throw new AppError('wrong_state', { state: 'dissolved', move: 'change' })
  }
  return stages
}

/**
 * Writes the stages of a unit; what holds today is shown by its row and by the paths below it, and what counts by
 * place follows from `on`. Answers the new version. Throws stale when the version is not the latest, invalid_input
 * when the unit would come to stand below itself on some day.
 */
export async function settle(
  ground: Ground,
  unit: Unit,
  stages: readonly Stage[],
  on: string,
): Promise<number> {
  const { tx, today } = ground
  const { institutionId, id } = unit
  await writeStages(tx, institutionId, id, stages)
  if (circles(await stagesAbove(tx, institutionId, [id], on), id, on).length > 0)
    throw invalid('below_itself')
  const present = stageOn(stages, today)
  const version = await changeUnit(tx, unit, {}, today)
  if (version === null) throw new AppError('stale', { kind: 'unit' })
  await show(ground, { ...unit, version }, present, on)
  await writeKeys(tx, [{ ...unit, names: stages.map((stage) => stage.name) }])
  return version
}

/** Lets the row of a unit, and the paths in and below it, show a stage. */
export async function show({ tx, today }: Ground, unit: Unit, stage: Stage, on: string): Promise<void> {
  const moves = stage.parentId !== unit.parentId && stage.parentId !== null
  if (stage.name === unit.name && !moves) return
  await showStage(tx, unit, stage)
  if (!moves || stage.parentId === null) return
  const parent = await readUnit(tx, unit.institutionId, stage.parentId)
  await rehang(tx, unit.institutionId, unit.id, unit.path.length, parent.path, on, today)
}
