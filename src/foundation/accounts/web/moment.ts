// Instants as people in China read them: 2026-11-21 and 2026-11-21 10:02.

// sv-SE writes days and times as ISO does.
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })
const minute = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

export const dayOf = (instant: string): string => day.format(new Date(instant))
export const minuteOf = (instant: string): string => minute.format(new Date(instant))
/** Today's date in China. */
export const todayInChina = (): string => day.format(new Date())
