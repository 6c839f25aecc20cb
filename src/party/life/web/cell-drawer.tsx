// The duties of one cell in full, each with its record, articles and next step.
import { Drawer } from 'antd'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { DutyFacts } from '../../../foundation/duties/web/index.ts'
import type { Rhythm, Row } from './layout.ts'
import { useYearOfUnit } from './peek.tsx'
import { lifeText } from './words.ts'

type CellDrawerProps = {
  cell: { row: Row; month: number } | null
  rhythms: readonly Rhythm[]
  year: number
  today: string
  close: () => void
}

export function CellDrawer({ cell, rhythms, year, today, close }: CellDrawerProps) {
  const text = useText(lifeText)
  const phone = useIsPhone()
  return (
    <Drawer
      open={cell !== null}
      onClose={close}
      title={cell ? `${cell.row.unitName} · ${text.monthOf(year, cell.month)}` : ''}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '80%' : 440}
      destroyOnHidden
      // Back to the cell one came from, so that the arrow keys go on from there.
      afterOpenChange={(open) => {
        if (!open) document.querySelector<HTMLElement>('.life-grid [tabindex="0"]')?.focus()
      }}
    >
      {cell && <Duties {...cell} rhythms={rhythms} year={year} today={today} />}
    </Drawer>
  )
}

function Duties(props: { row: Row; month: number; rhythms: readonly Rhythm[]; year: number; today: string }) {
  const { row, month, rhythms, year, today } = props
  const text = useText(lifeText)
  const query = useYearOfUnit(row.unitId, year)
  const marks = rhythms.flatMap((rhythm) =>
    (row.months[month - 1] ?? []).filter((mark) => mark.rhythm === rhythm.id),
  )
  if (marks.length === 0) return <EmptyState title={text.none} />
  if (query.error && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <Loading />
  const byId = new Map(query.data.duties.map((duty) => [duty.id, duty]))
  return marks.map((mark) => {
    const duty = byId.get(mark.dutyId)
    if (!duty) return null
    return (
      <div key={duty.id} className="cell-duty">
        {duty.unitId !== row.unitId && <p className="second">{duty.unitName}</p>}
        <DutyFacts duty={duty} today={today} />
      </div>
    )
  })
}
