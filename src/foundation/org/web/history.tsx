// The history of a unit as a line of days: names, places, mergers and splits, what is planned; and what its form means.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Timeline } from 'antd'
import type { ReactNode } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import type { Citation } from '../../../core/law.ts'
import { Cite } from '../../../core/web/law.tsx'
import { Section } from '../../../core/web/page.tsx'
import { ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { today } from './day-field.tsx'
import { historyText } from './history-words.ts'
import { useName } from './names.tsx'
import type { UnitPage } from './unit-parts.tsx'
import { unitForms } from '../words.ts'

type Event = {
  key: string
  day: string
  planned: boolean
  failed?: boolean
  what: ReactNode
  cancel?: () => Promise<unknown>
}

export function History({ unit }: { unit: UnitPage }) {
  const text = useText(historyText)
  const query = useQuery(api.org.history.queryOptions({ input: { unitId: unit.id } }))
  const queries = useQueryClient()
  const failed = useFailure()
  const events = useEvents(unit, query.data)
  const now = today()
  return (
    <Section title={text.history}>
      {events === null ? (
        query.error ? (
          <ErrorState error={query.error} retry={() => void query.refetch()} />
        ) : (
          <Loading rows={3} />
        )
      ) : (
        <Timeline
          className="unit-history"
          items={events.map((event) => ({
            key: event.key,
            color: event.failed === true ? 'red' : event.planned ? 'gray' : 'blue',
            content: (
              <div className="unit-event">
                <span className="unit-event-day">
                  {event.day === '' ? (
                    text.before
                  ) : event.day < now && !event.planned ? (
                    <Go to={`/units?on=${event.day}`} title={text.treeThen}>
                      {event.day}
                    </Go>
                  ) : (
                    event.day
                  )}
                </span>
                <span>
                  {event.what}
                  {event.planned && event.failed !== true && (
                    <span className="chip kind-tag">{text.planned}</span>
                  )}
                  {event.failed === true && <span className="unit-event-failed">{text.planFailed}</span>}
                </span>
                {event.cancel !== undefined && unit.mayWrite && (
                  <Button
                    size="small"
                    onClick={() => void event.cancel?.().then(() => queries.invalidateQueries(), failed)}
                  >
                    {text.cancel}
                  </Button>
                )}
              </div>
            ),
          }))}
        />
      )}
    </Section>
  )
}

const exact = (cite: UnitPage['formCites'][number]): Citation => cite as Citation

type Whole = Awaited<ReturnType<typeof client.org.history>>

/** Newest first; what is planned stands at the top. */
function useEvents(unit: UnitPage, history: Whole | undefined): readonly Event[] | null {
  const text = useText(historyText)
  if (!history) return null
  const unitId = unit.id
  const events: Event[] = []
  for (const [index, stage] of history.stages.entries()) {
    const before = history.stages[index - 1]
    const { planned, fromOn } = stage
    const key = `stage-${fromOn}`
    if (!before) {
      const parent = stage.parentName === null ? '' : text.below(stage.parentName)
      const what = [text.began(stage.name), parent].filter(Boolean).join(' · ')
      events.push({ key, day: unit.foundedOn === null ? '' : fromOn, planned: false, what })
      continue
    }
    const what = [
      ...(before.name === stage.name ? [] : [text.renamed(before.name, stage.name)]),
      ...(before.parentId === stage.parentId
        ? []
        : [text.moved(before.parentName ?? '', stage.parentName ?? '')]),
    ].join('；')
    events.push({
      key,
      day: fromOn,
      planned,
      what,
      ...(planned
        ? { cancel: () => client.org.cancelChange({ unitId, fromOn, version: unit.version }) }
        : {}),
    })
  }
  for (const each of history.successions) {
    const out = each.fromUnitId === unitId
    const other = out
      ? { id: each.toUnitId, name: each.toName }
      : { id: each.fromUnitId, name: each.fromName }
    const word =
      each.kind === 'merge' ? (out ? text.mergedInto : text.mergedIn) : out ? text.splitOff : text.splitFrom
    const what = <Go to={`/units/${other.id}`}>{word(other.name)}</Go>
    events.push({ key: `${each.kind}-${other.id}`, day: each.on, planned: false, what })
  }
  if (unit.dissolvedOn !== null) {
    const day = unit.dissolvedOn
    events.push({ key: 'dissolved', day, planned: day > history.today, what: text.dissolved })
  }
  for (const plan of history.plans) {
    const others = plan.others.map((name) => `“${name}”`).join('、')
    events.push({
      key: plan.id,
      day: plan.on,
      planned: true,
      failed: plan.failed !== null,
      what:
        plan.kind === 'merge' ? text.planMerge(plan.unitName, others) : text.planSplit(plan.unitName, others),
      cancel: () => client.org.cancelPlan({ unitId, planId: plan.id }),
    })
  }
  return events.toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
}

/** What a joint or temporary branch is, on which article, and what it may not do. */
export function Form({ unit }: { unit: UnitPage }) {
  const text = useText(historyText)
  const name = useName()
  if (unit.form === 'plain') return null
  return (
    <Section title={name(unitForms, unit.form)}>
      <p className="prose">{unit.form === 'joint' ? text.joint : text.temporary}</p>
      {unit.mayNot.length > 0 && (
        <ul className="form-acts">
          {unit.mayNot.map((act) => (
            <li key={act}>{text.acts[act]}</li>
          ))}
        </ul>
      )}
      {unit.formCites.map((cite) => (
        <p key={cite.article} className="part-title">
          <Cite cite={exact(cite)} />
        </p>
      ))}
    </Section>
  )
}
