// The working calendar: a year with its days off and make-up days, and the entry of a year from the notice.
import { EditOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { useMay } from '../../../core/web/session.ts'
import { ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { useView } from '../../../core/web/view.ts'
import './calendar.css'
import { holidaysOf, spansOf, todayInChina, workdaysOf } from './days.ts'
import { Edit } from './edit.tsx'
import { Legend } from './month.tsx'
import { calendarText } from './words.ts'
import { Year } from './year.tsx'

type CalendarYear = Awaited<ReturnType<Client['calendar']['year']>>

const [first, last] = [2000, 2100]

export function CalendarPage() {
  const text = useText(calendarText)
  const may = useMay()
  const { year: inView, chooseYear } = useView()
  const [part, write] = useQueryPart('year')
  const [editing, setEditing] = useState(false)
  const named = part !== null && /^20\d\d$|^2100$/.test(part) ? Number(part) : null
  // A year named by the address becomes the year in view; from then on there is one year for the whole screen.
  useEffect(() => {
    if (named === null) return
    chooseYear(named)
    write(null)
  })
  const year = Math.min(last, Math.max(first, named ?? inView))
  const { data, error, refetch } = useQuery(api.calendar.year.queryOptions({ input: { year } }))
  const mayWrite = may('calendar.write')
  const begin = data && mayWrite && !editing
  return (
    <Page
      title={text.title}
      what={text.what}
      primary={
        begin
          ? {
              label: data.known ? text.correct(year) : text.enter(year),
              icon: <EditOutlined />,
              act: () => setEditing(true),
            }
          : undefined
      }
      filters={
        editing ? <strong>{text.editing(year)}</strong> : <YearSwitch year={year} choose={chooseYear} />
      }
    >
      {error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what={text.title} rows={8} />
      ) : editing ? (
        <Edit key={year} saved={data} close={() => setEditing(false)} />
      ) : (
        <View shown={data} mayWrite={mayWrite} />
      )}
    </Page>
  )
}

function YearSwitch({ year, choose }: { year: number; choose: (year: number) => void }) {
  const text = useText(calendarText)
  return (
    <div className="row" role="group" aria-label={text.chooseYear}>
      <Button
        icon={<LeftOutlined />}
        aria-label={text.before}
        disabled={year <= first}
        onClick={() => choose(year - 1)}
      />
      <strong className="calendar-year" aria-live="polite">
        {text.year(year)}
      </strong>
      <Button
        icon={<RightOutlined />}
        aria-label={text.after}
        disabled={year >= last}
        onClick={() => choose(year + 1)}
      />
    </div>
  )
}

function View({ shown, mayWrite }: { shown: CalendarYear; mayWrite: boolean }) {
  const text = useText(calendarText)
  const { year, known, source, days } = shown
  const marked = new Map(days.map((day) => [day.day, day]))
  const off = days.filter(({ working }) => !working).length
  return (
    <>
      {!known && (
        <Alert
          type="warning"
          showIcon
          title={text.unknownTitle(year)}
          description={
            <div className="prose">
              <p>{text.unknown}</p>
              <p>{mayWrite ? text.unknownTodo : text.unknownAsk}</p>
            </div>
          }
        />
      )}
      <div className="row spread">
        <Legend today={todayInChina().startsWith(String(year))} />
        {known && (
          <span className="second">
            {text.workdays(workdaysOf(year, marked))} · {text.counts(off, days.length - off)}
          </span>
        )}
      </div>
      <Year year={year} marked={marked} />
      {known && (
        <Section title={text.list} hint={text.sourceIs(source ?? '—')}>
          <Holidays shown={shown} />
        </Section>
      )}
    </>
  )
}

function Holidays({ shown }: { shown: CalendarYear }) {
  const text = useText(calendarText)
  const holidays = holidaysOf(shown.days)
  if (holidays.length === 0) return <p className="second">{text.listEmpty}</p>
  return (
    <table className="plain-table calendar-list">
      <thead>
        <tr>
          {[text.holiday, text.offDays, text.workDays].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {holidays.map(({ name, off, worked }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{text.days(spansOf(off))}</td>
            <td>{text.days(worked.map((day) => day.slice(5)))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
