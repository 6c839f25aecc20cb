// Months as yyyy-mm: in order, without gaps, and the first whole one after a day. No I/O.

export const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/

export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = year * 12 + number - 1 + count
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** All months from the first to the last, both included; none where they lie the wrong way round. */
export function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = []
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

export const lastDayOf = (month: string): string =>
  Temporal.PlainYearMonth.from(month)
    .add({ months: 1 })
    .toPlainDate({ day: 1 })
    .subtract({ days: 1 })
    .toString()

/**
 * Where an action that begins on a day divides a series: the first whole month, and the month that is neither before
 * nor after because the action began within it.
 */
export function divideAt(day: string): { readonly start: string; readonly between: string | null } {
  const month = day.slice(0, 7)
  return day.endsWith('-01')
    ? { start: month, between: null }
    : { start: addMonths(month, 1), between: month }
}

/** 202603 as 2026-03. */
export const monthOfNumber = (month: number): string =>
  `${String(Math.floor(month / 100)).padStart(4, '0')}-${String(month % 100).padStart(2, '0')}`
export const numberOfMonth = (month: string): number => Number(month.replace('-', ''))
