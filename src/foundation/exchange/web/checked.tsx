// What a workbook would change and every fault in it; then all of it is imported, or knowingly only the good rows.
import { Alert, Button, Checkbox, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { Section } from '../../../core/web/page.tsx'
import { useText } from '../../../core/web/text.ts'
import { Counts, sumOf } from './counts.tsx'
import { Faults } from './faults.tsx'
import type { Run } from './run.ts'
import { workbookText } from './words.ts'

type CheckedProps = {
  run: Run
  other: ReactNode
  busy: boolean
  order: (acceptPartial: boolean) => void
}

export function Checked({ run, other, busy, order }: CheckedProps) {
  const text = useText(workbookText)
  const [sheet, setSheet] = useState<string | null>(null)
  const { faultCount, sheets } = run
  const good = sumOf(sheets, 'created') + sumOf(sheets, 'updated')
  return (
    <>
      <Section title={text.checked(run.fileName)} extra={other}>
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
      <Decision run={run} good={good} busy={busy} order={order} />
      {faultCount > 0 && <Faults run={run} sheet={sheet} choose={setSheet} />}
    </>
  )
}

type DecisionProps = { run: Run; good: number; busy: boolean; order: (partial: boolean) => void }

function Decision({ run, good, busy, order }: DecisionProps) {
  const text = useText(workbookText)
  const [partial, setPartial] = useState(false)
  const { faultCount, sheets } = run
  const out = sumOf(sheets, 'faulty')
  const faulty = faultCount > 0
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
      loading={busy}
      aria-disabled={blocked !== null}
      className={blocked === null ? '' : 'blocked'}
      onClick={() => {
        if (blocked === null) order(faulty)
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
          <p className="third partial-hint">{text.partialHint(good)}</p>
        </div>
      )}
      {blocked === null ? (
        button
      ) : (
        // On focus too: a finger and a keyboard ask why as well.
        <Tooltip title={blocked} trigger={['hover', 'focus']}>
          {button}
        </Tooltip>
      )}
    </section>
  )
}
