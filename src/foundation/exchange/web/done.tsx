// What an import has changed, and where to look at it.
import { Alert, Button } from 'antd'
import { useGo } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { useMay } from '../../../core/web/session.ts'
import { useText } from '../../../core/web/text.ts'
import { Counts, sumOf } from './counts.tsx'
import type { Preview, Result } from './workbook.tsx'
import { workbookText } from './words.ts'

export function Done({ preview, result, again }: { preview: Preview; result: Result; again: () => void }) {
  const text = useText(workbookText)
  const go = useGo()
  const may = useMay()
  // What stayed out was counted when the file was checked; the file is the same.
  const checked = new Map(preview.sheets.map((sheet) => [sheet.sheet, sheet.faulty]))
  const sheets = result.sheets.map((sheet) => ({
    ...sheet,
    faulty: checked.get(sheet.sheet) ?? sheet.faulty,
  }))
  const rows = sumOf(sheets, 'created') + sumOf(sheets, 'updated')
  const out = sumOf(sheets, 'faulty')
  return (
    <Section>
      <Alert
        type="success"
        showIcon
        role="status"
        title={rows > 0 ? text.imported(rows) : text.importedNone}
        {...(out > 0 ? { description: text.importedOut(out) } : {})}
      />
      <div className="below-row">
        <Counts sheets={sheets} />
      </div>
      <div className="row below-row">
        <Button type="primary" onClick={() => go('/units')}>
          {text.seeTree}
        </Button>
        {may('finding.read') && <Button onClick={() => go('/findings')}>{text.seeFindings}</Button>}
        <Button onClick={again}>{text.again}</Button>
      </div>
    </Section>
  )
}
