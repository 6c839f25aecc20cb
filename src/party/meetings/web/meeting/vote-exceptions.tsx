// What departs from the roll in one vote: written opinions of the absent where they count, recusal and those not counted.
import { CloseOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { grounds, isThere, matterLaw } from '../../rules.ts'
import { ballotText } from '../ballot-words.ts'
import { addDays, showMinute } from '../moment.ts'
import { MomentField } from '../moment-field.tsx'
import { voteText } from '../roll-words.ts'
import { ownRoll, type Resolution } from './live.ts'
import type { Run } from './use-acts.ts'

type Props = { meeting: Meeting; resolution: Resolution; editable: boolean; run: Run }
type Choice = Resolution['written'][number]['choice']
type Ground = Resolution['aside'][number]['ground']

export function VoteExceptions(props: Props) {
  const { resolution, editable } = props
  const text = useText(ballotText)
  const [open, setOpen] = useState(false)
  const some = resolution.written.length > 0 || resolution.aside.length > 0
  if (!some && !editable) return null
  return (
    <div className="exceptions">
      {!some && (
        <button
          type="button"
          className="plain door no-print"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? text.less : text.more}
        </button>
      )}
      {(some || open) && (
        <>
          {(matterLaw[resolution.matter].written || resolution.written.length > 0) && <Opinions {...props} />}
          <Asides {...props} />
        </>
      )}
    </div>
  )
}

/** What is written down of people, each line with a way to take it back. */
function Written(props: {
  roll: Meeting['roll']
  lines: readonly { readonly personId: string; readonly words: string }[]
  takeBack: ((personId: string) => void) | null
}) {
  const { roll, lines, takeBack } = props
  const text = useText(ballotText)
  const names = new Map(roll.map((line) => [line.personId, line.name]))
  return (
    <ul className="roll-list">
      {lines.map(({ personId, words }) => (
        <li key={personId} className="roll-row">
          <span>{`${names.get(personId) ?? ''} · ${words}`}</span>
          {takeBack !== null && (
            <Button
              type="text"
              icon={<CloseOutlined />}
              aria-label={text.takeBack(names.get(personId) ?? '')}
              onClick={() => takeBack(personId)}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

/** Chooses somebody of a part of the roll. */
function Person(props: { of: Meeting['roll']; value: string | null; choose: (personId: string) => void }) {
  const text = useText(ballotText)
  return (
    <Select
      aria-label={text.person}
      placeholder={text.person}
      value={props.value}
      options={props.of.map((line) => ({ value: line.personId, label: line.name }))}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={props.choose}
    />
  )
}

function Opinions({ meeting, resolution, editable, run }: Props) {
  const text = useText(ballotText)
  const votes = useText(voteText)
  const [personId, setPersonId] = useState<string | null>(null)
  const [choice, setChoice] = useState<Choice>('yes')
  const [givenAt, setGivenAt] = useState(`${addDays(meeting.plannedAt.slice(0, 10), -1)}T17:00`)
  const absent = ownRoll(meeting).filter(
    (line) => line.hasVote && !isThere(line.attendance, meeting.onlineCounts),
  )
  const write = (id: string, opinion: { choice: Choice; givenAt: string } | null) =>
    run({
      does: (found) =>
        client.meetings.writeOpinion({
          meetingId: found.id,
          resolutionId: resolution.id,
          personId: id,
          opinion,
        }),
      reread: true,
    })
  const add = async () => {
    if (personId !== null && (await write(personId, { choice, givenAt })) === 'done') setPersonId(null)
  }
  return (
    <div>
      <p className="third">{`${text.opinions} · ${text.opinionsHint}`}</p>
      <Written
        roll={meeting.roll}
        lines={resolution.written.map((each) => ({
          personId: each.personId,
          words: `${votes.choices[each.choice]} · ${showMinute(each.givenAt)}`,
        }))}
        takeBack={editable ? (id) => void write(id, null) : null}
      />
      {editable && (
        <div className="exception-form">
          <Person of={absent} value={personId} choose={setPersonId} />
          <Select<Choice>
            aria-label={votes.choices.yes}
            value={choice}
            options={(['yes', 'no', 'abstain'] as const).map((value) => ({
              value,
              label: votes.choices[value],
            }))}
            onChange={setChoice}
          />
          <MomentField label={text.givenAt} value={givenAt} onChange={setGivenAt} />
          <Button disabled={personId === null} onClick={() => void add()}>
            {text.add}
          </Button>
        </div>
      )}
    </div>
  )
}

function Asides({ meeting, resolution, editable, run }: Props) {
  const text = useText(ballotText)
  const [personId, setPersonId] = useState<string | null>(null)
  const [ground, setGround] = useState<Ground>('recusal')
  const [reason, setReason] = useState('')
  const voters = ownRoll(meeting).filter((line) => line.hasVote)
  const listed = grounds.filter((each) => each === 'recusal' || resolution.matter === 'admission')
  const write = (id: string, aside: { ground: Ground; reason: string } | null) =>
    run({
      does: (found) =>
        client.meetings.setAside({ meetingId: found.id, resolutionId: resolution.id, personId: id, aside }),
      reread: true,
    })
  const add = async () => {
    if (personId === null || reason.trim() === '') return
    if ((await write(personId, { ground, reason: reason.trim() })) !== 'done') return
    setPersonId(null)
    setReason('')
  }
  return (
    <div>
      <p className="third">{`${text.asides} · ${text.asidesHint}`}</p>
      <Written
        roll={meeting.roll}
        lines={resolution.aside.map((each) => ({
          personId: each.personId,
          words: `${text.grounds[each.ground]} · ${each.reason}`,
        }))}
        takeBack={editable ? (id) => void write(id, null) : null}
      />
      {editable && (
        <div className="exception-form">
          <Person of={voters} value={personId} choose={setPersonId} />
          {listed.length > 1 && (
            <Select<Ground>
              aria-label={text.ground}
              value={ground}
              options={listed.map((value) => ({ value, label: text.grounds[value] }))}
              popupMatchSelectWidth={false}
              onChange={setGround}
            />
          )}
          <Input
            maxLength={200}
            aria-label={text.reason}
            placeholder={text.reason}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button disabled={personId === null || reason.trim() === ''} onClick={() => void add()}>
            {text.add}
          </Button>
        </div>
      )}
    </div>
  )
}
