// The law of transfers: a life cycle, and that the sender stays responsible until the receiver accepts. No I/O.

import { broken, type Refusal, rule } from '../../../core/law.ts'
import { memberRegulations } from '../../../core/regulations.ts'
import { workflow } from '../../../core/workflow.ts'
import type { UnitKind } from '../../org/words.ts'
import type { PartyStatus } from '../../org/words.ts'
import { standingCycle } from './standing.ts'

export const transferCycle = workflow({
  name: 'transfer',
  initial: 'requested',
  states: ['requested', 'accepted', 'rejected', 'withdrawn'],
  moves: {
    accept: { from: ['requested'], to: 'accepted' },
    reject: { from: ['requested'], to: 'rejected' },
    withdraw: { from: ['requested'], to: 'withdrawn' },
  },
})
export type TransferMove = keyof typeof transferCycle.moves

/** Until the receiver accepts, the member stays on the sender's roll and the sender answers for them. */
const acceptanceMoves = rule<{ hasUnit: boolean; status: PartyStatus }>({
  id: 'R-MEM-6a',
  zh: '党员经转移组织关系、由接收方接收，才编入另一个支部；此前仍由转出党组织管理',
  en: 'A member comes to another branch by a transfer that it accepts; until then the sender remains responsible',
  severity: 'block',
  cites: [memberRegulations('第二十五条')],
  holds: ({ hasUnit, status }) => !hasUnit || !standingCycle.allows(status, 'transfer_out'),
})

/** What stands against putting somebody into a Party unit by hand. */
export const judgeAffiliation = (facts: { hasUnit: boolean; status: PartyStatus }): readonly Refusal[] =>
  broken([acceptanceMoves.judge(facts)])

/** A Party unit that people belong to. */
export const holdsPeople = (kind: UnitKind): boolean => kind === 'branch' || kind === 'group'
