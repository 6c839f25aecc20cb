// What a version changed, and the dialog that asks from or until which day.
import { Modal } from 'antd'
import { useState } from 'react'
import { useText } from '../../../core/web/text.ts'
import { DayField } from '../../../foundation/org/web/index.ts'
import type { PartChange } from '../rules.ts'
import { schemeText } from './scheme-words.ts'

export function Changes({ changes }: { changes: readonly PartChange[] }) {
  const text = useText(schemeText)
  if (changes.length === 0) return <p className="third">{text.noChanges}</p>
  return (
    <ul className="scheme-changes">
      {changes.map(({ part, is, before }) => {
        const was = [
          before?.name,
          before?.kind === undefined ? undefined : text.kind[before.kind],
          before?.minimum === undefined ? undefined : `≥ ${before.minimum}`,
          before?.explanation,
        ].filter((each) => each !== undefined && each !== '')
        return (
          <li key={part.id}>
            <span className={`chip change-${is}`}>{text.change[is]}</span> {part.name}{' '}
            <span className="third">
              {text.kind[part.kind]}
              {was.length > 0 && ` · ${text.was(was.join('、'))}`}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

type AskDayProps = {
  title: string
  hint?: string
  ok: string
  least: string | null
  start: string
  close: () => void
  choose: (day: string) => Promise<void>
}

export function AskDay({ title, hint, ok, least, start, close, choose }: AskDayProps) {
  const text = useText(schemeText)
  const [day, setDay] = useState<string | null>(least !== null && start < least ? least : start)
  const [busy, setBusy] = useState(false)
  return (
    <Modal
      open
      title={title}
      okText={ok}
      cancelText={text.cancel}
      confirmLoading={busy}
      okButtonProps={{ disabled: day === null }}
      onCancel={close}
      onOk={() => {
        if (day === null) return
        setBusy(true)
        void choose(day)
      }}
    >
      <label className="scheme-day">
        <span className="visually-hidden">{title}</span>
        <DayField id="scheme-day" value={day} onChange={setDay} least={least} />
      </label>
      {hint !== undefined && <p className="third prose">{hint}</p>}
    </Modal>
  )
}
