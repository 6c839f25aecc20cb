// The agenda: items in order with notes, saved when a field is left; moving and removing save at once.
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Alert, App, Button, Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { useUndo } from '../../../../core/web/status.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { mayEdit, tookPart } from '../../rules.ts'
import { lifeText } from '../life-words.ts'
import { deskText } from '../meeting-words.ts'
import type { Run } from './use-acts.ts'

type Item = Pick<Meeting['agenda'][number], 'title' | 'notes' | 'firstTopic'> & { id?: string }

const same = (a: readonly Item[], b: readonly Item[]): boolean =>
  a.length === b.length &&
  a.every(
    (item, at) =>
      item.id === b[at]?.id &&
      item.title === b[at]?.title &&
      item.notes === b[at]?.notes &&
      item.firstTopic === b[at]?.firstTopic,
  )

export function Agenda({ meeting, run }: { meeting: Meeting; run: Run }) {
  const text = useText(deskText).agenda
  const life = useText(lifeText)
  const { message } = App.useApp()
  const offerUndo = useUndo()
  const [added, setAdded] = useState('')
  const editable = meeting.mayWrite && mayEdit(meeting.state, 'agenda')
  const { agenda } = meeting

  const write = async (items: readonly Item[], seen: readonly Item[] = agenda): Promise<boolean> => {
    // A new item gets its id from the server.
    const known = items.flatMap(({ id, ...rest }) => {
      const speakerIds = agenda.find((item) => item.id === id)?.speakerIds ?? []
      return id === undefined ? [] : [{ ...rest, id, speakerIds }]
    })
    const outcome = await run({
      unchanged: (latest) => same(latest.agenda, seen) || same(latest.agenda, items),
      does: ({ id, version }) => client.meetings.setAgenda({ meetingId: id, version, items: [...items] }),
      ...(known.length === items.length
        ? { foresee: (found) => (same(found.agenda, seen) ? { ...found, agenda: known } : found) }
        : { reread: true }),
    })
    if (outcome === 'changed') void message.warning(text.changed, 8)
    return outcome === 'done'
  }
  const add = async () => {
    const title = added.trim().slice(0, 200)
    if (title === '') return
    setAdded('')
    if (!(await write([...agenda, { title, notes: '', firstTopic: false }]))) setAdded(title)
  }
  const makeFirst = () => {
    const [first, ...rest] = agenda
    void write(
      first === undefined
        ? [{ title: life.firstTopic.suggested, notes: '', firstTopic: true }]
        : [{ ...first, firstTopic: true }, ...rest],
    )
  }
  const move = (from: number, to: number) => {
    const items: Item[] = [...agenda]
    items.splice(to, 0, ...items.splice(from, 1))
    void write(items)
  }
  const remove = async (at: number) => {
    const item = agenda[at]
    if (item === undefined) return
    const left = agenda.filter((_, index) => index !== at)
    if (!(await write(left))) return
    // Its id is gone with it: what comes back is the same item anew.
    const { id: _, ...anew } = item
    const again = [...left.slice(0, at), anew, ...left.slice(at)]
    offerUndo({
      message: text.removed(item.title),
      undo: async () => {
        if (!(await write(again, left))) throw new Error('The agenda was not put back')
      },
    })
  }

  return (
    <Section title={text.title}>
      <div id="meeting-agenda" tabIndex={-1} />
      {editable && meeting.firstTopicDemanded && agenda[0]?.firstTopic !== true && (
        <Alert
          type="warning"
          title={life.firstTopic.need}
          action={<Button onClick={makeFirst}>{life.firstTopic.set}</Button>}
        />
      )}
      {agenda.length === 0 && <p className="third">{text.empty}</p>}
      <ol className="agenda">
        {agenda.map((item, at) => (
          <li key={item.id} className="agenda-item">
            <span className="agenda-number" aria-hidden="true">
              {at + 1}
            </span>
            {item.firstTopic && <span className="agenda-first">{life.firstTopic.mark}</span>}
            {editable ? (
              <EditItem
                item={item}
                number={at + 1}
                save={(next) => write(agenda.map((each, index) => (index === at ? next : each)))}
                {...(at > 0 ? { up: () => move(at, at - 1) } : {})}
                {...(at < agenda.length - 1 ? { down: () => move(at, at + 1) } : {})}
                remove={() => void remove(at)}
                withNotes={meeting.state === 'open' || item.notes !== ''}
              >
                <Speakers meeting={meeting} item={item} number={at + 1} run={run} />
              </EditItem>
            ) : (
              <div className="agenda-body">
                <div className="agenda-title">{item.title}</div>
                {item.notes !== '' && <p className="second prose written">{item.notes}</p>}
                <Speakers meeting={meeting} item={item} number={at + 1} run={run} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {editable && agenda.length < 50 && (
        <div className="agenda-add">
          <Input
            placeholder={text.addLabel}
            aria-label={text.addLabel}
            maxLength={200}
            value={added}
            onChange={(event) => setAdded(event.target.value)}
            onPressEnter={() => void add()}
          />
          <Button disabled={added.trim() === ''} onClick={() => void add()}>
            {text.add}
          </Button>
        </div>
      )}
    </Section>
  )
}

/** Who spoke to an item: chosen while the record is open, read later. */
function Speakers({
  meeting,
  item,
  number,
  run,
}: {
  meeting: Meeting
  item: Meeting['agenda'][number]
  number: number
  run: Run
}) {
  const text = useText(deskText).agenda
  const { speakerIds } = item
  const known = meeting.roll.filter((line) => tookPart(line.attendance) || speakerIds.includes(line.personId))
  if (meeting.mayWrite && mayEdit(meeting.state, 'speakers')) {
    const write = (personIds: string[]) =>
      run({
        does: ({ id }) => client.meetings.setSpeakers({ meetingId: id, agendaItemId: item.id, personIds }),
        foresee: (found) => ({
          ...found,
          agenda: found.agenda.map((each) =>
            each.id === item.id ? { ...each, speakerIds: personIds } : each,
          ),
        }),
      })
    return (
      <Select
        mode="multiple"
        variant="underlined"
        className="agenda-speakers"
        aria-label={`${text.item(number)} ${text.speakers}`}
        placeholder={text.speakersHint}
        value={speakerIds}
        showSearch={{ optionFilterProp: 'label' }}
        options={known.map((line) => ({ value: line.personId, label: line.name }))}
        onChange={(personIds: string[]) => void write(personIds)}
      />
    )
  }
  if (speakerIds.length === 0) return null
  const names = speakerIds.flatMap((id) => known.find((line) => line.personId === id)?.name ?? [])
  return <p className="third agenda-speakers">{`${text.speakers}：${names.join('、')}`}</p>
}

type EditItemProps = {
  item: Meeting['agenda'][number]
  number: number
  save: (item: Item) => Promise<boolean>
  up?: () => void
  down?: () => void
  remove: () => void
  withNotes: boolean
  children: ReactNode
}

function EditItem({ item, number, save, up, down, remove, withNotes, children }: EditItemProps) {
  const text = useText(deskText).agenda
  // null: nothing typed, the server's text stands.
  const [title, setTitle] = useState<string | null>(null)
  const [notes, setNotes] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const leave = async () => {
    const next = {
      id: item.id,
      // An agenda item always has a title: an emptied one keeps its old words.
      title: title === null || title.trim() === '' ? item.title : title.trim(),
      notes: notes ?? item.notes,
      firstTopic: item.firstTopic,
    }
    const plain = next.title === item.title && next.notes === item.notes
    if (plain || (await save(next))) {
      setTitle(null)
      setNotes(null)
    }
  }
  return (
    <div className="agenda-body">
      <div className="agenda-line">
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 4 }}
          variant="underlined"
          aria-label={text.item(number)}
          maxLength={200}
          value={title ?? item.title}
          onChange={(event) => setTitle(event.target.value.replaceAll(/[\r\n]+/g, ' '))}
          onBlur={() => void leave()}
        />
        <span className="agenda-acts no-print">
          <Button
            type="text"
            icon={<ArrowUpOutlined />}
            disabled={!up}
            aria-label={text.up(item.title)}
            onClick={up}
          />
          <Button
            type="text"
            icon={<ArrowDownOutlined />}
            disabled={!down}
            aria-label={text.down(item.title)}
            onClick={down}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={text.remove(item.title)}
            onClick={remove}
          />
        </span>
      </div>
      {withNotes || open ? (
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 12 }}
          variant="filled"
          className="agenda-notes"
          autoFocus={open}
          maxLength={10_000}
          placeholder={text.notesHint}
          aria-label={`${text.item(number)} ${text.notes}`}
          value={notes ?? item.notes}
          onChange={(event) => setNotes(event.target.value)}
          onBlur={() => void leave()}
        />
      ) : (
        <button type="button" className="plain door third no-print" onClick={() => setOpen(true)}>
          {text.addNotes}
        </button>
      )}
      {children}
    </div>
  )
}
