// On the workbench: the monthly reports that I still have to submit, the oldest first.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { useMay } from '../../../core/web/session.ts'
import { useText } from '../../../core/web/text.ts'
import { ReportState } from './marks.tsx'
import { reportPath, useMonthWords } from './month.ts'
import './monthly.css'
import { monthlyText } from './words.ts'

const shown = 3

export function OwedReports() {
  const text = useText(monthlyText)
  const words = useMonthWords()
  const may = useMay()
  const { data } = useQuery(api.monthly.mine.queryOptions({ input: {}, enabled: may('report.submit') }))
  if (!data || data.reports.length === 0) return null
  const { reports } = data
  const severalUnits = new Set(reports.map(({ unitId }) => unitId)).size > 1
  return (
    <Section title={`${text.nav} ${reports.length}`} hint={text.ownWhat}>
      <ul className="monthly-owed">
        {reports.slice(0, shown).map((line) => (
          <li key={`${line.unitId} ${line.month}`}>
            <span>
              <strong>{words(line.month)}</strong>
              {severalUnits && <span className="second"> {line.unitName}</span>}
            </span>
            <ReportState line={line} />
            <span className="second">
              {line.returned ?? (line.missing ? text.since(line.dueOn) : text.dueOn(line.dueOn))}
            </span>
            <Go to={reportPath(line)}>{text.steps.openOwn}</Go>
          </li>
        ))}
      </ul>
      {reports.length > shown && <p className="third">{text.moreOwed(reports.length - shown)}</p>}
    </Section>
  )
}
