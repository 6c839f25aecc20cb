// An import that was stopped or failed, or whose file is gone: nothing was changed; why, and how to go on.
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { Section } from '../../../core/web/page.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { fileSentence } from '../words.ts'
import type { Run } from './run.ts'
import { workbookText } from './words.ts'

type EndedProps = { run: Run; recheck: () => void; busy: boolean; other: ReactNode }

export function Ended({ run, recheck, busy, other }: EndedProps) {
  const text = useText(workbookText)
  const why = useReason(run)
  const cancelled = run.state === 'cancelled'
  return (
    <Section title={run.fileName}>
      <Alert
        type={cancelled ? 'info' : 'error'}
        showIcon
        role="alert"
        title={cancelled ? text.cancelled : text.failed}
        description={
          <>
            {why} {text.notUploaded}
          </>
        }
      />
      <div className="row below-row">
        <Button type="primary" loading={busy} onClick={recheck}>
          {text.recheck}
        </Button>
        {other}
      </div>
    </Section>
  )
}

/** An import whose uploaded file was deleted after its time: it is only remembered. */
export function Forgotten({ run, other }: Pick<EndedProps, 'run' | 'other'>) {
  const text = useText(workbookText)
  return (
    <Section title={run.fileName}>
      <Alert type="info" showIcon role="status" title={text.forgotten} description={text.forgottenHint} />
      <div className="row below-row">{other}</div>
    </Section>
  )
}

/** Why an import failed, in a sentence; '' when it was stopped. */
export function useReason(run: Run): string {
  const text = useText(workbookText)
  const [language] = useLanguage()
  if (run.error === null) return ''
  const { code, facts } = run.error
  const sentence = fileSentence(code, facts, language)
  if (sentence !== null) return sentence
  if (facts['reason'] === 'cut_off') return text.cutOff
  if (facts['reason'] === 'not_any_more') return text.notAnyMore
  if (code === 'invalid_input' && facts['reason'] === 'faults') return text.stale
  return code === 'internal' ? text.unexpected : text.clash
}
