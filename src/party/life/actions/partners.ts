// What the endpoints of partner agreements and lectures do.

import { may } from '../../../core/access.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import type { partnersContract } from '../contract/partners.ts'
import { agreementLife, mayMark } from '../rules.ts'
import {
  type Agreement,
  changeAgreement,
  insertAgreement,
  lockAgreement,
  meetingFacts,
  meetingsOf,
  partnerMeetings,
  readAgreements,
  readLecturers,
  readLectures,
  writeLecturers,
  writePartnerMeetings,
} from '../store/index.ts'
import { checkVersion, invalid, wrongState } from './above.ts'

async function begin(
  work: Work,
  input: { readonly agreementId: string; readonly version: number },
): Promise<Agreement> {
  const agreement = await lockAgreement(work.tx, targetOf(work).institutionId, input.agreementId)
  checkVersion(agreement, input.version)
  return agreement
}

function report(
  work: Work,
  agreement: Pick<Agreement, 'id' | 'unitId'>,
  before: unknown,
  after: unknown,
): void {
  work.changed({ subject: 'partner_agreement', id: agreement.id, unitId: agreement.unitId, before, after })
}

const inWords = ({ partner, signedOn, untilOn }: Pick<Agreement, 'partner' | 'signedOn' | 'untilOn'>) => ({
  partner,
  signedOn,
  untilOn,
})

export const partnerHandlers: Handlers<typeof partnersContract> = {
  agreements: async (work, { unitId }) => {
    const agreements = await readAgreements(work.tx, unitId)
    const meetings = await partnerMeetings(
      work.tx,
      agreements.map((each) => each.id),
    )
    return {
      today: work.today,
      agreements: agreements.map(({ institutionId: _, unitPath, ...agreement }) => {
        const mayWrite = may(work.principal, 'meeting.write', unitPath)
        return {
          ...agreement,
          mayWrite,
          moves: mayWrite ? [...agreementLife.movesFrom(agreement.state)] : [],
          meetings: (meetings.get(agreement.id) ?? []).map(({ agreementId: _id, ...meeting }) => meeting),
        }
      }),
    }
  },

  createAgreement: async (work, { unitId, ...fields }) => {
    checkDays(fields)
    const id = await insertAgreement(work.tx, targetOf(work), fields)
    report(work, { id, unitId }, null, inWords(fields))
    return { id }
  },

  changeAgreement: async (work, { agreementId, version, ...fields }) => {
    checkDays(fields)
    const agreement = await begin(work, { agreementId, version })
    if (agreement.state === 'ended') throw wrongState(agreement.state, 'change')
    report(work, agreement, inWords(agreement), inWords(fields))
    return { version: await changeAgreement(work.tx, agreement, { fields }) }
  },

  moveAgreement: async (work, { move, review, ...input }) => {
    const agreement = await begin(work, input)
    if (!agreementLife.allows(agreement.state, move)) throw wrongState(agreement.state, move)
    if (move === 'review' && review.trim() === '') throw invalid('review')
    const state = agreementLife.moves[move].to
    report(work, agreement, { state: agreement.state }, { state, review })
    return {
      version: await changeAgreement(work.tx, agreement, {
        state,
        ...(move === 'review' ? { review } : {}),
      }),
    }
  },

  linkPartnerMeetings: async (work, { meetingIds, ...input }) => {
    const agreement = await begin(work, input)
    const ids = [...new Set(meetingIds)]
    const own = await meetingsOf(work.tx, agreement.unitId, ids)
    if (own.length < ids.length) throw invalid('meeting', { count: ids.length - own.length })
    const before = (await partnerMeetings(work.tx, [agreement.id])).get(agreement.id) ?? []
    await writePartnerMeetings(work.tx, agreement, ids)
    report(work, agreement, { meetings: before.map((each) => each.title) }, { meetings: ids })
    return { version: await changeAgreement(work.tx, agreement) }
  },

  lectures: async (work, { unitId, year }) => {
    const rows = await readLectures(work.tx, unitId, year)
    const leaders = rows.filter((row) => row.leader)
    return {
      held: new Set(rows.flatMap((row) => (row.kind === 'lecture' ? [row.meetingId] : []))).size,
      leaders: leaders.length,
      leadersByJuly: leaders.filter((row) => row.on < `${year}-07-01`).length,
      lectures: rows.map(({ kind: _, ...row }) => row),
    }
  },

  lecturersOf: async (work, { meetingId }) => {
    const target = targetOf(work)
    const meeting = await meetingFacts(work.tx, target.institutionId, meetingId)
    return {
      mayWrite: may(work.principal, 'meeting.write', target.path) && mayMark(meeting),
      lecturers: [...(await readLecturers(work.tx, target.institutionId, meetingId))],
    }
  },

  saveLecturers: async (work, { meetingId, lecturers }) => {
    const target = targetOf(work)
    const meeting = await meetingFacts(work.tx, target.institutionId, meetingId, true)
    if (!mayMark(meeting)) throw wrongState(meeting.archived ? 'archived' : meeting.state, 'write_lecturers')
    const before = await readLecturers(work.tx, target.institutionId, meetingId)
    await writeLecturers(work.tx, meeting, lecturers)
    work.changed({
      subject: 'meeting',
      id: meetingId,
      unitId: target.id,
      before: { lectures: before.map((each) => each.topic) },
      after: { lectures: lecturers.map((each) => each.topic) },
    })
    return {}
  },
}

function checkDays(fields: Pick<Agreement, 'signedOn' | 'untilOn'>): void {
  if (fields.untilOn !== null && fields.untilOn < fields.signedOn) {
    throw invalid('until_before_signed', { signedOn: fields.signedOn, untilOn: fields.untilOn })
  }
}
