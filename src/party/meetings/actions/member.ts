// What members do for themselves at a meeting: see theirs, ask leave, sign in by the code, cast a secret ballot.

import { zone } from '../../../core/calendar.ts'
import { AppError, refuse } from '../../../core/errors.ts'
import type { Handlers, Work } from '../../../core/pipeline.ts'
import { unitNames } from '../../../foundation/org/index.ts'
import type { meetingsContract, MyMeeting } from '../contract.ts'
import { isThere, judgeBallot, mayEdit } from '../rules.ts'
import { judgeCode } from '../sign-in-code.ts'
import {
  askForLeave,
  dropBallot,
  dropLeave,
  holdMeeting,
  type MeetingRecord,
  type MyRow,
  noteCast,
  readMyMeetings,
  readRoll,
  readSignInSecret,
  signRoll,
} from '../store/index.ts'
import { readCounted } from './ballot-facts.ts'
import { invalid, report, wrongState } from './begin.ts'
import { expectedOn } from './expected.ts'
import { tellKeepers } from './tell.ts'

/** The person behind the account. Throws invalid_input `no_person` when the account stands for nobody on the rolls. */
function selfOf(work: Work): string {
  if (work.principal.personId === null) throw invalid('no_person')
  return work.principal.personId
}

/** The meeting of the caller's own institution, held against moving on. Throws not_found. */
async function hold(work: Work, meetingId: string): Promise<MeetingRecord> {
  const meeting = await holdMeeting(work.tx, meetingId)
  if (meeting === null || meeting.institutionId !== work.principal.institutionId) {
    throw new AppError('not_found', { kind: 'meeting' })
  }
  return meeting
}

/** Whether the caller is expected: before the opening by the standing of its day, afterwards by the frozen roll. */
async function isExpected(
  work: Work,
  meeting: Pick<
    MeetingRecord,
    'institutionId' | 'id' | 'unitId' | 'kind' | 'partnerIds' | 'plannedAt' | 'startedAt'
  >,
  personId: string,
): Promise<boolean> {
  const roll =
    meeting.startedAt === null
      ? await expectedOn(work.tx, meeting, meeting.plannedAt.slice(0, 10))
      : await readRoll(work.tx, meeting)
  return roll.some((line) => line.personId === personId)
}

export const askLeave: Handlers<typeof meetingsContract>['askLeave'] = async (work, input) => {
  const personId = selfOf(work)
  const meeting = await hold(work, input.meetingId)
  if (!(await isExpected(work, meeting, personId))) throw new AppError('not_found', { kind: 'meeting' })
  if (!mayEdit(meeting.state, 'leave')) throw wrongState(meeting.state, 'leave')
  const now = work.now.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
  const late = meeting.startedAt !== null || now >= meeting.plannedAt.slice(0, 16)
  const leave = { personId, reason: input.reason, at: work.now.toString(), late }
  if (!(await askForLeave(work.tx, meeting, leave))) throw invalid('leave_answered')
  await tellKeepers(work, meeting, personId)
  report(work, meeting, { after: { leave: 'asked', personId, late } })
  return { late }
}

export const withdrawLeave: Handlers<typeof meetingsContract>['withdrawLeave'] = async (work, input) => {
  const personId = selfOf(work)
  const meeting = await hold(work, input.meetingId)
  if (!(await dropLeave(work.tx, meeting, personId))) throw new AppError('not_found', { kind: 'leave' })
  report(work, meeting, { before: { leave: 'asked', personId }, after: { leave: null } })
  return { withdrawn: true }
}

