// Year plans: the template of the house, what each branch made of it and how far it came, and the fixed day of each branch.

import { workingDays } from '../calendar.ts'
import { randomFrom } from '../random.ts'
import type { LedgerRow, Sheets } from '../rows.ts'
import { wording } from '../wording.ts'
import { type Desk, each } from './desk.ts'

type Themes = {
  readonly id: string
  readonly parts: readonly { readonly id: string; readonly name: string }[]
}
type Wish = {
  /** The six compulsory themes, where the house has them, and its scheme. */
  readonly names: readonly string[] | null
  readonly scheme: Themes | null
}

/** The month of a quarter in which a branch holds what falls due once in it, as the ledger has it. */
const oncePerQuarter = (month: number, number: number): boolean =>
  (month - 1) % 3 === (number + Math.floor(month / 3)) % 2

/** The items of a year; `number` is the branch's own offset, as in the ledger. */
function itemsOf(
  number: number,
  place: string | null,
  { names, scheme }: Wish,
  quarterly: (month: number, number: number) => boolean = oncePerQuarter,
) {
  const random = randomFrom('linghang plan')
  return Array.from({ length: 12 }, (_, index) => index + 1).flatMap((month) => {
    const item = (kind: 'theme_day' | 'lecture' | 'general_meeting' | 'organizational_life_meeting') => {
      const [title] = wording(random, kind, month, number, names)
      const part = scheme?.parts.find(({ name }) => name !== '理论学习' && title.includes(name))
      const marked =
        kind === 'theme_day' && scheme !== null && part !== undefined
          ? { schemeId: scheme.id, partId: part.id }
          : {}
      return { month, kind, title, place, ...marked }
    }
    return [
      item('theme_day'),
      ...(quarterly(month, number) ? [item('general_meeting'), item('lecture')] : []),
      ...(month === 12 ? [item('organizational_life_meeting')] : []),
    ]
  })
}

/** What most rows say. */
function most<T>(values: readonly T[]): T | undefined {
  const counts = Map.groupBy(values, (value) => value)
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0]
}

/** The day of the month on which a branch holds its theme days, read off its ledger. */
function fixedDay(rows: readonly LedgerRow[]) {
  const usual = rows.filter((row) => row.kind === 'theme_day' && row.makeUpFor === null)
  const nth = most(
    usual.map((row) => workingDays(row.startedAt.slice(0, 7)).indexOf(row.startedAt.slice(0, 10)) + 1),
  )
  const time = most(usual.map((row) => row.startedAt.slice(11)))
  if (nth === undefined || nth < 1 || time === undefined) return null
  return { nth, basis: 'working_day', time, place: most(usual.map((row) => row.place)) ?? null, version: 0 }
}

/** How far the plan of a branch came: nearly all are in force, some wait, came back, or are not finished. */
const fates = new Map([
  [6, 'submitted'],
  [13, 'returned'],
  [20, 'draft'],
] as const)

const reason = '四季度党员大会与组织生活会安排在同一周，请错开后再报。（演示）'

async function hand(desk: Desk, unitId: string, items: readonly unknown[]) {
  return desk.ask<{ id: string; version: number }>('PUT', `/life/units/${unitId}/plans/${desk.year}`, {
    version: 0,
    items,
  })
}

/** The plans of a house: its template handed down, and one of each branch. */
export async function plansOf(
  desk: Desk,
  { units, ledger }: Pick<Sheets, 'units' | 'ledger'>,
  wish: Wish,
): Promise<void> {
  const template = await hand(desk, desk.unitId, itemsOf(0, null, wish))
  const decide = (plan: { id: string; version: number }, approve: boolean) =>
    desk.ask('POST', `/life/plans/${plan.id}/decision`, {
      version: plan.version,
      approve,
      ...(approve ? {} : { reason }),
    })
  await decide(template, true)

  const codes = units.filter(({ kind }) => kind === 'branch')
  const rowsOf = Map.groupBy(ledger, (row) => row.unit)
  await each(desk.branches, async ({ unitId, unitName }) => {
    const index = codes.findIndex(({ name }) => name === unitName)
    const fixed = fixedDay(rowsOf.get(codes[index]?.code ?? '') ?? [])
    if (fixed !== null) await desk.ask('PUT', `/life/units/${unitId}/fixed-day`, fixed)
    const plan = await hand(desk, unitId, itemsOf(index, fixed?.place ?? null, wish))
    const fate = fates.get((index % 23) as 6)
    if (fate === 'draft') return
    const { version } = await desk.ask<{ version: number }>('POST', `/life/plans/${plan.id}/submission`, {
      version: plan.version,
    })
    if (fate !== 'submitted') await decide({ id: plan.id, version }, fate !== 'returned')
  })
}

/** The plan of a branch that stands alone, handed to whoever is above it outside the product. */
export async function ownPlan(desk: Desk, { ledger }: Pick<Sheets, 'ledger'>): Promise<void> {
  const fixed = fixedDay(ledger)
  if (fixed !== null) await desk.ask('PUT', `/life/units/${desk.unitId}/fixed-day`, fixed)
  // It misses nothing and holds what falls due in a quarter in its first month.
  const first = (month: number): boolean => month % 3 === 1
  const items = itemsOf(0, fixed?.place ?? null, { names: null, scheme: null }, first)
  const { id, version } = await hand(desk, desk.unitId, items)
  await desk.ask('POST', `/life/plans/${id}/submission`, { version })
}
