// The moves that need nothing but the right state: send the notice, cancel.

import type { Handlers } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { lifeCycle } from '../rules.ts'
import { changeMeeting } from '../store/index.ts'
import { begin, report } from './begin.ts'
import { tellExpected } from './tell.ts'

const moving =
  (move: 'notify' | 'cancel'): Handlers<typeof meetingsContract>['notify'] =>
  async (work, input) => {
    const meeting = await begin(work, input, { move })
    const state = lifeCycle.moves[move].to
    const version = await changeMeeting(work.tx, meeting, {
      state,
      ...(move === 'notify' ? { notifiedAt: work.now.toString() } : {}),
    })
    // Whoever was told of it hears that it does not take place; of a mere plan nobody knows.
    if (state === 'notified' || meeting.notifiedAt !== null)
      await tellExpected(work, meeting, state === 'notified' ? 'notified' : 'cancelled')
    report(work, meeting, { before: { state: meeting.state }, after: { state } })
    return { version }
  }

export const notify = moving('notify')
export const cancel = moving('cancel')
