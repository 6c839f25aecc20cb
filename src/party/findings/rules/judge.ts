// What is not as the regulations say about one unit and about one person, today. No I/O.

import type { Refusal, Verdict } from '../../../core/law.ts'
import { isMember, reminderMonths, withinAYear } from '../../../foundation/org/rules.ts'
import type { PartyStatus, PostName, UnitForm, UnitKind } from '../../../foundation/org/words.ts'
import * as member from './members.ts'
import * as organization from './organization.ts'
import { daysFrom, monthsAfter, yearsAfter } from './sources.ts'
import * as term from './terms.ts'

/** What the institution settles for itself; null: not judged. */
export type Thresholds = {
  readonly province: 'hubei' | null
  /** Members from which a branch is divided into groups. */
  readonly groupsFrom: number | null
  /** Musts broken at once from which a branch is hinted at as weak. */
  readonly weakFrom: number | null
  /** Meetings missed in a row from which a talk is hinted at. */
  readonly absencesFrom: number | null
}
export const noThresholds: Thresholds = {
  province: null,
  groupsFrom: null,
  weakFrom: null,
  absencesFrom: null,
}

export type UnitFacts = {
  readonly kind: UnitKind
  readonly form: UnitForm
  readonly foundedOn: string | null
  /** Full and probationary members here and below. */
  readonly members: number
  readonly fullMembers: number
  /** People in posts of the committee. */
  readonly committeeMembers: number
  readonly posts: readonly PostName[]
  readonly secretaries: number
  /** The first day without a secretary, when there was one. */
  readonly vacantSince: string | null
  /** The secretary: day of becoming a full member, and a post as head (of a department or of the institution). */
  readonly secretary: {
    readonly fullOn: string | null
    readonly headPost: PostName | null
    readonly institutionPost: PostName | null
  } | null
  /** The president of the institution, asked of its Party committee only. */
  readonly president: {
    readonly member: boolean
    readonly deputySecretary: boolean
    readonly isSecretary: boolean
  } | null
  /** Units that a branch covers, and whether one of them is a village or community. */
  readonly covers: number
  readonly coversVillage: boolean
  /** Branches that cover it or a department above it; only asked of departments and the like. */
  readonly coveredBy: number
  /** People who work there, and full members among them who belong to no Party unit. */
  readonly staff: number
  readonly staffFull: number
  /** Kinds of units above within the institution, and living ones anywhere below. */
  readonly above: readonly UnitKind[]
  readonly below: readonly UnitKind[]
  readonly groups: number
  readonly terms: number
  /** People admitted while they belonged to it; only asked of temporary branches. */
  readonly admitted: number
  readonly term: {
    readonly startedOn: string
    readonly years: number
    /** The day on which the level above has approved that it end, early or late. */
    readonly approvedEndsOn?: string | null
    /** The day on which the term before was due to end by its length, and the day approved for it. */
    readonly previousEndsOn: string | null
    readonly previousApprovedOn?: string | null
  } | null
}

/** A broken rule, and the day since when it is broken, where that is known. */
export type Judged = Refusal & {
  readonly since: string | null
  /** 'secretary': about the person who is secretary, not about the unit. */
  readonly about: 'unit' | 'secretary'
}

const places: readonly UnitKind[] = ['department', 'site', 'village', 'community']

