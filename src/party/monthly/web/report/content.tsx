// The content of a report: its figures, each a door to its duties, meetings, exceptions, reports below, members.
import { Go } from '../../../../core/web/go.tsx'
import { Columns, Figure, Section } from '../../../../core/web/page.tsx'
import { useMay } from '../../../../core/web/session.ts'
import { percent, Rate, StateTag } from '../../../../core/web/state.tsx'
import { type Column, Table } from '../../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../../core/web/text.ts'
import { partyStatuses } from '../../../../foundation/org/words.ts'
import { kindWords } from '../../../meetings/rules.ts'
import type { Content, Figure as Count, MeetingLine } from '../../contract/content.ts'
import type { Report } from '../../contract/report.ts'
import { isRecord, rateOf } from '../../rules.ts'
import { lastDayOf } from '../month.ts'
import { reportText } from '../words.ts'

type Props = { content: Content }

/** The list of duties behind a figure; null for those who may not see it. */
function useDoor({ unit, month }: Content): (kind: string | null, state?: string) => string | undefined {
  const may = useMay()
  const [year = '', number = ''] = month.split('-')
  return (kind, state) => {
    if (!may('duty.read')) return undefined
    const parts = [
      `unit=${unit.id}`,
      `year=${year}`,
      `period=${Number(number)}`,
      ...(kind === null ? [] : [`rhythm=${kind}`]),
      ...(state === undefined ? [] : [`state=${state}`]),
    ]
    return `/duties?${parts.join('&')}`
  }
}

export function Summary({ report, content }: Props & { report: Report }) {
  const text = useText(reportText).figures
  const door = useDoor(content)
  const may = useMay()
  const { numerator, denominator } = rateOf(content.figures)
  const members = content.members
    .filter(({ status }) => status === 'full' || status === 'probationary')
    .reduce((sum, { count }) => sum + count, 0)
  const [from, to] = [`${content.month}-01`, lastDayOf(content.month)]
  const meetings = may('meeting.read') ? `/meetings?unit=${content.unit.id}&from=${from}&to=${to}` : undefined
  return (
    <Section title={text.title}>
      <Columns min={130}>
        <Figure
          label={text.rate}
          value={denominator === 0 ? null : percent(numerator, denominator)}
          change={`${numerator} / ${denominator}，${text.goal(percent(content.goal, 1000))}`}
          {...doorOf(door(null))}
        />
        <Figure label={text.meetings} value={content.meetingCount} unit={text.times} {...doorOf(meetings)} />
        <Figure label={text.lectures} value={content.lectureCount} unit={text.times} />
        <Figure label={text.members} value={members} unit={text.people} />
      </Columns>
      <Kinds content={content} />
      {report.records !== null && <Agrees report={report} content={content} />}
    </Section>
  )
}

const doorOf = (to: string | undefined): { to?: string } => (to === undefined ? {} : { to })

/** Whether the sum of the accepted reports is what the records say. */
function Agrees({ report, content }: Props & { report: Report }) {
  const text = useText(reportText).below
  const sum = rateOf(content.figures)
  const records = rateOf(report.records ?? [])
  const equal = sum.numerator === records.numerator && sum.denominator === records.denominator
  return (
    <p className="third">
      {equal ? `✓ ${text.agrees}` : [text.differs, ' ', <Rate key="records" {...records} />]}
    </p>
  )
}

const columns = [
  { key: 'onTime', state: 'done' },
  { key: 'late', state: 'late' },
  { key: 'overdue', state: 'overdue' },
  { key: 'open', state: 'due' },
  { key: 'waived', state: 'waived' },
] as const

