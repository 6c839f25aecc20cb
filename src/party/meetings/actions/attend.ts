// Records who is present, absent or excused.

import type { Handlers } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { isThere, tookPart } from '../rules.ts'
import { changeMeeting, readRoll, readVoters, setAttendance } from '../store/index.ts'
import { begin, invalid, refuseTwice, report } from './begin.ts'

export const attend: Handlers<typeof meetingsContract>['attend'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'attend' })
  refuseTwice(input.entries.map((entry) => entry.personId))
  const roll = new Map((await readRoll(work.tx, meeting)).map((line) => [line.personId, line]))
  const strangers = input.entries.filter((entry) => !roll.has(entry.personId))
  if (strangers.length > 0) throw invalid('not_on_roll', { count: strangers.length })
  const entries = input.entries.map((entry) =>
    // Whoever is there needs no excuse.
    tookPart(entry.attendance) ? { ...entry, excuse: null } : entry,
  )
  const voters = await readVoters(work.tx, meeting)
  const leaving = entries.filter(
    (entry) => !isThere(entry.attendance, meeting.onlineCounts) && voters.has(entry.personId),
  )
  if (leaving.length > 0) throw invalid('voted', { count: leaving.length })
  const changed = entries.filter((entry) => {
    const line = roll.get(entry.personId)
    return line?.attendance !== entry.attendance || line.excuse !== entry.excuse
  })
  await setAttendance(work.tx, meeting, changed)
  report(work, meeting, {
    before: {
      attendance: changed.map(({ personId }) => {
        const line = roll.get(personId)
        return { personId, attendance: line?.attendance, excuse: line?.excuse }
      }),
    },
    after: { attendance: changed },
  })
  return { version: await changeMeeting(work.tx, meeting) }
}
