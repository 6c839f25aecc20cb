// Kinds of meetings, the units they suit, the life of a meeting and of a resolution, and what may change when. No I/O.

import { workflow } from '../../../core/workflow.ts'

export const meetingKinds = [
  'general_meeting',
  'committee_meeting',
  'group_meeting',
  'theme_day',
  'lecture',
] as const
export type MeetingKind = (typeof meetingKinds)[number]

export const kindWords = [
  { value: 'general_meeting', zh: '党员大会', en: 'General meeting' },
  { value: 'committee_meeting', zh: '支部委员会会议', en: 'Branch committee meeting' },
  { value: 'group_meeting', zh: '党小组会', en: 'Party group meeting' },
  { value: 'theme_day', zh: '主题党日', en: 'Theme Party day' },
  { value: 'lecture', zh: '党课', en: 'Party lecture' },
] as const satisfies readonly { readonly value: MeetingKind; readonly zh: string; readonly en: string }[]

const kindsOf: Readonly<Record<string, readonly MeetingKind[]>> = {
  branch: ['general_meeting', 'committee_meeting', 'theme_day', 'lecture'],
  group: ['group_meeting'],
}

/** Whether a unit of this kind holds meetings of this kind. */
export const kindSuits = (kind: MeetingKind, unitKind: string): boolean =>
  kindsOf[unitKind]?.includes(kind) ?? false

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
  propose: ['open'],
  vote: ['open'],
  decide: ['open'],
} as const satisfies Readonly<Record<string, readonly MeetingState[]>>
export type Edit = keyof typeof edits

export const mayEdit = (state: MeetingState, edit: Edit): boolean =>
  (edits[edit] as readonly MeetingState[]).includes(state)

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
