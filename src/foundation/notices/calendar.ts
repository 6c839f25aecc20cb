// The calendar of an account as iCalendar: the days on which duties fall due, and what later rooms add.

import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { type Permission, roleMay } from '../../core/access.ts'
import { dateOf, dayAfter, zone } from '../../core/calendar.ts'
import type { Tx } from '../../core/db.ts'
import { type DutyRow, readDuties } from '../duties/index.ts'
import { nameOf } from './remind.ts'
import type { Both } from './rules.ts'
import type { Reader } from './store/index.ts'

/** Something in a calendar. Days are ISO days, moments local minutes of China: 2026-03-12T16:00. */
export type CalendarEntry = {
  /** Stable for the same thing, so that programs change it instead of adding another. */
  readonly id: string
  readonly on: { readonly day: string } | { readonly from: string; readonly until: string | null }
  readonly title: Both
  readonly detail?: Both
  readonly place?: string
  /** Path within the product. */
  readonly link?: string
  readonly cancelled?: boolean
}

/** For whom a calendar is read, and which days. */
export type CalendarReading = {
  readonly institutionId: string
  readonly accountId: string
  readonly personId: string | null
  /** The units that a permission reaches, each with all below. */
  readonly reach: (permission: Permission) => readonly string[]
  readonly today: string
  readonly from: string
  readonly to: string
}

export type CalendarSource = (tx: Tx, reading: CalendarReading) => Promise<readonly CalendarEntry[]>

const sources = new Map<string, CalendarSource>()

/** Lets a later room add to everybody's calendar; a room adds one source under its own name. */
export function addCalendarSource(room: string, source: CalendarSource): void {
  sources.set(room, source)
}

/** More units than this are shown as a number and not one by one. */
const fewUnits = 4
const most = 2_000

addCalendarSource('duties', async (tx, { personId, reach, today, from, to }) => {
  const rows = await readDuties(tx, {
    unitIds: reach('duty.read'),
    owedBy: personId,
    viewer: { personId, oversees: reach('duty.impose') },
    today,
    from,
    to,
    states: ['due', 'overdue'],
    sort: 'all',
    limit: most,
  })
  const units = new Set(rows.map((duty) => duty.unitId)).size
  return units <= fewUnits ? rows.map(single) : together(rows)
})

const single = (duty: DutyRow): CalendarEntry => {
  const { zh, en } = nameOf(duty)
  return {
    id: duty.id,
    on: { day: duty.dueOn },
    title: { zh: `${zh}截止 · ${duty.unitName}`, en: `${en} due · ${duty.unitName}` },
    link: `/duties?unit=${duty.unitId}`,
  }
}

/** One entry for a day and a kind of duty. */
function together(rows: readonly DutyRow[]): readonly CalendarEntry[] {
  const groups = Map.groupBy(
    rows,
    (duty) => `${duty.dueOn}-${duty.what === null ? duty.rhythm : duty.originId}`,
  )
  return [...groups].flatMap(([id, duties]) => {
    const [first] = duties
    if (first === undefined) return []
    if (duties.length === 1) return [single(first)]
    const { zh, en } = nameOf(first)
    return [
      {
        id,
        on: { day: first.dueOn },
        title: { zh: `${zh}截止 · ${duties.length} 项未办`, en: `${en} due · ${duties.length} to go` },
        link: '/duties',
      },
    ]
  })
}

const monthsBack = 2
const monthsAhead = 12

/** The calendar of an account as text: from two months ago to a year ahead. */
export async function writeCalendar(
  tx: Tx,
  institutionId: string,
  reader: Reader,
  now: Temporal.Instant,
  publicUrl: string | null,
): Promise<string> {
  const today = dateOf(now)
  const day = Temporal.PlainDate.from(today)
  const { accountId, personId, language, grants } = reader
  const reading: CalendarReading = {
    institutionId,
    accountId,
    personId,
    reach: (permission) => [
      ...new Set(grants.filter(({ role }) => roleMay(role, permission)).map(({ unitId }) => unitId)),
    ],
    today,
    from: day.subtract({ months: monthsBack }).toString(),
    to: day.add({ months: monthsAhead }).toString(),
  }
  const calendar = ical({
    name: { zh: '领航', en: 'Linghang' }[language],
    prodId: { company: 'Linghang', product: 'Linghang', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 60 * 60,
  })
  for (const [room, source] of sources) {
    for (const entry of await source(tx, reading)) {
      calendar.createEvent({
        id: `${room}-${entry.id}@linghang`,
        stamp: new Date(now.epochMilliseconds),
        ...span(entry.on),
        summary: entry.title[language],
        ...(entry.detail === undefined ? {} : { description: entry.detail[language] }),
        ...(entry.place === undefined ? {} : { location: entry.place }),
        ...(publicUrl === null || entry.link === undefined ? {} : { url: `${publicUrl}${entry.link}` }),
        ...(entry.cancelled === true ? { status: ICalEventStatus.CANCELLED } : {}),
      })
    }
  }
  return calendar.toString()
}

/** Moments are written in UTC, which every program reads alike. */
function span(on: CalendarEntry['on']) {
  if ('day' in on)
    return {
      start: Temporal.PlainDate.from(on.day),
      end: Temporal.PlainDate.from(dayAfter(on.day)),
      allDay: true,
    }
  const instant = (minute: string) => Temporal.PlainDateTime.from(minute).toZonedDateTime(zone).toInstant()
  const start = instant(on.from)
  return { start, end: on.until === null ? start.add({ hours: 1 }) : instant(on.until) }
}