export function judgeUnit(unit: UnitFacts, thresholds: Thresholds, today: string): readonly Judged[] {
  const found: Judged[] = []
  const judge = (verdict: Verdict, since: string | null = null, about: Judged['about'] = 'unit') => {
    if (verdict.ok) return
    const { ok: _, ...refusal } = verdict
    found.push({ ...refusal, since, about })
  }
  if (unit.kind === 'branch') judgeBranch(unit, thresholds, today, judge)
  if (unit.kind === 'committee' || unit.kind === 'general_branch')
    judgeCommittee(unit, thresholds, today, judge)
  if (unit.kind === 'institution') {
    const branches = unit.below.filter((kind) => kind === 'branch').length
    judge(organization.branchFrom3.judge({ fullMembers: unit.fullMembers, least: 3, branches }))
  }
  // A department nobody works in is a name in a list, not a place that needs a branch.
  if (places.includes(unit.kind) && unit.staff > 0) {
    // A department is no unit of its own to the regulation: its members may well belong to a branch elsewhere.
    if (unit.staffFull >= 3) {
      judge(
        organization.branchFrom3.judge({ fullMembers: unit.staffFull, least: 3, branches: unit.coveredBy }),
      )
    } else if (unit.kind === 'department') {
      judge(organization.departmentHasBranch.judge({ branches: unit.coveredBy, people: unit.staff }))
    }
  }
  const scale = scaleOf(unit)
  if (scale !== null) judge(organization.organizationOfSize.judge({ members: unit.members, ...scale }))
  if (unit.term !== null && unit.form !== 'temporary') judgeTerm(unit, unit.term, today, judge)
  if (unit.kind === 'branch' && thresholds.weakFrom !== null) {
    const signs = found.filter((refusal) => refusal.severity === 'block').length
    judge(term.weakBranch.judge({ signs, from: thresholds.weakFrom }))
  }
  return found
}

type Judge = (verdict: Verdict, since?: string | null, about?: Judged['about']) => void

function judgeBranch(unit: UnitFacts, thresholds: Thresholds, today: string, judge: Judge): void {
  judge(organization.branchAtMost50.judge({ members: unit.members, most: 50 }))
  if (unit.form === 'temporary') {
    judgeTemporary(unit, today, judge)
    return
  }
  judge(organization.branchAtLeast3.judge({ fullMembers: unit.fullMembers, least: 3 }))
  if (unit.form === 'joint') judge(organization.jointAtMost5.judge({ units: unit.covers, most: 5 }))
  if (unit.fullMembers >= 7) {
    const committee = {
      fullMembers: unit.fullMembers,
      committeeFrom: 7,
      committeeMembers: unit.committeeMembers,
      least: 3,
    }
    judge(organization.committeeFrom7.judge(committee))
    judge(organization.committeeAtMost7.judge({ committeeMembers: unit.committeeMembers, most: 7 }))
    // Without a committee there are no posts to fill in it.
    if (unit.committeeMembers >= 3) {
      judge(
        organization.committeePostsFilled.judge({
          organization: unit.posts.includes('organization_member'),
          publicity: unit.posts.includes('publicity_member'),
          discipline: unit.posts.includes('discipline_member'),
        }),
      )
    }
  } else {
    judge(organization.oneSecretary.judge({ fullMembers: unit.fullMembers, secretaries: unit.secretaries }))
  }
  judge(organization.branchVacancy.judge(vacancyOf(unit, today)), unit.vacantSince)
  if (unit.secretary !== null) {
    const { fullOn, headPost } = unit.secretary
    const yearOn = fullOn === null ? null : yearsAfter(fullOn, 1)
    judge(organization.secretaryStanding.judge({ fullOn, yearOn, today }), null, 'secretary')
    // A branch that covers no department (of the retired, for instance) has no head who could be its secretary.
    if (unit.covers > 0) judge(organization.secretaryIsHead.judge({ headPost, covers: unit.covers }))
  }
  if (thresholds.groupsFrom !== null) {
    const facts = { members: unit.members, from: thresholds.groupsFrom, groups: unit.groups }
    judge(organization.groupsOfMany.judge(facts))
  }
}

function judgeTemporary(unit: UnitFacts, today: string, judge: Judge): void {
  judge(organization.temporaryLimits.judge({ terms: unit.terms, admitted: unit.admitted }))
  if (unit.foundedOn === null) return
  const sixMonthsOn = monthsAfter(unit.foundedOn, 6)
  judge(
    organization.projectBranch.judge({
      foundedOn: unit.foundedOn,
      sixMonthsOn,
      today,
      fullMembers: unit.fullMembers,
      least: 3,
    }),
    sixMonthsOn,
  )
}

