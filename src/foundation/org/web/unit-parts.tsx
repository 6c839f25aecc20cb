// The sections of the unit page that only show: numbers, posts, term, coverage.
import type { Client } from '../../../core/web/client.ts'
import { Go, useQueryPart } from '../../../core/web/go.tsx'
import { FactList, Section } from '../../../core/web/page.tsx'
import { StateTag } from '../../../core/web/state.tsx'
import { useText } from '../../../core/web/text.ts'
import { reminderMonths } from '../rules.ts'
import { partyStatuses, postNames } from '../words.ts'
import { today } from './day-field.tsx'
import { useName } from './names.tsx'
import { UnitLink } from './unit-link.tsx'
import { unitText } from './words.ts'

export type UnitPage = Awaited<ReturnType<Client['org']['unit']>>

const dayLength = 86_400_000
const monthDays = 30.4

export function Facts({ unit }: { unit: UnitPage }) {
  const text = useText(unitText)
  const name = useName()
  const order = partyStatuses.map((status) => status.value)
  const statuses = [...unit.byStatus].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
  const most = Math.max(1, ...statuses.map((status) => status.people))
  const [, setStatus] = useQueryPart('status')
  const seePeople = (status: string | null) => {
    setStatus(status)
    document.getElementById('people')?.scrollIntoView({ block: 'start' })
  }
  const door = (count: number, status: string | null) =>
    unit.mayReadPeople ? (
      <button type="button" className="plain door" onClick={() => seePeople(status)}>
        {count}
      </button>
    ) : (
      count
    )
  const facts = [
    ...(unit.kind === 'department' ? [] : [{ label: text.members, value: door(unit.members, null) }]),
    { label: text.founded, value: unit.foundedOn },
  ]
  return (
    <Section title={text.facts}>
      <FactList facts={facts} />
      {unit.kind !== 'department' && (
        <>
          <h3 className="second part-title">{text.byStatus}</h3>
          {statuses.length === 0 ? (
            <p className="third">{text.noPeople}</p>
          ) : (
            <div className="status-bars">
              {statuses.map(({ status, people }) => (
                <div key={status} className="status-line">
                  <span>{name(partyStatuses, status)}</span>
                  <span aria-hidden="true">
                    <span className="status-bar" style={{ width: `${(people / most) * 100}%` }} />
                  </span>
                  <span className="unit-members">{door(people, status)}</span>
                </div>
              ))}
            </div>
          )}
        </>
      )}
    </Section>
  )
}

export function Leaders({ unit }: { unit: UnitPage }) {
  const text = useText(unitText)
  const name = useName()
  const order = postNames.map((post) => post.value)
  const posts = [...unit.posts].sort((a, b) => order.indexOf(a.post) - order.indexOf(b.post))
  return (
    <Section title={text.leaders}>
      {posts.length === 0 ? (
        <p className="third">{text.noLeaders}</p>
      ) : (
        <ul className="ties">
          {posts.map((post) => (
            <li key={`${post.personId} ${post.post}`}>
              <span className="second">{name(postNames, post.post)}</span>
              <span>
                {unit.mayReadPeople ? (
                  <Go to={`/people/${post.personId}`}>{post.personName}</Go>
                ) : (
                  post.personName
                )}
              </span>
              <span className="third">{text.since(post.fromOn)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** Ended is overdue; within the months of the reminder it is due; else only the dates stand there. */
export function Term({ unit }: { unit: UnitPage }) {
  const text = useText(unitText)
  const { term } = unit
  if (term === null) {
    return (
      <Section title={text.term}>
        <p className="third">{text.noTerm}</p>
      </Section>
    )
  }
  const days = Math.round((Date.parse(term.endsOn) - Date.parse(today())) / dayLength)
  const state = days < 0 ? 'overdue' : days < reminderMonths * monthDays ? 'late' : null
  const left = days < 0 ? text.termOver(-days) : text.termLeft(days)
  return (
    <Section title={text.term}>
      <p>
        <strong>{text.termNumber(term.number)}</strong>
      </p>
      <p>{text.termSpan(term.startedOn, term.endsOn, term.years)}</p>
      <p className="part-title">
        {state === null ? <span className="third">{left}</span> : <StateTag state={state}>{left}</StateTag>}
      </p>
    </Section>
  )
}

export function Coverage({ title, none, units }: CoverageProps) {
  const text = useText(unitText)
  return (
    <Section title={title}>
      {units.length === 0 ? (
        <p className="third">{none}</p>
      ) : (
        <ul className="ties two">
          {units.map((unit) => (
            <li key={unit.id}>
              <UnitLink id={unit.id} name={unit.name} />
              <span className="third">{text.since(unit.fromOn)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
type CoverageProps = { title: string; none: string; units: UnitPage['covers'] }
