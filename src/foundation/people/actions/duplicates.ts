// Duplicates: pairs that may be one person, and what merging two of them would do.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { targetOf, type Work } from '../../../core/pipeline.ts'
import type { DuplicateSide } from '../store/index.ts'
import {
  findPairs,
  listMerges,
  locatePerson,
  readIdentity,
  readPerson,
  readSides,
  readTies,
} from '../store/index.ts'
import { type Handler, invalid } from './begin.ts'
import { planMerge } from './plan-merge.ts'

const mostPairs = 200

const plain = ({ within: _, ...side }: DuplicateSide & { readonly within: boolean }): DuplicateSide => side

export const duplicates: Handler<'duplicates'> = async (work, { unitId }) => {
  const { institutionId } = targetOf(work)
  const pairs = await findPairs(work.tx, institutionId, mostPairs)
  const ids = [...new Set(pairs.flatMap((pair) => [pair.one, pair.other]))]
  const sides = await readSides(work.tx, institutionId, ids, unitId)
  return {
    pairs: pairs.flatMap(({ one, other, reasons }) => {
      const [a, b] = [sides.get(one), sides.get(other)]
      // Both must lie within reach: half a pair would tell of somebody elsewhere.
      return a?.within && b?.within ? [{ one: plain(a), other: plain(b), reasons }] : []
    }),
    merges: [...(await listMerges(work.tx, institutionId, unitId))],
  }
}

/** The second person of a merge: of the same institution, within reach for writing, and not the same record. */
export async function checkGone(work: Work, keptId: string, goneId: string): Promise<void> {
  if (keptId === goneId) throw invalid('same_person')
  const unit = await locatePerson(work.tx, goneId)
  if (unit === null || !may(work.principal, 'person.write', unit.path))
    throw new AppError('not_found', { kind: 'person' })
  if (unit.institutionId !== targetOf(work).institutionId) throw invalid('other_institution')
}

export const mergePreview: Handler<'mergePreview'> = async (work, { personId, goneId }) => {
  await checkGone(work, personId, goneId)
  const target = targetOf(work)
  const { institutionId } = target
  const keptRow = await readPerson(work.tx, institutionId, personId)
  const goneRow = await readPerson(work.tx, institutionId, goneId)
  if (keptRow.id === goneRow.id)
    throw new AppError('wrong_state', { kind: 'person', state: 'merged', move: 'merge' })
  const ties = await readTies(work.tx, institutionId, [keptRow.id, goneRow.id])
  const plan = planMerge(
    { row: keptRow, identity: await readIdentity(work.tx, work.vault, { institutionId, id: keptRow.id }) },
    { row: goneRow, identity: await readIdentity(work.tx, work.vault, { institutionId, id: goneRow.id }) },
    ties,
  )
  const sides = await readSides(work.tx, institutionId, [keptRow.id, goneRow.id], target.id)
  const [kept, gone] = [sides.get(keptRow.id), sides.get(goneRow.id)]
  if (kept === undefined || gone === undefined) throw new AppError('not_found', { kind: 'person' })
  return {
    kept: plain(kept),
    gone: plain(gone),
    filled: [...Object.keys(plan.fields), ...plan.identity],
    moved: plan.moved,
    dropped: plan.dropped,
  }
}
