// What the actions of discharge records begin with: the institution, its published whole, the import that is meant.

import type { Part } from '../../../core/columns/index.ts'
import { may as mayAt } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf, type UnitRef, type Work } from '../../../core/pipeline.ts'
import type { dischargesContract } from '../contract.ts'
import { codesOf, items } from '../rules/dictionary.ts'
import { may, type RunAct } from '../rules/run.ts'
import { findActive, findRun, lockRun, readWhole, type StoredRun } from '../store/runs.ts'

export type Some<K extends keyof typeof dischargesContract> = Pick<Handlers<typeof dischargesContract>, K>

/** Records belong to an institution as a whole: the named unit must be its root. */
export function rootOf(work: Work): UnitRef {
  const unit = targetOf(work)
  if (unit.kind !== 'institution') {
    throw new AppError('invalid_input', { reason: 'not_institution', kind: unit.kind })
  }
  return unit
}

export async function wholeOf(work: Work): Promise<Part | null> {
  return (await readWhole(work.tx, rootOf(work).institutionId)).part
}

export const readsRecords = (work: Work): boolean => mayAt(work.principal, 'record.read', rootOf(work).path)

/** The import for an act that its state allows, locked: of two acts at once the later one sees what the earlier one did. */
export async function runFor(work: Work, runId: string, act: RunAct): Promise<StoredRun> {
  const run = await lockRun(work.tx, rootOf(work).institutionId, runId)
  if (run === null) throw new AppError('not_found', { kind: 'discharge_run' })
  if (!may(act, run.state)) throw new AppError('wrong_state', { state: run.state })
  return run
}

/** Refuses while an import of the institution is under way. */
export async function requireIdle(work: Work): Promise<void> {
  const active = await findActive(work.tx, rootOf(work).institutionId)
  if (active === null) return
  throw new AppError('wrong_state', {
    reason: 'import_running',
    state: active.state,
    since: active.startedAt,
  })
}

export async function checkedRun(work: Work, runId: string): Promise<StoredRun> {
  const run = await findRun(work.tx, rootOf(work).institutionId, runId)
  if (run === null) throw new AppError('not_found', { kind: 'discharge_run' })
  const there = ['checked', 'publishing', 'published', 'rolling_back', 'rolled_back'].includes(run.state)
  if (!there) throw new AppError('wrong_state', { state: run.state })
  return run
}

const nameOfCode = new Map(
  items.flatMap((item) => codesOf(item).map((code) => [code.toUpperCase(), item.name])),
)

/** The column at a place of the file, by its heading and by its name in the dictionary. */
export function columnAt(run: StoredRun, place: number) {
  const heading = place < 0 ? undefined : run.outcome?.header[place]
  if (heading === undefined) return { column: null, columnName: null }
  const mapped = Object.entries(run.mapping.columns).find(([, name]) => name === heading)?.[0]
  return { column: heading, columnName: nameOfCode.get((mapped ?? heading).toUpperCase()) ?? null }
}
