// One resolution: its text, the open vote of those present with a vote, the live tally, the result with its article.
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import type { Refusal as RuleRefusal } from '../../../../core/law.ts'
import { Refusal } from '../../../../core/web/law.tsx'
import { StateTag } from '../../../../core/web/state.tsx'
import { useUndo } from '../../../../core/web/status.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { countVote, rulesOfVote } from '../../rules.ts'
import { ballotText } from '../ballot-words.ts'
import { rollText, voteText } from '../roll-words.ts'
import { meetingText } from '../words.ts'
import { Choices } from './choices.tsx'
import { type Choice, factsOf, liveQuorum, liveTally, type Resolution, withVotes } from './live.ts'
import { Article } from './quorum.tsx'
import { Person } from './roll.tsx'
import { SecretBallot } from './secret-ballot.tsx'
import { type Run, useForgetLists } from './use-acts.ts'
import { VoteExceptions } from './vote-exceptions.tsx'

type Props = { meeting: Meeting; resolution: Resolution; editable: boolean; run: Run }

const stateOf = { open: 'due', passed: 'done', rejected: 'overdue', withdrawn: 'waived' } as const

export function ResolutionCard(props: Props) {
  const { meeting, resolution, editable } = props
  const text = useText(voteText)
  const common = useText(meetingText)
  const ballots = useText(ballotText)
  const [shown, setShown] = useState(false)
  const rule = rulesOfVote(meeting.kind, resolution.matter).majority
  const secret = resolution.ballot !== 'open'
  const at = meeting.agenda.findIndex((item) => item.id === resolution.agendaItemId)
  const item = meeting.agenda[at]
  const decided = resolution.state === 'passed' || resolution.state === 'rejected'
  return (
    <article className="resolution">
      <div className="resolution-head">
        <div>
          {item && <p className="third">{`${at + 1}. ${item.title}`}</p>}
          {(secret || resolution.matter !== 'general') && (
            <p className="third">
              {[
                ballots.matters[resolution.matter],
                secret ? (resolution.ballot === 'paper' ? ballots.paper : ballots.secret) : '',
                resolution.candidate ?? '',
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </p>
          )}
          <h3 className="prose">{resolution.text}</h3>
        </div>
        <StateTag state={stateOf[resolution.state]}>{common.resolutions[resolution.state]}</StateTag>
      </div>
      {resolution.state !== 'withdrawn' && (!secret || decided) && (
        <Tally meeting={meeting} resolution={resolution} />
      )}
      {decided && rule && (
        <p className="row">
          <span className="third">{text.basis}</span>
          <Article rule={rule} />
        </p>
      )}
      {resolution.state === 'rejected' &&
        resolution.refusals.map((refusal) => (
          // What JSON leaves out is absent, never undefined.
          <Refusal key={refusal.rule} refusal={refusal as RuleRefusal} />
        ))}
      {resolution.state !== 'withdrawn' && <VoteExceptions {...props} />}
      {editable && secret ? (
        <SecretBallot key={resolution.id} {...props} />
      ) : editable ? (
        <Ballot {...props} />
      ) : (
        resolution.votes.length > 0 && (
          <>
            <button
              type="button"
              className="plain door no-print"
              aria-expanded={shown}
              onClick={() => setShown(!shown)}
            >
              {shown ? text.hide : text.show}
            </button>
            {shown && <Cast meeting={meeting} resolution={resolution} />}
          </>
        )
      )}
    </article>
  )
}

function Tally({ meeting, resolution }: { meeting: Meeting; resolution: Resolution }) {
  const text = useText(voteText)
  const tally = liveTally(meeting, resolution)
  const { base } = liveQuorum(meeting)
  const rule = rulesOfVote(meeting.kind, resolution.matter).majority
  const figures: readonly (readonly [string, number])[] = [
    [text.choices.yes, tally.yes],
    [text.choices.no, tally.no],
    [text.choices.abstain, tally.abstain],
    [text.silent, tally.silent],
  ]
  const open = resolution.state === 'open'
  return (
    <div className="tally">
      <dl className="tally-figures" aria-live="polite">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt className="third">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {tally.needed !== null && (
        <p className="second">
          {text.needed(
            tally.needed,
            base === 'committee_members' ? text.bases.committee_members : text.bases.due_with_vote,
          )}{' '}
          {open && rule && <Article rule={rule} />}
        </p>
      )}
    </div>
  )
}

/** How each person voted, by choice. */
function Cast({ meeting, resolution }: { meeting: Meeting; resolution: Resolution }) {
  const text = useText(voteText)
  const names = new Map(meeting.roll.map((entry) => [entry.personId, entry.name]))
  const choices: readonly Choice[] = ['yes', 'no', 'abstain']
  return (
    <dl className="cast">
      {choices.map((choice) => {
        const voters = resolution.votes.filter((vote) => vote.choice === choice)
        return voters.length === 0 ? null : (
          <div key={choice}>
            <dt className="third">{text.choices[choice]}</dt>
            <dd>{voters.map((vote) => names.get(vote.personId) ?? '').join('、')}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function Ballot({ meeting, resolution, run }: Props) {
  const text = useText(voteText)
  const roll = useText(rollText)
  const offerUndo = useUndo()
  const forget = useForgetLists()
  const count = countVote(factsOf(meeting, resolution))
  const voters = meeting.roll.filter((entry) => count.present.includes(entry.personId))
  const given = new Map(resolution.votes.map((vote) => [vote.personId, vote.choice]))
  const silent = voters.filter((entry) => !given.has(entry.personId))
  const tally = liveTally(meeting, resolution)

  // Once everybody has voted the single votes are folded away, unless one is at them.
  const [single, setSingle] = useState(silent.length > 0)

  const vote = (votes: readonly { personId: string; choice: Choice | null }[]) =>
    run({
      does: ({ id }) =>
        client.meetings.vote({ meetingId: id, resolutionId: resolution.id, votes: [...votes] }),
      foresee: (seen) => withVotes(seen, resolution.id, votes),
    })
  const allYes = async () => {
    const ids = silent.map((entry) => entry.personId)
    setSingle(false)
    if ((await vote(ids.map((personId) => ({ personId, choice: 'yes' })))) !== 'done') return
    offerUndo({
      message: text.marked(ids.length),
      undo: async () => {
        const back = await vote(ids.map((personId) => ({ personId, choice: null })))
        if (back !== 'done') throw new Error('The votes were not taken back')
      },
    })
  }
  const decide = async (withdraw: boolean) => {
    await run({
      does: ({ id }) => client.meetings.decide({ meetingId: id, resolutionId: resolution.id, withdraw }),
      reread: true,
    })
    forget()
  }

  if (!count.quorumReached) {
    return (
      <div className="ballot">
        <p className="row">
          <StateTag state="overdue">{text.noQuorum}</StateTag>
          <span className="second">
            {count.neededPresent !== null && roll.missing(count.neededPresent - count.present.length)}
          </span>
        </p>
        <Withdraw text={resolution.text} act={() => decide(true)} />
      </div>
    )
  }
  const button = (
    <Button type="primary" ghost disabled={resolution.votes.length === 0}>
      {text.decide}
    </Button>
  )
  return (
    <div className="ballot">
      {silent.length > 0 && (
        <Button onClick={() => void allYes()}>
          {silent.length === voters.length ? text.allYes(silent.length) : text.restYes(silent.length)}
        </Button>
      )}
      {!single && (
        <button type="button" className="plain door ballot-single" onClick={() => setSingle(true)}>
          {text.change}
        </button>
      )}
      <ul className="roll-list">
        {(single ? voters : []).map((entry) => (
          <li key={entry.personId} className="roll-row">
            <Person entry={entry} />
            <Choices<Choice>
              clearable
              label={text.of(entry.name)}
              value={given.get(entry.personId) ?? null}
              options={[
                { value: 'yes', label: text.choices.yes, tone: 'good' },
                { value: 'no', label: text.choices.no, tone: 'bad' },
                { value: 'abstain', label: text.choices.abstain, tone: 'mild' },
              ]}
              onChange={(choice) => void vote([{ personId: entry.personId, choice }])}
            />
          </li>
        ))}
      </ul>
      <div className="row ballot-end">
        <strong className={tally.missing === 0 ? 'passes' : 'fails'} role="status">
          {tally.missing === 0 ? text.willPass : text.willFail(tally.missing)}
        </strong>
        {resolution.votes.length === 0 ? (
          button
        ) : (
          <Popconfirm
            title={tally.missing === 0 ? text.willPass : text.willFail(tally.missing)}
            description={text.decideAsk(tally.yes, tally.silent)}
            okText={text.decide}
            cancelText={text.keep}
            onConfirm={() => decide(false)}
          >
            {button}
          </Popconfirm>
        )}
        <Withdraw text={resolution.text} act={() => decide(true)} />
      </div>
    </div>
  )
}

function Withdraw({ text: resolution, act }: { text: string; act: () => Promise<void> }) {
  const text = useText(voteText)
  return (
    <Popconfirm
      title={text.withdrawAsk(resolution.length > 40 ? `${resolution.slice(0, 40)}…` : resolution)}
      okText={text.withdraw}
      cancelText={text.keep}
      onConfirm={act}
    >
      <Button type="text">{text.withdraw}</Button>
    </Popconfirm>
  )
}
