// The life of a meeting and of a resolution, ways to attend, and what may change when. No I/O.

import { workflow } from '../../../core/workflow.ts'

export const meetingStates = ['planned', 'notified', 'open', 'held', 'confirmed', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]

export const meetingMoves = ['notify', 'open', 'close', 'confirm', 'cancel'] as const
export type MeetingMove = (typeof meetingMoves)[number]

export const lifeCycle = workflow({
  name: 'meeting',
  initial: 'planned',
  states: meetingStates,
  moves: {
    notify: { from: ['planned'], to: 'notified' },
    open: { from: ['planned', 'notified'], to: 'open' },
    close: { from: ['open'], to: 'held' },
    confirm: { from: ['held'], to: 'confirmed' },
    cancel: { from: ['planned', 'notified'], to: 'cancelled' },
  },
})

/** What may be changed in which states besides the moves; a confirmed record stays as it is. */
export const edits = {
  update: ['planned', 'notified', 'open', 'held'],
  reschedule: ['planned', 'notified'],
  agenda: ['planned', 'notified', 'open'],
  attend: ['open'],
  speakers: ['open', 'held'],
  propose: ['open'],
  vote: ['open'],
  decide: ['open'],
  signIn: ['open'],
  leave: ['notified', 'open'],
  guests: ['planned', 'notified', 'open', 'held'],
  files: ['notified', 'open', 'held', 'confirmed'],
  amend: ['confirmed'],
} as const satisfies Readonly<Record<string, readonly MeetingState[]>>
export type Edit = keyof typeof edits

export const mayEdit = (state: MeetingState, edit: Edit): boolean =>
  (edits[edit] as readonly MeetingState[]).includes(state)

/**
 * How somebody took part. Online counts for a quorum only where the institution says so; study brought to the home
 * (送学上门) never does: it is for those of whom attendance is not demanded.
 */
export const attendances = ['present', 'online', 'home', 'absent', 'excused'] as const
export type Attendance = (typeof attendances)[number]

/** Whether they took part at all, for the record and for coverage. */
export const tookPart = (attendance: Attendance): boolean =>
  attendance !== 'absent' && attendance !== 'excused'

/** Whether they count as there, for quorum and votes. */
export const isThere = (attendance: Attendance, onlineCounts: boolean): boolean =>
  attendance === 'present' || (onlineCounts && attendance === 'online')

const resolutionStates = ['open', 'passed', 'rejected', 'withdrawn'] as const
export type ResolutionState = (typeof resolutionStates)[number]

/** A decided resolution stays as it is. */
export const resolutionLife = workflow({
  name: 'resolution',
  initial: 'open',
  states: resolutionStates,
  moves: {
    pass: { from: ['open'], to: 'passed' },
    reject: { from: ['open'], to: 'rejected' },
    withdraw: { from: ['open'], to: 'withdrawn' },
  },
})
