// The law of the tree: what may stand below what, what a form of branch may not do, terms, standing on a day. No I/O.

import { type Citation, rule, type Verdict } from '../../core/law.ts'
import { branchRegulations } from '../../core/regulations.ts'
import type { PartyStatus, UnitForm, UnitKind } from './words.ts'

/** Which kinds may stand directly below a kind. Every middle level is optional. */
export const mayStandBelow: Readonly<Record<UnitKind, readonly UnitKind[]>> = {
  commission: [
    'institution',
    'committee',
    'discipline_commission',
    'general_branch',
    'branch',
    'department',
    'site',
  ],
  institution: [
    'committee',
    'discipline_commission',
    'general_branch',
    'branch',
    'department',
    'site',
    'village',
    'community',
  ],
  committee: ['discipline_commission', 'general_branch', 'branch', 'department'],
  general_branch: ['branch', 'department'],
  branch: ['group', 'department'],
  group: [],
  department: ['department'],
  discipline_commission: [],
  site: ['branch', 'department'],
  village: [],
  community: [],
}

/** What a branch does by its own right, and a temporary one may not. */
export const branchActs = [
  'admit_members',
  'discipline',
  'collect_dues',
  'elect_delegates',
  're_elect',
] as const
export type BranchAct = (typeof branchActs)[number]

const temporaryActs = rule<{ readonly form: string; readonly act: string }>({
  id: 'R-ORG-6',
  zh: '临时党支部不发展党员、不处分处置党员，不收缴党费，不选举党代表大会代表和进行换届',
  en: 'A temporary branch admits no members, takes no disciplinary action, collects no dues, elects no delegates and does not re-elect itself',
  severity: 'block',
  cites: [branchRegulations('第八条')],
  holds: ({ form }) => form !== 'temporary',
})

/** Whether a branch of this form may do this (R-ORG-6); later rooms ask before they act. */
export const mayNot = (form: UnitForm, act: BranchAct): Verdict => temporaryActs.judge({ form, act })

/** The articles on which a form of branch rests (R-ORG-3, R-ORG-6). */
export const formCites: Readonly<Record<UnitForm, readonly Citation[]>> = {
  plain: [],
  joint: [branchRegulations('第五条')],
  temporary: [branchRegulations('第八条')],
}

/** Kinds that are no part of the Party's ladder: no members, no duties of their own. */
export const placeKinds: readonly UnitKind[] = ['site', 'village', 'community']

/** Kinds that merge and split. */
export const divisibleKinds: readonly UnitKind[] = [
  'committee',
  'general_branch',
  'branch',
  'group',
  'department',
]

const memberStatuses: readonly PartyStatus[] = ['full', 'probationary']
export const isMember = (status: PartyStatus): boolean => memberStatuses.includes(status)

/** A Party status and the first day on which it held. */
export type StatusStep = { readonly fromOn: string; readonly status: PartyStatus }

type DatedStatus = {
  /** Today's status. */
  readonly status: PartyStatus
  readonly probationOn: string | null
  readonly fullOn: string | null
  /** Every status there was, oldest first; empty where only today's is known. */
  readonly history: readonly StatusStep[]
}

/**
 * A person's standing on a day: what the history says, and before its first day not yet anything. Without a history:
 * full from the day of becoming full, probationary from the day of the branch meeting that admitted them.
 */
export function statusOn(person: DatedStatus, day: string): PartyStatus {
  if (person.history.length > 0)
    return person.history.findLast((step) => step.fromOn <= day)?.status ?? 'none'
  if (!isMember(person.status)) return person.status
  if (person.fullOn !== null && person.fullOn <= day) return 'full'
  if (person.probationOn !== null && person.probationOn <= day) return 'probationary'
  return 'none'
}

/**
 * Whole years of Party standing (党龄): counted from the day of becoming a full member (DV 34). Whether time under
 * suspension counts is in no text that was read: it is not taken off here, and `standingUncertain` says so.
 */
export function standingYears(person: DatedStatus, day: string): number | null {
  const status = statusOn(person, day)
  if ((status !== 'full' && status !== 'suspended') || person.fullOn === null || person.fullOn > day)
    return null
  const years = Number(day.slice(0, 4)) - Number(person.fullOn.slice(0, 4))
  return day.slice(5) < person.fullOn.slice(5) ? years - 1 : years
}

/** Whether the years of standing span a suspension, about which no rule was found. */
export const standingUncertain = (person: DatedStatus, day: string): boolean =>
  person.history.some((step) => step.status === 'suspended' && step.fromOn <= day)

/** Generally six months (R-TRM-2). */
export const reminderMonths = 6

/** Whether an approved end of a term lies no more than a year before or after the regular one (R-TRM-3). */
export function withinAYear(regular: string, approved: string): boolean {
  const shifted = (years: number) =>
    `${Number(regular.slice(0, 4)) + years}${regular.slice(4).replace('-02-29', '-02-28')}`
  return approved >= shifted(-1) && approved <= shifted(1)
}

/** The years of a term by kind of unit (R-TRM-1): committee 5, general branch and branch 3. */
export const termYears: Readonly<Partial<Record<UnitKind, number>>> = {
  committee: 5,
  general_branch: 3,
  branch: 3,
}
