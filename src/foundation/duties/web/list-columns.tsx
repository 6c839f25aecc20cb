// The columns of the list of duties.
import { Go } from '../../../core/web/go.tsx'
import { stateText } from '../../../core/web/state.tsx'
import type { Column } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { DutyLine } from '../contract.ts'
import { dutyStates } from '../rules.ts'
import { DutyStateTag } from './duty-facts.tsx'
import { useDutyNames } from './names.ts'
import { Steps } from './step.tsx'
import { OpenReminder } from './why.tsx'
import { dutyText } from './words.ts'

// What presses most stands first when sorted by state.
const urgency = ['overdue', 'due', 'late', 'done', 'waived', 'not_applicable'] as const

export function useDutyColumns(today: string, rows: readonly DutyLine[]): readonly Column<DutyLine>[] {
  const words = useText(dutyText)
  const { columns: heads } = words
  const states = useText(stateText)
  const names = useDutyNames()
  const named = rows.some((duty) => names.who(duty) !== null)
  const imposed = rows.some((duty) => duty.what !== null)
  const several = new Set(rows.map((duty) => duty.institutionName)).size > 1
  return [
    {
      key: 'unit',
      title: heads.unit,
      text: (duty) => duty.unitName,
      sort: true,
      filter: true,
      width: 180,
      card: 'fact',
    },
    {
      key: 'institution',
      title: heads.institution,
      text: (duty) => duty.institutionName,
      sort: true,
      filter: true,
      width: 180,
      hidden: !several,
      card: several ? 'fact' : 'none',
    },
    {
      key: 'what',
      title: heads.what,
      text: (duty) => names.name(duty),
      sort: true,
      width: imposed ? 240 : 150,
      card: 'title',
    },
    {
      key: 'period',
      title: heads.period,
      // What is asked for once has a day and no period; its origin stands in a column of its own.
      text: (duty) => (duty.what === null ? names.beside(duty) : ''),
      sort: (a, b) => a.periodFrom.localeCompare(b.periodFrom),
      width: 130,
      card: 'fact',
    },
    {
      key: 'who',
      title: heads.who,
      text: (duty) => names.who(duty) ?? '',
      sort: true,
      width: 110,
      hidden: !named,
      card: named ? 'fact' : 'none',
    },
    {
      key: 'origin',
      title: heads.origin,
      text: (duty) => (duty.what === null ? words.byRule : names.origin(duty)),
      sort: true,
      filter: true,
      width: 110,
      hidden: !imposed,
      card: imposed ? 'fact' : 'none',
    },
    {
      key: 'state',
      title: heads.state,
      text: (duty) => states[duty.state],
      render: (duty) => <DutyStateTag duty={duty} today={today} />,
      sort: (a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state),
      filter: dutyStates.map((state) => ({ value: states[state], label: states[state] })),
      width: 130,
      card: 'fact',
    },
    { key: 'due', title: heads.due, text: (duty) => duty.dueOn, sort: true, width: 110, card: 'fact' },
    {
      key: 'held',
      title: heads.held,
      text: (duty) => duty.happenedOn,
      render: (duty) =>
        duty.recordKind === 'meeting' && duty.recordId !== null ? (
          <Go to={`/meetings/${duty.recordId}`}>{duty.happenedOn}</Go>
        ) : (
          duty.happenedOn
        ),
      sort: true,
      width: 110,
    },
    {
      key: 'remind',
      title: heads.remind,
      text: (duty) => duty.remindOn,
      render: (duty) => (
        <>
          {duty.remindOn} {!duty.remindCertain && <OpenReminder />}
        </>
      ),
      sort: true,
      width: 180,
      hidden: true,
      card: 'none',
    },
    { key: 'next', title: heads.next, text: () => '', render: (duty) => <Steps duty={duty} />, width: 150 },
  ]
}
