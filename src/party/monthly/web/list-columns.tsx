// The columns of the list of reports from below.
import { useMemo } from 'react'
import { Rate } from '../../../core/web/state.tsx'
import type { Column } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { ReportLine } from '../contract/report.ts'
import { ReportState, shownState } from './marks.tsx'
import type { Inbox } from './month-end.tsx'
import { localToday, momentWords } from './month.ts'
import { monthlyText } from './words.ts'

// What presses most stands first when sorted by state.
const urgency = ['missing', 'returned', 'submitted', 'due', 'prepared', 'accepted'] as const

const daysSince = (day: string): number =>
  Math.round((Date.parse(localToday()) - Date.parse(day)) / (24 * 60 * 60 * 1000))

export function useListColumns(inbox: Inbox): readonly Column<ReportLine>[] {
  const text = useText(monthlyText)
  return useMemo(() => {
    const { list, obstacles, states } = text
    const names = new Map(inbox.rows.map((row) => [row.unitId, row.unitName]))
    const why = (line: ReportLine): string => {
      if (line.missing) return text.late(daysSince(line.dueOn))
      if (line.state === 'returned') return line.returned ?? ''
      return (line.obstacles ?? []).map((obstacle) => obstacles[obstacle]).join('、')
    }
    const columns: Column<ReportLine>[] = [
      { key: 'unit', title: list.unit, text: (line) => line.unitName, sort: true, width: 170, card: 'title' },
      {
        key: 'upper',
        title: list.upper,
        text: (line) => names.get(line.upperId ?? '') ?? inbox.unitName,
        sort: true,
        filter: true,
        width: 140,
        card: 'none',
      },
      {
        key: 'state',
        title: list.state,
        text: (line) => states[shownState(line)],
        render: (line) => <ReportState line={line} />,
        sort: (a, b) => urgency.indexOf(shownState(a)) - urgency.indexOf(shownState(b)),
        width: 150,
        card: 'fact',
      },
      {
        key: 'rate',
        title: list.rate,
        text: (line) => (line.rate.denominator === 0 ? null : line.rate.numerator / line.rate.denominator),
        render: (line) => <Rate {...line.rate} />,
        sort: true,
        width: 130,
        align: 'left',
        card: 'fact',
      },
      { key: 'why', title: list.why, text: why, width: 150, card: 'fact' },
      {
        key: 'changed',
        title: list.changed,
        text: (line) => line.changed,
        render: (line) =>
          line.changed ?? (line.state === 'submitted' || line.state === 'accepted' ? list.notCompared : '—'),
        sort: true,
        width: 110,
        align: 'right',
        card: 'none',
      },
      {
        key: 'meetings',
        title: list.meetings,
        text: (line) => line.meetings,
        sort: true,
        width: 80,
        card: 'none',
      },
      { key: 'secretary', title: list.secretary, text: (line) => line.secretary, width: 100, card: 'none' },
      {
        key: 'due',
        title: list.due,
        text: (line) => line.dueOn,
        sort: true,
        width: 110,
        hidden: true,
        card: 'none',
      },
      {
        key: 'submitted',
        title: list.submitted,
        text: (line) =>
          line.submittedAt === null ? null : `${momentWords(line.submittedAt)} ${line.submittedBy ?? ''}`,
        sort: true,
        width: 190,
        hidden: true,
        card: 'none',
      },
      {
        key: 'reminded',
        title: list.reminded,
        text: (line) => (line.remindedAt === null ? null : momentWords(line.remindedAt)),
        sort: true,
        width: 130,
        hidden: !inbox.rows.some(({ remindedAt }) => remindedAt !== null),
        card: 'none',
      },
    ]
    return columns
  }, [text, inbox])
}
