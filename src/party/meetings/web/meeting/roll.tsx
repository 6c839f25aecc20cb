// The roll: who is present, absent or excused, with large targets, "all present" and its undo, and the counts as filters.
import { EllipsisOutlined } from '@ant-design/icons'
import { Button, Dropdown, Input } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { useIsPhone } from '../../../../core/web/screen-size.ts'
import { StateTag } from '../../../../core/web/state.tsx'
import { useUndo } from '../../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../../core/web/text.ts'
import { postNames } from '../../../../foundation/org/words.ts'
import type { Meeting } from '../../contract.ts'
import { mayEdit, tookPart } from '../../rules.ts'
import { lifeText } from '../life-words.ts'
import { deskText } from '../meeting-words.ts'
import { showInstant } from '../moment.ts'
import { rollText } from '../roll-words.ts'
import { Choices } from './choices.tsx'
import {
  type Attendance,
  attendanceCounts,
  ownRoll,
  type RollEntry,
  rollCount,
  withAttendance,
} from './live.ts'
import { QuorumLine } from './quorum.tsx'
import { SignInButton } from './sign-in.tsx'
import type { Run } from './use-acts.ts'

export type Entry = { personId: string; attendance: Attendance; excuse: string | null }

/** Writes attendance; `mark all` offers its undo. */
export function useAttend(meeting: Meeting, run: Run) {
  const text = useText(rollText)
  const offerUndo = useUndo()
  const attend = (entries: readonly Entry[]) =>
    run({
      does: ({ id }) => client.meetings.attend({ meetingId: id, entries: [...entries] }),
      foresee: (seen) => withAttendance(seen, entries),
    })
  const absent = ownRoll(meeting).filter((entry) => entry.attendance === 'absent')
  const allPresent = async () => {
    const before = absent.map(({ personId, attendance, excuse }) => ({ personId, attendance, excuse }))
    const outcome = await attend(
      absent.map(({ personId }) => ({ personId, attendance: 'present', excuse: null })),
    )
    if (outcome !== 'done') return
    offerUndo({
      message: text.marked(before.length),
      undo: async () => {
        if ((await attend(before)) !== 'done') throw new Error('The roll was not put back')
      },
    })
  }
  return { attend, allPresent, absent: absent.length }
}

type Shown = Attendance | 'all'

