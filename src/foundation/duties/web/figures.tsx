// The figures at the head of the workbench: overdue, due, done this month, and the rate of the unit in view.
import { Figure } from '../../../core/web/page.tsx'
import { percent } from '../../../core/web/state.tsx'
import { useText } from '../../../core/web/text.ts'
import { useView } from '../../../core/web/view.ts'
import { goalPercent } from './goal.ts'
import type { Mine } from './own-bench.tsx'
import { dutiesPath, type Rates } from './rate.tsx'
import { dutyText, workbenchText } from './words.ts'

export function Figures(props: { mine: Mine; rootId: string; rates: Rates | undefined }) {
  const { mine, rootId, rates } = props
  const text = useText(workbenchText)
  const words = useText(dutyText)
  const { unit } = useView()
  const { counts, today } = mine
  const year = Number(today.slice(0, 4))
  const base = rates?.rate.denominator ?? 0
  return (
    <div className={counts.overdue > 0 ? 'section figures late' : 'section figures'}>
      <Figure
        label={text.overdue}
        value={counts.overdue}
        unit={text.items}
        to={dutiesPath(rootId, { state: 'overdue', period: 'all' })}
      />
      <Figure
        label={text.due}
        value={counts.due}
        unit={text.items}
        to={dutiesPath(rootId, { state: 'due', period: 'all' })}
      />
      <Figure
        label={text.done}
        value={counts.doneThisMonth}
        unit={text.items}
        to={dutiesPath(rootId, { held: today.slice(0, 7) })}
      />
      {rates && unit && (
        <Figure
          label={text.rate(unit.name, year)}
          value={base === 0 ? null : percent(rates.rate.numerator, base)}
          to={`/duties/rate?unit=${unit.id}&year=${year}`}
          change={`${text.counts(rates.rate.numerator, base)} · ${words.goal(`${goalPercent} %`)}`}
        />
      )}
    </div>
  )
}
