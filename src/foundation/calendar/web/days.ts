// Days of a year as ISO text, counted in UTC so that the browser's zone cannot shift them.

export type Day = { readonly day: string; readonly name: string; readonly working: boolean }

const iso = (time: number): string => new Date(time).toISOString().slice(0, 10)
const dayLength = 86_400_000

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
export const isWeekend = (day: string): boolean => weekdayOf(day) > 4
export const addDays = (day: string, days: number): string => iso(Date.parse(day) + days * dayLength)

/** The days of a month, 1 to 12. */
export function daysOfMonth(year: number, month: number): string[] {
  const first = Date.UTC(year, month - 1, 1)
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return Array.from({ length }, (_, index) => iso(first + index * dayLength))
}

/** How many days of the year are worked. */
export function workdaysOf(year: number, marked: ReadonlyMap<string, Day>): number {
  const days = Array.from({ length: 12 }, (_, month) => daysOfMonth(year, month + 1)).flat()
  return days.filter((day) => marked.get(day)?.working ?? !isWeekend(day)).length
}

/** What a click does: a weekday off and back, a weekend day worked and back. */
export function toggled(marked: ReadonlyMap<string, Day>, day: string, name: string): Map<string, Day> {
  const next = new Map(marked)
  if (!next.delete(day)) next.set(day, { day, name, working: isWeekend(day) })
  return next
}

/** How many days two arrangements treat differently. */
export function differing(a: ReadonlyMap<string, Day>, b: ReadonlyMap<string, Day>): number {
  const days = new Set([...a.keys(), ...b.keys()])
  return [...days].filter((day) => {
    const [left, right] = [a.get(day), b.get(day)]
    return left?.working !== right?.working || left?.name !== right?.name
  }).length
}

export type Holiday = { readonly name: string; readonly off: string[]; readonly worked: string[] }

/** The days by holiday, in the order of the year. */
export function holidaysOf(days: Iterable<Day>): Holiday[] {
  const found = new Map<string, Holiday>()
  for (const { day, name, working } of [...days].sort((a, b) => a.day.localeCompare(b.day))) {
    const holiday = found.get(name) ?? { name, off: [], worked: [] }
    found.set(name, holiday)
    if (working) holiday.worked.push(day)
    else holiday.off.push(day)
  }
  return [...found.values()]
}

/** ['2026-10-01', '2026-10-02', '2026-10-05'] → ['10-01–10-02', '10-05']; a weekend between joins two weekdays. */
export function spansOf(days: readonly string[]): string[] {
  const spans: { from: string; to: string }[] = []
  for (const day of days) {
    const last = spans.at(-1)
    const follows =
      last && (addDays(last.to, 1) === day || (weekdayOf(last.to) === 4 && addDays(last.to, 3) === day))
    if (last && follows) last.to = day
    else spans.push({ from: day, to: day })
  }
  return spans.map(({ from, to }) => (from === to ? from.slice(5) : `${from.slice(5)} – ${to.slice(5)}`))
}

/** Today in China, wherever the browser is. */
export function todayInChina(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(
    new Date(),
  )
}
