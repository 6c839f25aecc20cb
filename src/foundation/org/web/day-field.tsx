// A day as ISO text (2026-11-21) in a form: typed or chosen on a calendar, on a phone only chosen.
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useIsPhone } from '../../../core/web/screen-size.ts'

// sv-SE writes days as ISO does.
const chineseDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })

/** Today in China, where the server judges too, wherever the browser is. */
export function today(): string {
  return chineseDay.format(new Date())
}

type DayFieldProps = {
  /** Given by the form. */
  id?: string
  value?: string | null
  onChange?: (value: string | null) => void
  least?: string | null
  most?: string
}

export function DayField({ id, value, onChange, least, most }: DayFieldProps) {
  const phone = useIsPhone()
  return (
    <DatePicker
      {...(id === undefined ? {} : { id })}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
      format="YYYY-MM-DD"
      inputReadOnly={phone}
      {...(least ? { minDate: dayjs(least) } : {})}
      {...(most === undefined ? {} : { maxDate: dayjs(most) })}
    />
  )
}
