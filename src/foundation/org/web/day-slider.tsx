// The choice of a past day: a slider whose steps are the days on which something changed, and a field for any other day.
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Slider } from 'antd'
import { api } from '../../../core/web/client.ts'
import { useText } from '../../../core/web/text.ts'
import { DayField, today } from './day-field.tsx'
import { treeText } from './words.ts'

// More marks than this run into one another; then only the ends are marked, and the steps stay.
const mostMarks = 60

type DaySliderProps = { at: string; onChange: (at: string | null) => void }

export function DaySlider({ at, onChange }: DaySliderProps) {
  const text = useText(treeText)
  const query = useQuery(api.org.changeDays.queryOptions({ input: {}, staleTime: 5 * 60_000 }))
  const now = today()
  const days = (query.data?.days ?? []).filter(({ day }) => day < now).toReversed()
  // A day between two changes shows what the earlier one left.
  const place = days.findLastIndex(({ day }) => day <= at)
  const last = days.length - 1
  const marks = Object.fromEntries(
    days.flatMap(({ day }, index) => {
      const edge = index === 0 || index === last
      return edge ? [[index, day]] : days.length > mostMarks ? [] : [[index, ' ']]
    }),
  )
  return (
    <section className="section past-day">
      <Alert
        type="warning"
        showIcon
        title={text.pastOf(at)}
        description={text.pastHint}
        action={<Button onClick={() => onChange(null)}>{text.backToday}</Button>}
      />
      <div className="past-choice">
        <label className="row">
          <span className="second">{text.pastDay}</span>
          <DayField value={at} onChange={(day) => onChange(day)} most={now} />
        </label>
        {days.length > 1 ? (
          <Slider
            className="past-slider"
            min={0}
            max={days.length - 1}
            value={Math.max(place, 0)}
            marks={marks}
            onChange={(index) => onChange(days[index]?.day ?? null)}
            tooltip={{
              // Above, it would lie over the way back to today.
              placement: 'bottom',
              formatter: (index) => {
                const marked = days[index ?? 0]
                return marked ? text.changesOn(marked.day, marked.changes) : null
              },
            }}
            ariaLabelForHandle={text.pastSlider}
            ariaValueTextFormatterForHandle={(index) => days[index]?.day ?? ''}
          />
        ) : (
          query.isSuccess && <p className="third">{text.noChanges}</p>
        )}
      </div>
    </section>
  )
}
