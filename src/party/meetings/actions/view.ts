// One meeting whole, as the caller sees it: roll, agenda, votes, quorum, what may be done next and what stands in the way.

import { may } from '../../../core/access.ts'
import { dateOf } from '../../../core/calendar.ts'
import type { Refusal } from '../../../core/law.ts'
import { targetOf, type Work } from '../../../core/pipeline.ts'
import type { Meeting } from '../contract.ts'
import { unitNames } from '../../../foundation/org/index.ts'
import {
  countVote,
  firstTopicFacts,
  isThere,
  judgeBallot,
  judgeClose,
  judgeConfirm,
  judgeResult,
  lifeCycle,
  quorumOf,
  type RollCount,
  tookPart,
  type Totals,
} from '../rules.ts'
import {
  type MeetingRecord,
  readAgenda,
  readAttached,
  readGuests,
  readLeaves,
  readMeeting,
  readMeetingSetting,
  readOverlaps,
  readRevisions,
  readRoll,
  type Resolution,
} from '../store/index.ts'
import { type Counted, readCounted } from './ballot-facts.ts'
import { expectedOn } from './expected.ts'

/** Whole days from the meeting to its recording; 0 on the same day and before it has taken place. */
export function recordedDaysLater(meeting: Pick<MeetingRecord, 'startedAt' | 'recordedAt'>): number {
  if (meeting.startedAt === null) return 0
  const recorded = Temporal.PlainDate.from(dateOf(Temporal.Instant.from(meeting.recordedAt)))
  return Math.max(0, recorded.since(meeting.startedAt.slice(0, 10), { largestUnit: 'day' }).days)
}

/** What confirming is judged by. */
export function minutesFacts(meeting: Pick<MeetingRecord, 'minutes' | 'chairId' | 'recorderId'>) {
  return {
    minutes: meeting.minutes.trim().length,
    chair: meeting.chairId !== null,
    recorder: meeting.recorderId !== null,
  }
}

function viewResolution({
  resolution,
  facts,
  casts,
  aside,
  before,
}: Counted): Meeting['resolutions'][number] {
  const count = countVote(facts)
  const refusals: Readonly<Record<Resolution['state'], readonly Refusal[]>> = {
    open: judgeBallot(facts, before),
    passed: [],
    rejected: judgeResult(facts),
    withdrawn: [],
  }
  // Paper counts stand in the record once the result is declared; the urn has none before.
  const closed = resolution.state === 'passed' || resolution.state === 'rejected'
  const shown = resolution.ballot === 'open' || closed
  return {
    ...resolution,
    totals: closed || resolution.ballot === 'paper' ? resolution.totals : null,
    tellerIds: [...resolution.tellerIds],
    votes: facts.votes.map(({ personId, choice }) => ({ personId, choice })),
    written: facts.written.map(({ personId, choice, givenAt }) => ({
      personId,
      choice,
      givenAt: givenAt.slice(0, 16),
    })),
    aside: aside.map(({ personId, ground, reason }) => ({ personId, ground, reason })),
    cast:
      resolution.ballot === 'paper'
        ? { count: sumOf(resolution.totals), personIds: [] }
        : { count: casts.length, personIds: [...casts] },
    tally: {
      dueWithVote: count.due.length,
      presentWithVote: count.present.length,
      yes: shown ? count.yes : 0,
      no: shown ? count.no : 0,
      abstain: shown ? count.abstain : 0,
      neededYes: count.neededYes,
      neededPresent: count.neededPresent,
      quorumReached: count.quorumReached,
    },
    refusals: [...refusals[resolution.state]],
  }
}

const sumOf = (totals: Totals | null): number =>
  totals === null ? 0 : totals.yes + totals.no + totals.abstain + totals.invalid

/** Reads the meeting that a subject endpoint names. */
export async function viewMeeting(work: Work, meetingId: string): Promise<Meeting> {
  const target = targetOf(work)
  const { tx } = work
  const { chairName, recorderName, chairId, recorderId, institutionId, ...meeting } = await readMeeting(
    tx,
    target.institutionId,
    meetingId,
  )
  const key = { institutionId, id: meeting.id }
  const roll = await readRoll(tx, key)
  const own = roll.filter((line) => !line.guest)
  const withVote = own.filter((line) => line.hasVote)
  const count: RollCount = {
    dueWithVote: withVote.length,
    presentWithVote: withVote.filter((line) => isThere(line.attendance, meeting.onlineCounts)).length,
  }
  const counted = await readCounted(tx, { ...meeting, institutionId })
  const decided = counted.filter(({ resolution: { state } }) => state === 'passed' || state === 'rejected')
  const open = counted.filter(({ resolution: { state } }) => state === 'open')
  const agenda = await readAgenda(tx, key)
  const setting = await readMeetingSetting(tx, institutionId)
  const first = firstTopicFacts(setting, meeting.kind, agenda)
  const closing =
    meeting.state === 'open'
      ? judgeClose(meeting.kind, count, { open: open.length, decided: decided.length }, first)
      : meeting.state === 'held'
        ? judgeConfirm(minutesFacts({ ...meeting, chairId, recorderId }))
        : []
  const mayWrite = may(work.principal, 'meeting.write', target.path)
  const partners = await unitNames(tx, meeting.partnerIds)
  const { archivedAt, onlineCounts, alsoAs, partnerIds, ...shown } = meeting
  const day = meeting.plannedAt.slice(0, 10)
  const before = meeting.state === 'planned' || meeting.state === 'notified'
  const files = await readAttached(tx, key)
  return {
    ...shown,
    archivedAt,
    onlineCounts,
    alsoAs: [...alsoAs],
    partners: partnerIds.map((id) => ({ id, name: partners.get(id)?.name ?? '' })),
    firstTopicDemanded: first.demanded,
    fileMegabytes: setting.fileMegabytes,
    expected: before ? (await expectedOn(tx, { ...meeting, institutionId }, day)).length : null,
    leaves: mayWrite ? [...(await readLeaves(tx, key))] : [],
    guests: [...(await readGuests(tx, key))],
    files: files.map(({ id, name, mediaType, size, caption, thumbnailSha256, addedAt }) => ({
      id,
      name,
      mediaType,
      size,
      caption,
      thumbnail: thumbnailSha256 !== null,
      addedAt,
    })),
    revisions: [...(await readRevisions(tx, key))],
    overlaps:
      meeting.state === 'cancelled' ? [] : [...(await readOverlaps(tx, { ...meeting, institutionId }))],
    recordedDaysLater: recordedDaysLater(meeting),
    chair: chairId === null ? null : { id: chairId, name: chairName ?? '' },
    recorder: recorderId === null ? null : { id: recorderId, name: recorderName ?? '' },
    due: own.length,
    present: own.filter((line) => tookPart(line.attendance)).length,
    roll: roll.map((line) => ({ ...line, leaderPosts: [...line.leaderPosts] })),
    agenda: agenda.map((item) => ({ ...item, speakerIds: [...item.speakerIds] })),
    resolutions: counted.map(viewResolution),
    quorum: quorumOf(meeting.kind, count),
    closing: [...closing],
    moves: mayWrite ? [...lifeCycle.movesFrom(meeting.state)] : [],
    mayWrite,
  }
}
