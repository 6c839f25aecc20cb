// A field for day and time: the device's own pickers on phones, ISO dates on the desk.
import { DatePicker, Input, TimePicker } from 'antd'
import dayjs from 'dayjs'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { defineText, useText } from '../../../core/web/text.ts'

const momentText = defineText({
  zh: { day: '日期', time: '时间' },
  en: { day: 'day', time: 'time' },
})

type MomentFieldProps = {
  /** 2026-03-12T16:00 */
  value: string
  onChange: (value: string) => void
  label: string
  invalid?: boolean
  autoFocus?: boolean
}

export function MomentField({
  value,
  onChange,
  label,
  invalid = false,
  autoFocus = false,
}: MomentFieldProps) {
  const text = useText(momentText)
  const phone = useIsPhone()
  const [day = '', time = ''] = value.split('T')
  const put = (nextDay: string, nextTime: string) => {
    // An emptied field keeps the old value: a meeting always has a time.
    onChange(`${nextDay === '' ? day : nextDay}T${nextTime === '' ? time : nextTime.slice(0, 5)}`)
  }
  const status = invalid ? ({ status: 'error' } as const) : {}
  const names = { day: `${label} ${text.day}`, time: `${label} ${text.time}` }
  return (
    <div className="moment-field">
      {phone ? (
        <>
          <Input
            {...status}
            type="date"
            aria-label={names.day}
            value={day}
            onChange={(event) => put(event.target.value, time)}
          />
          <Input
            {...status}
            type="time"
            aria-label={names.time}
            value={time}
            onChange={(event) => put(day, event.target.value)}
          />
        </>
      ) : (
        <>
          <DatePicker
            {...status}
            autoFocus={autoFocus}
            aria-label={names.day}
            allowClear={false}
            value={dayjs(day)}
            onChange={(next) => put(next?.format('YYYY-MM-DD') ?? day, time)}
          />
          <TimePicker
            {...status}
            aria-label={names.time}
            allowClear={false}
            format="HH:mm"
            minuteStep={5}
            needConfirm={false}
            value={dayjs(`${day}T${time}`)}
            onChange={(next) => put(day, next?.format('HH:mm') ?? time)}
          />
        </>
      )}
    </div>
  )
}
