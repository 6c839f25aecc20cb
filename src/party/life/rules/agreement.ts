// The life of an agreement with a partner (支部共建): signed → active → reviewed → ended. No I/O.

import { workflow } from '../../../core/workflow.ts'

export const agreementStates = ['signed', 'active', 'reviewed', 'ended'] as const
export type AgreementState = (typeof agreementStates)[number]
export const agreementMoves = ['begin', 'review', 'renew', 'end'] as const
export type AgreementMove = (typeof agreementMoves)[number]

export const agreementLife = workflow({
  name: 'partner agreement',
  initial: 'signed',
  states: agreementStates,
  moves: {
    begin: { from: ['signed'], to: 'active' },
    review: { from: ['active'], to: 'reviewed' },
    // After a review one goes on together, or ends.
    renew: { from: ['reviewed'], to: 'active' },
    end: { from: ['signed', 'active', 'reviewed'], to: 'ended' },
  },
})
