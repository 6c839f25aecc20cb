// What, when, where and by whom; happened-at and recorded-at both; chair and recorder chosen from the roll.
import { Select } from 'antd'
import { client } from '../../../../core/web/client.ts'
import { FactList } from '../../../../core/web/page.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { mayEdit, tookPart } from '../../rules.ts'
import { MeetingMarks } from '../marks.tsx'
import { lifeText } from '../life-words.ts'
import { deskText } from '../meeting-words.ts'
import { showInstant, showMinute, showSpan } from '../moment.ts'
import { useKindName } from '../words.ts'
import type { Run } from './use-acts.ts'

type Officer = 'chair' | 'recorder'

export function Facts({ meeting, run }: { meeting: Meeting; run: Run }) {
  const text = useText(deskText).facts
  const life = useText(lifeText)
  const kindName = useKindName()
  const { startedAt, endedAt, plannedAt, confirmedAt, place } = meeting
  const begun = startedAt !== null
  const marked = meeting.makeUpFor !== null || meeting.recordedDaysLater > 0 || meeting.source === 'ledger'
  const facts = [
    startedAt !== null
      ? { label: text.happened, value: showSpan(startedAt, endedAt) }
      : { label: text.planned, value: showMinute(plannedAt) },
    { label: text.place, value: place ?? <span className="third">{text.noPlace}</span> },
    ...(begun
      ? [
          { label: text.chair, value: <OfficerField meeting={meeting} run={run} officer="chair" /> },
          { label: text.recorder, value: <OfficerField meeting={meeting} run={run} officer="recorder" /> },
        ]
      : []),
    ...(begun ? [{ label: text.recorded, value: showInstant(meeting.recordedAt) }] : []),
    ...(confirmedAt === null ? [] : [{ label: text.confirmed, value: showInstant(confirmedAt) }]),
    ...(meeting.alsoAs.length === 0
      ? []
      : [{ label: life.also.fact, value: meeting.alsoAs.map(kindName).join('、') }]),
    ...(meeting.archivedAt === null
      ? []
      : [{ label: life.amend.archive, value: life.amend.archived(showInstant(meeting.archivedAt)) }]),
    ...(marked ? [{ label: text.marks, value: <MeetingMarks meeting={meeting} /> }] : []),
    ...(meeting.overrideReason === null
      ? []
      : [{ label: text.override, value: <span className="prose">{meeting.overrideReason}</span> }]),
  ]
  return (
    <div className="section meeting-facts">
      <FactList facts={facts} />
    </div>
  )
}

function OfficerField({ meeting, run, officer }: { meeting: Meeting; run: Run; officer: Officer }) {
  const text = useText(deskText).facts
  const person = meeting[officer]
  if (!meeting.mayWrite || !mayEdit(meeting.state, 'update')) {
    return person?.name ?? <span className="third">{text.nobody}</span>
  }
  const there = meeting.roll.filter((entry) => tookPart(entry.attendance) || entry.personId === person?.id)
  const choose = (personId: string | null) => {
    const found = meeting.roll.find((entry) => entry.personId === personId)
    const next = found === undefined ? null : { id: found.personId, name: found.name }
    const seen = person?.id
    void run({
      unchanged: (latest) => latest[officer]?.id === seen || latest[officer]?.id === next?.id,
      does: ({ id, version }) =>
        client.meetings.update({
          meetingId: id,
          version,
          ...(officer === 'chair' ? { chairId: personId } : { recorderId: personId }),
        }),
      foresee: (found) => ({ ...found, [officer]: next }),
    })
  }
  return (
    <Select
      id={`meeting-${officer}`}
      className="officer"
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={text[officer]}
      placeholder={officer === 'chair' ? text.chooseChair : text.chooseRecorder}
      value={person?.id ?? null}
      options={there.map((entry) => ({ value: entry.personId, label: entry.name }))}
      popupMatchSelectWidth={false}
      onChange={(value: string) => choose(value)}
    />
  )
}
