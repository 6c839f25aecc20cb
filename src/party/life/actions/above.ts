// Schemes and templates come from above: an upper unit's institution is let into sight before they are read.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import type { Fact } from '../../../core/law.ts'
import type { Permission } from '../../../core/access.ts'
import type { UnitRef, Work } from '../../../core/pipeline.ts'
import { readInstitution } from '../../../foundation/org/index.ts'

/** Lets the transaction see what the institutions above a unit hand down; reach and permission stay as they are. */
export async function seeAbove(
  work: Pick<Work, 'tx' | 'widen'>,
  unit: Pick<UnitRef, 'institutionId'>,
): Promise<void> {
  const { path } = await readInstitution(work.tx, unit.institutionId)
  if (path.length > 1) await work.widen(path)
}

/** Whether a permission reaches the unit from above: by a grant at a unit over it, not at itself. */
export const mayFromAbove = (work: Work, permission: Permission, path: readonly string[]): boolean =>
  may(work.principal, permission, path.slice(0, -1))

export const wrongState = (state: string, move: string, facts: Readonly<Record<string, Fact>> = {}) =>
  new AppError('wrong_state', { state, move, ...facts })

export const invalid = (reason: string, facts: Readonly<Record<string, Fact>> = {}) =>
  new AppError('invalid_input', { reason, ...facts })

/** Throws stale when somebody changed a thing since the caller read it. */
export function checkVersion(thing: { readonly version: number }, version: number): void {
  if (thing.version !== version) throw new AppError('stale', { version: thing.version })
}
