// The law of duties: rhythms with their articles, when a unit owes one, other origins, and the state a duty is in. No I/O.

import type { Every } from '../../core/calendar.ts'
import type { Citation } from '../../core/law.ts'

export const dutyStates = ['due', 'done', 'late', 'overdue', 'waived', 'not_applicable'] as const
export type DutyState = (typeof dutyStates)[number]

/** What a duty row says; its state is computed from it and from today, never stored. */
export type DutyFacts = {
  readonly dueOn: string
  readonly waived: boolean
  readonly fulfilledOn: string | null
  /** The unit's last day, if it was dissolved. */
  readonly dissolvedOn: string | null
  /** Taken back by whoever imposed it. */
  readonly withdrawn: boolean
}

/**
 * The state of a duty on a day. Fulfilled on the due day is on time; the day after is late. A duty not yet fulfilled
 * is due until the end of its due day and overdue from the next. A unit dissolved before the due day no longer owes,
 * and nobody owes what was withdrawn.
 */
export function dutyState(duty: DutyFacts, today: string): DutyState {
  if (duty.fulfilledOn !== null) return duty.fulfilledOn <= duty.dueOn ? 'done' : 'late'
  if (duty.waived) return 'waived'
  if (duty.withdrawn) return 'not_applicable'
  if (duty.dissolvedOn !== null && duty.dissolvedOn < duty.dueOn) return 'not_applicable'
  return today <= duty.dueOn ? 'due' : 'overdue'
}

/**
 * The fulfilment rate (落实率): on time ÷ all that count. Counted: done, late, overdue. A duty still due does not
 * count before its day; waived and not applicable ones never do.
 */
export function rateOf(counts: Readonly<Record<DutyState, number>>): {
  readonly numerator: number
  readonly denominator: number
} {
  return { numerator: counts.done, denominator: counts.done + counts.late + counts.overdue }
}

export function noCounts(): Record<DutyState, number> {
  return { due: 0, done: 0, late: 0, overdue: 0, waived: 0, not_applicable: 0 }
}

/** The rhythm of what is imposed: it comes once. */
export const once = 'once'
/** The origin of what comes back each period. */
export const fromRhythm = 'rhythm'

/** Where an imposed duty comes from: an order of the office, and what later rooms declare. */
export type Origin = { readonly id: string; readonly zh: string; readonly en: string }

const origins = new Map<string, Origin>()

/** Declares an origin of imposed duties; its id is unique. */
export function declareOrigin(declaration: Origin): Origin {
  if (origins.has(declaration.id) || declaration.id === fromRhythm) {
    throw new Error(`Origin ${declaration.id} is declared twice`)
  }
  origins.set(declaration.id, declaration)
  return declaration
}

export const declaredOrigins = (): readonly Origin[] => [...origins.values()]
export const isOrigin = (id: string): boolean => origins.has(id)

/** 交办：what an office above asks of units, posts or people. */
export const order = declareOrigin({ id: 'order', zh: '上级交办', en: 'Asked by the office' })

/** How duties are brought to mind where an institution has not said otherwise. */
export const plainPolicy = { remindDays: 5, escalateDays: 7 as number | null }

/** The whole days by which a duty is overdue; 0 while it is not. */
export function daysOverdue(dueOn: string, today: string): number {
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000))
}

/** What is known of a unit on the first day of a period. */
export type UnitOnDay = {
  readonly kind: string
  readonly foundedOn: string | null
  readonly dissolvedOn: string | null
  /** Full and probationary members on that day. */
  readonly members: number
  /** How many people hold a post in the branch committee on that day. */
  readonly committeeMembers: number
}

/** A rhythm: something that falls due once in each period, for units that meet its premise. */
export type Rhythm = {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly every: Every
  /** The first day of periods that are owed: those before it were lived through without this rhythm. */
  readonly since?: string
  readonly cites: readonly [Citation, ...Citation[]]
  readonly unitKind: string
  /** Where it is begun, and whether by holding a meeting. */
  readonly start?: { readonly to: string; readonly meeting: boolean }
  /** For whom it holds, besides the kind of unit. */
  readonly premise: (unit: UnitOnDay) => boolean
}

const declared = new Map<string, Rhythm>()

/** Declares a rhythm. Like a rule it carries at least one citation, and its id is unique. */
export function rhythm(declaration: Rhythm): Rhythm {
  if (declared.has(declaration.id)) throw new Error(`Rhythm ${declaration.id} is declared twice`)
  declared.set(declaration.id, declaration)
  return declaration
}

/**
 * Whether the fulfilment rate, the yearly table and who is behind count a rhythm: they are of the life of branches and
 * their groups. What a committee owes is listed, reminded of and counted when asked for by its rhythm.
 */
export const isBranchLife = ({ unitKind }: Pick<Rhythm, 'unitKind'>): boolean =>
  unitKind === 'branch' || unitKind === 'group'

/** Every declared rhythm, in the order of declaration. */
export const declaredRhythms = (): readonly Rhythm[] => [...declared.values()]

/**
 * Whether a unit owes a rhythm in a period. It owes only whole periods: founded on or before the first day and with
 * members then. A unit founded within the quarter owes from the next one on (a new branch owes nothing for time before
 * it existed, and the articles say once a period, not once a fraction of it).
 */
export function owes(rhythm: Rhythm, unit: UnitOnDay, periodFrom: string): boolean {
  if (unit.kind !== rhythm.unitKind || unit.members === 0) return false
  if (rhythm.since !== undefined && periodFrom < rhythm.since) return false
  if (unit.foundedOn !== null && unit.foundedOn > periodFrom) return false
  if (unit.dissolvedOn !== null && unit.dissolvedOn < periodFrom) return false
  return rhythm.premise(unit)
}
