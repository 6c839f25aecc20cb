// The draft of a version: parts in order with kind, name, minimum and explanation; saved, then brought into force.
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { today } from '../../../foundation/org/web/index.ts'
import type { Scheme } from '../contract.ts'
import { changesBetween, type Part, partKinds, type SchemePeriod, schemePeriods } from '../rules.ts'
import { AskDay, Changes } from './changes.tsx'
import { useLifeFailure } from './failure.ts'
import { schemeText } from './scheme-words.ts'

type Version = Scheme['versions'][number]
type EditorProps = {
  scheme: Scheme
  /** What the draft begins with: itself, or a copy of the latest version. */
  start: Version | undefined
  latest: Version | undefined
  saved: boolean
  done: () => Promise<unknown>
  drop: () => void
}

/** A time-ordered id is only needed by the server; here it must only differ. */
const newPart = (): Part => ({
  id: crypto.randomUUID(),
  kind: 'required',
  name: '',
  minimum: 1,
  explanation: '',
})

export function DraftEditor({ scheme, start, latest, saved, done, drop }: EditorProps) {
  const text = useText(schemeText)
  const fail = useLifeFailure()
  const offerUndo = useUndo()
  const { message } = App.useApp()
  const [parts, setParts] = useState<readonly Part[]>(start?.parts ?? [])
  const [every, setEvery] = useState<SchemePeriod>(start?.every ?? 'year')
  const [note, setNote] = useState(start?.note ?? '')
  const [busy, setBusy] = useState(false)
  const [publishing, setPublishing] = useState(false)
  const [tried, setTried] = useState(false)
  const dirty = !saved || parts !== start?.parts || every !== start.every || note !== start.note
  const change = (at: number, part: Partial<Part>) =>
    setParts(parts.map((each, index) => (index === at ? { ...each, ...part } : each)))
  const move = (from: number, to: number) => {
    const next = [...parts]
    next.splice(to, 0, ...next.splice(from, 1))
    setParts(next)
  }
  const remove = (at: number) => {
    const before = parts
    setParts(parts.filter((_, index) => index !== at))
    offerUndo({
      message: text.removed(parts[at]?.name ?? ''),
      undo: async () => setParts(before),
    })
  }
  const nameless = parts.findIndex((part) => part.name.trim() === '')
  /** Saves the draft; answers the version of the scheme then, null when it did not go through. */
  const save = async (): Promise<number | null> => {
    setTried(true)
    if (nameless >= 0) {
      document.getElementById(`part-name-${nameless}`)?.focus()
      return null
    }
    try {
      const { version } = await client.life.saveDraft({
        schemeId: scheme.id,
        version: scheme.version,
        every,
        note,
        parts: parts.map((part) => ({
          ...part,
          name: part.name.trim(),
          minimum: part.kind === 'free' ? 0 : Math.max(1, part.minimum),
        })),
      })
      return version
    } catch (error) {
      fail(error)
      return null
    }
  }
  const keep = async () => {
    setBusy(true)
    if ((await save()) !== null) {
      void message.success(text.saved)
      await done()
    }
    setBusy(false)
  }
  const publish = async (fromOn: string) => {
    const version = dirty ? await save() : scheme.version
    if (version !== null) {
      try {
        await client.life.publishScheme({ schemeId: scheme.id, version, fromOn })
        void message.success(text.published)
      } catch (error) {
        fail(error)
      }
      await done()
    }
    setPublishing(false)
  }
  const changes = changesBetween(latest?.parts ?? [], parts).filter(({ is }) => is !== 'same')
  return (
    <Section
      title={latest === undefined ? text.draftFirst : text.draftTitle}
      hint={dirty ? text.unsaved : ''}
      extra={
        <>
          <Button onClick={drop}>{saved ? text.drop : text.cancel}</Button>
          <Button onClick={() => void keep()} loading={busy} disabled={!dirty}>
            {text.save}
          </Button>
          <Button
            type="primary"
            onClick={() => {
              setTried(true)
              if (nameless >= 0) document.getElementById(`part-name-${nameless}`)?.focus()
              else setPublishing(true)
            }}
          >
            {text.publish}
          </Button>
        </>
      }
    >
      <ol className="draft-parts">
        {parts.map((part, at) => (
          <li key={part.id} className="draft-part">
            <Select
              aria-label={`${text.partKind} ${at + 1}`}
              className="draft-kind"
              value={part.kind}
              options={partKinds.map((kind) => ({ value: kind, label: text.kind[kind] }))}
              onChange={(kind) =>
                change(at, { kind, minimum: kind === 'free' ? 0 : Math.max(1, part.minimum) })
              }
            />
            <Input
              id={`part-name-${at}`}
              aria-label={`${text.partName} ${at + 1}`}
              placeholder={text.partName}
              className="draft-name"
              maxLength={60}
              value={part.name}
              {...(tried && part.name.trim() === '' ? { status: 'error' as const } : {})}
              onChange={(event) => change(at, { name: event.target.value })}
            />
            {part.kind === 'required' ? (
              <InputNumber
                aria-label={`${text.partMinimum} ${at + 1}`}
                className="draft-minimum"
                min={1}
                max={366}
                precision={0}
                value={part.minimum}
                onChange={(minimum) => change(at, { minimum: minimum ?? 1 })}
              />
            ) : (
              <span className="draft-minimum third">
                {part.kind === 'core' ? text.eachTime : text.kindHint.free}
              </span>
            )}
            <Input
              aria-label={`${text.explanation} ${at + 1}`}
              placeholder={text.explanation}
              className="draft-explanation"
              maxLength={1000}
              value={part.explanation}
              onChange={(event) => change(at, { explanation: event.target.value })}
            />
            <span className="draft-acts">
              <Button
                type="text"
                icon={<ArrowUpOutlined />}
                disabled={at === 0}
                aria-label={text.up(part.name)}
                onClick={() => move(at, at - 1)}
              />
              <Button
                type="text"
                icon={<ArrowDownOutlined />}
                disabled={at === parts.length - 1}
                aria-label={text.down(part.name)}
                onClick={() => move(at, at + 1)}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={text.remove(part.name)}
                onClick={() => remove(at)}
              />
            </span>
          </li>
        ))}
      </ol>
      {parts.length === 0 && <p className="second prose">{text.undefinedParts}</p>}
      <Button
        icon={<PlusOutlined />}
        onClick={() => setParts([...parts, newPart()])}
        disabled={parts.length >= 60}
      >
        {text.addPart}
      </Button>
      <div className="draft-more">
        <label>
          <span className="label">{text.every}</span>
          <Select
            aria-label={text.every}
            value={every}
            options={schemePeriods.map((period) => ({ value: period, label: text.periods[period] }))}
            onChange={setEvery}
          />
        </label>
        <label className="draft-note">
          <span className="label">{text.note}</span>
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={1000}
            placeholder={text.noteHint}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
      </div>
      {latest !== undefined && (
        <>
          <h3>{text.changes}</h3>
          <Changes changes={changes} />
        </>
      )}
      {publishing && (
        <AskDay
          title={text.publishTitle}
          hint={text.publishHint}
          ok={text.publish}
          least={null}
          start={latest === undefined ? `${today().slice(0, 4)}-01-01` : nextMonth(today())}
          close={() => setPublishing(false)}
          choose={publish}
        />
      )}
    </Section>
  )
}

/** The first day of the month after a day. */
function nextMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}
