// Meetings in everybody's calendar: those of the units that one keeps, and those at which one is expected.

import { addCalendarSource } from '../../foundation/notices/index.ts'
import { expectedOn } from './actions/expected.ts'
import { kindWords } from './rules.ts'
import { readCalendarMeetings } from './store/index.ts'

const most = 2_000

addCalendarSource('meetings', async (tx, { institutionId, personId, reach, today, from, to }) => {
  const kept = reach('meeting.write')
  const found = await readCalendarMeetings(tx, {
    institutionId,
    personId,
    kept,
    today,
    from,
    to,
    limit: most,
  })
  const entries = []
  for (const meeting of found) {
    const { id, kind, state, title, place, unitName } = meeting
    if (!meeting.kept && !meeting.onRoll) {
      const expected = await expectedOn(tx, meeting, meeting.plannedAt.slice(0, 10))
      if (!expected.some((entry) => entry.personId === personId)) continue
    }
    const words = kindWords.find(({ value }) => value === kind)
    const plan = state === 'planned'
    entries.push({
      id,
      on: {
        from: (meeting.startedAt ?? meeting.plannedAt).slice(0, 16),
        until: meeting.endedAt?.slice(0, 16) ?? null,
      },
      title: {
        zh: `${words?.zh ?? kind} · ${unitName}${plan ? '（未通知）' : ''}`,
        en: `${words?.en ?? kind} · ${unitName}${plan ? ' (not announced)' : ''}`,
      },
      detail: { zh: title, en: title },
      ...(place === null ? {} : { place }),
      link: `/meetings/${id}`,
      cancelled: state === 'cancelled',
    })
  }
  return entries
})
