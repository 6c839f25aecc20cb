// On the page of a meeting: which parts of the schemes in force that day it covered, by agenda item or as a whole.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Meeting } from '../../meetings/contract.ts'
import type { MeetingThemes as Themes } from '../contract.ts'
import { useLifeFailure } from './failure.ts'
import './schemes.css'
import { schemeText, themeText } from './scheme-words.ts'

type Scheme = Themes['schemes'][number]
type Mark = { schemeId: string; partId: string; agendaItemId: string | null; note: string }

const marksOf = (themes: Themes): Mark[] =>
  themes.schemes.flatMap((scheme) =>
    scheme.parts
      .filter((part) => part.marked)
      .map((part) => ({
        schemeId: scheme.id,
        partId: part.id,
        agendaItemId: part.agendaItemId,
        note: part.note,
      })),
  )

export function MeetingThemes({ meeting }: { meeting: Meeting }) {
  const text = useText(themeText)
  const fail = useLifeFailure()
  const queries = useQueryClient()
  const options = api.life.meetingThemes.queryOptions({ input: { meetingId: meeting.id } })
  // The agenda is asked for together with the meeting: a new item suggests other parts.
  const agenda = meeting.agenda.map((item) => `${item.id} ${item.title}`).join('\n')
  const query = useQuery({ ...options, queryKey: [...options.queryKey, agenda] })
  const [busy, setBusy] = useState(false)
  const themes = query.data
  if (!themes || themes.schemes.length === 0 || meeting.state === 'cancelled') return null
  const save = async (marks: Mark[]) => {
    setBusy(true)
    try {
      await client.life.markThemes({ meetingId: meeting.id, marks })
      await queries.invalidateQueries({ queryKey: api.life.key() })
    } catch (error) {
      fail(error)
    }
    setBusy(false)
  }
  return themes.schemes.map((scheme) => (
    <Section
      key={scheme.id}
      title={themes.schemes.length > 1 ? `${text.title} · ${scheme.name}` : text.title}
      hint={themes.mayWrite ? text.hint : text.hintRead}
    >
      <SchemeMarks
        scheme={scheme}
        themes={themes}
        agenda={meeting.agenda}
        began={meeting.startedAt !== null}
        busy={busy}
        save={save}
      />
    </Section>
  ))
}

function SchemeMarks(props: {
  scheme: Scheme
  themes: Themes
  agenda: Meeting['agenda']
  began: boolean
  busy: boolean
  save: (marks: Mark[]) => Promise<void>
}) {
  const { scheme, themes, agenda, began, busy, save } = props
  const text = useText(themeText)
  const words = useText(schemeText)
  const marks = marksOf(themes)
  const open = scheme.parts.filter((part) => part.suggested && !part.marked)
  const markOf = (part: Scheme['parts'][number]): Mark => ({
    schemeId: scheme.id,
    partId: part.id,
    agendaItemId: part.agendaItemId,
    note: part.note,
  })
  const same = (mark: Mark, partId: string) => mark.schemeId === scheme.id && mark.partId === partId
  const shown = themes.mayWrite ? scheme.parts : scheme.parts.filter((part) => part.marked)
  return (
    <div className="themes">
      {began && scheme.missingCore.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={text.missing(scheme.missingCore.join('、'))}
          description={`${text.missingWhy(scheme.name)} ${text.source(scheme.name, scheme.source)}`}
        />
      )}
      {themes.mayWrite && open.length > 0 && (
        <Button
          className="themes-take"
          loading={busy}
          onClick={() => void save([...marks, ...open.map(markOf)])}
        >
          {text.take(open.length)}
        </Button>
      )}
      {scheme.parts.length === 0 ? (
        <p className="second">{text.noParts}</p>
      ) : shown.length === 0 ? (
        <p className="third">{text.none}</p>
      ) : (
        <ul className="theme-list">
          {shown.map((part) => (
            <li key={part.id} className={part.marked ? 'marked' : ''}>
              <div className="row">
                {themes.mayWrite ? (
                  <Checkbox
                    checked={part.marked}
                    disabled={busy}
                    onChange={(event) =>
                      void save(
                        event.target.checked
                          ? [...marks, markOf(part)]
                          : marks.filter((mark) => !same(mark, part.id)),
                      )
                    }
                  >
                    {part.name}
                  </Checkbox>
                ) : (
                  <strong>{part.name}</strong>
                )}
                <span className={`chip part-${part.kind}`} title={part.explanation}>
                  {words.kind[part.kind]}
                </span>
                {part.suggested && !part.marked && <span className="third">{text.suggested}</span>}
                {part.before > 0 && <span className="third">{text.before(part.before)}</span>}
              </div>
              {part.marked && (
                <MarkMore
                  key={`${part.id} ${part.note} ${part.agendaItemId}`}
                  part={part}
                  agenda={agenda}
                  mayWrite={themes.mayWrite}
                  save={(more) =>
                    save(marks.map((mark) => (same(mark, part.id) ? { ...mark, ...more } : mark)))
                  }
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function MarkMore(props: {
  part: Scheme['parts'][number]
  agenda: Meeting['agenda']
  mayWrite: boolean
  save: (more: Partial<Mark>) => Promise<void>
}) {
  const { part, agenda, mayWrite, save } = props
  const text = useText(themeText)
  const [note, setNote] = useState(part.note)
  const item = agenda.find((each) => each.id === part.agendaItemId)
  if (!mayWrite) {
    const said = [item?.title, part.note].filter((each) => each !== undefined && each !== '')
    return said.length === 0 ? null : <p className="second">{said.join(' · ')}</p>
  }
  return (
    <div className="theme-more">
      {agenda.length > 0 && (
        <Select
          aria-label={text.item(part.name)}
          className="theme-item"
          value={item?.id ?? ''}
          options={[
            { value: '', label: text.whole },
            ...agenda.map((each, index) => ({ value: each.id, label: `${index + 1} ${each.title}` })),
          ]}
          onChange={(value: string) => void save({ agendaItemId: value === '' ? null : value })}
        />
      )}
      <Input
        aria-label={text.note(part.name)}
        className="theme-note"
        placeholder={text.notePlaceholder}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onBlur={() => {
          if (note !== part.note) void save({ note })
        }}
      />
    </div>
  )
}
