/** Dates and moments as people write them in Chinese spreadsheets, turned into ISO text. */
import { narrowText } from './text.ts'

const DAY =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日?)/
const TIME = /^[T ] *(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?|[时点](?:(\d{1,2})分)?)$/

/** Years outside these are slips of the hand (a serial of 0 is 1899, a lost digit is 202). */
const FIRST_YEAR = 1900
const LAST_YEAR = 2999

/**
 * Reads `2026-3-12`, `2026/3/12`, `2026.3.12` and `2026年3月12日`, each with an optional time of day.
 * Answers the minute in ISO (`2026-03-12T16:00`; midnight when no time is written), or `undefined` for everything
 * else and for days that do not exist.
 */
export function readMoment(text: string): string | undefined {
  const narrow = narrowText(text)
  const day = DAY.exec(narrow)
  if (day === null) return undefined
  const [year = 0, month = 0, dayOfMonth = 0] = day
    .slice(1)
    .filter((part) => part !== undefined)
    .map(Number)
  if (!exists(year, month, dayOfMonth)) return undefined
  const date = `${year}-${two(month)}-${two(dayOfMonth)}`
  const rest = narrow.slice(day[0].length)
  if (rest === '') return `${date}T00:00`
  // After 日 the time may follow at once; after a digit it needs a mark.
  const time = TIME.exec(day[0].endsWith('日') ? ` ${rest}` : rest)
  if (time === null) return undefined
  const hour = Number(time[1])
  const minute = Number(time[2] ?? time[4] ?? 0)
  if (hour > 23 || minute > 59 || Number(time[3] ?? 0) > 59) return undefined
  return `${date}T${two(hour)}:${two(minute)}`
}

/** Reads the date of a real Excel date cell (a `Date` in UTC); rounds to the second, then drops the seconds. */
export function momentOfCell(date: Date): string | undefined {
  const milliseconds = date.getTime()
  if (Number.isNaN(milliseconds)) return undefined
  const year = date.getUTCFullYear()
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined
  return new Date(Math.round(milliseconds / 1000) * 1000).toISOString().slice(0, 16)
}

/** The `Date` that the library writes as an Excel date, or `undefined` when Excel cannot hold it exactly. */
export function cellOfMoment(text: string): Date | undefined {
  const moment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(text) ? readMoment(text) : undefined
  // Excel believes that 1900 was a leap year, so the serial numbers before March 1900 are ambiguous.
  if (moment === undefined || moment < '1900-03-01') return undefined
  return new Date(`${moment}:00Z`)
}

function exists(year: number, month: number, day: number): boolean {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || day < 1) return false
  const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' })
  return date.month === month && date.day === day
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
