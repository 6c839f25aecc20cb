// Changes title, place, time, partners, chair, recorder or minutes of a meeting that is not yet confirmed.

import type { Handlers } from '../../../core/pipeline.ts'
import { readUnit } from '../../../foundation/org/index.ts'
import type { meetingsContract } from '../contract.ts'
import { changeMeeting } from '../store/index.ts'
import { begin, checkAlsoAs, checkEdit, checkMakeUp, checkStands, report } from './begin.ts'
import { checkPartners } from './partners.ts'

const same = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) && Array.isArray(other) ? one.join() === other.join() : one === other

export const update: Handlers<typeof meetingsContract>['update'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'update' })
  const { title, place, plannedAt, chairId, recorderId, minutes } = input
  if (plannedAt !== undefined) {
    checkEdit(meeting, 'reschedule')
    checkMakeUp(meeting.kind, meeting.makeUpFor, plannedAt)
    checkStands(await readUnit(work.tx, meeting.institutionId, meeting.unitId), plannedAt)
  }
  const alsoAs = input.alsoAs === undefined ? undefined : checkAlsoAs(meeting.kind, input.alsoAs)
  // The roll is frozen from the partners of its day: afterwards somebody who did not come is absent.
  if (input.partnerIds !== undefined) checkEdit(meeting, 'reschedule')
  const partnerIds =
    input.partnerIds === undefined ? undefined : await checkPartners(work, meeting, input.partnerIds)
  const given = { title, place, plannedAt, chairId, recorderId, minutes, alsoAs, partnerIds }
  const fields = (Object.keys(given) as (keyof typeof given)[]).filter(
    (field) => given[field] !== undefined && !same(given[field], meeting[field]),
  )
  // Saving what is already there is not a change; a save of every screen field would fill the audit log otherwise.
  if (fields.length === 0) {
    report(work, meeting, { after: {} })
    return { version: meeting.version }
  }
  const change = Object.fromEntries(fields.map((field) => [field, given[field]]))
  const version = await changeMeeting(work.tx, meeting, change)
  const before = Object.fromEntries(fields.map((field) => [field, meeting[field]]))
  report(work, meeting, { before, after: change })
  return { version }
}
