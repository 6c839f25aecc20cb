// The life cycle of Party status, and whether a dated change fits between its neighbours. No I/O.

import { workflow } from '../../../core/workflow.ts'
import { isMember, type StatusStep } from '../../org/rules.ts'
import { type PartyStatus, partyStatuses, values } from '../../org/words.ts'

/**
 * Which change may follow which. Leaving for another institution is not among the changes that are typed: it comes
 * with the acceptance of a transfer.
 */
export const standingCycle = workflow({
  name: 'party status',
  initial: 'none',
  states: values(partyStatuses),
  moves: {
    apply: { from: ['none', 'removed'], to: 'applicant' },
    cultivate: { from: ['applicant'], to: 'activist' },
    nominate: { from: ['activist'], to: 'candidate' },
    admit: { from: ['candidate'], to: 'probationary' },
    confirm: { from: ['probationary'], to: 'full' },
    suspend: { from: ['full', 'probationary'], to: 'suspended' },
    restore: { from: ['suspended'], to: 'full' },
    restore_probation: { from: ['suspended'], to: 'probationary' },
    step_back: { from: ['candidate'], to: 'activist' },
    /** An application that ends, or a probationary member whose qualification is cancelled. */
    end_application: { from: ['applicant', 'activist', 'candidate', 'probationary'], to: 'none' },
    remove: { from: ['full', 'probationary', 'suspended'], to: 'removed' },
    expel: { from: ['full', 'suspended'], to: 'expelled' },
    die: {
      from: [
        'none',
        'applicant',
        'activist',
        'candidate',
        'probationary',
        'full',
        'suspended',
        'removed',
        'expelled',
      ],
      to: 'deceased',
    },
    transfer_out: {
      from: ['applicant', 'activist', 'candidate', 'probationary', 'full', 'suspended'],
      to: 'transferred',
    },
    return: { from: ['transferred'], to: 'full' },
  },
})

/** The statuses that a typed change may lead to from this one. */
export function nextStatuses(status: PartyStatus): readonly PartyStatus[] {
  return standingCycle
    .movesFrom(status)
    .filter((move) => move !== 'transfer_out' && move !== 'return')
    .map((move) => standingCycle.moves[move].to)
}

/** Why a change does not fit: no way leads from the status before it, or none from it to the status after it. */
export type Misfit = {
  readonly reason: 'order' | 'same_day' | 'future'
  readonly before: PartyStatus
  readonly after: PartyStatus | null
}

/**
 * Whether a change fits into the history: its day is today or past and no other change's, one may come to it from the
 * status that held before, and from it to the status that followed. `start` is the status before any history.
 */
export function misfitOf(
  history: readonly StatusStep[],
  start: PartyStatus,
  change: StatusStep,
  today: string,
): Misfit | null {
  const earlier = history.findLast((step) => step.fromOn < change.fromOn)
  const later = history.find((step) => step.fromOn > change.fromOn)
  const before = earlier?.status ?? (history.length === 0 ? start : 'none')
  const after = later?.status ?? null
  if (change.fromOn > today) return { reason: 'future', before, after }
  if (history.some((step) => step.fromOn === change.fromOn)) return { reason: 'same_day', before, after }
  // What came before the first recorded change is unknown rather than nothing: any status may stand there.
  const comes =
    earlier === undefined && later !== undefined ? true : nextStatuses(before).includes(change.status)
  const goes = later === undefined || leads(change.status, later.status)
  return comes && goes ? null : { reason: 'order', before, after }
}

const leads = (from: PartyStatus, to: PartyStatus): boolean =>
  standingCycle.movesFrom(from).some((move) => standingCycle.moves[move].to === to)

/** The days that the row of a person shows: those of the latest admission and of becoming full after it. */
export function datesOf(history: readonly StatusStep[]): {
  readonly probationOn: string | null
  readonly fullOn: string | null
} {
  const probation = history.findLast(
    (step, at) => step.status === 'probationary' && history[at - 1]?.status !== 'suspended',
  )
  const full = history.find(
    (step) => step.status === 'full' && (probation === undefined || step.fromOn >= probation.fromOn),
  )
  return { probationOn: probation?.fromOn ?? full?.fromOn ?? null, fullOn: full?.fromOn ?? null }
}

/** The history that the dates of a person tell, for one whose changes were not recorded one by one. */
export function historyFromDates(person: {
  readonly status: PartyStatus
  readonly probationOn: string | null
  readonly fullOn: string | null
  /** Since when today's status holds, where no date of its own says so. */
  readonly since: string | null
}): readonly StatusStep[] {
  const steps: StatusStep[] = []
  if (person.probationOn !== null && person.probationOn !== person.fullOn)
    steps.push({ fromOn: person.probationOn, status: 'probationary' })
  if (person.fullOn !== null) steps.push({ fromOn: person.fullOn, status: 'full' })
  const last = steps.at(-1)
  if (!isMember(person.status) && person.since !== null && (last === undefined || person.since > last.fromOn))
    steps.push({ fromOn: person.since, status: person.status })
  return steps
}
