// Where figures belong: an institution as a whole, at its root.

import { AppError } from '../../core/errors.ts'
import { targetOf, type UnitRef, type Work } from '../../core/pipeline.ts'

/** The kinds of unit that have figures. */
export const rootKinds = ['institution', 'commission'] as const

/** Figures belong to an institution as a whole: the named unit must be its root. */
export function rootOf(work: Work): UnitRef {
  const unit = targetOf(work)
  if (!rootKinds.some((kind) => kind === unit.kind)) {
    throw new AppError('invalid_input', { reason: 'not_institution', kind: unit.kind })
  }
  return unit
}
