// How a report's state looks, and the choice of the month.
import { Select, Tooltip } from 'antd'
import { type DutyState, StateTag } from '../../../core/web/state.tsx'
import { useText } from '../../../core/web/text.ts'
import type { ReportLine } from '../contract/report.ts'
import type { ReportState } from '../rules.ts'
import { monthBefore, useMonthWords } from './month.ts'
import { monthlyText } from './words.ts'

const looks: Readonly<Record<ReportState | 'missing', DutyState>> = {
  due: 'due',
  prepared: 'due',
  submitted: 'due',
  accepted: 'done',
  returned: 'late',
  missing: 'overdue',
}

/** What a line is called: missing takes the place of the state where its day has passed. */
export const shownState = (line: Pick<ReportLine, 'state' | 'missing'>): ReportState | 'missing' =>
  line.missing && line.state !== 'returned' ? 'missing' : line.state

export function ReportState({ line }: { line: Pick<ReportLine, 'state' | 'missing' | 'dueOn'> }) {
  const text = useText(monthlyText)
  const state = shownState(line)
  const tag = <StateTag state={looks[state]}>{text.states[state]}</StateTag>
  return state === 'missing' ? <Tooltip title={text.since(line.dueOn)}>{tag}</Tooltip> : tag
}

/** The running month and so many before it. */
const monthsShown = 24

export function MonthChoice({ month, choose }: { month: string; choose: (month: string) => void }) {
  const text = useText(monthlyText)
  const words = useMonthWords()
  const months = Array.from({ length: monthsShown }, (_, index) => monthBefore(index))
  const all = months.includes(month) ? months : [month, ...months]
  return (
    <Select
      className="monthly-month"
      aria-label={text.chooseMonth}
      value={month}
      onChange={choose}
      options={all.map((value) => ({ value, label: words(value) }))}
    />
  )
}
