// What the actions of indicators begin with: the institution that is meant, and who entered something.

import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf, type UnitRef, type Work } from '../../../core/pipeline.ts'
import type { indicatorsContract } from '../contract.ts'
import type { Entering } from '../store.ts'

export type Some<K extends keyof typeof indicatorsContract> = Pick<Handlers<typeof indicatorsContract>, K>

/** Indicators belong to an institution as a whole: the named unit must be its root. */
export function rootOf(work: Work): UnitRef {
  const unit = targetOf(work)
  if (unit.kind !== 'institution') {
    throw new AppError('invalid_input', { reason: 'not_institution', kind: unit.kind })
  }
  return unit
}

export const entering = (work: Work): Entering => ({
  by: work.principal.accountId,
  byName: work.principal.name,
  at: work.now.toString(),
})

/** The version that a saving answers; null is a newer one that somebody else made. */
export function fresh(version: number | null): number {
  if (version === null) throw new AppError('stale')
  return version
}
