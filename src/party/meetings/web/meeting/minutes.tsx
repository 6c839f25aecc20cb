// The minutes: one text, saved while it is written; two writers are shown to each other before anything is lost.
import { Button, Input, Select } from 'antd'
import { Section } from '../../../../core/web/page.tsx'
import { useIsPhone } from '../../../../core/web/screen-size.ts'
import { useText } from '../../../../core/web/text.ts'
import { lifeText } from '../life-words.ts'
import { deskText } from '../meeting-words.ts'
import { reach } from './reach.ts'
import type { Minutes } from './use-minutes.ts'

export function MinutesSection({
  minutes,
  speakers,
}: {
  minutes: Minutes
  /** Who was there and may have spoken. */
  speakers: readonly string[]
}) {
  const text = useText(deskText).minutes
  const phone = useIsPhone()
  const { draft, status, savedAt, writable, write, save, settle, theirs, restored } = minutes
  const life = useText(lifeText)
  const says = {
    still: text.hint,
    typing: text.typing,
    saving: text.saving,
    saved: savedAt === null ? text.hint : text.saved(savedAt),
    failed: text.failed,
    conflict: text.conflict,
  }
  const bad = status === 'failed' || status === 'conflict'
  if (!writable) {
    return (
      <Section title={text.title}>
        <div id="meeting-minutes-part" tabIndex={-1} />
        {draft.trim() === '' ? (
          <p className="third">{text.empty}</p>
        ) : (
          <p className="written prose minutes-read">{draft}</p>
        )}
      </Section>
    )
  }
  return (
    <Section
      title={text.title}
      extra={
        <span className={bad ? 'minutes-status bad' : 'minutes-status'} role="status">
          {says[status]}
        </span>
      }
    >
      <div id="meeting-minutes-part" tabIndex={-1} />
      {status === 'conflict' && (
        <div className="minutes-conflict" role="alert">
          <p className="second">{text.conflictWhy}</p>
          <p className="third">{text.theirs}</p>
          <blockquote className="written">{theirs === '' ? text.gone : theirs}</blockquote>
          <div className="row">
            <Button type="primary" onClick={() => settle(`${theirs.trimEnd()}\n\n${draft}`)}>
              {text.keepBoth}
            </Button>
            <Button onClick={() => settle(draft)}>{text.keepMine}</Button>
            <Button onClick={() => settle(theirs)}>{text.keepTheirs}</Button>
          </div>
        </div>
      )}
      {restored && status !== 'saved' && status !== 'conflict' && (
        <p className="minutes-restored" role="status">
          {life.restored}
        </p>
      )}
      <Select
        className="minutes-speaker no-print"
        aria-label={life.speaker}
        placeholder={life.speaker}
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        options={speakers.map((name) => ({ value: name, label: name }))}
        popupMatchSelectWidth={false}
        onChange={(name: string) => {
          write(`${draft.trimEnd()}${draft.trim() === '' ? '' : '\n'}${name}：`)
          reach('meeting-minutes')
        }}
      />
      <Input.TextArea
        id="meeting-minutes"
        className="minutes-field"
        autoSize={{ minRows: phone ? 6 : 10, maxRows: 40 }}
        maxLength={50_000}
        placeholder={text.place}
        aria-label={text.title}
        value={draft}
        onChange={(event) => write(event.target.value)}
        onBlur={() => status !== 'conflict' && void save()}
      />
      <p className="third minutes-length">{text.length(draft.length)}</p>
    </Section>
  )
}
