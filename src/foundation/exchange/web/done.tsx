// What an import has changed, and where to look at it.
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useGo } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { useMay } from '../../../core/web/session.ts'
import { useText } from '../../../core/web/text.ts'
import { Counts, sumOf } from './counts.tsx'
import { Faults } from './faults.tsx'
import type { Run } from './run.ts'
import { workbookText } from './words.ts'

export function Done({ run, again }: { run: Run; again: () => void }) {
  const text = useText(workbookText)
  const go = useGo()
  const [sheet, setSheet] = useState<string | null>(null)
  const may = useMay()
  const { sheets } = run
  const rows = sumOf(sheets, 'created') + sumOf(sheets, 'updated')
  const out = sumOf(sheets, 'faulty')
  return (
    <>
      <Section title={run.fileName}>
        <Alert
          type="success"
          showIcon
          role="status"
          title={rows > 0 ? text.imported(rows) : text.importedNone}
          {...(out > 0 ? { description: text.importedOut(out) } : {})}
        />
        <div className="below-row">
          <Counts sheets={sheets} doors />
        </div>
        <div className="row below-row">
          <Button type="primary" onClick={() => go('/units')}>
            {text.seeTree}
          </Button>
          {may('finding.read') && <Button onClick={() => go('/findings')}>{text.seeFindings}</Button>}
          <Button onClick={again}>{text.again}</Button>
        </div>
      </Section>
      {out > 0 && run.fileDeletedAt === null && <Faults run={run} sheet={sheet} choose={setSheet} />}
    </>
  )
}
