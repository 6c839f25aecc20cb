// What an action is: its origin among the duties, its outcomes, and the units that may own one. No I/O.

import { declareOrigin } from '../../../foundation/duties/rules.ts'

/** 融合行动：owed because an indicator is to move. */
export const joinOrigin = declareOrigin({ id: 'join', zh: '党建业务融合', en: 'Joint action' })

/** What those who look back say of it: of the aim, not of the cause. */
export const outcomes = ['reached', 'partly', 'not_reached', 'open'] as const
export type Outcome = (typeof outcomes)[number]

export const directions = ['up', 'down'] as const
export type Direction = (typeof directions)[number]

/** Units of the Party own actions; a department acts through the branch that covers it. */
export const ownerKinds = ['committee', 'general_branch', 'branch', 'group'] as const

/** Whether a value has arrived at the target; null without either. */
export function hasReached(
  direction: Direction,
  target: number | null,
  value: number | null,
): boolean | null {
  if (target === null || value === null) return null
  return direction === 'up' ? value >= target : value <= target
}
