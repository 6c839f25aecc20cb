// The record after the meeting: amendments with their reason, the archive, guests, and the institution's settings.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import { unitNames } from '../../../foundation/org/index.ts'
import type { meetingsContract } from '../contract.ts'
import {
  changeMeeting,
  insertRevision,
  readGuests,
  readMeetingSetting,
  readRoll,
  replaceGuests,
  writeMeetingSetting,
} from '../store/index.ts'
import { begin, invalid, report, wrongState } from './begin.ts'

export const amend: Handlers<typeof meetingsContract>['amend'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'amend' })
  if (meeting.archivedAt !== null) throw wrongState('archived', 'amend')
  const { title, place, minutes, chairId, recorderId } = input
  const given = { title, place, minutes, chairId, recorderId }
  const fields = (Object.keys(given) as (keyof typeof given)[]).filter(
    (field) => given[field] !== undefined && given[field] !== meeting[field],
  )
  if (fields.length === 0) throw invalid('nothing_changed')
  if (fields.includes('minutes') && minutes?.trim() === '') throw invalid('no_minutes')
  const roll = new Map((await readRoll(work.tx, meeting)).map((line) => [line.personId, line.name]))
  const officers = [chairId, recorderId].filter((id) => id !== undefined)
  if (officers.some((id) => !roll.has(id))) throw invalid('not_on_roll', { count: 1 })
  const after = Object.fromEntries(fields.map((field) => [field, given[field]]))
  const before = Object.fromEntries(fields.map((field) => [field, meeting[field]]))
  // The history is read by people: it says names where the record keeps ids.
  const named = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(values).map(([field, value]) => [
        field.replace(/Id$/, ''),
        field.endsWith('Id') ? (roll.get(String(value)) ?? null) : value,
      ]),
    )
  await insertRevision(work.tx, meeting, {
    at: work.now.toString(),
    accountId: work.principal.accountId,
    actor: work.principal.name,
    reason: input.reason,
    before: named(before),
    after: named(after),
  })
  const version = await changeMeeting(work.tx, meeting, after)
  report(work, meeting, { before, after: { ...after, reason: input.reason } })
  return { version }
}

export const archive: Handlers<typeof meetingsContract>['archive'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'amend' })
  if (meeting.archivedAt !== null) throw wrongState('archived', 'archive')
  const archivedAt = work.now.toString()
  const version = await changeMeeting(work.tx, meeting, { archivedAt, archivedBy: work.principal.accountId })
  report(work, meeting, { before: { archivedAt: null }, after: { archivedAt } })
  return { version }
}

export const setGuests: Handlers<typeof meetingsContract>['setGuests'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'guests' })
  const before = await readGuests(work.tx, meeting)
  await replaceGuests(work.tx, meeting, input.guests)
  report(work, meeting, { before: { guests: before.length }, after: { guests: input.guests.length } })
  return { version: await changeMeeting(work.tx, meeting) }
}

export const settings: Handlers<typeof meetingsContract>['settings'] = async (work) => {
  const { institutionId, path } = targetOf(work)
  const { firstTopicKinds, onlineKinds, fileMegabytes, version } = await readMeetingSetting(
    work.tx,
    institutionId,
  )
  const mayWrite = may(work.principal, 'org.write', path)
  return {
    firstTopicKinds: [...firstTopicKinds],
    onlineKinds: [...onlineKinds],
    fileMegabytes,
    version,
    mayWrite,
  }
}

export const saveSettings: Handlers<typeof meetingsContract>['saveSettings'] = async (work, input) => {
  const { institutionId, id: unitId } = targetOf(work)
  // It binds the whole institution: only whoever keeps all of it decides.
  const kind = (await unitNames(work.tx, [unitId])).get(unitId)?.kind
  if (kind !== 'institution') throw wrongState('unit', 'settings')
  const before = await readMeetingSetting(work.tx, institutionId)
  const { firstTopicKinds, onlineKinds, fileMegabytes, version } = input
  const after = { firstTopicKinds, onlineKinds, fileMegabytes, version }
  if (before.version !== version || !(await writeMeetingSetting(work.tx, institutionId, after))) {
    throw new AppError('stale', { version: before.version })
  }
  work.changed({ subject: 'meeting_setting', id: institutionId, unitId, before, after })
  return { version: version + 1 }
}
