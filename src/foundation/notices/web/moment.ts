// Moments as people read them: in China's time, whatever the device is set to.
const minute = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** '2026-11-21 08:00' */
export const minuteOf = (instant: string): string => minute.format(new Date(instant))
