// One duty whole: state, period, dates, record, waiver and articles; stands in the drawers of list and yearly table.
import { FactList } from '../../../core/web/page.tsx'
import { StateTag } from '../../../core/web/state.tsx'
import { useText } from '../../../core/web/text.ts'
import type { DutyLine } from '../contract.ts'
import './duties.css'
import { useDutyNames } from './names.ts'
import { daysBetween, periodText } from './period.ts'
import { DutyParts } from './parts.tsx'
import { Steps } from './step.tsx'
import { Grounds, OpenReminder } from './why.tsx'
import { dutyText } from './words.ts'

/** State with the days: '逾期 12 天', '还有 9 天'; done, late and waived say only their word. */
export function DutyStateTag({ duty, today }: { duty: Pick<DutyLine, 'state' | 'dueOn'>; today: string }) {
  const text = useText(periodText)
  if (duty.state === 'overdue') {
    return <StateTag state="overdue">{text.over(daysBetween(duty.dueOn, today))}</StateTag>
  }
  if (duty.state === 'due')
    return <StateTag state="due">{text.left(daysBetween(today, duty.dueOn))}</StateTag>
  return <StateTag state={duty.state} />
}

export function DutyFacts({ duty, today }: { duty: DutyLine; today: string }) {
  const text = useText(dutyText)
  const names = useDutyNames()
  const who = names.who(duty)
  const imposed = duty.what !== null
  const owed = duty.state === 'due' || duty.state === 'overdue'
  const { columns } = text
  return (
    <article className="duty-facts">
      <header className="row">
        <h3>{names.name(duty)}</h3>
        <DutyStateTag duty={duty} today={today} />
      </header>
      <FactList
        facts={[
          { label: imposed ? columns.origin : columns.period, value: names.beside(duty) },
          ...(who === null ? [] : [{ label: columns.who, value: who }]),
          { label: columns.due, value: duty.dueOn },
          ...(owed
            ? [
                {
                  label: columns.remind,
                  value: (
                    <>
                      {duty.remindOn} {!duty.remindCertain && <OpenReminder />}
                    </>
                  ),
                },
              ]
            : []),
          {
            label: imposed ? columns.done : columns.held,
            value: duty.happenedOn ?? (imposed ? text.notDone : text.notHeld),
          },
          ...(duty.evidence === null ? [] : [{ label: text.evidence, value: duty.evidence }]),
          ...(duty.waivedReason === null ? [] : [{ label: text.waivedFor, value: duty.waivedReason }]),
        ]}
      />
      <DutyParts duty={duty} />
      <Steps duty={duty} size="middle" />
      <details>
        <summary>{text.why}</summary>
        <Grounds duty={duty} />
      </details>
    </article>
  )
}
