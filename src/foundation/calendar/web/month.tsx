// One small month: weekends pale, days off and make-up days with sign, colour and word.
import { useText } from '../../../core/web/text.ts'
import { type Day, daysOfMonth, isWeekend, weekdayOf } from './days.ts'
import { calendarText } from './words.ts'

type MonthProps = {
  year: number
  month: number
  marked: ReadonlyMap<string, Day>
  today: string
  /** Makes the days buttons. */
  press?: ((day: string) => void) | undefined
  /** The one day that the tab key reaches; arrows move on from it. */
  reachable?: string | undefined
}

export function Month({ year, month, marked, today, press, reachable }: MonthProps) {
  const text = useText(calendarText)
  const days = daysOfMonth(year, month)
  const name = text.months.split(' ')[month - 1] ?? ''
  const weekdays = text.weekdayNames.split(' ')
  const start = weekdayOf(days[0] ?? '') + 1
  return (
    <section className="month" aria-label={name}>
      <h2>{name}</h2>
      <div className="month-head" aria-hidden="true">
        {text.weekdays.split(' ').map((letter, index) => (
          <span key={weekdays[index]}>{letter}</span>
        ))}
      </div>
      <div className="month-days">
        {days.map((day, index) => {
          const mark = marked.get(day)
          const kind = mark ? (mark.working ? 'working' : 'off') : isWeekend(day) ? 'weekend' : 'plain'
          const label = [
            day,
            weekdays[weekdayOf(day)],
            mark && `${text[mark.working ? 'working' : 'off']} ${mark.name}`,
            kind === 'weekend' && text.weekend,
            day === today && text.today,
          ]
            .filter(Boolean)
            .join(' ')
          const look = `day ${kind}${day === today ? ' today' : ''}`
          const place = index === 0 ? { style: { gridColumnStart: start } } : {}
          const inside = (
            <>
              <span aria-hidden="true">{Number(day.slice(8))}</span>
              {mark && (
                <span className="day-sign" aria-hidden="true">
                  {mark.working ? text.workingSign : text.offSign}
                </span>
              )}
              <span className="visually-hidden">{label}</span>
            </>
          )
          return press ? (
            <button
              key={day}
              type="button"
              className={`plain ${look}`}
              data-day={day}
              title={label}
              aria-pressed={mark !== undefined}
              tabIndex={day === reachable ? 0 : -1}
              onClick={() => press(day)}
              {...place}
            >
              {inside}
            </button>
          ) : (
            <span key={day} className={look} title={label} {...place}>
              {inside}
            </span>
          )
        })}
      </div>
    </section>
  )
}

/** What the signs mean. */
export function Legend({ today }: { today: boolean }) {
  const text = useText(calendarText)
  return (
    <ul className="row calendar-legend">
      <li>
        <span className="day off" aria-hidden="true">
          {text.offSign}
        </span>
        {text.off}
      </li>
      <li>
        <span className="day working" aria-hidden="true">
          {text.workingSign}
        </span>
        {text.working}
      </li>
      <li>
        <span className="day weekend" aria-hidden="true">
          6
        </span>
        {text.weekend}
      </li>
      {today && (
        <li>
          <span className="day today" aria-hidden="true">
            1
          </span>
          {text.today}
        </li>
      )}
    </ul>
  )
}
