// Opening a meeting: asks when it really began, and names chair and recorder as they usually are.
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Modal } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../../core/web/client.ts'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { deskText } from '../meeting-words.ts'
import { addMinutes, daysFrom, now, showMinute, today } from '../moment.ts'
import { MomentField } from '../moment-field.tsx'
import { meetingOptions, type Run } from './use-acts.ts'

/** Clocks differ by minutes; the server allows as much. */
const ahead = 15

/** The planned time when it has come, otherwise now. */
const usualStart = (meeting: Meeting): string => (meeting.plannedAt <= now() ? meeting.plannedAt : now())

/** The secretary as chair and the last recorder, when they are on the roll. */
function useOfficers(): (meeting: Meeting) => Promise<{ chairId?: string; recorderId?: string }> {
  const queries = useQueryClient()
  return async (meeting) => {
    const onRoll = (id: string | undefined): id is string =>
      id !== undefined && meeting.roll.some((entry) => entry.personId === id)
    const [unit, list] = await Promise.allSettled([
      queries.fetchQuery(api.org.unit.queryOptions({ input: { unitId: meeting.unitId } })),
      queries.fetchQuery(
        api.meetings.list.queryOptions({
          input: { unitId: meeting.unitId, kind: meeting.kind, state: 'confirmed', limit: 1 },
        }),
      ),
    ])
    const leaders = ['secretary', 'group_leader']
    const chair =
      unit.status === 'fulfilled'
        ? unit.value.posts.find((post) => leaders.includes(post.post) && post.unitId === meeting.unitId)
        : undefined
    const last = list.status === 'fulfilled' ? list.value.meetings[0] : undefined
    const whole =
      last === undefined
        ? undefined
        : await queries.fetchQuery(meetingOptions(last.id)).catch(() => undefined)
    // A branch that has no record yet: another member of its committee writes, usually the one for organization.
    const writers = ['organization_member', 'publicity_member', 'discipline_member', 'deputy_secretary']
    const posts = unit.status === 'fulfilled' ? unit.value.posts : []
    const writer = writers
      .map((name) => posts.find((post) => post.post === name && post.unitId === meeting.unitId)?.personId)
      .find((id) => id !== undefined && id !== chair?.personId && onRoll(id))
    const recorder = whole?.recorder?.id ?? writer
    return {
      ...(onRoll(chair?.personId) ? { chairId: chair?.personId ?? '' } : {}),
      ...(onRoll(recorder) ? { recorderId: recorder } : {}),
    }
  }
}

type DialogProps = { meeting: Meeting; run: Run; open: boolean; close: () => void; done: () => void }

export function OpenDialog({ meeting, run, open, close, done }: DialogProps) {
  const desk = useText(deskText)
  const text = desk.open
  const queries = useQueryClient()
  const officersOf = useOfficers()
  const [given, setGiven] = useState<string | null>(null)
  const startedAt = given ?? usualStart(meeting)
  const future = startedAt > addMinutes(now(), ahead)
  const days = daysFrom(startedAt, today())
  const start = async () => {
    if (future) return
    const outcome = await run({
      does: ({ id, version }) => client.meetings.open({ meetingId: id, version, startedAt }),
      reread: true,
    })
    if (outcome !== 'done') return
    close()
    done()
    const opened = queries.getQueryData(meetingOptions(meeting.id).queryKey)
    if (opened === undefined || opened.chair !== null || opened.recorder !== null) return
    const officers = await officersOf(opened)
    if (Object.keys(officers).length === 0) return
    await run({
      unchanged: (latest) => latest.chair === null && latest.recorder === null,
      does: ({ id, version }) => client.meetings.update({ meetingId: id, version, ...officers }),
      reread: true,
      quiet: true,
    })
  }
  return (
    <Modal
      open={open}
      title={text.dialog}
      okText={text.go}
      cancelText={desk.acts.back}
      okButtonProps={{ disabled: future }}
      onOk={start}
      onCancel={close}
      destroyOnHidden
    >
      <div className="meeting-form">
        <div className="plan-field">
          <span className="plan-label">{text.when}</span>
          <MomentField label={text.when} value={startedAt} onChange={setGiven} invalid={future} />
          {future && (
            <p className="plan-fault" role="alert">
              {text.future}
            </p>
          )}
        </div>
        {!future && days > 0 && <Alert type="warning" title={text.late(days)} />}
        <p className="second prose">{text.roll(showMinute(startedAt).slice(0, 10))}</p>
        <p className="second prose">{text.officers}</p>
      </div>
    </Modal>
  )
}
