// What has changed since the report was submitted: then at the left, now at the right.
import { Section } from '../../../../core/web/page.tsx'
import { type Column, Table } from '../../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../../core/web/text.ts'
import { partyStatuses } from '../../../../foundation/org/words.ts'
import type { Report } from '../../contract/report.ts'
import { reportText } from '../words.ts'

type Change = Report['differences'][number]

export function Changes({ report }: { report: Report }) {
  const text = useText(reportText)
  const words = text.changes
  const [language] = useLanguage()
  const submitted = report.line.state === 'submitted' || report.line.state === 'accepted'
  if (!submitted || report.differences.length === 0) return null
  const status = (value: string): string =>
    partyStatuses.find((each) => each.value === value)?.[language] ?? value
  const names: Readonly<Record<string, string>> = { ...text.statesOfDuty, ...words.values }
  const figures = new Map(report.now.figures.map((figure) => [figure.kind, figure[language]]))
  const label = (change: Change): string => {
    if (change.part === 'member') return status(change.ref)
    if (change.part === 'figure') return figures.get(change.ref) ?? change.label
    return change.label
  }
  const value = (change: Change, side: 'before' | 'after'): string | number => {
    const shown = change[side]
    if (shown === null) return change.field === 'line' ? words.absent : '—'
    return typeof shown === 'string' ? (names[shown] ?? shown) : shown
  }
  const fields: Readonly<Record<string, string>> = words.fields
  const list: Column<Change>[] = [
    { key: 'part', title: words.what, text: (change) => words.parts[change.part], width: 100, card: 'fact' },
    { key: 'label', title: '', text: label, width: 320, card: 'title' },
    {
      key: 'field',
      title: words.field,
      text: (change) => fields[change.field] ?? change.field,
      width: 110,
      card: 'fact',
    },
    {
      key: 'before',
      title: words.before,
      text: (change) => value(change, 'before'),
      width: 180,
      align: 'left',
      card: 'fact',
    },
    {
      key: 'after',
      title: words.after,
      text: (change) => value(change, 'after'),
      width: 180,
      align: 'left',
      card: 'fact',
    },
  ]
  return (
    <Section title={words.title(report.recordsChanged)} hint={words.hint}>
      <Table
        name="monthly.changes"
        title={words.title(report.recordsChanged)}
        rows={report.differences}
        columns={list}
        rowKey={(change) => `${change.part} ${change.ref} ${change.field}`}
        bare
        dense
      />
    </Section>
  )
}
