// The workbench of one who looks after a few units: the next thing first, then everything owed, by urgency.
import { api, type Client } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { EmptyState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { useView } from '../../../core/web/view.ts'
import { useQuery } from '@tanstack/react-query'
import type { DutyLine } from '../contract.ts'
import { DutyStateTag } from './duty-facts.tsx'
import { MonthChart } from './rate.tsx'
import { Figures } from './figures.tsx'
import { useDutyNames } from './names.ts'
import { HomeParts } from './parts.tsx'
import { Steps } from './step.tsx'
import { OpenReminder, Why } from './why.tsx'
import { dutyText, workbenchText } from './words.ts'

export type Mine = Awaited<ReturnType<Client['duties']['mine']>>

const groups = ['overdue', 'soon', 'later'] as const
type Group = (typeof groups)[number]

/** Overdue; due soon, that is from the reminder day on; or merely due in this period. */
export function groupOf(duty: DutyLine, today: string): Group {
  if (duty.state === 'overdue') return 'overdue'
  return duty.remindOn <= today ? 'soon' : 'later'
}

export function OwnBench({ mine, rootId }: { mine: Mine; rootId: string }) {
  const text = useText(workbenchText)
  const words = useText(dutyText)
  const { today, duties, counts } = mine
  const [next] = duties
  const severalUnits = new Set(duties.map((duty) => duty.unitId)).size > 1
  const byGroup = Map.groupBy(duties, (duty) => groupOf(duty, today))
  const nothingEver = duties.length === 0 && counts.doneThisMonth === 0
  const { unit } = useView()
  const year = Number(today.slice(0, 4))
  const rate = useQuery(
    api.duties.rate.queryOptions({ input: { unitId: unit?.id ?? rootId, year }, enabled: unit !== null }),
  )
  if (nothingEver && rate.data?.rate.denominator === 0) {
    return <EmptyState title={text.empty} hint={text.emptyHint} />
  }
  return (
    <>
      <div className="bench-top">
        {next ? (
          <NextThing duty={next} today={today} />
        ) : (
          <Section title={text.next}>
            <p className="next-what">{text.nextNone}</p>
            <p className="second prose">{text.nextNoneHint(counts.doneThisMonth)}</p>
          </Section>
        )}
        <Figures mine={mine} rootId={rootId} rates={rate.data} />
      </div>
      <HomeParts />
      {/* A single thing to do has been said above. */}
      {(duties.length > 1 ? groups : []).map((group) => {
        const rows = byGroup.get(group) ?? []
        if (rows.length === 0) return null
        return (
          <Section key={group} title={`${text.groups[group]} ${rows.length}`} hint={text.groupHints[group]}>
            <ul className="duty-items">
              {rows.map((duty) => (
                <Item key={duty.id} duty={duty} today={today} withUnit={severalUnits} />
              ))}
            </ul>
          </Section>
        )
      })}
      {rate.data && unit && rate.data.rate.denominator > 0 && (
        <MonthChart rates={rate.data} unitId={unit.id} year={year} height={200} />
      )}
      <Go to={`/duties?unit=${rootId}&year=${year}`}>{words.screens.duties}</Go>
    </>
  )
}

function NextThing({ duty, today }: { duty: DutyLine; today: string }) {
  const text = useText(workbenchText)
  const words = useText(dutyText)
  const names = useDutyNames()
  const phone = useIsPhone()
  return (
    <Section title={text.next} extra={<DutyStateTag duty={duty} today={today} />}>
      <p className="next-what">{names.whole(duty)}</p>
      <p className="second">
        {duty.unitName}
        <span className="dot-before next-due">
          {words.columns.due} {duty.dueOn}
        </span>
      </p>
      <div className="row next-acts">
        <Steps duty={duty} primary size={phone ? 'large' : 'middle'} />
        <Why duty={duty} />
      </div>
    </Section>
  )
}

export function Item({ duty, today, withUnit }: { duty: DutyLine; today: string; withUnit: boolean }) {
  const words = useText(dutyText)
  const names = useDutyNames()
  return (
    <li className="duty-item">
      <span className="duty-state">
        <DutyStateTag duty={duty} today={today} />
      </span>
      <span className="duty-what">
        <strong>{names.name(duty)}</strong>
        <span className="dot-before">{names.beside(duty)}</span>
        {names.who(duty) !== null && <span className="dot-before">{names.who(duty)}</span>}
        {withUnit && <span className="duty-unit second">{duty.unitName}</span>}
      </span>
      <span className="duty-dates second">
        {words.columns.due} {duty.dueOn}
        {duty.state === 'due' && !duty.remindCertain && (
          <>
            {' '}
            <span className="third duty-remind">
              {words.remind(duty.remindOn)} <OpenReminder />
            </span>
          </>
        )}
      </span>
      <span className="row duty-acts">
        <Why duty={duty} />
        <Steps duty={duty} />
      </span>
    </li>
  )
}
