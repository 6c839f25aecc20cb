// An import under way: what is happening, how far it is, and the way to stop it.
import { Button, Progress } from 'antd'
import { Section } from '../../../core/web/page.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { Run } from './run.ts'
import { stepWords, workbookText } from './words.ts'

export function Uploading({ name }: { name: string }) {
  const text = useText(workbookText)
  return (
    <Section title={text.uploading(name)}>
      <Progress percent={100} status="active" showInfo={false} aria-label={text.uploading(name)} />
    </Section>
  )
}

type ProgressingProps = { run: Run; cancel: () => void; leave: () => void }

export function Progressing({ run, cancel, leave }: ProgressingProps) {
  const text = useText(workbookText)
  const [language] = useLanguage()
  const { step, done, total, cancelling } = run
  const known = total !== null && total > 0
  const percent = known ? Math.min(99, Math.floor((done / total) * 100)) : 0
  const doing = cancelling ? text.cancelling : stepWords(step, language)
  const count = cancelling
    ? ''
    : known
      ? text.rowsOf(Math.min(done, total), total)
      : done > 0
        ? text.rowsRead(done)
        : ''
  const title = run.state === 'reading' ? text.reading(run.fileName) : text.importing(run.fileName)
  return (
    <Section title={title} extra={<Button onClick={leave}>{text.backToStart}</Button>}>
      <div className="working">
        <p role="status">
          <strong>{doing}</strong> <span className="second">{count}</span>
        </p>
        <Progress percent={percent} status="active" showInfo={known} aria-label={title} />
        <p className="third">
          {run.state === 'reading' ? text.readingHint : text.importingHint} {text.leaveHint}
        </p>
        <div className="below-row">
          <Button danger disabled={cancelling} onClick={cancel}>
            {run.state === 'reading' ? text.stopReading : text.stopImporting}
          </Button>
        </div>
      </div>
    </Section>
  )
}
