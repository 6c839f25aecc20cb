// One entry of the log in full: who, what, when, from which request, before and after, and what was overridden.
import { Button, Drawer } from 'antd'
import type { Citation } from '../../../core/law.ts'
import { Refusal } from '../../../core/web/law.tsx'
import { FactList } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useText } from '../../../core/web/text.ts'
import type { AuditLine } from '../contract.ts'
import { momentText } from './difference.ts'
import { DifferenceTable } from './difference-view.tsx'
import { useNaming } from './naming.ts'
import { auditText } from './words.ts'

type History = (entry: AuditLine) => void

export function EntryDrawer(props: {
  entry: AuditLine | undefined
  close: () => void
  /** Shows all that was done to the same subject. */
  history: History
}) {
  const { entry, close, history } = props
  const text = useText(auditText)
  const phone = useIsPhone()
  return (
    <Drawer
      open={entry !== undefined}
      onClose={close}
      title={entry && text.details(entry.seq)}
      size={phone ? '100%' : 640}
    >
      {entry && <Entry entry={entry} history={history} />}
    </Drawer>
  )
}

function Entry({ entry, history }: { entry: AuditLine; history: History }) {
  const text = useText(auditText)
  const naming = useNaming()
  const { refusals } = entry
  return (
    <div className="audit-entry">
      <FactList
        facts={[
          { label: text.time, value: momentText(entry.at) },
          {
            label: text.actor,
            value: entry.actorName ? `${entry.actorName}（${entry.actor}）` : naming.actor(entry.actor),
          },
          { label: text.act, value: naming.act(entry.endpoint) },
          {
            label: text.subject,
            value: [naming.subject(entry.subjectKind), entry.subjectName].filter(Boolean).join(' '),
          },
          ...(entry.unitName === null ? [] : [{ label: text.unit, value: entry.unitName }]),
        ]}
      />
      <div className="no-print">
        <Button onClick={() => history(entry)}>{text.filters.history}</Button>
      </div>
      <DifferenceTable entry={entry} />
      {refusals !== null && refusals.length > 0 && (
        <section aria-label={text.refusals}>
          <h3>{text.refusals}</h3>
          {refusals.map((refusal) => (
            <Refusal key={refusal.rule} refusal={{ ...refusal, cites: refusal.cites.map(asCitation) }} />
          ))}
        </section>
      )}
      <dl className="audit-ids">
        {[
          [text.endpoint, entry.endpoint],
          [text.subjectId, entry.subjectId],
          [text.request, entry.requestId],
        ].map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Absent parts of a citation are absent, not undefined. */
function asCitation(cite: NonNullable<AuditLine['refusals']>[number]['cites'][number]): Citation {
  const { until, quote, note, ...rest } = cite
  return {
    ...rest,
    ...(until === undefined ? {} : { until }),
    ...(quote === undefined ? {} : { quote }),
    ...(note === undefined ? {} : { note }),
  }
}
