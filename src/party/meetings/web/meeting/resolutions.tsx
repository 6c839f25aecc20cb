// Resolutions: proposed, voted on openly person by person, decided by the rule of the kind, or withdrawn.
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { mayEdit, takesVotes } from '../../rules.ts'
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
  const [draft, setDraft] = useState('')
  const only = meeting.agenda.length === 1 ? meeting.agenda[0]?.id : undefined
  const [item, setItem] = useState<string | null>(only ?? null)
  const [busy, setBusy] = useState(false)
  const put = async () => {
    if (draft.trim() === '') return
    setBusy(true)
    const outcome = await run({
      does: ({ id }) =>
        client.meetings.propose({
          meetingId: id,
          text: draft.replaceAll(/\s+/g, ' ').trim(),
          agendaItemId: item,
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
      <div className="row">
        <Button type="primary" ghost disabled={draft.trim() === ''} loading={busy} onClick={() => void put()}>
          {text.put}
        </Button>
        <Button type="text" onClick={close}>
          {text.cancel}
        </Button>
      </div>
    </div>
  )
}
