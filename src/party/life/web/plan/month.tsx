// One month of the year plan: what is due by rule, what is planned, and what became of it.
import { Button } from 'antd'
import { Go } from '../../../../core/web/go.tsx'
import { type DutyState, StateSign } from '../../../../core/web/state.tsx'
import { useLanguage, useText } from '../../../../core/web/text.ts'
import { useMeetingKind } from '../kinds.ts'
import type { Rhythm } from '../layout.ts'
import { planText } from '../plan-words.ts'
import type { Drafted, Plan } from './drafted.ts'

type Due = { rhythm: Rhythm; covered: boolean; state: DutyState | null }
type MonthProps = {
  month: number
  now: number | null
  items: readonly Drafted[]
  due: readonly Due[]
  proposal: Plan['proposals'][number] | undefined
  writable: boolean
  mayHold: boolean
  copyFrom: boolean
  add: () => void
  edit: (item: Drafted) => void
  remove: (item: Drafted) => void
  hold: (item: Drafted) => void
  copy: () => void
}

export function Month(props: MonthProps) {
  const { month, now, items, due, proposal, writable } = props
  const text = useText(planText)
  const [language] = useLanguage()
  const current = month === now
  const uncovered = due.filter((each) => !each.covered && (each.state === null || each.state === 'due'))
  return (
    <section
      className={current ? 'section plan-month now' : 'section plan-month'}
      aria-label={text.months(month)}
    >
      <header className="row spread">
        <h2>
          {text.months(month)} {current && <span className="chip">{text.now}</span>}
        </h2>
        {writable && (
          <span>
            {props.copyFrom && items.length === 0 && (
              <Button size="small" type="text" onClick={props.copy}>
                {text.copyMonth(month - 1)}
              </Button>
            )}
            <Button
              size="small"
              type="text"
              aria-label={`${text.months(month)} ${text.add}`}
              onClick={props.add}
            >
              +
            </Button>
          </span>
        )}
      </header>
      {proposal && (
        <p className="third">
          {text.proposal(proposal.day.slice(5))}
          {!proposal.certain && ` · ${text.uncertain}`}
        </p>
      )}
      {due.length > 0 && (
        <ul className="plan-due" aria-label={text.due}>
          {due.map(({ rhythm, covered, state }) => (
            <li key={rhythm.id} className="row">
              <StateSign state={state ?? 'due'} size={12} />
              <span className={covered || (state !== null && state !== 'due') ? 'second' : ''}>
                {rhythm[language]}
              </span>
            </li>
          ))}
        </ul>
      )}
      <ul className="plan-items">
        {items.map((item) => (
          <PlanLine key={item.id} item={item} {...props} />
        ))}
      </ul>
      {items.length === 0 && <p className="third">{text.plannedNone}</p>}
      {uncovered.length > 0 && (
        <p className="third">{text.uncovered(uncovered.map(({ rhythm }) => rhythm[language]).join('、'))}</p>
      )}
    </section>
  )
}

function PlanLine({ item, writable, mayHold, edit, remove, hold }: MonthProps & { item: Drafted }) {
  const text = useText(planText)
  const kinds = useMeetingKind()
  const { meeting } = item
  const free = meeting === null || meeting.state === 'cancelled'
  const said = [kinds.name(item.kind), item.partName, item.lecturer, item.place].filter(Boolean)
  return (
    <li className="plan-item">
      <div className="plan-words">
        <strong>{item.title}</strong>
        <span className="third">{said.join(' · ')}</span>
        {!free && (
          <Go to={`/meetings/${meeting.id}`}>
            {meeting.on.slice(5, 16).replace('T', ' ')} {meeting.state === 'planned' ? text.planned : ''}
          </Go>
        )}
      </div>
      <span className="plan-acts no-print">
        {mayHold && free && (
          <Button size="small" onClick={() => hold(item)}>
            {text.hold}
          </Button>
        )}
        {writable && (
          <>
            <Button
              size="small"
              type="text"
              aria-label={text.editItem(item.title)}
              onClick={() => edit(item)}
            >
              {text.edit}
            </Button>
            {free && (
              <Button
                size="small"
                type="text"
                aria-label={text.remove(item.title)}
                onClick={() => remove(item)}
              >
                ×
              </Button>
            )}
          </>
        )}
      </span>
    </li>
  )
}
