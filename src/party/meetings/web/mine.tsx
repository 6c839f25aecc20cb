// My meetings: what comes and what is under way, asking leave, the secret ballot, and my attendance of the year.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Page, Section } from '../../../core/web/page.tsx'
import { StateTag } from '../../../core/web/state.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { currentYear } from '../../../core/web/view.ts'
import type { MyMeeting } from '../contract.ts'
import { tookPart } from '../rules.ts'
import { useMeetingFailure } from './failure.ts'
import './meetings.css'
import './meeting.css'
import './mine.css'
import { Choices } from './meeting/choices.tsx'
import { mineText } from './mine-words.ts'
import { showInstant, showMinute } from './moment.ts'
import { useKindName } from './words.ts'

const freshEvery = 10_000

export function MyMeetings() {
  const text = useText(mineText)
  const [year, setYear] = useState(currentYear())
  const query = useQuery({
    ...api.meetings.mine.queryOptions({ input: { year } }),
    // A ballot that the desk has just opened appears by itself.
    refetchInterval: (found) =>
      found.state.data?.ahead.some((meeting) => meeting.state === 'open') ? freshEvery : false,
    placeholderData: (before) => before,
  })
  const { data } = query
  const now = data?.ahead.filter((meeting) => meeting.state === 'open') ?? []
  const ahead = data?.ahead.filter((meeting) => meeting.state !== 'open') ?? []
  return (
    <Page title={text.title} what={text.what}>
      {query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : data === undefined ? (
        <Loading what={text.loading} />
      ) : !data.known ? (
        <EmptyState title={text.unknown} hint={text.unknownHint} />
      ) : (
        <div className="mine">
          {now.length > 0 && (
            <Section title={text.now}>
              {now.map((meeting) => (
                <Coming key={meeting.id} meeting={meeting} />
              ))}
            </Section>
          )}
          <Section title={text.ahead}>
            {ahead.length === 0 ? (
              <EmptyState title={text.none} hint={text.noneHint} />
            ) : (
              ahead.map((meeting) => <Coming key={meeting.id} meeting={meeting} />)
            )}
          </Section>
          <Past year={year} setYear={setYear} past={data.past} />
        </div>
      )}
    </Page>
  )
}

const leaveState = { asked: 'due', approved: 'waived', declined: 'late' } as const

function Coming({ meeting }: { meeting: MyMeeting }) {
  const text = useText(mineText)
  const kindName = useKindName()
  const [asking, setAsking] = useState(false)
  const act = useAct()
  const { leave, signedAt } = meeting
  const open = meeting.state === 'open'
  const there = meeting.attendance !== null && tookPart(meeting.attendance)
  return (
    <article className="mine-card">
      <p className="third">{`${meeting.unitName} · ${kindName(meeting.kind)}`}</p>
      <p className="mine-when">{showMinute(meeting.at)}</p>
      <h3>{meeting.title}</h3>
      {meeting.place !== null && <p className="second">{text.place(meeting.place)}</p>}
      {meeting.agenda.length > 0 && (
        <div>
          <p className="third">{text.agenda}</p>
          <ol className="mine-agenda">
            {meeting.agenda.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ol>
        </div>
      )}
      {open && (
        <p>
          {there ? (
            <StateTag state="done">
              {signedAt === null ? text.attendance.present : text.signed(showInstant(signedAt).slice(11))}
            </StateTag>
          ) : (
            <StateTag state="due">{text.notSigned}</StateTag>
          )}
        </p>
      )}
      {meeting.ballots.map((ballot) => (
        <Ballot key={ballot.resolutionId} meetingId={meeting.id} ballot={ballot} />
      ))}
      {leave !== null && (
        <p className="row">
          <StateTag state={leaveState[leave.state]}>{text.leave[leave.state]}</StateTag>
          <span className="second">{leave.answer ?? leave.reason}</span>
        </p>
      )}
      {!there && (leave === null || leave.state === 'asked') && (
        <div className="row">
          {leave === null ? (
            <Button onClick={() => setAsking(true)}>{text.ask}</Button>
          ) : (
            <Button
              type="text"
              loading={act.isPending}
              onClick={() => act.mutate(() => client.meetings.withdrawLeave({ meetingId: meeting.id }))}
            >
              {text.withdraw}
            </Button>
          )}
        </div>
      )}
      {asking && <AskLeave meeting={meeting} close={() => setAsking(false)} />}
    </article>
  )
}

/** Does something of one's own and reads one's meetings anew. */
function useAct() {
  const queries = useQueryClient()
  const fail = useMeetingFailure()
  return useMutation({
    mutationFn: (does: () => Promise<unknown>) => does(),
    onError: fail,
    onSettled: () => queries.invalidateQueries({ queryKey: api.meetings.mine.key() }),
  })
}

function AskLeave({ meeting, close }: { meeting: MyMeeting; close: () => void }) {
  const text = useText(mineText)
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const act = useAct()
  const send = () =>
    act.mutate(
      () =>
        client.meetings.askLeave({ meetingId: meeting.id, reason: reason.replaceAll(/\s+/g, ' ').trim() }),
      {
        onSuccess: () => {
          close()
          void message.success(text.asked)
        },
      },
    )
  return (
    <Modal
      open
      title={`${text.askTitle} · ${meeting.title}`}
      okText={text.send}
      cancelText={text.keep}
      okButtonProps={{ disabled: reason.trim() === '', loading: act.isPending }}
      onOk={send}
      onCancel={close}
    >
      <div className="meeting-form">
        {meeting.state === 'open' && <p className="second">{text.late}</p>}
        <div className="row">
          {text.reasons.split(' ').map((usual) => (
            <Button key={usual} onClick={() => setReason(usual)}>
              {usual}
            </Button>
          ))}
        </div>
        <Input
          maxLength={200}
          placeholder={text.reason}
          aria-label={text.reason}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => reason.trim() !== '' && send()}
        />
      </div>
    </Modal>
  )
}

