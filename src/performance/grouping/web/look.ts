// What is looked at, kept in the address: months, a department, a part of the results, one group or one reason.
import type { Client } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { type Reason, reasons } from '../rules/group.ts'

export type Overview = Awaited<ReturnType<Client['grouping']['overview']>>
export type Groups = NonNullable<Overview['groups']>
export type Departments = Awaited<ReturnType<Client['discharges']['overview']>>['departments']

export const parts = ['figures', 'groups', 'ungrouped'] as const
export type PartName = (typeof parts)[number]

export type Look = {
  readonly from: number
  readonly to: number
  readonly department: string | null
  readonly part: PartName
  readonly drg: string | null
  readonly reason: Reason | null
}

const monthOf = (text: string | null): number | null =>
  text !== null && /^\d{6}$/.test(text) ? Number(text) : null

/** The look in the address; without one, all months that are grouped. */
export function useLook(first: number, last: number): Look {
  const [from] = useQueryPart('from')
  const [to] = useQueryPart('to')
  const [department] = useQueryPart('department')
  const [part] = useQueryPart('part')
  const [drg] = useQueryPart('drg')
  const [reason] = useQueryPart('reason')
  return {
    from: monthOf(from) ?? first,
    to: monthOf(to) ?? last,
    department,
    part: parts.find((each) => each === part) ?? 'figures',
    drg,
    reason: reasons.find((each) => each === reason) ?? null,
  }
}

/** The address of a look. */
export function addressOf(unitId: string, look: Look): string {
  const address = new URLSearchParams({ from: String(look.from), to: String(look.to) })
  if (look.department !== null) address.set('department', look.department)
  if (look.part !== 'figures') address.set('part', look.part)
  if (look.drg !== null) address.set('drg', look.drg)
  if (look.reason !== null) address.set('reason', look.reason)
  return `/grouping/${unitId}?${address.toString()}`
}

/** The look as endpoints ask for it. */
export const scopeOf = (unitId: string, { from, to, department }: Look) => ({
  unitId,
  from,
  to,
  ...(department === null ? {} : { department }),
})

/** 心内科（03）, or the code alone where the map of departments does not have it. */
export function departmentName(departments: Departments, code: string): string {
  const name = departments.find((department) => department.code === code)?.name
  return name ? `${name}（${code}）` : code
}

const plain = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 })
const two = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const four = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 4, maximumFractionDigits: 4 })
export const countText = (value: number): string => plain.format(value)
export const twoPlaces = (value: number | null): string => (value === null ? '—' : two.format(value))
/** As case mix and indices are published: four places. */
export const fourPlaces = (value: number | null): string => (value === null ? '—' : four.format(value))
export const percentText = (share: number | null): string =>
  share === null ? '—' : `${two.format(share * 100)}\u00a0%`

const moment = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Asia/Shanghai',
})
/** 2026-11-21 14:05 */
export const momentText = (at: string): string => moment.format(new Date(at))
