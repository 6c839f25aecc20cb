// The workbench of a Party office: which branches are behind, what falls due next, and how the rate has moved.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../core/web/client.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { StateTag } from '../../../core/web/state.tsx'
import { EmptyState } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { useView } from '../../../core/web/view.ts'
import type { DutyLine } from '../contract.ts'
import { Figures } from './figures.tsx'
import type { Mine } from './own-bench.tsx'
import { useDutyNames } from './names.ts'
import { HomeParts } from './parts.tsx'
import { daysBetween, periodText } from './period.ts'
import { dutiesPath, MonthChart } from './rate.tsx'
import { OpenReminder, Why } from './why.tsx'
import { dutyText, workbenchText } from './words.ts'

/** A list that is seen at a glance needs no search. */
const shortList = 15

type Behind = {
  unitId: string
  unitName: string
  institutionName: string
  overdue: readonly DutyLine[]
  oldest: DutyLine
}

type Coming = { key: string; sample: DutyLine; units: number }

export function OfficeBench({ mine, rootId, cut }: { mine: Mine; rootId: string; cut: boolean }) {
  const text = useText(workbenchText)
  const { unit } = useView()
  const year = Number(mine.today.slice(0, 4))
  const rate = useQuery(
    api.duties.rate.queryOptions({ input: { unitId: unit?.id ?? rootId, year }, enabled: unit !== null }),
  )
  return (
    <>
      <Figures mine={mine} rootId={rootId} rates={rate.data} />
      <div className="bench">
        <div className="bench-main">
          <BehindTable mine={mine} cut={cut} />
        </div>
        <div className="bench-side">
          <HomeParts />
          <ComingUp mine={mine} rootId={rootId} />
          {rate.data && unit && <MonthChart rates={rate.data} unitId={unit.id} year={year} height={190} />}
          <Go to={dutiesPath(rootId, { year })}>{text.all}</Go>
        </div>
      </div>
    </>
  )
}

function behind(duties: readonly DutyLine[]): Behind[] {
  const overdue = Map.groupBy(
    duties.filter((duty) => duty.state === 'overdue'),
    (duty) => duty.unitId,
  )
  return [...overdue]
    .flatMap(([unitId, rows]) => {
      const [first] = rows
      if (!first) return []
      const oldest = rows.reduce((least, duty) => (duty.dueOn < least.dueOn ? duty : least), first)
      return [
        { unitId, unitName: first.unitName, institutionName: first.institutionName, overdue: rows, oldest },
      ]
    })
    .sort((a, b) => b.overdue.length - a.overdue.length || a.oldest.dueOn.localeCompare(b.oldest.dueOn))
}

function BehindTable({ mine, cut }: { mine: Mine; cut: boolean }) {
  const text = useText(workbenchText)
  const periods = useText(periodText)
  const words = useText(dutyText)
  const names = useDutyNames()
  const go = useGo()
  const { today, duties } = mine
  const rows = behind(duties)
  const several = new Set(rows.map((row) => row.institutionName)).size > 1
  const path = (row: Behind) => dutiesPath(row.unitId, { state: 'overdue', period: 'all' })
  const whatOf = (row: Behind) =>
    row.overdue.map((duty) => `${names.name(duty)} ${names.beside(duty)}`).join(text.separator)
  const columns: readonly Column<Behind>[] = [
    { key: 'unit', title: text.branch, text: (row) => row.unitName, sort: true, width: 170, card: 'title' },
    ...(several
      ? [
          {
            key: 'institution',
            title: words.columns.institution,
            text: (row: Behind) => row.institutionName,
            sort: true as const,
            filter: true as const,
            width: 170,
            card: 'fact' as const,
          },
        ]
      : []),
    {
      key: 'overdue',
      title: text.overdue,
      text: (row) => row.overdue.length,
      render: (row) => (
        <Go to={path(row)} className="door">
          {row.overdue.length}
          <span className="visually-hidden"> {text.openOf(row.unitName)}</span>
        </Go>
      ),
      sort: true,
      width: 80,
      card: 'fact',
    },
    {
      key: 'oldest',
      title: text.oldest,
      text: (row) => daysBetween(row.oldest.dueOn, today),
      render: (row) => (
        <StateTag state="overdue">{periods.over(daysBetween(row.oldest.dueOn, today))}</StateTag>
      ),
      sort: true,
      width: 130,
      align: 'left',
      card: 'fact',
    },
    {
      key: 'what',
      title: text.what,
      text: whatOf,
      render: (row) => <span title={whatOf(row)}>{whatOf(row)}</span>,
      width: 260,
      card: 'fact',
    },
  ]
  return (
    <Section title={`${text.behind} ${rows.length}`} hint={cut ? text.more(duties.length) : text.behindHint}>
      {rows.length === 0 ? (
        <EmptyState title={text.behindNone} hint={text.behindNoneHint} />
      ) : (
        <Table
          name="behind"
          title={text.behind}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.unitId}
          open={(row) => go(path(row))}
          dense
          bare={rows.length <= shortList}
        />
      )}
    </Section>
  )
}

/** What is due in this period, one line for each rhythm and period, the nearest first. */
function coming(duties: readonly DutyLine[]): Coming[] {
  const groups = Map.groupBy(
    duties.filter((duty) => duty.state === 'due'),
    (duty) => `${duty.rhythm} ${duty.originId === '' ? duty.periodFrom : duty.originId}`,
  )
  return [...groups]
    .flatMap(([key, rows]) => {
      const [sample] = rows
      return sample ? [{ key, sample, units: rows.length }] : []
    })
    .sort((a, b) => a.sample.dueOn.localeCompare(b.sample.dueOn) || b.units - a.units)
}

function ComingUp({ mine, rootId }: { mine: Mine; rootId: string }) {
  const text = useText(workbenchText)
  const periods = useText(periodText)
  const words = useText(dutyText)
  const names = useDutyNames()
  const rows = coming(mine.duties)
  const { today } = mine
  return (
    <Section title={text.upcoming} hint={rows.length === 0 ? text.upcomingNone : text.upcomingHint}>
      <ul className="coming">
        {rows.map(({ key, sample, units }) => (
          <li key={key}>
            <span className="coming-what">
              <strong>{names.name(sample)}</strong>
              <span className="dot-before">{names.beside(sample)}</span>
            </span>
            <Go
              className="door"
              to={dutiesPath(rootId, { state: 'due', rhythm: sample.rhythm, period: 'all' })}
            >
              {text.left(units)}
            </Go>
            <span className="third coming-due">
              {words.columns.due} {sample.dueOn} · {periods.left(daysBetween(today, sample.dueOn))}
              {!sample.remindCertain && <OpenReminder />}
              <Why duty={sample} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
