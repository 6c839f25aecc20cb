// Endpoints of joint activities and lectures: agreements with partners, and who lectured on what.

import * as z from 'zod'
import { endpoint, id, isoDate, line, prose, subject } from '../../../core/contract.ts'
import { agreementMoves, agreementStates } from '../rules.ts'

const version = z.number().int()
const year = z.coerce.number().int().min(2000).max(2100)
const meetingLine = z.object({ id, title: z.string(), state: z.string(), on: isoDate })
const fields = {
  partner: line(120),
  content: prose(20_000).refine((text) => text.trim() !== ''),
  plan: prose(20_000),
  signedOn: isoDate,
  untilOn: isoDate.nullable(),
}
const changed = z.object({ version })
const atUnit = subject('unit', 'unitId')
const atAgreement = subject('partner agreement', 'agreementId')
const atMeeting = subject('meeting', 'meetingId')

const lecturer = z.object({
  lecturer: line(60),
  post: line(60).nullable(),
  topic: line(200),
  leader: z.boolean(),
})

export const partnersContract = {
  agreements: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/agreements',
    summary: 'Agreements of a unit and those below with partners, with the meetings held together',
    permission: 'meeting.read',
    place: atUnit,
  })
    .input(z.object({ unitId: id }))
    .output(
      z.object({
        today: isoDate,
        agreements: z.array(
          z.object({
            id,
            unitId: id,
            unitName: z.string(),
            ...fields,
            state: z.enum(agreementStates),
            review: z.string(),
            version,
            mayWrite: z.boolean(),
            moves: z.array(z.enum(agreementMoves)),
            meetings: z.array(meetingLine),
          }),
        ),
      }),
    ),

  createAgreement: endpoint({
    method: 'POST',
    path: '/life/units/{unitId}/agreements',
    summary: 'Record an agreement with a partner',
    permission: 'meeting.write',
    place: atUnit,
  })
    .input(z.object({ unitId: id, ...fields }))
    .output(z.object({ id })),

  changeAgreement: endpoint({
    method: 'PATCH',
    path: '/life/agreements/{agreementId}',
    summary: 'Change an agreement that has not ended',
    permission: 'meeting.write',
    place: atAgreement,
  })
    .input(z.object({ agreementId: id, version, ...fields }))
    .output(changed),

  moveAgreement: endpoint({
    method: 'POST',
    path: '/life/agreements/{agreementId}/state',
    summary: 'Begin, review, renew or end an agreement; a review says what came of it',
    permission: 'meeting.write',
    place: atAgreement,
  })
    .input(
      z.object({ agreementId: id, version, move: z.enum(agreementMoves), review: prose(5000).default('') }),
    )
    .output(changed),

  linkPartnerMeetings: endpoint({
    method: 'PUT',
    path: '/life/agreements/{agreementId}/meetings',
    summary: 'The meetings of the unit that were held together with the partner',
    permission: 'meeting.write',
    place: atAgreement,
  })
    .input(z.object({ agreementId: id, version, meetingIds: z.array(id).max(500) }))
    .output(changed),

  lectures: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/lectures',
    summary:
      'Lectures of a year in and below a unit: who, where from, on what; and those of leaders by 1 July',
    permission: 'meeting.read',
    place: atUnit,
  })
    .input(z.object({ unitId: id, year }))
    .output(
      z.object({
        /** Party lectures held, whether or not somebody wrote down who lectured. */
        held: z.number().int(),
        leaders: z.number().int(),
        leadersByJuly: z.number().int(),
        lectures: z.array(
          z.object({
            meetingId: id,
            unitName: z.string(),
            on: isoDate,
            title: z.string(),
            lecturer: z.string().nullable(),
            post: z.string().nullable(),
            topic: z.string().nullable(),
            leader: z.boolean(),
          }),
        ),
      }),
    ),

  lecturersOf: endpoint({
    method: 'GET',
    path: '/life/meetings/{meetingId}/lecturers',
    summary: 'Who lectured at a meeting, on what',
    permission: 'meeting.read',
    place: atMeeting,
  })
    .input(z.object({ meetingId: id }))
    .output(z.object({ mayWrite: z.boolean(), lecturers: z.array(lecturer) })),

  saveLecturers: endpoint({
    method: 'PUT',
    path: '/life/meetings/{meetingId}/lecturers',
    summary: 'Write down who lectured at a meeting, on what; until its record is archived',
    permission: 'meeting.write',
    place: atMeeting,
  })
    .input(z.object({ meetingId: id, lecturers: z.array(lecturer).max(20) }))
    .output(z.object({})),
}