type Choice = 'yes' | 'no' | 'abstain'

function Ballot({ meetingId, ballot }: { meetingId: string; ballot: MyMeeting['ballots'][number] }) {
  const text = useText(mineText).ballot
  const { modal, message } = App.useApp()
  const act = useAct()
  const [choice, setChoice] = useState<Choice | null>(null)
  const cast = () => {
    if (choice === null) return
    modal.confirm({
      title: text.sure(text.choices[choice]),
      content: ballot.text,
      okText: text.cast,
      cancelText: text.back,
      onOk: () =>
        act
          .mutateAsync(() =>
            client.meetings.castBallot({ meetingId, resolutionId: ballot.resolutionId, choice }),
          )
          .then(() => message.success(text.done))
          .catch(() => undefined),
    })
  }
  return (
    <div className="mine-ballot">
      <p className="third">{text.title}</p>
      <p className="prose">{ballot.text}</p>
      <Choices<Choice>
        label={ballot.text}
        value={choice}
        options={[
          { value: 'yes', label: text.choices.yes, tone: 'good' },
          { value: 'no', label: text.choices.no, tone: 'bad' },
          { value: 'abstain', label: text.choices.abstain, tone: 'mild' },
        ]}
        onChange={setChoice}
      />
      <p className="third prose">{text.secret}</p>
      <Button type="primary" size="large" disabled={choice === null} loading={act.isPending} onClick={cast}>
        {choice === null ? text.choose : text.cast}
      </Button>
    </div>
  )
}

const attendanceState = {
  present: 'done',
  online: 'done',
  home: 'done',
  absent: 'overdue',
  excused: 'waived',
} as const

function Past(props: { year: number; setYear: (year: number) => void; past: readonly MyMeeting[] }) {
  const text = useText(mineText)
  const kindName = useKindName()
  const { year, setYear, past } = props
  const came = past.filter((meeting) => meeting.attendance !== null && tookPart(meeting.attendance)).length
  return (
    <Section
      title={text.past(year)}
      {...(past.length === 0 ? {} : { hint: text.counted(came, past.length) })}
      extra={
        <span className="row">
          <Button type="text" onClick={() => setYear(year - 1)}>
            {text.earlier}
          </Button>
          {year < currentYear() && (
            <Button type="text" onClick={() => setYear(year + 1)}>
              {text.later}
            </Button>
          )}
        </span>
      }
    >
      {past.length === 0 && <p className="third">{text.noPast}</p>}
      <ul className="mine-past">
        {past.map((meeting) => (
          <li key={meeting.id}>
            <span className="mine-past-words">
              <span>{meeting.title}</span>
              <span className="third">{`${showMinute(meeting.at)} · ${kindName(meeting.kind)}`}</span>
            </span>
            {meeting.attendance !== null && (
              <StateTag state={attendanceState[meeting.attendance]}>
                {text.attendance[meeting.attendance]}
              </StateTag>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
