// The units above the branches: each with the sums of all below it, month by month; a name leads one level down.
import { Go } from '../../../core/web/go.tsx'
import { percent, Rate, StateSign } from '../../../core/web/state.tsx'
import { useText } from '../../../core/web/text.ts'
import { type DutyState, dutyStates } from '../../../foundation/duties/rules.ts'
import { months } from './grid.tsx'
import { type LifeTable, worst } from './layout.ts'
import { lifeText } from './words.ts'

type Unit = LifeTable['rolled'][number]

function sumOf(unit: Unit, month: number, rhythm: string | null): Record<DutyState, number> {
  const sum = { due: 0, done: 0, late: 0, overdue: 0, waived: 0, not_applicable: 0 }
  for (const cell of unit.months[month - 1] ?? []) {
    if (rhythm !== null && cell.rhythm !== rhythm) continue
    for (const state of dutyStates) sum[state] += cell.counts[state] ?? 0
  }
  return sum
}

type RolledProps = {
  units: readonly Unit[]
  year: number
  rhythm: string | null
  /** As a share. */
  goal: number
  onlyBehind: boolean
}

export function RolledTable({ units, year, rhythm, goal, onlyBehind }: RolledProps) {
  const text = useText(lifeText)
  const seen = onlyBehind ? units.filter((unit) => unit.behind > 0) : units
  return (
    <div className="rolled-frame print-wide" role="region" aria-label={text.sums} tabIndex={0}>
      <table className="rolled-table">
        <thead>
          <tr>
            <th scope="col" className="name">
              {text.unit}
            </th>
            <th scope="col">{text.units}</th>
            {months.map((month) => (
              <th key={month} scope="col">
                {text.month(month)}
              </th>
            ))}
            <th scope="col">{text.rate}</th>
          </tr>
        </thead>
        <tbody>
          {seen.map((unit) => (
            <tr key={unit.unitId} className={unit.depth === 0 ? 'whole' : ''}>
              <th
                scope="row"
                className="name"
                style={{ paddingInlineStart: 12 + Math.min(3, unit.depth) * 14 }}
              >
                {unit.depth === 0 ? (
                  unit.unitName
                ) : (
                  <Go to={`/life/table?unit=${unit.unitId}&year=${year}`}>{unit.unitName}</Go>
                )}
              </th>
              <td>
                {unit.units}
                {unit.behind > 0 && (
                  <Go
                    to={`/life/table?unit=${unit.unitId}&year=${year}&only=behind`}
                    className="rolled-behind"
                  >
                    {text.behindUnits(unit.behind)}
                  </Go>
                )}
              </td>
              {months.map((month) => (
                <SumCell key={month} sum={sumOf(unit, month, rhythm)} goal={goal} />
              ))}
              <td>
                <Rate {...unit.rate} goal={goal} to={`/duties/rate?unit=${unit.unitId}&year=${year}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function SumCell({ sum, goal }: { sum: Record<DutyState, number>; goal: number }) {
  const text = useText(lifeText)
  const state = worst(dutyStates.filter((each) => sum[each] > 0))
  if (state === null) return <td />
  const counted = sum.done + sum.late + sum.overdue
  const said = text.cellSum(sum.done, counted, sum.overdue)
  return (
    <td title={said} aria-label={said}>
      <span className={`state-tag state-${state.replace('_', '-')}`}>
        <StateSign state={state} size={12} />
        {counted > 0 && (
          <span className={sum.done < goal * counted ? 'missed' : ''}>{percent(sum.done, counted)}</span>
        )}
      </span>
    </td>
  )
}
