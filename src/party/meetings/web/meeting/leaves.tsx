// Requests for leave, answered with one press each; whoever asked after the start is marked.
import { Button } from 'antd'
import { client } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { StateTag } from '../../../../core/web/state.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { mayEdit } from '../../rules.ts'
import { lifeText } from '../life-words.ts'
import type { Run } from './use-acts.ts'

const stateOf = { asked: 'due', approved: 'done', declined: 'waived' } as const

export function Leaves({ meeting, run }: { meeting: Meeting; run: Run }) {
  const text = useText(lifeText).leave
  const open = mayEdit(meeting.state, 'leave')
  if (!meeting.mayWrite || (meeting.leaves.length === 0 && meeting.state !== 'notified')) return null
  const answer = (personId: string, approve: boolean) =>
    void run({
      does: ({ id }) => client.meetings.answerLeave({ meetingId: id, personId, approve, answer: null }),
      reread: true,
    })
  return (
    <Section
      title={text.title}
      {...(meeting.expected === null ? {} : { hint: text.expected(meeting.expected) })}
    >
      {meeting.leaves.length === 0 && <p className="third">{text.none}</p>}
      <ul className="roll-list">
        {meeting.leaves.map((leave) => (
          <li key={leave.personId} className="roll-row">
            <span className="roll-person">
              <span className="roll-name">{leave.name}</span>
              <span className="second">{leave.reason}</span>
              {leave.late && <span className="leave-late">{text.late}</span>}
            </span>
            {open && leave.state === 'asked' ? (
              <span className="row">
                <Button onClick={() => answer(leave.personId, true)}>{text.approve}</Button>
                <Button type="text" onClick={() => answer(leave.personId, false)}>
                  {text.decline}
                </Button>
              </span>
            ) : (
              <StateTag state={stateOf[leave.state]}>{text.states[leave.state]}</StateTag>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
