// A secret ballot at the desk: how many have voted and who has not, or the count of paper; the result only when declared.
import { Button, InputNumber, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { Refusal } from '../../../../core/web/law.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { countVote, isThere, judgeBallot } from '../../rules.ts'
import { ballotText } from '../ballot-words.ts'
import { voteText } from '../roll-words.ts'
import { factsOf, ownRoll, type Resolution } from './live.ts'
import { type Run, useForgetLists } from './use-acts.ts'

type Props = { meeting: Meeting; resolution: Resolution; run: Run }

/** Votes of the same matter that were put before this one and are still open. */
const openBefore = (meeting: Meeting, resolution: Resolution): number =>
  meeting.resolutions
    .slice(0, meeting.resolutions.indexOf(resolution))
    .filter((other) => other.matter === resolution.matter && other.state === 'open').length

export function SecretBallot({ meeting, resolution, run }: Props) {
  const text = useText(ballotText)
  const votes = useText(voteText)
  const forget = useForgetLists()
  const facts = factsOf(meeting, resolution)
  const present = countVote(facts).present
  const refusals = judgeBallot(facts, openBefore(meeting, resolution))
  const waiting = ownRoll(meeting).filter(
    (line) => present.includes(line.personId) && !resolution.cast.personIds.includes(line.personId),
  )
  const paper = resolution.ballot === 'paper'
  const ready = refusals.length === 0 && (paper ? resolution.totals !== null : resolution.cast.count > 0)
  const decide = async (withdraw: boolean) => {
    await run({
      does: ({ id }) => client.meetings.decide({ meetingId: id, resolutionId: resolution.id, withdraw }),
      reread: true,
    })
    forget()
  }
  const button = (
    <Button type="primary" ghost disabled={!ready}>
      {votes.decide}
    </Button>
  )
  return (
    <div className="ballot">
      {refusals.map((refusal) => (
        <Refusal key={refusal.rule} refusal={refusal} />
      ))}
      {paper ? (
        <PaperCount meeting={meeting} resolution={resolution} run={run} />
      ) : (
        <>
          <p className="secret-count" role="status">
            {text.cast(resolution.cast.count, present.length)}
          </p>
          <p className="second prose">{text.how}</p>
          <p className="third prose">{text.hidden}</p>
          {present.length > 0 && (
            <p className="third">
              {waiting.length === 0
                ? text.everybody
                : `${text.who}：${waiting.map((line) => line.name).join('、')}`}
            </p>
          )}
        </>
      )}
      <div className="row ballot-end">
        {ready ? (
          <Popconfirm
            title={votes.decide}
            description={text.decideAsk(resolution.cast.count, present.length)}
            okText={votes.decide}
            cancelText={votes.keep}
            onConfirm={() => decide(false)}
          >
            {button}
          </Popconfirm>
        ) : (
          button
        )}
        <Popconfirm
          title={votes.withdrawAsk(resolution.text.slice(0, 40))}
          okText={votes.withdraw}
          cancelText={votes.keep}
          onConfirm={() => decide(true)}
        >
          <Button type="text">{votes.withdraw}</Button>
        </Popconfirm>
      </div>
    </div>
  )
}

const figures = ['issued', 'yes', 'no', 'abstain', 'invalid'] as const

function PaperCount({ meeting, resolution, run }: Props) {
  const text = useText(ballotText)
  const votes = useText(voteText)
  const present = countVote(factsOf(meeting, resolution)).present.length
  const [totals, setTotals] = useState(
    resolution.totals ?? { issued: present, yes: present, no: 0, abstain: 0, invalid: 0 },
  )
  const [tellers, setTellers] = useState<string[]>(resolution.tellerIds)
  const there = ownRoll(meeting).filter((line) => isThere(line.attendance, meeting.onlineCounts))
  const labels = { ...votes.choices, issued: text.issued, invalid: text.invalid }
  const save = () =>
    void run({
      does: ({ id }) =>
        client.meetings.countPaper({
          meetingId: id,
          resolutionId: resolution.id,
          totals,
          tellerIds: [tellers[0] ?? '', tellers[1] ?? ''],
        }),
      reread: true,
    })
  return (
    <div className="paper-count">
      <div className="paper-figures">
        {figures.map((figure) => (
          <label key={figure} className="plan-field">
            <span className="third">{labels[figure]}</span>
            <InputNumber
              min={0}
              max={99_999}
              precision={0}
              value={totals[figure]}
              onChange={(value) => setTotals({ ...totals, [figure]: value ?? 0 })}
            />
          </label>
        ))}
      </div>
      <div className="plan-field">
        <label className="third" htmlFor={`tellers-${resolution.id}`}>
          {text.tellers}
        </label>
        <Select
          id={`tellers-${resolution.id}`}
          mode="multiple"
          maxCount={2}
          className="plan-wide"
          placeholder={text.needTellers}
          value={tellers}
          options={there.map((line) => ({ value: line.personId, label: line.name }))}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={setTellers}
        />
      </div>
      <div className="row">
        <Button disabled={tellers.length !== 2} onClick={save}>
          {text.saveCount}
        </Button>
        {resolution.totals !== null && (
          <span className="second">{text.counted(resolution.cast.count, resolution.totals.issued)}</span>
        )}
      </div>
    </div>
  )
}
