// What a workbook would change and every fault in it; then all of it is imported, or knowingly only the good rows.
import { Alert, Button, Checkbox, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { readError } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { ErrorState } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { Counts, sumOf } from './counts.tsx'
import { Faults } from './faults.tsx'
import type { Preview } from './workbook.tsx'
import { workbookText } from './words.ts'

type CheckedProps = {
  file: File
  preview: Preview
  /** Why the import failed. */
  error: unknown
  again: () => void
  other: ReactNode
  run: (acceptPartial: boolean) => void
}

export function Checked({ file, preview, error, again, other, run }: CheckedProps) {
  const text = useText(workbookText)
  const [sheet, setSheet] = useState<string | null>(null)
  const { faultCount } = preview
  const sheets = preview.sheets
  const good = sumOf(sheets, 'created') + sumOf(sheets, 'updated')
  return (
    <>
      <Section title={text.checked(file.name)} extra={other}>
        <Counts
          sheets={sheets}
          choose={(key) => {
            setSheet(key)
            document.getElementById('faults')?.scrollIntoView({ block: 'start' })
          }}
        />
        {faultCount === 0 && (
          <Alert
            className="below-row"
            type={good > 0 ? 'success' : 'info'}
            showIcon
            title={good > 0 ? text.clean : text.nothing}
          />
        )}
      </Section>
      {error !== null && <Failure error={error} again={again} />}
      <Decision preview={preview} good={good} run={run} />
      {faultCount > 0 && <Faults preview={preview} sheet={sheet} choose={setSheet} />}
    </>
  )
}

function Failure({ error, again }: { error: unknown; again: () => void }) {
  const text = useText(workbookText)
  const { code, facts } = readError(error)
  const changed = code === 'stale' || (code === 'invalid_input' && facts['reason'] === 'faults')
  return changed ? (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={text.stale}
      action={<Button onClick={again}>{text.recheck}</Button>}
    />
  ) : (
    <ErrorState error={error} />
  )
}

function Decision({
  preview,
  good,
  run,
}: {
  preview: Preview
  good: number
  run: (partial: boolean) => void
}) {
  const text = useText(workbookText)
  const [language] = useLanguage()
  const [partial, setPartial] = useState(false)
  const { faults, faultCount } = preview
  const sheets = preview.sheets
  const out = sumOf(sheets, 'faulty')
  const faulty = faultCount > 0
  const lacking = new Set(
    faults.filter((fault) => fault.code === 'column_missing').map((fault) => fault.sheet),
  )
  const whole = sheets.filter((sheet) => lacking.has(sheet.sheet)).map((sheet) => sheet[language])
  const blocked = good === 0 ? text.importNone : faulty && !partial ? text.blocked(faultCount) : null
  const label =
    good === 0
      ? text.importNone
      : !faulty
        ? text.importAll(good)
        : partial
          ? text.importPartial(good, out)
          : text.importBlocked
  const button = (
    <Button
      type="primary"
      aria-disabled={blocked !== null}
      className={blocked === null ? '' : 'blocked'}
      onClick={() => {
        if (blocked === null) run(faulty)
      }}
    >
      {label}
    </Button>
  )
  if (good === 0 && !faulty) return null
  return (
    <section className="section decision" aria-label={label}>
      {faulty && good > 0 && (
        <div>
          <Checkbox checked={partial} onChange={(event) => setPartial(event.target.checked)}>
            {text.partial(out)}
          </Checkbox>
          <p className="third partial-hint">
            {text.partialHint(good)}
            {whole.length > 0 && ` ${text.partialSheets(whole.join('、'))}`}
          </p>
        </div>
      )}
      {blocked === null ? button : <Tooltip title={blocked}>{button}</Tooltip>}
    </section>
  )
}