function judgeCommittee(unit: UnitFacts, thresholds: Thresholds, today: string, judge: Judge): void {
  judge(organization.committeeVacancy.judge(vacancyOf(unit, today)), unit.vacantSince)
  judge(
    organization.disciplineMember.judge({
      disciplineMember: unit.posts.includes('discipline_member'),
      disciplineCommission: unit.below.includes('discipline_commission'),
    }),
  )
  if (unit.kind !== 'committee') return
  if (thresholds.province === 'hubei') {
    const { committeeMembers } = unit
    judge(organization.hubeiCommittee.judge({ committeeMembers, least: 5, usual: 9, most: 11 }))
  }
  if (unit.secretary !== null && unit.president !== null && !unit.president.isSecretary) {
    const { member, deputySecretary } = unit.president
    judge(organization.secretaryWithoutOffice.judge({ post: unit.secretary.institutionPost }))
    judge(organization.presidentIsDeputy.judge({ member, deputySecretary }))
  }
}

const vacancyOf = (unit: UnitFacts, today: string) => ({
  secretaries: unit.secretaries,
  vacantSince: unit.vacantSince,
  days: unit.vacantSince === null ? null : daysFrom(unit.vacantSince, today),
})

/** What its size suggests, unless an organization of that kind stands there or above already. */
function scaleOf(
  unit: UnitFacts,
): { readonly from: number; readonly suggested: 'committee' | 'general_branch' } | null {
  if (unit.kind !== 'branch' && unit.kind !== 'general_branch' && unit.kind !== 'institution') return null
  if (unit.form === 'temporary') return null
  const has = (kind: UnitKind) => unit.kind === kind || unit.above.includes(kind) || unit.below.includes(kind)
  if (unit.members >= 100) return has('committee') ? null : { from: 100, suggested: 'committee' }
  return has('committee') || has('general_branch') ? null : { from: 50, suggested: 'general_branch' }
}

const committeeYears = 5
const branchYears = 3

function judgeTerm(
  unit: UnitFacts,
  newest: NonNullable<UnitFacts['term']>,
  today: string,
  judge: Judge,
): void {
  if (unit.kind !== 'branch' && unit.kind !== 'committee' && unit.kind !== 'general_branch') return
  const branch = unit.kind === 'branch'
  const legal = unit.kind === 'committee' || unit.coversVillage ? committeeYears : branchYears
  const length = branch ? term.branchTermLength : term.committeeTermLength
  judge(length.judge({ years: newest.years, legal, village: unit.coversVillage }), newest.startedOn)
  const regular = yearsAfter(newest.startedOn, newest.years)
  const endsOn = newest.approvedEndsOn ?? regular
  const remindFrom = monthsAfter(endsOn, -reminderMonths)
  const over = endsOn < today
  const ending = branch ? term.branchTermEnding : term.committeeTermEnding
  judge(ending.judge({ endsOn, remindFrom, today, over }), over ? endsOn : remindFrom)
  const shift = branch ? term.branchElectionShift : term.committeeElectionShift
  const shifted = (endedOn: string, electedOn: string | null) => {
    const until = yearsAfter(endedOn, 1)
    const from = yearsAfter(endedOn, -1)
    judge(shift.judge({ endedOn, electedOn, from, until, today }), electedOn ?? until)
  }
  // One finding of a kind: what is late now matters more than what was late before.
  // An approval moves the day; one of more than a year leaves the question why.
  const dueOn = (by: string, approved: string | null | undefined) =>
    typeof approved === 'string' && withinAYear(by, approved) ? approved : by
  const due = dueOn(regular, newest.approvedEndsOn)
  if (over && today > yearsAfter(due, 1)) shifted(due, null)
  else if (newest.previousEndsOn !== null)
    shifted(dueOn(newest.previousEndsOn, newest.previousApprovedOn), newest.startedOn)
}

