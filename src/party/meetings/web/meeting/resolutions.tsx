// Resolutions: proposed, voted on openly person by person, decided by the rule of the kind, or withdrawn.
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import {
  type BallotForm,
  ballotForms,
  judgeForm,
  type Matter,
  matterLaw,
  matters,
  mayEdit,
  takesVotes,
} from '../../rules.ts'
import { ballotText } from '../ballot-words.ts'
import { voteText } from '../roll-words.ts'
import type { Run } from './use-acts.ts'
import { ResolutionCard } from './vote.tsx'

export function Resolutions({ meeting, run }: { meeting: Meeting; run: Run }) {
  const text = useText(voteText)
  const [asking, setAsking] = useState(false)
  const editable = meeting.mayWrite && mayEdit(meeting.state, 'propose')
  if (!takesVotes(meeting.kind)) return null
  const { resolutions } = meeting
  return (
    <Section
      title={text.title}
      extra={editable && !asking && <Button onClick={() => setAsking(true)}>{text.propose}</Button>}
    >
      <div id="meeting-resolutions" className="resolutions" tabIndex={-1}>
        {resolutions.length === 0 && !asking && (
          <p className="third">{editable ? text.noneYet : text.none}</p>
        )}
        {resolutions.map((resolution) => (
          <ResolutionCard
            key={resolution.id}
            meeting={meeting}
            resolution={resolution}
            editable={editable && resolution.state === 'open'}
            run={run}
          />
        ))}
        {editable && asking && <Propose meeting={meeting} run={run} close={() => setAsking(false)} />}
      </div>
    </Section>
  )
}

function Propose({ meeting, run, close }: { meeting: Meeting; run: Run; close: () => void }) {
  const text = useText(voteText)
  const ballots = useText(ballotText)
  const [draft, setDraft] = useState('')
  const only = meeting.agenda.length === 1 ? meeting.agenda[0]?.id : undefined
  const [item, setItem] = useState<string | null>(only ?? null)
  const [matter, setMatter] = useState<Matter>('general')
  const [form, setForm] = useState<BallotForm>('open')
  const [candidate, setCandidate] = useState('')
  const [busy, setBusy] = useState(false)
  const possible = matters.filter((each) => matterLaw[each].kinds.includes(meeting.kind))
  const forms = ballotForms.filter((each) => judgeForm(matter, each).length === 0)
  const chosen = forms.includes(form) ? form : (forms[0] ?? 'open')
  const named = matter !== 'admission' || candidate.trim() !== ''
  const put = async () => {
    if (draft.trim() === '' || !named) return
    setBusy(true)
    const outcome = await run({
      does: ({ id }) =>
        client.meetings.propose({
          meetingId: id,
          text: draft.replaceAll(/\s+/g, ' ').trim(),
          agendaItemId: item,
          matter,
          ballot: chosen,
          candidate: matter === 'admission' ? candidate.trim() : null,
        }),
      reread: true,
    })
    setBusy(false)
    if (outcome === 'done') close()
  }
  return (
    <div className="propose">
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={1000}
        placeholder={text.textHint}
        aria-label={text.text}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      {meeting.agenda.length > 0 && (
        <Select
          className="plan-wide"
          aria-label={text.item}
          value={item ?? ''}
          options={[
            { value: '', label: text.noItem },
            ...meeting.agenda.map((each, at) => ({ value: each.id, label: `${at + 1}. ${each.title}` })),
          ]}
          onChange={(value: string) => setItem(value === '' ? null : value)}
        />
      )}
      <div className="exception-form">
        {possible.length > 1 && (
          <Select<Matter>
            aria-label={ballots.matter}
            value={matter}
            options={possible.map((value) => ({ value, label: ballots.matters[value] }))}
            popupMatchSelectWidth={false}
            onChange={setMatter}
          />
        )}
        <Select<BallotForm>
          aria-label={ballots.form}
          value={chosen}
          options={forms.map((value) => ({ value, label: ballots.forms[value] }))}
          popupMatchSelectWidth={false}
          onChange={setForm}
        />
        {matter === 'admission' && (
          <Input
            maxLength={60}
            aria-label={ballots.candidate}
            placeholder={ballots.candidate}
            value={candidate}
            onChange={(event) => setCandidate(event.target.value)}
          />
        )}
      </div>
      {matter !== 'general' && <p className="third prose">{ballots.secretOnly}</p>}
      {!named && <p className="third prose">{ballots.needCandidate}</p>}
      <div className="row">
        <Button
          type="primary"
          ghost
          disabled={draft.trim() === '' || !named}
          loading={busy}
          onClick={() => void put()}
        >
          {text.put}
        </Button>
        <Button type="text" onClick={close}>
          {text.cancel}
        </Button>
      </div>
    </div>
  )
}
