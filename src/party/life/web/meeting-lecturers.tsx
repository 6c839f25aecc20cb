// On the page of a lecture: who lectured, with which post, on what; kept for the list of lectures.
import { DeleteOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { api, type Client, client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Meeting } from '../../meetings/contract.ts'
import { useLifeFailure } from './failure.ts'
import './partners.css'
import { partnerText } from './partner-words.ts'

type Lecturers = Awaited<ReturnType<Client['life']['lecturersOf']>>

export function MeetingLecturers({ meeting }: { meeting: Meeting }) {
  const query = useQuery(
    api.life.lecturersOf.queryOptions({
      input: { meetingId: meeting.id },
      enabled: meeting.kind === 'lecture' && meeting.state !== 'cancelled',
    }),
  )
  const { data } = query
  if (!data || meeting.kind !== 'lecture' || (!data.mayWrite && data.lecturers.length === 0)) return null
  return <Loaded key={JSON.stringify(data.lecturers)} meeting={meeting} data={data} />
}

function Loaded({ meeting, data }: { meeting: Meeting; data: Lecturers }) {
  const text = useText(partnerText)
  const { message } = App.useApp()
  const fail = useLifeFailure()
  const queries = useQueryClient()
  const blank = { lecturer: '', post: null, topic: '', leader: false }
  const [rows, setRows] = useState(data.lecturers.length === 0 ? [blank] : data.lecturers)
  const [busy, setBusy] = useState(false)
  if (!data.mayWrite) {
    return (
      <Section title={text.onMeeting}>
        {data.lecturers.map((row) => (
          <p key={row.lecturer + row.topic}>
            <strong>{row.lecturer}</strong> {row.post} · {row.topic}
          </p>
        ))}
      </Section>
    )
  }
  const change = (at: number, part: Partial<(typeof rows)[number]>) =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...part } : row)))
  const filled = rows.filter((row) => row.lecturer.trim() !== '' && row.topic.trim() !== '')
  const half = rows.some((row) => (row.lecturer.trim() === '') !== (row.topic.trim() === ''))
  const save = async () => {
    setBusy(true)
    try {
      await client.life.saveLecturers({
        meetingId: meeting.id,
        lecturers: filled.map((row) => ({
          ...row,
          post: row.post === null || row.post.trim() === '' ? null : row.post.trim(),
        })),
      })
      void message.success(text.savedLecturers)
      await queries.invalidateQueries({ queryKey: api.life.key() })
    } catch (error) {
      fail(error)
    }
    setBusy(false)
  }
  return (
    <Section title={text.onMeeting} hint={text.onMeetingHint}>
      <ul className="lecturers">
        {rows.map((row, at) => (
          <li key={at}>
            <Input
              aria-label={`${text.lecturer} ${at + 1}`}
              placeholder={text.lecturer}
              maxLength={60}
              value={row.lecturer}
              onChange={(event) => change(at, { lecturer: event.target.value })}
            />
            <Input
              aria-label={`${text.post} ${at + 1}`}
              placeholder={text.post}
              maxLength={60}
              value={row.post ?? ''}
              onChange={(event) => change(at, { post: event.target.value })}
            />
            <Input
              aria-label={`${text.topic} ${at + 1}`}
              placeholder={text.topic}
              maxLength={200}
              value={row.topic}
              onChange={(event) => change(at, { topic: event.target.value })}
            />
            <Checkbox
              checked={row.leader}
              title={text.leaderHint}
              onChange={(event) => change(at, { leader: event.target.checked })}
            >
              {text.leader}
            </Checkbox>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={text.removeLecturer(row.lecturer)}
              onClick={() => setRows(rows.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ul>
      <div className="row">
        <Button onClick={() => setRows([...rows, blank])} disabled={rows.length >= 20}>
          {text.addLecturer}
        </Button>
        <Button loading={busy} disabled={half} onClick={() => void save()}>
          {text.save}
        </Button>
      </div>
    </Section>
  )
}