export type PersonFacts = {
  readonly status: PartyStatus
  readonly infirm: boolean
  readonly inBranch: boolean
  readonly floatingSince: string | null
  readonly lostContactSince: string | null
  readonly abroadSince: string | null
  readonly suspendedSince: string | null
  /** The transfer that was requested and is not settled. */
  readonly transfer: { readonly requestedOn: string; readonly from: string; readonly to: string } | null
  /** Corrections within a time limit that still run. */
  readonly correction: { readonly fromOn: string; readonly untilOn: string | null } | null
  /** Probation within the Party, with the meetings in which a vote was counted to the person meanwhile. */
  readonly probation: {
    readonly fromOn: string
    readonly untilOn: string | null
    readonly votes: number
  } | null
  /** Meetings missed without excuse since the last one attended or excused. */
  readonly absences: {
    readonly firstMissedOn: string
    readonly lastMissedOn: string
    readonly missed: number
    /** A reminder talk since the first one missed. */
    readonly talked: boolean
  } | null
}

export function judgePerson(person: PersonFacts, thresholds: Thresholds, today: string): readonly Judged[] {
  const found: Judged[] = []
  const judge: Judge = (verdict, since = null) => {
    if (verdict.ok) return
    const { ok: _, ...refusal } = verdict
    found.push({ ...refusal, since, about: 'unit' })
  }
  if (isMember(person.status)) {
    judge(member.memberOfABranch.judge({ branch: person.inBranch }))
    judgeAway(person, today, judge)
    if (person.absences !== null && !person.infirm) judgeAbsences(person.absences, thresholds, judge)
  }
  if (person.status === 'suspended' && person.suspendedSince !== null && person.lostContactSince !== null) {
    const twoYearsOn = yearsAfter(person.suspendedSince, 2)
    judge(
      member.suspendedTwoYears.judge({ suspendedSince: person.suspendedSince, twoYearsOn, today }),
      twoYearsOn,
    )
  }
  if (person.correction !== null) {
    const { fromOn, untilOn } = person.correction
    const yearOn = yearsAfter(fromOn, 1)
    judge(member.correctionAYear.judge({ fromOn, untilOn, yearOn, today }), yearOn)
  }
  if (person.transfer !== null) {
    const { requestedOn, from, to } = person.transfer
    const days = daysFrom(requestedOn, today)
    judge(member.senderResponsible.judge({ requestedOn, today, days, from, to }), requestedOn)
  }
  if (person.probation !== null)
    judge(member.noVoteOnProbation.judge(person.probation), person.probation.fromOn)
  return found
}

function judgeAway(person: PersonFacts, today: string, judge: Judge): void {
  const { floatingSince, lostContactSince, abroadSince } = person
  if (floatingSince !== null) {
    const sixMonthsOn = monthsAfter(floatingSince, 6)
    const transferRequested = person.transfer !== null
    judge(
      member.awaySixMonths.judge({ since: floatingSince, sixMonthsOn, today, transferRequested }),
      sixMonthsOn,
    )
  }
  if (lostContactSince !== null) {
    const sixMonthsOn = monthsAfter(lostContactSince, 6)
    judge(member.lostSixMonths.judge({ since: lostContactSince, sixMonthsOn, today }), sixMonthsOn)
  }
  if (abroadSince !== null) {
    const fiveYearsOn = yearsAfter(abroadSince, 5)
    judge(member.abroadFiveYears.judge({ since: abroadSince, fiveYearsOn, today }), fiveYearsOn)
  }
}

function judgeAbsences(
  { firstMissedOn, lastMissedOn, missed, talked }: NonNullable<PersonFacts['absences']>,
  thresholds: Thresholds,
  judge: Judge,
): void {
  const sixMonthsOn = monthsAfter(firstMissedOn, 6)
  judge(
    member.absentSixMonths.judge({
      firstMissedOn,
      lastMissedOn,
      sixMonthsOn,
      missed,
      duesRecorded: false,
      workRecorded: false,
    }),
    sixMonthsOn,
  )
  if (thresholds.absencesFrom !== null) {
    judge(
      member.earlyTalk.judge({ missed, from: thresholds.absencesFrom, firstMissedOn, talked }),
      firstMissedOn,
    )
  }
}