export function Roll({ meeting, run }: { meeting: Meeting; run: Run }) {
  const text = useText(rollText)
  const desk = useText(deskText)
  const { attend, allPresent, absent } = useAttend(meeting, run)
  const [shown, setShown] = useState<Shown>('all')
  const [search, setSearch] = useState('')
  const editable = meeting.mayWrite && mayEdit(meeting.state, 'attend')
  const phone = useIsPhone()
  const long = phone && meeting.roll.length > 8
  const [folded, setFolded] = useState(!editable)
  const counts = attendanceCounts(meeting)
  const due = ownRoll(meeting).length
  // A chosen count or a searched name opens the list by itself.
  const hidden = long && folded && shown === 'all' && search === ''
  const rows = meeting.roll.filter(
    (entry) =>
      !hidden &&
      (shown === 'all' || (shown === 'present' ? tookPart(entry.attendance) : entry.attendance === shown)) &&
      (search === '' || entry.name.includes(search.trim())),
  )
  const doors: readonly { key: Shown; label: string; count: number }[] = [
    { key: 'all', label: text.due, count: due },
    { key: 'present', label: text.came, count: counts.present + counts.online + counts.home },
    { key: 'absent', label: text.attendance.absent, count: counts.absent },
    { key: 'excused', label: text.attendance.excused, count: counts.excused },
  ]
  const votes = rollCount(meeting)
  // Until somebody is marked, absent is only where the roll begins, not a finding.
  const untaken = counts.absent === due
  return (
    <Section
      title={editable ? text.title : text.roll}
      hint={text.withVote(votes.dueWithVote, votes.presentWithVote)}
      extra={
        editable && (
          <span className="row">
            <SignInButton meeting={meeting} allPresent={absent > 0 ? allPresent : null} />
            {absent > 0 && (
              <Button onClick={() => void allPresent()}>
                {absent === due ? desk.next.presentShort : desk.next.presentRest}
              </Button>
            )}
          </span>
        )
      }
    >
      <div id="meeting-roll" className="roll" tabIndex={-1}>
        <QuorumLine meeting={meeting} />
        <div className="roll-doors" role="group" aria-label={text.filter}>
          {doors.map((door) => (
            <button
              key={door.key}
              type="button"
              className={door.key === shown ? 'roll-door chosen' : 'roll-door'}
              aria-pressed={door.key === shown}
              onClick={() => setShown(door.key === shown ? 'all' : door.key)}
            >
              <span className="third">{door.label}</span>
              <span className="roll-count">{door.count}</span>
            </button>
          ))}
        </div>
        {meeting.roll.length > 20 && (
          <Input
            allowClear
            className="roll-search no-print"
            placeholder={text.find}
            aria-label={text.find}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
        {long && shown === 'all' && search === '' && (
          <Button aria-expanded={!folded} onClick={() => setFolded(!folded)}>
            {folded ? text.unfold(meeting.roll.length) : text.fold}
          </Button>
        )}
        {rows.length === 0 && !hidden && <p className="third">{text.nobody}</p>}
        <ul className="roll-list">
          {rows.map((entry) =>
            editable ? (
              <RollRow
                key={entry.personId}
                entry={entry}
                untaken={untaken}
                save={(next) => void attend([next])}
              />
            ) : (
              <li key={entry.personId} className="roll-row read">
                <Person entry={entry} />
                <AttendanceTag entry={entry} />
              </li>
            ),
          )}
        </ul>
      </div>
    </Section>
  )
}

function AttendanceTag({ entry }: { entry: RollEntry }) {
  const text = useText(rollText)
  const state = {
    present: 'done',
    online: 'done',
    home: 'waived',
    absent: 'overdue',
    excused: 'waived',
  } as const
  return (
    <span className="roll-state">
      {entry.attendance === 'excused' && <span className="second">{entry.excuse ?? text.noReason}</span>}
      <StateTag state={state[entry.attendance]}>{text.attendance[entry.attendance]}</StateTag>
    </span>
  )
}

export function Person({ entry }: { entry: RollEntry }) {
  const text = useText(rollText)
  const life = useText(lifeText)
  const [language] = useLanguage()
  return (
    <span className="roll-person">
      <span className="roll-name">{entry.name}</span>
      {!entry.hasVote && (
        <span className="third">
          {entry.status === 'probationary' ? `${text.probationary} · ${text.noVote}` : text.noVote}
        </span>
      )}
      {entry.guest && <span className="third">{life.roll.guest}</span>}
      {entry.leaderPosts.length > 0 && (
        <span className="third">
          {life.roll.leader(
            entry.leaderPosts
              .map((post) => postNames.find((word) => word.value === post)?.[language] ?? post)
              .join('、'),
          )}
        </span>
      )}
      {entry.signedAt !== null && (
        <span className="third">{life.signIn.at(showInstant(entry.signedAt).slice(11))}</span>
      )}
    </span>
  )
}

const otherWays = ['online', 'home'] as const

type RollRowProps = { entry: RollEntry; untaken: boolean; save: (next: Entry) => void }

function RollRow({ entry, untaken, save }: RollRowProps) {
  const text = useText(rollText)
  const life = useText(lifeText)
  const { personId } = entry
  const [reason, setReason] = useState<string | null>(null)
  const special = entry.attendance === 'online' || entry.attendance === 'home'
  const mark = (attendance: Attendance) =>
    save({ personId, attendance, excuse: attendance === 'excused' ? entry.excuse : null })
  const write = (excuse: string) => {
    setReason(null)
    const next = excuse.trim() === '' ? null : excuse.trim().slice(0, 200)
    if (next !== entry.excuse) save({ personId, attendance: 'excused', excuse: next })
  }
  return (
    <li className="roll-row">
      <Person entry={entry} />
      <Choices<Attendance>
        label={text.of(entry.name)}
        value={entry.attendance}
        options={[
          { value: 'present', label: text.attendance.present, tone: 'good' },
          { value: 'absent', label: text.attendance.absent, tone: untaken ? 'plain' : 'bad' },
          { value: 'excused', label: text.attendance.excused, tone: 'mild' },
        ]}
        onChange={(attendance) => attendance !== null && mark(attendance)}
      />
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          selectable: true,
          selectedKeys: [entry.attendance],
          items: otherWays.map((key) => ({ key, label: text.attendance[key], onClick: () => mark(key) })),
        }}
      >
        <Button
          type={special ? 'default' : 'text'}
          className="roll-more"
          aria-label={`${text.of(entry.name)} · ${life.roll.more}`}
          title={life.roll.more}
          icon={special ? undefined : <EllipsisOutlined />}
        >
          {special ? text.attendance[entry.attendance] : null}
        </Button>
      </Dropdown>
      {entry.attendance === 'excused' && (
        <div className="roll-reason">
          {entry.excuse === null &&
            reason === null &&
            text.reasons.split(' ').map((usual) => (
              <Button key={usual} size="small" onClick={() => write(usual)}>
                {usual}
              </Button>
            ))}
          <Input
            className="roll-reason-field"
            maxLength={200}
            placeholder={text.reason}
            aria-label={text.reasonOf(entry.name)}
            value={reason ?? entry.excuse ?? ''}
            onChange={(event) => setReason(event.target.value)}
            onBlur={() => reason !== null && write(reason)}
            onPressEnter={() => reason !== null && write(reason)}
          />
        </div>
      )}
    </li>
  )
}
