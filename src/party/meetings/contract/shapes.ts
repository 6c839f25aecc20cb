// What endpoints of meetings read and answer: one meeting with roll, votes, files and revisions, and the words of its inputs.

import * as z from 'zod'
import { id, isoDate, isoMinute, refusalSchema, subject } from '../../../core/contract.ts'
import { ballotForms, choices, grounds, matters } from '../rules/matters.ts'
import { meetingKinds } from '../rules/kinds.ts'
import { attendances, meetingMoves, meetingStates } from '../rules/life.ts'

export const kind = z.enum(meetingKinds)
export const state = z.enum(meetingStates)
export const version = z.number().int()
export const attendance = z.enum(attendances)
export const choice = z.enum(choices)
export const matter = z.enum(matters)
export const ballot = z.enum(ballotForms)
export const ground = z.enum(grounds)
const personRef = z.object({ id, name: z.string() })

export const meetingLine = z.object({
  id,
  unitId: id,
  unitName: z.string(),
  kind,
  state,
  source: z.enum(['desk', 'ledger']),
  title: z.string(),
  place: z.string().nullable(),
  plannedAt: isoMinute,
  startedAt: isoMinute.nullable(),
  endedAt: isoMinute.nullable(),
  recordedAt: z.string(),
  /** Whole days between the meeting and its recording; 0 when recorded the same day. */
  recordedDaysLater: z.number().int(),
  makeUpFor: isoDate.nullable(),
  present: z.number().int(),
  due: z.number().int(),
})
export type MeetingLine = z.infer<typeof meetingLine>

const tally = z.object({
  /** Who has a vote and is due (应到有表决权). */
  dueWithVote: z.number().int(),
  presentWithVote: z.number().int(),
  yes: z.number().int(),
  no: z.number().int(),
  abstain: z.number().int(),
  /** The smallest number of yes that passes. */
  neededYes: z.number().int().nullable(),
  /** The smallest number present with which a vote may be taken; null where no article says one. */
  neededPresent: z.number().int().nullable(),
  quorumReached: z.boolean(),
})

export const totals = z.object({
  yes: z.number().int().min(0),
  no: z.number().int().min(0),
  abstain: z.number().int().min(0),
  invalid: z.number().int().min(0),
  issued: z.number().int().min(0),
})

const leave = z.object({
  personId: id,
  name: z.string(),
  reason: z.string(),
  state: z.enum(['asked', 'approved', 'declined']),
  askedAt: z.string(),
  /** Asked when the meeting had begun or its time had come. */
  late: z.boolean(),
  answer: z.string().nullable(),
})

const attached = z.object({
  id,
  name: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  caption: z.string().nullable(),
  thumbnail: z.boolean(),
  addedAt: z.string(),
})

const revision = z.object({
  number: z.number().int(),
  at: z.string(),
  actor: z.string(),
  reason: z.string(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
})

export const meeting = meetingLine.extend({
  version,
  institutionName: z.string(),
  demo: z.boolean(),
  chair: personRef.nullable(),
  recorder: personRef.nullable(),
  minutes: z.string(),
  overrideReason: z.string().nullable(),
  /** When the notice was sent; null for a meeting opened without one. */
  notifiedAt: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  archivedAt: z.string().nullable(),
  /** What else it was held as. */
  alsoAs: z.array(kind),
  /** Units on the same roll. */
  partners: z.array(personRef),
  onlineCounts: z.boolean(),
  /** Whether the first agenda item must be the first topic. */
  firstTopicDemanded: z.boolean(),
  fileMegabytes: z.number().int(),
  /** How many would be due if it opened at its planned time; null once it has begun. */
  expected: z.number().int().nullable(),
  /** For those who keep the record; empty for others. */
  leaves: z.array(leave),
  guests: z.array(z.object({ id, name: z.string(), organization: z.string().nullable() })),
  files: z.array(attached),
  revisions: z.array(revision),
  /** Other meetings of the unit at the same time. */
  overlaps: z.array(z.object({ id, title: z.string(), startsAt: isoMinute })),
  roll: z.array(
    z.object({
      personId: id,
      name: z.string(),
      status: z.string(),
      hasVote: z.boolean(),
      attendance,
      excuse: z.string().nullable(),
      /** Of another unit, on the roll of a joint activity. */
      guest: z.boolean(),
      /** Posts above the unit that they held on that day. */
      leaderPosts: z.array(z.string()),
      /** When they signed in by the code; null when somebody marked them by hand. */
      signedAt: z.string().nullable(),
    }),
  ),
  agenda: z.array(
    z.object({
      id,
      title: z.string(),
      notes: z.string(),
      firstTopic: z.boolean(),
      /** Who spoke to it, in their order; their names are on the roll. */
      speakerIds: z.array(id),
    }),
  ),
  resolutions: z.array(
    z.object({
      id,
      agendaItemId: id.nullable(),
      text: z.string(),
      state: z.enum(['open', 'passed', 'rejected', 'withdrawn']),
      votes: z.array(z.object({ personId: id, choice })),
      matter,
      ballot,
      /** Whom an admission is about. */
      candidate: z.string().nullable(),
      /** Who has put a ballot into the urn; how is kept nowhere. */
      cast: z.object({ count: z.number().int(), personIds: z.array(id) }),
      /** The ballots by choice; null until a secret or paper ballot is closed. */
      totals: totals.nullable(),
      tellerIds: z.array(id),
      written: z.array(z.object({ personId: id, choice, givenAt: isoMinute })),
      aside: z.array(z.object({ personId: id, ground, reason: z.string() })),
      tally,
      /** Why it cannot be decided or did not pass; empty when it passed or is open with nothing wrong. */
      refusals: z.array(refusalSchema),
    }),
  ),
  quorum: z.object({
    base: z.string(),
    baseCount: z.number().int(),
    needed: z.number().int().nullable(),
    present: z.number().int(),
    reached: z.boolean(),
  }),
  /** What would stop closing or confirming it now. */
  closing: z.array(refusalSchema),
  moves: z.array(z.enum(meetingMoves)),
  mayWrite: z.boolean(),
})
export type Meeting = z.infer<typeof meeting>

export const at = subject('meeting', 'meetingId')
export const write = { permission: 'meeting.write', place: at } as const
export const changed = z.object({ version })
