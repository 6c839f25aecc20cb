// What is looked at, kept in the address: months, then one indicator, one department, one month.
import type { Client } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { type Indicator, indicators } from '../rules/indicators.ts'

export type Overview = Awaited<ReturnType<Client['discharges']['overview']>>

export type Look = {
  readonly from: number
  readonly to: number
  readonly indicator: Indicator | null
  readonly department: string | null
  readonly month: number | null
}

const monthOf = (text: string | null): number | null =>
  text !== null && /^\d{6}$/.test(text) ? Number(text) : null

/** The look in the address; without one, the whole published time. */
export function useLook(first: number, last: number): Look {
  const [from] = useQueryPart('from')
  const [to] = useQueryPart('to')
  const [indicator] = useQueryPart('indicator')
  const [department] = useQueryPart('department')
  const [month] = useQueryPart('month')
  return {
    from: monthOf(from) ?? first,
    to: monthOf(to) ?? last,
    indicator: indicators.find(({ id }) => id === indicator) ?? null,
    department,
    month: monthOf(month),
  }
}

/** The address of a look. */
export function addressOf(unitId: string, look: Look): string {
  const parts = new URLSearchParams({ from: String(look.from), to: String(look.to) })
  if (look.indicator !== null) parts.set('indicator', look.indicator.id)
  if (look.department !== null) parts.set('department', look.department)
  if (look.month !== null) parts.set('month', String(look.month))
  return `/discharges/${unitId}?${parts.toString()}`
}

export const monthText = (month: number): string =>
  `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`

/** All months from the first to the last. */
export function monthsBetween(first: number, last: number): number[] {
  const months: number[] = []
  for (let month = first; month <= last && months.length < 1200; ) {
    months.push(month)
    month += month % 100 === 12 ? 89 : 1
  }
  return months
}

/** 心内科（03）, or the code alone where the map of departments does not have it. */
export function departmentName(overview: Overview, code: string): string {
  const name = overview.departments.find((department) => department.code === code)?.name
  return name ? `${name}（${code}）` : code
}