export const signIn: Handlers<typeof meetingsContract>['signIn'] = async (work, input) => {
  const personId = selfOf(work)
  const meeting = await hold(work, input.meetingId)
  if (!mayEdit(meeting.state, 'signIn')) throw wrongState(meeting.state, 'signIn')
  const secret = await readSignInSecret(work.tx, meeting)
  const verdict = secret === null ? 'code_forged' : judgeCode(secret, meeting.id, input.code, work.now)
  if (verdict !== 'good') throw invalid(verdict)
  const signed = await signRoll(work.tx, meeting, personId, work.now.toString())
  if (signed === null) throw invalid('not_on_roll_yourself')
  report(work, meeting, { after: { attendance: [{ personId, attendance: 'present' }], by: 'code' } })
  const names = await unitNames(work.tx, [meeting.unitId])
  return { ...signed, title: meeting.title, unitName: names.get(meeting.unitId)?.name ?? '' }
}

export const castBallot: Handlers<typeof meetingsContract>['castBallot'] = async (work, input) => {
  const personId = selfOf(work)
  const meeting = await hold(work, input.meetingId)
  const counted = (await readCounted(work.tx, meeting)).find(
    (each) => each.resolution.id === input.resolutionId && each.resolution.ballot === 'secret',
  )
  const line = counted?.facts.roll.find((each) => each.personId === personId)
  if (counted === undefined || line === undefined) throw new AppError('not_found', { kind: 'resolution' })
  const { resolution, facts } = counted
  if (!mayEdit(meeting.state, 'vote')) throw wrongState(meeting.state, 'vote')
  if (resolution.state !== 'open') throw wrongState(resolution.state, 'vote')
  const out = counted.aside.some((each) => each.personId === personId)
  if (!line.hasVote || out || !isThere(line.attendance, meeting.onlineCounts)) throw invalid('may_not_cast')
  refuse(judgeBallot(facts, counted.before))
  if (!(await noteCast(work.tx, meeting, resolution.id, personId))) throw invalid('cast_already')
  await dropBallot(work.tx, work.vault, meeting, resolution.id, input.choice)
  // Said without the choice: the log knows who has voted, and nothing knows how.
  report(work, meeting, { after: { resolution: resolution.id, cast: personId } })
  return { cast: true }
}

async function asMine(work: Work, personId: string, row: MyRow): Promise<MyMeeting> {
  const key = { institutionId: row.institutionId, id: row.id }
  const under = row.state === 'open'
  const waiting =
    under && row.hasVote === true && row.attendance === 'present'
      ? (
          await readCounted(work.tx, {
            ...key,
            kind: row.kind,
            onlineCounts: false,
            startedAt: row.startedAt,
          })
        ).filter(
          ({ resolution, casts, aside, before }) =>
            resolution.ballot === 'secret' &&
            resolution.state === 'open' &&
            before === 0 &&
            !casts.includes(personId) &&
            !aside.some((each) => each.personId === personId),
        )
      : []
  return {
    id: row.id,
    unitName: row.unitName,
    kind: row.kind,
    state: row.state,
    title: row.title,
    place: row.place,
    at: (row.startedAt ?? row.plannedAt).slice(0, 16),
    agenda: [...row.agenda],
    leave:
      row.leaveState === null
        ? null
        : { state: row.leaveState, reason: row.leaveReason ?? '', answer: row.leaveAnswer },
    attendance: row.attendance,
    signedAt: row.signedAt,
    ballots: waiting.map(({ resolution }) => ({
      resolutionId: resolution.id,
      text: resolution.text,
      candidate: resolution.candidate,
    })),
  }
}

export const mine: Handlers<typeof meetingsContract>['mine'] = async (work, input) => {
  const year = input.year ?? Number(work.today.slice(0, 4))
  const { personId, institutionId } = work.principal
  if (personId === null) return { known: false, year, ahead: [], past: [] }
  const rows = await readMyMeetings(work.tx, {
    institutionId,
    personId,
    today: work.today,
    year,
  })
  const ahead: MyMeeting[] = []
  const past: MyMeeting[] = []
  for (const row of rows) {
    const lies = row.state === 'notified' || row.state === 'open'
    if (row.state === 'notified' && !(await isExpected(work, row, personId))) continue
    ;(lies ? ahead : past).push(await asMine(work, personId, row))
  }
  // What comes first stands first.
  return { known: true, year, ahead: ahead.toReversed(), past }
}
