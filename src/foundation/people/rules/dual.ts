// Both-leaders (双带头人): a secretary of a branch who also heads what the branch works in. No I/O.

import { branchRegulations } from '../../../core/regulations.ts'
import type { Citation } from '../../../core/law.ts'
import type { PostName } from '../../org/words.ts'

/** The posts that make their holder the head of a department or of the whole unit. */
export const headPosts: readonly PostName[] = ['department_head', 'president', 'vice_president']

/**
 * Numerator: secretaries of living branches, in service today, who today also hold a head's post. Denominator: all
 * secretaries of living branches in service today. A retired secretary of a branch of the retired counts in neither.
 * The source demands of public institutions that the secretary generally be the main head of the unit or another head.
 */
export const dualLeaderCites: readonly Citation[] = [branchRegulations('第二十四条')]

export type SecretaryLine = {
  readonly branchPath: readonly string[]
  readonly inService: boolean
  readonly headPosts: readonly PostName[]
}

export const isDualLeader = (line: SecretaryLine): boolean => line.inService && line.headPosts.length > 0

/** The rate below a unit. */
export function dualRate(
  lines: readonly SecretaryLine[],
  unitId: string,
): { readonly numerator: number; readonly denominator: number } {
  const below = lines.filter((line) => line.inService && line.branchPath.includes(unitId))
  return { numerator: below.filter(isDualLeader).length, denominator: below.length }
}
