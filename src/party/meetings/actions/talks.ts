// Heart-to-heart talks: recorded, taken back, and counted against the year's coverage.

import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { fulfil, issueFor, unfulfil } from '../../../foundation/duties/index.ts'
import { affiliatedOn, committeeOn, readUnit } from '../../../foundation/org/index.ts'
import type { meetingsContract } from '../contract.ts'
import { coverageOf, coveredOn, kindSuits, sideOf, talkArticle, talkRhythm } from '../rules.ts'
import { rollOf } from '../rules/roll.ts'
import { deleteTalk, insertTalk, readTalks } from '../store/index.ts'
import { invalid } from './begin.ts'

/** The members of a branch and its committee on a day. */
async function peopleOn(work: Work, day: string) {
  const { institutionId, id: unitId } = targetOf(work)
  const members = rollOf('general_meeting', await affiliatedOn(work.tx, institutionId, unitId, day), day)
  const ids = new Set(members.map((member) => member.personId))
  const committee = await committeeOn(work.tx, institutionId, unitId, day)
  return { members, committee: new Set(committee.filter((id) => ids.has(id))) }
}

export const talks: Handlers<typeof meetingsContract>['talks'] = async (work, { year }) => {
  const { institutionId, id: unitId } = targetOf(work)
  const lastDay = `${year}-12-31`
  const { members, committee } = await peopleOn(work, lastDay < work.today ? lastDay : work.today)
  const rows = await readTalks(work.tx, institutionId, unitId, year)
  const names = new Map(members.map((member) => [member.personId, member.name]))
  const ids = members.map((member) => member.personId)
  return {
    people: members.map((member) => ({
      id: member.personId,
      name: member.name,
      committee: committee.has(member.personId),
    })),
    talks: rows.map((row) => ({
      id: row.id,
      on: row.on,
      first: { id: row.firstId, name: row.firstName },
      second: { id: row.secondId, name: row.secondName },
      side: sideOf(row, committee),
      place: row.place,
      notes: row.notes,
    })),
    coverage: coverageOf(ids, committee, rows).map(({ side, due, covered, missing }) => ({
      side,
      numerator: covered.length,
      denominator: due.length,
      missing: missing.map((id) => ({ id, name: names.get(id) ?? '' })),
    })),
    cite: talkArticle,
  }
}

/** The talks of a year answer the branch's duty of that year once nobody is without one. */
async function settleYear(work: Work, year: number): Promise<void> {
  const { institutionId, id: unitId } = targetOf(work)
  const lastDay = `${year}-12-31`
  const { members, committee } = await peopleOn(work, lastDay < work.today ? lastDay : work.today)
  const rows = await readTalks(work.tx, institutionId, unitId, year)
  const ids = members.map((member) => member.personId)
  const happenedOn = coveredOn(ids, committee, rows)
  const last = rows.find(({ on }) => on === happenedOn)
  if (happenedOn === null || last === undefined) return
  await issueFor(work.tx, [institutionId], work.today, [unitId])
  await fulfil(work.tx, [
    {
      institutionId,
      unitId,
      rhythm: talkRhythm.id,
      recordKind: 'talk',
      recordId: last.id,
      happenedOn,
      countsFor: happenedOn,
    },
  ])
}

export const recordTalk: Handlers<typeof meetingsContract>['recordTalk'] = async (work, input) => {
  const { institutionId, id: unitId } = targetOf(work)
  const unit = await readUnit(work.tx, institutionId, unitId)
  if (!kindSuits('general_meeting', unit.kind)) throw invalid('kind', { unitKind: unit.kind })
  const { on, firstId, secondId, place, notes } = input
  if (on > work.today) throw invalid('future', { field: 'on', value: on })
  if (firstId === secondId) throw invalid('twice', { count: 1 })
  const { members } = await peopleOn(work, on)
  const ids = new Set(members.map((member) => member.personId))
  const strangers = [firstId, secondId].filter((id) => !ids.has(id)).length
  if (strangers > 0) throw invalid('not_members', { count: strangers, day: on })
  const id = await insertTalk(work.tx, {
    institutionId,
    unitId,
    on,
    personIds: [firstId, secondId],
    place,
    notes,
    at: work.now.toString(),
    by: work.principal.accountId,
  })
  await settleYear(work, Number(on.slice(0, 4)))
  // What was said is nobody's business in the log.
  work.changed({ subject: 'talk', id, unitId, after: { on, firstId, secondId, place } })
  return { id }
}

export const removeTalk: Handlers<typeof meetingsContract>['removeTalk'] = async (work, input) => {
  const { institutionId, id: unitId } = targetOf(work)
  const on = await deleteTalk(work.tx, institutionId, unitId, input.talkId)
  if (on === null) throw new AppError('not_found', { kind: 'talk' })
  await unfulfil(work.tx, { institutionId, unitId, rhythm: talkRhythm.id, countsFor: on })
  await settleYear(work, Number(on.slice(0, 4)))
  work.changed({ subject: 'talk', id: input.talkId, unitId, before: { talk: input.talkId }, after: null })
  return { removed: true }
}