function Kinds({ content }: Props) {
  const text = useText(reportText).figures
  const [language] = useLanguage()
  const door = useDoor(content)
  if (content.figures.length === 0) {
    // Where reports from below are still to be accepted, that is said there.
    return content.missing.length > 0 ? null : <p className="third">{text.none}</p>
  }
  const counted = (figure: Count): number => figure.onTime + figure.late + figure.overdue
  const total = rateOf(content.figures)
  // Columns in which nothing ever stands say nothing.
  const used = columns.filter(
    ({ key }) => key === 'onTime' || content.figures.some((figure) => figure[key] > 0),
  )
  const number = (value: number, to: string | undefined) =>
    value === 0 ? <span className="third">0</span> : to === undefined ? value : <Go to={to}>{value}</Go>
  return (
    <div className="monthly-scroll">
      <table className="monthly-kinds">
        <thead>
          <tr>
            <th scope="col">{text.kind}</th>
            <th scope="col">{text.counted}</th>
            {used.map(({ key }) => (
              <th scope="col" key={key}>
                {text[key]}
              </th>
            ))}
            <th scope="col">{text.rate}</th>
          </tr>
        </thead>
        <tbody>
          {content.figures.map((figure) => (
            <tr key={figure.kind}>
              <td>{figure[language]}</td>
              <td>{number(counted(figure), door(figure.kind))}</td>
              {used.map(({ key, state }) => (
                <td key={key}>{number(figure[key], door(figure.kind, state))}</td>
              ))}
              <td>{counted(figure) === 0 ? '—' : percent(figure.onTime, counted(figure))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{text.total}</td>
            <td>{total.denominator}</td>
            {used.map(({ key }) => (
              <td key={key}>{content.figures.reduce((sum, figure) => sum + figure[key], 0)}</td>
            ))}
            <td>{total.denominator === 0 ? '—' : percent(total.numerator, total.denominator)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

export function Meetings({ content }: Props) {
  const text = useText(reportText).meetings
  const [language] = useLanguage()
  const may = useMay()
  const several = new Set(content.meetings.map(({ unitId }) => unitId)).size > 1
  if (content.meetings.length === 0) return null
  const kind = (meeting: MeetingLine): string =>
    kindWords.find(({ value }) => value === meeting.kind)?.[language] ?? meeting.kind
  const note = (meeting: MeetingLine): string =>
    [
      ...(isRecord(meeting.state) ? [] : [text.unconfirmed]),
      ...(meeting.daysLate > 0 ? [text.late(meeting.daysLate)] : []),
      ...(meeting.makeUpFor === null ? [] : [text.makeUp(meeting.makeUpFor)]),
    ].join('、')
  const list: Column<MeetingLine>[] = [
    { key: 'day', title: text.day, text: (meeting) => meeting.day, width: 110, card: 'fact' },
    { key: 'kind', title: text.kind, text: kind, width: 140, card: 'fact' },
    {
      key: 'name',
      title: text.name,
      text: (meeting) => meeting.title,
      render: (meeting) =>
        may('meeting.read') ? <Go to={`/meetings/${meeting.meetingId}`}>{meeting.title}</Go> : meeting.title,
      card: 'title',
    },
    { key: 'unit', title: text.unit, text: (meeting) => meeting.unitName, hidden: !several, card: 'none' },
    {
      key: 'attendance',
      title: text.attendance,
      text: (meeting) => `${meeting.present} / ${meeting.due}`,
      width: 110,
      align: 'right',
      card: 'fact',
    },
    { key: 'note', title: text.note, text: note, width: 220, card: 'none' },
  ]
  return (
    <Section title={text.title}>
      <Table
        name="monthly.meetings"
        title={text.title}
        rows={content.meetings}
        columns={list}
        rowKey={(meeting) => meeting.meetingId}
        bare
        dense
      />
    </Section>
  )
}

export function Exceptions({ content }: Props) {
  const text = useText(reportText).exceptions
  const [language] = useLanguage()
  const lines = content.duties.flatMap((duty) => {
    if (duty.state === 'overdue') return [{ duty, words: text.overdue(duty.dueOn) }]
    if (duty.state === 'late') return [{ duty, words: text.late(duty.happenedOn ?? '') }]
    if (duty.state === 'waived') return [{ duty, words: text.waived(duty.reason ?? '') }]
    return []
  })
  if (lines.length === 0) return null
  return (
    <Section title={text.title}>
      <ul className="monthly-lines">
        {lines.map(({ duty, words }) => (
          <li key={duty.dutyId}>
            <StateTag state={duty.state} />
            <span>
              {duty.unitName} · {duty[language]}
            </span>
            <span className="second">{words}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function Below({ report, content }: Props & { report: Report }) {
  const text = useText(reportText).below
  const { below, missing } = content
  if (below.length + missing.length === 0) return null
  const people = (members: Content['members']): number =>
    members
      .filter(({ status }) => status === 'full' || status === 'probationary')
      .reduce((sum, { count }) => sum + count, 0)
  const list: Column<(typeof below)[number]>[] = [
    {
      key: 'unit',
      title: text.unit,
      text: (each) => each.unitName,
      render: (each) => (
        <Go to={`/monthly/reports/${each.unitId}?month=${report.line.month}`}>{each.unitName}</Go>
      ),
      sort: true,
      card: 'title',
    },
    {
      key: 'rate',
      title: text.rate,
      text: ({ figures }) => rateOf(figures).numerator / Math.max(1, rateOf(figures).denominator),
      render: ({ figures }) => <Rate {...rateOf(figures)} />,
      sort: true,
      align: 'left',
      card: 'fact',
    },
    { key: 'meetings', title: text.meetings, text: (each) => each.meetings, sort: true, card: 'fact' },
    { key: 'members', title: text.members, text: (each) => people(each.members), sort: true, card: 'none' },
    {
      key: 'seal',
      title: text.seal,
      text: (each) => each.sha256.slice(0, 8),
      render: (each) => (
        <span className="monthly-seal" title={each.sha256}>
          {each.sha256.slice(0, 8)}
        </span>
      ),
      card: 'none',
    },
  ]
  return (
    <Section title={text.title}>
      {missing.length > 0 && (
        <p className="second prose">
          {text.missing(missing.length, missing.map(({ unitName }) => unitName).join('、'))}
        </p>
      )}
      <Table
        name="monthly.below"
        title={text.title}
        rows={below}
        columns={list}
        rowKey={(each) => each.unitId}
        bare
        dense
        empty={{ title: text.none }}
      />
    </Section>
  )
}

export function Members({ content }: Props) {
  const text = useText(reportText).members
  const [language] = useLanguage()
  const words = content.members.map(
    ({ status, count }) =>
      `${partyStatuses.find(({ value }) => value === status)?.[language] ?? status} ${count}`,
  )
  return (
    <Section title={text.title}>
      <p className="second">{words.length === 0 ? text.none : words.join(' · ')}</p>
    </Section>
  )
}
