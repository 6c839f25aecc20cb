// On the page of a meeting: which parts of the schemes in force that day it covered, by agenda item or as a whole.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Input, Select } from 'antd'
import { useRef, useState } from 'react'
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
  // What was ticked shows at once; the server is told of one change after the other, each with the whole.
  const [ticked, setTicked] = useState<Mark[] | null>(null)
  const last = useRef<Promise<void>>(Promise.resolve())
  const themes = query.data
  if (!themes || themes.schemes.length === 0 || meeting.state === 'cancelled') return null
  const marks = ticked ?? marksOf(themes)
  const save = (wanted: Mark[]) => {
    setTicked(wanted)
    const turn: Promise<void> = last.current.then(async () => {
      try {
        await client.life.markThemes({ meetingId: meeting.id, marks: wanted })
      } catch (error) {
        fail(error)
      }
      await queries.invalidateQueries({ queryKey: api.life.key() })
      if (last.current === turn) setTicked(null)
    })
    last.current = turn
  }
  return themes.schemes.map((scheme) => (
    <Section
      key={scheme.id}
      title={themes.schemes.length > 1 ? `${text.title} · ${scheme.name}` : text.title}
      hint={themes.mayWrite ? text.hint : text.hintRead}
    >
      <SchemeMarks
        scheme={scheme}
        mayWrite={themes.mayWrite}
        marks={marks}
        agenda={meeting.agenda}
        began={meeting.startedAt !== null}
        save={save}
      />
    </Section>
  ))
}

function SchemeMarks(props: {
  scheme: Scheme
  mayWrite: boolean
  marks: readonly Mark[]
  agenda: Meeting['agenda']
  began: boolean
  save: (marks: Mark[]) => void
}) {
  const { scheme, mayWrite, marks, agenda, began, save } = props
  const text = useText(themeText)
  const words = useText(schemeText)
  const same = (mark: Mark, partId: string) => mark.schemeId === scheme.id && mark.partId === partId
  const markAt = (partId: string) => marks.find((mark) => same(mark, partId))
  const open = scheme.parts.filter((part) => part.suggested && markAt(part.id) === undefined)
  const missing = scheme.parts.filter((part) => part.kind === 'core' && markAt(part.id) === undefined)
  const markOf = (part: Scheme['parts'][number]): Mark => ({
    schemeId: scheme.id,
    partId: part.id,
    agendaItemId: part.agendaItemId,
    note: part.note,
  })
  const shown = mayWrite ? scheme.parts : scheme.parts.filter((part) => markAt(part.id) !== undefined)
  return (
    <div className="themes">
      {began && missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={text.missing(missing.map((part) => part.name).join('、'))}
          description={`${text.missingWhy(scheme.name)} ${text.source(scheme.name, scheme.source)}`}
        />
      )}
      {mayWrite && open.length > 0 && (
        <Button className="themes-take" onClick={() => save([...marks, ...open.map(markOf)])}>
          {text.take(open.length)}
        </Button>
      )}
      {scheme.parts.length === 0 ? (
        <p className="second">{text.noParts}</p>
      ) : shown.length === 0 ? (
        <p className="third">{text.none}</p>
      ) : (
        <ul className="theme-list">
          {shown.map((part) => {
            const mark = markAt(part.id)
            return (
              <li key={part.id}>
                <div className="row">
                  {mayWrite ? (
                    <Checkbox
                      checked={mark !== undefined}
                      onChange={(event) =>
                        save(
                          event.target.checked
                            ? [...marks, markOf(part)]
                            : marks.filter((each) => !same(each, part.id)),
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
                  {part.suggested && mark === undefined && <span className="third">{text.suggested}</span>}
                  {part.before > 0 && <span className="third">{text.before(part.before)}</span>}
                </div>
                {mark !== undefined && (
                  <MarkMore
                    key={mark.note}
                    name={part.name}
                    mark={mark}
                    agenda={agenda}
                    mayWrite={mayWrite}
                    save={(more) => save(marks.map((each) => (each === mark ? { ...mark, ...more } : each)))}
                  />
                )}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

function MarkMore(props: {
  name: string
  mark: Mark
  agenda: Meeting['agenda']
  mayWrite: boolean
  save: (more: Partial<Mark>) => void
}) {
  const { name, mark, agenda, mayWrite, save } = props
  const text = useText(themeText)
  const [note, setNote] = useState(mark.note)
  const item = agenda.find((each) => each.id === mark.agendaItemId)
  if (!mayWrite) {
    const said = [item?.title, mark.note].filter((each) => each !== undefined && each !== '')
    return said.length === 0 ? null : <p className="second">{said.join(' · ')}</p>
  }
  return (
    <div className="theme-more">
      {agenda.length > 0 && (
        <Select
          aria-label={text.item(name)}
          className="theme-item"
          value={item?.id ?? ''}
          options={[
            { value: '', label: text.whole },
            ...agenda.map((each, index) => ({ value: each.id, label: `${index + 1} ${each.title}` })),
          ]}
          onChange={(value: string) => save({ agendaItemId: value === '' ? null : value })}
        />
      )}
      <Input
        aria-label={text.note(name)}
        className="theme-note"
        placeholder={text.notePlaceholder}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onBlur={() => {
          if (note !== mark.note) save({ note })
        }}
      />
    </div>
  )
}
