// Submissions with their seals, and what the unit above said of each; an earlier one can be looked at as it was.
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { api } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { useIsPhone } from '../../../../core/web/screen-size.ts'
import { StateTag } from '../../../../core/web/state.tsx'
import { ErrorState, Loading } from '../../../../core/web/status.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Report } from '../../contract/report.ts'
import { momentWords } from '../month.ts'
import { reportText } from '../words.ts'
import { Below, Exceptions, Meetings, Members, Summary } from './content.tsx'

const looks = { accepted: 'done', returned: 'late', withdrawn: 'waived' } as const

export function History({ report }: { report: Report }) {
  const text = useText(reportText).history
  const [open, setOpen] = useState<number | null>(null)
  const { versions, verdicts, preparedAt, preparedBy } = report
  return (
    <Section title={text.title} hint={text.edition(report.now.edition)}>
      {preparedAt !== null && (
        <p className="third">
          {text.prepared}: {text.by(preparedBy ?? '', momentWords(preparedAt))}
        </p>
      )}
      {versions.length === 0 ? (
        <p className="third">{text.none}</p>
      ) : (
        <ol className="monthly-history">
          {versions.map((version) => (
            <li key={version.number}>
              <div className="row">
                <strong>{text.version(version.number)}</strong>
                <span className="second">
                  {text.by(version.submittedBy, momentWords(version.submittedAt))}
                </span>
                <Button size="small" type="link" onClick={() => setOpen(version.number)}>
                  {text.show}
                </Button>
              </div>
              <div className="third">
                {text.seal} <span className="monthly-seal">{version.sha256}</span>{' '}
                <StateTag state={version.intact ? 'done' : 'overdue'}>
                  {version.intact ? text.intact : text.broken}
                </StateTag>
              </div>
              {verdicts
                .filter(({ number }) => number === version.number)
                .map((verdict) => (
                  <div key={`${verdict.verdict} ${verdict.judgedAt}`} className="row">
                    <StateTag state={looks[verdict.verdict]}>{text[verdict.verdict]}</StateTag>
                    <span className="second">{text.by(verdict.judgedBy, momentWords(verdict.judgedAt))}</span>
                    {verdict.reason !== null && <span>{verdict.reason}</span>}
                    {verdict.differences > 0 && (
                      <span className="third">{text.withChanges(verdict.differences)}</span>
                    )}
                  </div>
                ))}
            </li>
          ))}
        </ol>
      )}
      {open !== null && <Snapshot report={report} number={open} close={() => setOpen(null)} />}
    </Section>
  )
}

function Snapshot({ report, number, close }: { report: Report; number: number; close: () => void }) {
  const text = useText(reportText).history
  const phone = useIsPhone()
  const { unitId, month } = report.line
  const query = useQuery(api.monthly.snapshot.queryOptions({ input: { unitId, month, number } }))
  const content = query.data?.content
  return (
    <Drawer
      open
      onClose={close}
      title={text.snapshot(number)}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '85%' : 720}
    >
      {query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : content === undefined ? (
        <Loading />
      ) : (
        <div className="page" style={{ padding: 0 }}>
          <Summary report={{ ...report, records: null }} content={content} />
          <Below report={report} content={content} />
          <Meetings content={content} />
          <Exceptions content={content} />
          <Members content={content} />
        </div>
      )}
    </Drawer>
  )
}
