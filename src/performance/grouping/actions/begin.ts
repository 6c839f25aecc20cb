// What the actions of grouping begin with: the institution, and its visible groups.

import { may as mayAt } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf, type UnitRef, type Work } from '../../../core/pipeline.ts'
import type { Scope } from '../../discharges/index.ts'
import type { groupingContract } from '../contract.ts'
import { readWhole, type Whole } from '../store/runs.ts'
import { findScheme, type StoredScheme } from '../store/schemes.ts'

export type Some<K extends keyof typeof groupingContract> = Pick<Handlers<typeof groupingContract>, K>

/** Records belong to an institution as a whole: the named unit must be its root. */
export function rootOf(work: Work): UnitRef {
  const unit = targetOf(work)
  if (unit.kind !== 'institution') {
    throw new AppError('invalid_input', { reason: 'not_institution', kind: unit.kind })
  }
  return unit
}

export const wholeOf = (work: Work): Promise<Whole | null> => readWhole(work.tx, rootOf(work).institutionId)

export const readsRecords = (work: Work): boolean => mayAt(work.principal, 'record.read', rootOf(work).path)

export const scopeOf = (input: {
  readonly from: number
  readonly to: number
  readonly department?: string | undefined
}): Scope => ({ from: input.from, to: input.to, department: input.department ?? null })

export async function schemeFor(work: Work, schemeId: string): Promise<StoredScheme> {
  const scheme = await findScheme(work.tx, rootOf(work).institutionId, schemeId)
  if (scheme === null) throw new AppError('not_found', { kind: 'grouping_scheme' })
  return scheme
}
