// Year plans: their life, what of last time carries forward, and the fixed day of each month. No I/O.

import { type Holidays, isWorkingDay } from '../../../core/calendar.ts'
import { workflow } from '../../../core/workflow.ts'

export const planStates = ['draft', 'submitted', 'returned', 'approved'] as const
export type PlanState = (typeof planStates)[number]

export const planLife = workflow({
  name: 'activity plan',
  initial: 'draft',
  states: planStates,
  moves: {
    submit: { from: ['draft', 'returned'], to: 'submitted' },
    approve: { from: ['submitted'], to: 'approved' },
    return: { from: ['submitted'], to: 'returned' },
    revise: { from: ['approved'], to: 'draft' },
  },
})

/** Its items are changed before it is submitted and after it came back; an approved plan is taken up first. */
export const mayWritePlan = (state: PlanState): boolean => state === 'draft' || state === 'returned'

/** What a plan is called today: an approved one is in force once its year has begun. */
export const shownState = (state: PlanState, year: number, today: string): PlanState | 'in_force' =>
  state === 'approved' && today >= `${year}-01-01` ? 'in_force' : state

export const isTemplateOwner = (unitKind: string): boolean => unitKind !== 'branch' && unitKind !== 'group'

export type PlanItem = {
  readonly id: string
  readonly month: number
  readonly kind: string
  readonly title: string
  readonly schemeId: string | null
  readonly partId: string | null
  readonly lecturer: string | null
  readonly place: string | null
  readonly meetingId: string | null
}

/** Items for another year or month: the same, without a meeting; a year named in the title becomes the new one. */
export function carried(
  items: readonly PlanItem[],
  to: { readonly year: number; readonly month?: number },
  fromYear: number,
): readonly Omit<PlanItem, 'id'>[] {
  return items.map(({ id: _, ...item }) => ({
    ...item,
    month: to.month ?? item.month,
    title: item.title
      .replaceAll(String(fromYear), String(to.year))
      .replaceAll(/(?<!\d)(1[0-2]|[1-9])( ?)月/g, (whole, _month, space: string) =>
        to.month === undefined ? whole : `${to.month}${space}月`,
      ),
    meetingId: null,
  }))
}

/** Planned for an earlier month of the year and not held: offered to this one. */
export const leftOver = (
  items: readonly (PlanItem & { readonly meetingState: string | null })[],
  month: number,
): readonly string[] =>
  items
    .filter((item) => item.month < month && (item.meetingId === null || item.meetingState === 'cancelled'))
    .map((item) => item.id)

export type FixedDay = { readonly nth: number; readonly basis: 'working_day' | 'day' }

export type Proposal = {
  readonly day: string
  /** The day meant is no working day, so the next one is proposed. */
  readonly moved: boolean
  /** false: the year's holidays are not known, the plain week was assumed. */
  readonly certain: boolean
}

/**
 * The fixed day of a month (《支部工作条例》第十六条：每月相对固定1天): its nth working day, or its nth day, put off to the
 * next working day within the month. A month with fewer days or working days takes its last working day.
 */
export function proposedDay(fixed: FixedDay, year: number, month: number, holidays: Holidays): Proposal {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  const days = Array.from({ length: first.daysInMonth }, (_, index) => first.add({ days: index }).toString())
  const working = days.filter((day) => isWorkingDay(holidays, day))
  const certain = holidays.years.has(year)
  const last = working.at(-1) ?? days.at(-1) ?? first.toString()
  if (fixed.basis === 'working_day') return { day: working[fixed.nth - 1] ?? last, moved: false, certain }
  const meant = days[Math.min(fixed.nth, days.length) - 1] ?? last
  const day = working.find((each) => each >= meant) ?? last
  return { day, moved: day !== meant, certain }
}
